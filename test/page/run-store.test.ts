import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { noHost } from '../../lib/core/host.ts';
import type { AnyModel } from '../../lib/core/model.ts';
import { makeRecipe, type Recipe } from '../../lib/core/recipe.ts';
import type { SessionState, SessionStatus } from '../../lib/live/session-message.ts';
import type { SessionRequest } from '../../lib/live/session-request.ts';
import { cache } from '../../lib/models/cache/cache.ts';
import type { LinkMessage, SessionLink } from '../../lib/page/link/session-link.ts';
import { configAt } from '../../lib/page/store/config-at.ts';
import { History } from '../../lib/page/store/history.ts';
import { RunStore } from '../../lib/page/store/run-store.ts';

const model = cache as AnyModel;
const recipe = makeRecipe(model, {}, noHost);
const status: SessionStatus = {
  status: 'running',
  pace: 'max',
  time: 0,
  turn: 0,
  events: 0,
  next: 1,
  commands: 0,
};
const stateAt = (time: number, more: Partial<SessionState> = {}): SessionState => ({
  time,
  turn: time,
  events: time * 10,
  done: false,
  metrics: {},
  view: { rows: [], many: Array.from({ length: 500 }, () => 0), some: [1] },
  ...more,
});
const eventOf = (id: number, type = 'hit') => ({ id, t: id, type, causes: [] });

/** A store over a link of which the test plays the session. */
function set(
  answer: (request: SessionRequest) => unknown = ({ do: what }) => {
    if (what === 'log') return [];
    if (what === 'events') return { events: [], more: 0 };
    return what === 'recipe' ? recipe : status;
  },
) {
  const asked: SessionRequest[] = [];
  const frames: (() => void)[] = [];
  let listen: (message: LinkMessage) => void = () => {};
  const link = {
    request: async (request: SessionRequest) => {
      asked.push(request);
      return answer(request);
    },
    onMessage: (given: typeof listen) => {
      listen = given;
      return () => {};
    },
    connection: signal('live'),
    reason: signal(''),
  } as unknown as SessionLink;
  const run = new RunStore(model, link, recipe, { status, state: stateAt(0) }, (call) => frames.push(call));
  let seq = 0;
  return {
    run,
    asked,
    tell: (type: LinkMessage['type'], data: unknown) => listen({ seq: ++seq, type, data } as LinkMessage),
    frame: () => {
      for (const call of frames.splice(0)) call();
    },
    settle: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}

describe('what is told', () => {
  test('comes to listeners at once, and into the feed at the next frame', () => {
    const { frame, run, tell } = set();
    const heard: number[] = [];
    const end = run.onEvent(({ id }) => heard.push(id));
    for (let id = 0; id < 1_500; id++) tell('event', eventOf(id));
    tell('skipped', { from: 1_500, to: 1_600, counts: { hit: 90 } });
    expect(heard).toHaveLength(1_500);
    expect(run.feed.value).toEqual([]);
    frame();
    expect(run.feed.value.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, i) => 500 + i));
    expect(run.skipped.value).toEqual([{ from: 1_500, to: 1_600, counts: { hit: 90 } }]);
    end();
    tell('event', eventOf(1_601));
    expect(heard).toHaveLength(1_500);
    frame();
    expect(run.feed.value.at(-1)?.id).toBe(1_601);
    expect(run.feed.value).toHaveLength(1_000);
  });

  test('is bounded where there are no frames', () => {
    const { frame, run, tell } = set();
    for (let id = 0; id < 10_000; id++) tell('event', eventOf(id));
    frame();
    expect(run.feed.value.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, i) => 9_000 + i));
  });

  test('after a rewind is forgotten', () => {
    const { frame, run, tell } = set();
    for (let time = 1; time <= 5; time++) {
      tell('state', stateAt(time));
      tell('event', eventOf(time * 10));
    }
    frame();
    tell('event', eventOf(60));
    tell('decision', { decision: 'x' });
    expect(run.decision.value).toEqual({ decision: 'x' });
    tell('reset', { reason: 'rewound', decision: null, status: { ...status, time: 3 }, state: stateAt(3) });
    frame();
    expect(run.state.value.time).toBe(3);
    expect(run.status.value.time).toBe(3);
    expect(run.decision.value).toBeNull();
    expect(run.feed.value.map(({ id }) => id)).toEqual([10, 20]);
    expect(run.history.value.map(({ time }) => time)).toEqual([0, 1, 2, 3]);
  });

  test('of a decision that was taken closes it', () => {
    const { run, tell } = set();
    tell('decision', { decision: 'x' });
    tell('decision', { decision: 'x', taken: 'recommended', by: 'time' });
    expect(run.decision.value).toBeNull();
  });
});

describe('moves of a live field', () => {
  test('become one command a frame, the last wins', async () => {
    const { asked, frame, run, settle } = set();
    for (let rate = 1; rate <= 100; rate++) run.set('arrivals.rate', rate);
    expect(run.config.value.arrivals).toEqual({ kind: 'poisson', rate: 100 });
    expect(asked).toEqual([]);
    frame();
    await settle();
    expect(asked).toEqual([{ do: 'command', command: { name: 'set', path: 'arrivals.rate', value: 100 } }]);
    run.set('objective', 9);
    run.set('timeout', 8);
    run.set('objective', 7);
    frame();
    await settle();
    expect(asked.slice(1)).toEqual([
      { do: 'command', command: { name: 'set', path: 'objective', value: 7 } },
      { do: 'command', command: { name: 'set', path: 'timeout', value: 8 } },
    ]);
  });

  test('that are refused are said, and taken back', async () => {
    const { frame, run, settle } = set(({ do: what }) => {
      if (what === 'recipe') return recipe;
      throw new Error('commands[0].objective: given -1; a number above 0 is needed');
    });
    run.set('objective', -1);
    expect(run.config.value.objective).toBe(-1);
    frame();
    await settle();
    expect(run.toast.value).toBe('commands[0].objective: given -1; a number above 0 is needed');
    expect(run.config.value.objective).toBe(50);
  });
});

test('what a session refuses is a line for the person', async () => {
  const { run } = set(() => {
    throw new Error('pause: no');
  });
  expect(await run.run({ do: 'pause' })).toBeUndefined();
  expect(run.toast.value).toBe('pause: no');
});

test('the config in force is what was set up to now', () => {
  const commands = [
    { name: 'set', at: 5, path: 'objective', value: 7 },
    { name: 'flush', at: 6 },
    { name: 'set', at: { time: 9, phase: 'request' }, path: 'arrivals.rate', value: 3 },
  ];
  const all = { ...recipe, commands } as Recipe;
  const at = (next: number | null) => {
    const { arrivals, objective } = configAt(all, next) as Record<string, unknown>;
    return [objective, (arrivals as { rate: number }).rate];
  };
  expect([at(4), at(5), at(8.9), at(9), at(null)]).toEqual([
    [50, 10],
    [7, 10],
    [7, 10],
    [7, 3],
    [7, 3],
  ]);
});

describe('the history of states', () => {
  test('covers all of a long run by a bounded number of them', () => {
    const history = new History();
    for (let time = 0; time < 5_000; time++) history.add(stateAt(time));
    const times = history.states.value.map(({ time }) => time);
    expect(times.length).toBeLessThanOrEqual(600);
    expect(times.length).toBeGreaterThan(200);
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBeGreaterThan(4_980);
    const gaps = times.slice(1).map((time, i) => time - times[i]);
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThan(40);
  });

  test('leaves long lists of a view out', () => {
    const history = new History();
    history.add(stateAt(1));
    expect(history.states.value[0].view).toEqual({ rows: [], many: [], some: [1] });
  });
});
