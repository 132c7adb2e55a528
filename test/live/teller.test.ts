import { expect, test } from 'vitest';
import { banks, open } from '../../lib/index.ts';
import type { LiveRun } from '../../lib/live/live-run.ts';
import type { SessionMessage, SessionState, Skipped } from '../../lib/live/session-message.ts';
import { Teller } from '../../lib/live/teller.ts';
import { HandClock } from './hand-clock.ts';
import { CONFIG, OpenedSession } from './opened-session.ts';

function telling(perSecond?: number) {
  const clock = new HandClock();
  const told: SessionMessage[] = [];
  const live = open(banks, { config: CONFIG, seed: 2 }) as LiveRun;
  const teller = new Teller(
    clock,
    (messages) => told.push(...messages),
    () => live,
    perSecond,
  );
  const types = (): string[] => told.splice(0).map(({ type }) => type);
  const ids = (): number[] =>
    told.flatMap(({ body, type }) => (type === 'event' ? [(JSON.parse(body) as { id: number }).id] : []));
  return { clock, told, live, teller, types, ids };
}

test('every event, each once and in order, then the state', () => {
  const { clock, live, teller, told, ids } = telling();
  const first = live.events.count;
  live.step(5);
  teller.tell();
  clock.run(100);
  live.step(5);
  teller.tell();
  expect(ids()).toEqual(Array.from({ length: live.events.count - first }, (_, i) => first + i));
  expect(told.filter(({ type }) => type === 'state').length).toBe(2);
  expect(told.at(-1)!.type).toBe('state');
});

test('states come ten times a second at most, and not again when nothing has changed', () => {
  const { clock, live, teller, types } = telling();
  live.step();
  teller.tell();
  expect(types()).toContain('state');
  clock.run(50);
  live.step();
  teller.tell();
  expect(types()).not.toContain('state');
  clock.run(50);
  teller.tell();
  expect(types()).toEqual(['state']);
  clock.run(500);
  teller.tell();
  expect(types()).toEqual([]);
  // A command is a change, though no turn came.
  live.command({ name: 'add_capital', bank: 0, amount: 1 });
  teller.tell();
  expect(types()).toEqual(['event', 'event', 'state']);
});

test('a state that is dear to make comes more rarely: a share of the time', () => {
  const { clock, live, teller, types } = telling();
  live.step();
  // Each look at the clock, and so the state, takes 20 ms: 4 % of half a second.
  clock.perLook = 20;
  teller.tell();
  clock.perLook = 0;
  const told = clock.time - 40;
  expect(types()).toContain('state');
  live.step();
  clock.run(told + 499 - clock.time);
  teller.tell();
  expect(types()).not.toContain('state');
  clock.run(1);
  teller.tell();
  expect(types()).toContain('state');
});

test('more events than the rate allows wait a while for each other, and then are told in part, and counted', () => {
  const { clock, live, teller, told, ids } = telling(1000);
  const first = live.events.count;
  // A tenth of a second allows a hundred, and so does the start.
  live.runUntil(5);
  const { count } = live.events;
  expect(count - first).toBeGreaterThan(200);
  teller.tell();
  expect(ids()).toEqual([]);
  clock.run(100);
  teller.tell();
  expect(ids().length).toBeLessThanOrEqual(200);
  expect(ids().length).toBeGreaterThan(0);
  const skipped = JSON.parse(told.find(({ type }) => type === 'skipped')!.body) as Skipped;
  expect([skipped.from, skipped.to]).toEqual([first, count - 1]);
  const untold = Object.values(skipped.counts).reduce((sum, each) => sum + each, 0);
  expect(untold + ids().length).toBe(count - first);
});

test('a large event is told where there is time, and where telling is slow less is told', () => {
  const { clock, live, teller, told, ids } = telling(1000);
  const tellNext = (to: number): number => {
    told.length = 0;
    live.runUntil(to);
    clock.run(100);
    teller.tell();
    return ids().length;
  };
  live.runUntil(2);
  teller.flush();
  // Three seconds allow a thousand at once, not more.
  clock.run(3000);
  const many = tellNext(5);
  expect(told.some(({ type }) => type === 'skipped')).toBe(false);
  clock.run(3000);
  clock.perLook = 300;
  tellNext(6);
  clock.perLook = 0;
  clock.run(200);
  expect(tellNext(9)).toBeLessThan(many / 2);
});

test('who does not watch is told nothing; who begins to is told the state at once, and only what is new', () => {
  const opened = new OpenedSession({ pace: { turns: 100 }, status: 'running' });
  opened.session.watch(false);
  opened.told.length = 0;
  opened.clock.run(1000);
  expect(opened.live.turnCount).toBeGreaterThan(90);
  expect(opened.told).toEqual([]);
  opened.ask({ do: 'pause' });
  expect(opened.told.map(({ type }) => type)).toEqual(['status']);
  opened.told.length = 0;
  opened.session.watch(true);
  expect(opened.told.map(({ type }) => type)).toEqual(['state', 'status']);
  const [state] = opened.bodies<SessionState>('state');
  expect(state).toMatchObject({ turn: opened.live.turnCount, events: opened.live.events.count });
  expect(state!.view).toEqual(JSON.parse(JSON.stringify(opened.live.view())));
  const { count } = opened.live.events;
  opened.told.length = 0;
  void opened.ask({ do: 'step', turns: 4 });
  opened.clock.run(1);
  expect(opened.bodies<{ id: number }>('event')[0]!.id).toBe(count);
});

test('who watches already loses nothing when another comes', () => {
  const { live, teller, ids } = telling();
  const first = live.events.count;
  live.step(3);
  teller.watch(true);
  expect(ids()).toEqual(Array.from({ length: live.events.count - first }, (_, i) => first + i));
});
