import { describe, expect, test } from 'vitest';
import type { AnyModel } from '../../lib/core/model.ts';
import { banks, cache, type Recipe, run } from '../../lib/index.ts';
import { LiveRun, type LiveSnapshot } from '../../lib/live/live-run.ts';
import type { Reset, SessionState, SessionStatus } from '../../lib/live/session-message.ts';
import { policyModule } from '../support/still-banks.ts';
import { HandClock } from './hand-clock.ts';
import { CONFIG, OpenedSession } from './opened-session.ts';

const CAPITAL = { name: 'add_capital', bank: 3, amount: 10 };
const whole = run(banks, { config: CONFIG, seed: 2 });
const digestOf = (recipe: Recipe): string => run(banks as AnyModel, recipe).digest;

/** A session under way at full speed, some of its turns made. */
function underWay(): OpenedSession {
  const clock = new HandClock();
  clock.perLook = 3;
  const opened = new OpenedSession({ clock });
  opened.ask({ do: 'resume' });
  clock.run(20);
  clock.perLook = 0;
  expect(opened.status.status).toBe('running');
  expect(opened.live.turnCount).toBeGreaterThan(0);
  return opened;
}

/** A session that was stepped to before a time. */
function steppedTo(to: number): OpenedSession {
  const opened = new OpenedSession();
  void opened.ask({ do: 'step', to });
  opened.clock.run(1);
  expect(opened.status).toMatchObject({ status: 'paused', next: to });
  return opened;
}

describe('running and pausing', () => {
  test('as fast as it can, it comes to the end of the run, and says so with the digest', () => {
    const { clock, live, ...opened } = new OpenedSession({ status: 'running' });
    clock.run(0);
    expect(live.done).toBe(true);
    const status = opened.told.filter(({ type }) => type === 'status').at(-1)!;
    expect(JSON.parse(status.body)).toMatchObject({ status: 'finished', next: null, digest: whole.digest });
  });

  test('a pause takes effect before the next turn, and nothing happens until it is resumed', () => {
    const opened = underWay();
    const turns = opened.live.turnCount;
    expect(opened.ask({ do: 'pause' })).toMatchObject({ status: 'paused', turn: turns });
    opened.clock.run(10_000);
    expect(opened.live.turnCount).toBe(turns);
    expect(opened.bodies<SessionState>('state').at(-1)).toMatchObject({ turn: turns });
    opened.ask({ do: 'resume' });
    opened.clock.run(10_000);
    expect(opened.status).toMatchObject({ status: 'finished', digest: whole.digest });
  });

  test('resumed twice, it does not go twice as fast', () => {
    const opened = new OpenedSession({ pace: { turns: 20 } });
    opened.ask({ do: 'resume' });
    opened.ask({ do: 'resume' });
    opened.clock.run(1010);
    expect(opened.live.turnCount).toBe(20);
  });

  test('a slice of turns leaves others their turn: never more than some milliseconds', () => {
    const clock = new HandClock();
    clock.perLook = 3;
    const { live } = new OpenedSession({ clock, status: 'running' });
    let slices = 0;
    for (let turns = -1; live.turnCount > turns && !live.done; slices++) {
      turns = live.turnCount;
      const before = clock.time;
      clock.run(0);
      expect(clock.time - before).toBeLessThanOrEqual(35);
    }
    expect(slices).toBeGreaterThan(1);
  });
});

describe('steps', () => {
  test('of so many turns, and of one', async () => {
    const opened = new OpenedSession();
    const step = opened.ask({ do: 'step', turns: 37 });
    expect(opened.status.status).toBe('running');
    opened.clock.run(1);
    expect(await step).toMatchObject({ status: 'paused', turn: 37 });
    const one = opened.ask({ do: 'step' });
    opened.clock.run(1);
    expect(await one).toMatchObject({ status: 'paused', turn: 38 });
    expect(opened.kept.status).toBe('paused');
  });

  test('to before the first turn of a time, and as far as so many turns go', async () => {
    const opened = new OpenedSession();
    const step = opened.ask({ do: 'step', to: 5 });
    opened.clock.run(1);
    expect(await step).toMatchObject({ status: 'paused', next: 5, time: 4 });
    const shorter = opened.ask({ do: 'step', to: 20, turns: 3 });
    const { turnCount } = opened.live;
    opened.clock.run(1);
    expect(await shorter).toMatchObject({ turn: turnCount + 3 });
    expect(() => opened.ask({ do: 'step', to: 5 })).toThrow(
      'step: to: given 5; a time after 5; to go back, rewind',
    );
  });

  test('go at full speed whatever the pace, and past the end', async () => {
    const opened = new OpenedSession({ pace: { turns: 1 } });
    const step = opened.ask({ do: 'step', turns: 1e9 });
    opened.clock.run(1);
    expect(await step).toMatchObject({ status: 'finished', digest: whole.digest });
  });

  test('are broken off by a pause, a stop, a rewind or another step, and answer with where it stands', async () => {
    for (const [breaking, status] of [
      ['pause', 'paused'],
      ['stop', 'stopped'],
      ['rewind', 'paused'],
    ] as const) {
      const clock = new HandClock();
      clock.perLook = 3;
      const opened = new OpenedSession({ clock });
      const step = opened.ask({ do: 'step', to: 39 });
      clock.run(15);
      opened.ask(breaking === 'rewind' ? { do: 'rewind', to: 0 } : { do: breaking });
      expect(await step).toMatchObject({ status, turn: opened.live.turnCount });
      clock.run(100);
      expect(opened.status.status).toBe(status);
    }
    const opened = new OpenedSession();
    const first = opened.ask({ do: 'step', turns: 10 });
    const second = opened.ask({ do: 'step', turns: 3 });
    opened.clock.run(1);
    expect(await first).toMatchObject({ turn: 0 });
    expect(await second).toMatchObject({ status: 'paused', turn: 3 });
  });
});

describe('commands', () => {
  test('in the middle land before the next turn, are seen at once, and the run replays', () => {
    const opened = steppedTo(4);
    const turns = opened.live.turnCount;
    expect(opened.ask({ do: 'command', command: CAPITAL })).toEqual({ ...CAPITAL, at: 4 });
    const state = opened.bodies<SessionState<{ banks: { injected: number }[] }>>('state').at(-1)!;
    expect(state).toMatchObject({ turn: turns, view: { banks: { 3: { injected: 10 } } } });
    expect(opened.told.filter(({ kind }) => kind === 'capital_added').length).toBe(1);
    expect(opened.status).toMatchObject({ status: 'paused', commands: 1, turn: turns });
    opened.ask({ do: 'resume' });
    opened.clock.run(1);
    expect(digestOf(opened.ask({ do: 'recipe' }) as Recipe)).toBe(opened.status.digest);
    expect(opened.status.digest).not.toBe(whole.digest);
  });

  test('that are bad change nothing', () => {
    const opened = underWay();
    const { digest } = opened.live;
    expect(() => opened.ask({ do: 'command', command: { ...CAPITAL, bank: 99 } })).toThrow('bank: given 99');
    expect(opened.live.digest).toBe(digest);
    expect(opened.records.filter(({ commands }) => commands !== undefined)).toEqual([]);
    opened.clock.run(10_000);
    expect(opened.status.digest).toBe(whole.digest);
  });

  test('that cannot be kept are undone to the byte', () => {
    const opened = underWay();
    opened.full = ({ commands }) => commands !== undefined;
    const { digest, turnCount } = opened.live;
    const view = opened.live.view();
    const told = opened.told.length;
    expect(() => opened.ask({ do: 'command', command: CAPITAL })).toThrow('ENOSPC');
    expect(opened.live.digest).toBe(digest);
    expect(opened.live.view()).toEqual(view);
    expect(opened.live.turnCount).toBe(turnCount);
    expect(opened.live.recipe.commands).toEqual([]);
    expect(opened.told.length).toBe(told);
    opened.clock.run(10_000);
    expect(opened.status.digest).toBe(whole.digest);
  });

  test('pauses, steps and paces that cannot be kept do not happen either', () => {
    const opened = underWay();
    opened.full = () => true;
    for (const request of [
      { do: 'pause' },
      { do: 'step' },
      { do: 'stop' },
      { do: 'pace', pace: { turns: 1 } },
      { do: 'rewind', to: 0 },
    ] as const) {
      expect(() => opened.ask(request), request.do).toThrow('ENOSPC');
    }
    expect(opened.status).toMatchObject({ status: 'running', pace: 'max' });
    // Where it stands cannot be marked, and it goes on.
    opened.clock.run(10_000);
    expect(opened.status.digest).toBe(whole.digest);
  });
});

describe('rewind', () => {
  test('goes back, drops later commands, pauses, and tells of it', () => {
    const opened = steppedTo(4);
    opened.ask({ do: 'command', command: CAPITAL });
    void opened.ask({ do: 'step', to: 8 });
    opened.clock.run(1);
    opened.ask({ do: 'command', command: { ...CAPITAL, bank: 5 } });
    opened.ask({ do: 'resume' });
    opened.clock.run(1);
    expect(opened.status.status).toBe('finished');
    opened.told.length = 0;
    expect(opened.ask({ do: 'rewind', to: 8 })).toMatchObject({ status: 'paused', next: 8, commands: 1 });
    expect(opened.told.map(({ type }) => type)).toEqual(['reset']);
    const [reset] = opened.bodies<Reset>('reset');
    expect(reset).toMatchObject({
      reason: 'rewound to 8',
      status: { status: 'paused', commands: 1 },
      state: { time: 7, view: { banks: { 3: { injected: 10 }, 5: { injected: 0 } } } },
    });
    expect(reset!.status).not.toHaveProperty('digest');
    expect(opened.kept).toMatchObject({ status: 'paused', run: { recipe: { commands: [{ bank: 3 }] } } });
    opened.ask({ do: 'resume' });
    opened.clock.run(1);
    const [event] = opened.bodies<{ id: number }>('event');
    expect(event!.id).toBe(reset!.state.events);
    expect(digestOf(opened.live.recipe)).toBe(opened.status.digest);
  });

  test('to what is not behind is refused', () => {
    const opened = steppedTo(4);
    expect(() => opened.ask({ do: 'rewind', to: 4 })).toThrow('rewind: given 4; a time from 0 to 3');
  });
});

test('a snapshot is where another session goes on, each by itself', () => {
  const opened = steppedTo(6);
  const snapshot = JSON.parse(JSON.stringify(opened.ask({ do: 'snapshot' }))) as LiveSnapshot;
  const fork = new OpenedSession({ live: LiveRun.restore(banks as AnyModel, snapshot) });
  expect(fork.live.digest).toBe(opened.live.digest);
  fork.ask({ do: 'command', command: CAPITAL });
  for (const each of [opened, fork]) {
    each.ask({ do: 'resume' });
    each.clock.run(1);
  }
  expect(opened.status.digest).toBe(whole.digest);
  expect(fork.status.digest).toBe(digestOf(fork.live.recipe));
  expect(fork.status.digest).not.toBe(whole.digest);
});

describe('what a session that is over refuses', () => {
  const changes = [
    { do: 'pause' },
    { do: 'resume' },
    { do: 'step' },
    { do: 'pace', pace: 'max' },
    { do: 'command', command: CAPITAL },
  ] as const;

  test('finished: all but to go back', () => {
    const opened = new OpenedSession({ status: 'running' });
    opened.clock.run(0);
    for (const request of [...changes, { do: 'stop' }] as const) {
      expect(() => opened.ask(request)).toThrow(
        `${request.do}: given "a finished session"; a session that still goes on; this one is over`,
      );
    }
    expect(opened.ask({ do: 'rewind', to: 2 })).toMatchObject({ status: 'paused' });
    expect(opened.ask({ do: 'command', command: CAPITAL })).toMatchObject({ at: 2 });
  });

  test('stopped: all, and stays so when it is opened again', () => {
    const opened = steppedTo(3);
    expect(opened.ask({ do: 'stop' })).toMatchObject({ status: 'stopped' });
    for (const request of [...changes, { do: 'rewind', to: 0 }] as const) {
      expect(() => opened.ask(request)).toThrow('given "a stopped session"');
    }
    expect(opened.ask({ do: 'stop' })).toMatchObject({ status: 'stopped' });
    const again = opened.restarted();
    again.clock.run(1000);
    expect(again.status).toMatchObject({ status: 'stopped', turn: opened.live.turnCount });
  });

  test('failed, by a policy that throws: all; it says why, and a step that waits is answered', async () => {
    const policy = policyModule('if (step === 4) throw new Error("no idea\\nat all"); action.fill(0);');
    const opened = new OpenedSession({ config: { ...CONFIG, policy } });
    const step = opened.ask({ do: 'step', to: 20 });
    opened.clock.run(1);
    expect(await step).toMatchObject({ status: 'failed' });
    expect(opened.bodies<SessionStatus>('status').at(-1)!.reason).toMatch(/no idea/);
    expect(opened.status.reason).not.toMatch(/\n/);
    for (const request of [...changes, { do: 'stop' }, { do: 'rewind', to: 0 }] as const) {
      expect(() => opened.ask(request)).toThrow('given "a failed session"');
    }
    opened.clock.run(1000);
    expect((opened.ask({ do: 'log' }) as unknown[]).length).toBeGreaterThan(0);
  });

  test('a log that is too long stops it', () => {
    const opened = new OpenedSession({ eventsMax: 500, status: 'running' });
    opened.clock.run(1);
    expect(opened.status).toMatchObject({
      status: 'stopped',
      reason: 'the log has more than 500 events, the limit of this server',
    });
    expect(opened.status.events).toBeGreaterThan(500);
    expect(() => opened.ask({ do: 'resume' })).toThrow('given "a stopped session"');
  });
});

test('what is asked of the log: by id, by kind, the last of them', () => {
  const opened = new OpenedSession({ status: 'running' });
  opened.clock.run(0);
  const events = whole.events.toArray();
  expect(opened.ask({ do: 'log', from: 5, count: 3 })).toEqual(events.slice(5, 8));
  expect(opened.ask({ do: 'log', from: events.length })).toEqual([]);
  const ends = events.filter(({ type }) => type === 'step_end');
  const query = { type: 'step_end' };
  expect(opened.ask({ do: 'events', query, limit: 2 })).toEqual({
    events: ends.slice(0, 2),
    more: ends.length - 2,
  });
  expect(opened.ask({ do: 'events', query, limit: 7, last: true })).toEqual({
    events: ends.slice(-7),
    more: ends.length - 7,
  });
  expect(opened.ask({ do: 'events', query, after: ends[30]!.id })).toEqual({
    events: ends.slice(31),
    more: 0,
  });
});

test('closed, it makes no turn more, and goes on from there when it is opened again', () => {
  const opened = underWay();
  const { turnCount } = opened.live;
  opened.session.close();
  opened.clock.run(10_000);
  expect(opened.live.turnCount).toBe(turnCount);
  const again = opened.restarted();
  expect(again.live.turnCount).toBe(turnCount);
  expect(again.status.status).toBe('running');
  again.clock.run(0);
  expect(again.status.digest).toBe(whole.digest);
});

test.each([
  ['banks', 'noise', { turns: 400 }],
  ['cache', 'arrivals.rate', { time: 50 }],
] as const)('a hundred moves of a slider of %s replay byte for byte', (name, path, pace) => {
  const model = (name === 'banks' ? banks : cache) as AnyModel;
  const config = name === 'banks' ? { ...CONFIG, steps: 60 } : { requests: 2_000, nodes: 3, keys: 200 };
  const opened = new OpenedSession({ model, config, pace, status: 'running' });
  for (let i = 0; i < 100; i++) {
    opened.clock.run(10);
    const value = (name === 'banks' ? 0.1 : 1) * (1 + i / 100);
    opened.ask({ do: 'command', command: { name: 'set', path, value } });
  }
  void opened.ask({ do: 'pace', pace: 'max' });
  opened.clock.run(1000);
  const recipe = opened.ask({ do: 'recipe' }) as Recipe;
  expect(recipe.commands.length).toBe(100);
  expect(opened.status.status).toBe('finished');
  expect(run(model, JSON.parse(JSON.stringify(recipe))).digest).toBe(opened.status.digest);
});
