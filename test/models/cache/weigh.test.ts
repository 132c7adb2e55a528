import { describe, expect, test } from 'vitest';
import type { GivenCommand } from '../../../lib/core/recipe.ts';
import { cache, type LoggedEvent, run, why } from '../../../lib/index.ts';
import { clients, happened, STILL } from '../../support/cache-worlds.ts';

/** One request at t = 10, to the one node; its service takes 0.1, its client waits for 6. */
const ONE = { ...STILL, requests: 1, arrivals: clients(1, 10), timeout: 6, service: 0.1 } as const;

const slow = (at: number, factor: number, more = {}): GivenCommand => ({
  ...{ name: 'slow_node', at, node: 0, factor },
  ...more,
});

const causesOf = (events: readonly LoggedEvent[], type: string) =>
  events.find((event) => event.type === type)!.causes.map((id) => events[id]!);

/** Minimal sets of commands, from the log alone. */
function setsOf(commands: readonly GivenCommand[], target: object, config: object = ONE) {
  const { events } = run(cache, { config, commands, seed: 1 } as never);
  const { sets, rootCauses } = why({ model: cache, events }, target as never);
  return sets.map((set) => set.map((id) => rootCauses.find((root) => root.id === id)!.command));
}

const timedOut = { type: 'request', outcome: 'timeout' };

describe('a timeout names', () => {
  test('all that slows its node, the strongest first', () => {
    const events = happened(ONE, [slow(1, 2), slow(2, 90), slow(3, 1.5), slow(4, 0.8)]);
    expect(causesOf(events, 'timeout').map(({ factor }) => factor)).toEqual([90, 2, 1.5, 0.8]);
    // 0.1 · 90 · 2 · 1.5 · 0.8 = 21.6, of which 6 are done.
    expect(events.find(({ type }) => type === 'timeout')!.done).toBeCloseTo(6 / 21.6, 12);
  });

  test('at most six of them', () => {
    const events = happened(
      ONE,
      [2, 3, 4, 5, 6, 7, 8, 9].map((factor) => slow(1, factor)),
    );
    expect(causesOf(events, 'timeout').map(({ factor }) => factor)).toEqual([9, 8, 7, 6, 5, 4]);
  });

  test('neither what was over nor what came when a worker was at it already', () => {
    const events = happened(ONE, [slow(1, 50, { for: 2 }), slow(2, 90), slow(12, 900)]);
    expect(causesOf(events, 'timeout').map(({ factor }) => factor)).toEqual([90]);
  });

  test('all partitions that cut its node off, and no worker', () => {
    const cut = (at: number, for_?: number) => ({
      ...{ name: 'partition', at, nodes: [0] },
      ...(for_ !== undefined && { for: for_ }),
    });
    const events = happened(ONE, [cut(1), cut(2), cut(3, 1), cut(12)] as GivenCommand[]);
    expect(causesOf(events, 'timeout').map(({ t }) => t)).toEqual([2, 1]);
    expect(events.find(({ type }) => type === 'timeout')).toMatchObject({ lost: true, done: null });
  });

  test('no cause for a loss of the network’s own, whatever an event before named', () => {
    const config = { ...ONE, requests: 300, arrivals: clients(1, 1), network: { latency: 0, loss: 0.2 } };
    const events = happened(config, [{ name: 'drop', at: 100, node: 0, loss: 0.1 } as GivenCommand]);
    const lost = events.filter(({ type, lost }) => type === 'timeout' && lost === true);
    const own = lost.filter(({ causes }) => causes.length === 0);
    expect([own.length > 20, lost.length - own.length > 5]).toEqual([true, true]);
    const blamed = events.filter(({ type, t }) => type === 'window' && t < 100);
    for (const { causes } of blamed) expect(causes).toEqual([]);
  });
});

describe('from the log alone', () => {
  test('the strong one, not small ones nearer by', () => {
    expect(setsOf([slow(1, 1.3), slow(2, 700), slow(9.9, 1.2)], timedOut)).toEqual([[1]]);
  });

  test('two that only together were too much, and the set of two either of which was', () => {
    // 0.1 · 30 is in time; 0.1 · 30 · 30 is 90.
    expect(setsOf([slow(1, 30), slow(2, 30), slow(3, 1.1)], timedOut)).toEqual([[0], [1]]);
    expect(setsOf([slow(1, 80), slow(2, 90)], timedOut)).toEqual([[0, 1]]);
  });

  test('either of two partitions', () => {
    const cut = (at: number) => ({ name: 'partition', at, nodes: [0] }) as GivenCommand;
    expect(setsOf([cut(1), cut(2), slow(3, 500)], timedOut)).toEqual([[0, 1]]);
  });

  test('a drop that loses all beside one that loses little', () => {
    const drop = (at: number, loss: number) => ({ name: 'drop', at, loss }) as GivenCommand;
    expect(setsOf([drop(1, 0.05), drop(2, 1)], timedOut)).toEqual([[1]]);
  });

  test('a falling availability, what most failed requests lead back to', () => {
    const config = {
      ...{ ...STILL, requests: 400, arrivals: clients(4, 1), nodes: 4, timeout: 2, window: 10, keys: 100 },
      ...{ detection: 1e6, warmup: 0, capacity: 100 },
    };
    const kill = (at: number, node: number) => ({ name: 'kill_node', at, node }) as GivenCommand;
    const target = { metric: 'availability', from: 20, to: 60 };
    const { events } = run(cache, { config, commands: [kill(25, 1), kill(55, 2)], seed: 1 } as never);
    const failed = [...events.where({ type: 'request', outcome: 'timeout', from: 20.1, to: 60 })];
    const early = failed.filter(({ node }) => node === 1).length;
    expect(early).toBeGreaterThan(failed.length / 2);
    expect(setsOf([kill(25, 1), kill(55, 2)], target, config)).toEqual([[0]]);
  });

  test('a window, the same', () => {
    const config = {
      ...{ ...STILL, requests: 400, arrivals: clients(4, 1), nodes: 4, timeout: 2, window: 10, keys: 100 },
      ...{ detection: 1e6, warmup: 0, capacity: 100 },
    };
    const kill = { name: 'kill_node', at: 11, node: 1 } as GivenCommand;
    const target = { type: 'window', from: 20 };
    expect(setsOf([kill, slow(22, 1.1)], target, config)).toEqual([[0]]);
  });
});
