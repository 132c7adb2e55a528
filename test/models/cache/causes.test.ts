import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../../lib/index.ts';
import { finishedCache, forCacheTrials, recipeOf } from '../../support/cache-trials.ts';
import { clients, fixedRetries, happened, requestsOf } from '../../support/cache-worlds.ts';

/** The types of an event's first causes, one after the other, back to one that has none. */
function wayBack(events: readonly LoggedEvent[], from: { readonly id: number }): string[] {
  const types: string[] = [];
  for (let event = events[from.id]!; ; event = events[event.causes[0]!]!) {
    types.push(event.type);
    if (event.causes.length === 0) return types;
  }
}

const ofType = (events: readonly LoggedEvent[], wanted: string) =>
  events.filter(({ type }) => type === wanted);

describe('a failed request leads back to', () => {
  test('the kill of the node that it asked, through its retries', () => {
    const events = happened({
      ...{ requests: 1, arrivals: clients(1, 10), timeout: 1, retries: fixedRetries(2, 1) },
      chaos: [{ kind: 'kill', at: 5, node: 0 }],
    });
    // A retry delays the request; the timeout that fails it is of an attempt lost at the dead node.
    const [request] = requestsOf(events);
    expect(wayBack(events, request!)).toEqual(['request', 'timeout', 'node_killed']);
    const retries = ofType(events, 'retry');
    expect(wayBack(events, retries[0]!)).toEqual(['retry', 'timeout', 'node_killed']);
  });

  test('the kill, from an answer that came by a retry', () => {
    const events = happened({
      ...{ requests: 1, arrivals: clients(1, 10), timeout: 3, retries: fixedRetries(2) },
      chaos: [{ kind: 'kill', at: 5, node: 0, for: 6 }],
    });
    const [request] = requestsOf(events);
    expect(request!.outcome).toBe('miss');
    expect(wayBack(events, request!)).toEqual(['request', 'retry', 'timeout', 'node_killed']);
  });

  test('a command, through the kill that it asked for', () => {
    const events = happened({ requests: 1, arrivals: clients(1, 10), timeout: 1 }, [
      { at: 5, name: 'kill_node', node: 0 },
    ]);
    const [request] = requestsOf(events);
    expect(wayBack(events, request!)).toEqual(['request', 'timeout', 'node_killed', 'command']);
  });

  test('the kill of a node that was at it, however long it would have been at it', () => {
    const given = { requests: 1, arrivals: clients(1, 10), timeout: 6 } as const;
    const chaos = [{ kind: 'kill', at: 12, node: 0 }] as const;
    for (const slow of [{ service: 50 }, { database: { service: 50, workers: null } }]) {
      const events = happened({ ...given, ...slow, chaos });
      expect(wayBack(events, requestsOf(events)[0]!)).toEqual(['request', 'timeout', 'node_killed']);
      expect(ofType(events, 'timeout')).toMatchObject([{ t: 16, lost: true }]);
    }
  });

  test('a kill only if it has lost the attempt', () => {
    // Slow by itself, at a node that was killed and is back before it is asked.
    const events = happened({
      ...{ requests: 1, arrivals: clients(1, 10), timeout: 6, service: 50 },
      chaos: [{ kind: 'kill', at: 2, node: 0, for: 1 }],
    });
    expect(wayBack(events, requestsOf(events)[0]!)).toEqual(['request', 'timeout']);
    // On its way while the node was down and up again.
    const late = happened({
      ...{ requests: 1, arrivals: clients(1, 10), timeout: 6, service: 50, network: { latency: 4 } },
      chaos: [{ kind: 'kill', at: 11, node: 0, for: 1 }],
    });
    expect(wayBack(late, requestsOf(late)[0]!)).toEqual(['request', 'timeout']);
  });

  test('a partition, a loss of messages, a slow node, a surge', () => {
    const given = { requests: 4, arrivals: clients(1, 10), timeout: 1, service: 0.5 } as const;
    const first = (chaos: object) => {
      const events = happened({ ...given, chaos: [{ at: 5, ...chaos } as never] });
      return wayBack(events, requestsOf(events).find(({ outcome }) => outcome === 'timeout')!);
    };
    expect(first({ kind: 'partition', nodes: [0] })).toEqual(['request', 'timeout', 'partition']);
    expect(first({ kind: 'partition', nodes: [0], from: 'database' })).toEqual([
      ...['request', 'timeout', 'partition'],
    ]);
    expect(first({ kind: 'drop', node: 0, loss: 1 })).toEqual(['request', 'timeout', 'drop']);
    expect(first({ kind: 'drop', loss: 1 })).toEqual(['request', 'timeout', 'drop']);
    expect(first({ kind: 'slow', node: 0, factor: 9 })).toEqual(['request', 'timeout', 'node_slowed']);
    const surged = happened({
      ...{ requests: 400, arrivals: { kind: 'poisson', rate: 1 }, service: 0.5, timeout: 3 },
      chaos: [{ kind: 'surge', at: 50, factor: 4 }],
    });
    const late = requestsOf(surged).filter(({ t, outcome }) => outcome === 'timeout' && t > 100);
    expect(late.length).toBeGreaterThan(20);
    for (const request of late) expect(wayBack(surged, request)).toEqual(['request', 'timeout', 'surge']);
  });

  test('the breaker that kept it back, and what opened that', () => {
    const events = happened({
      ...{ requests: 3, arrivals: clients(1, 10), timeout: 1, breaker: { failures: 1, calls: 2, open: 15 } },
      chaos: [{ kind: 'kill', at: 0, node: 0 }],
    });
    const [, , request] = requestsOf(events);
    expect(request!.outcome).toBe('unavailable');
    expect(wayBack(events, request!)).toEqual(['request', 'breaker_opened', 'timeout', 'node_killed']);
  });

  test('the loss of the last node', () => {
    const events = happened({
      ...{ requests: 1, arrivals: clients(1, 10), detection: 2 },
      chaos: [{ kind: 'kill', at: 5, node: 0 }],
    });
    const [request] = requestsOf(events);
    expect(request!.outcome).toBe('unavailable');
    expect(wayBack(events, request!)).toEqual(['request', 'node_lost', 'node_killed']);
  });
});

describe('a miss leads back to', () => {
  /** The last of three requests, after something at 25. */
  function third(chaos: object, more: object = {}) {
    const given = { requests: 3, arrivals: clients(1, 10), chaos: [{ at: 25, ...chaos }], ...more };
    const events = happened(given as never);
    const request = requestsOf(events)[2]!;
    return { events, request, causes: request.causes.map((id) => events[id]!.type) };
  }

  test.each([
    ['node_killed', { kind: 'kill', node: 0, for: 1 }],
    ['flush', { kind: 'flush' }],
    ['flush', { kind: 'flush', node: 0 }],
    ['invalidation_storm', { kind: 'invalidate', share: 1 }],
  ])('the %s that emptied its node', (type, chaos) => {
    const { request, causes } = third(chaos);
    expect(request).toMatchObject({ outcome: 'miss', absence: 'emptied' });
    expect(causes).toEqual([type]);
  });

  test('what emptied the node last', () => {
    const events = happened({
      ...{ requests: 4, arrivals: clients(1, 10) },
      chaos: [
        { kind: 'flush', at: 15 },
        { kind: 'flush', at: 25 },
      ],
    });
    const flushes = ofType(events, 'flush').map(({ id }) => id);
    expect(requestsOf(events).map(({ causes }) => causes)).toEqual([[], [flushes[0]], [flushes[1]], []]);
  });

  /** Misses of keys that somebody had asked for before. */
  function missesAfter(time: number, events: readonly LoggedEvent[]) {
    const requests = requestsOf(events);
    const before = new Set(requests.filter(({ t }) => t < time).map(({ key }) => key));
    return requests.filter(({ t, key, outcome }) => t > time && outcome === 'miss' && before.has(key));
  }

  test('the loss of the node that had the key, once clients have noticed', () => {
    const more = { nodes: 2, keys: 40, routing: 'rendezvous', detection: 2, capacity: 100, requests: 400 };
    const chaos = [{ kind: 'kill', at: 2005, node: 1 }];
    const events = happened({ ...more, arrivals: clients(1, 10), chaos } as never);
    const misses = missesAfter(2007, events);
    expect(misses.length).toBeGreaterThan(5);
    for (const miss of misses) {
      expect(miss).toMatchObject({ node: 0, absence: 'never' });
      expect(wayBack(events, miss)).toEqual(['request', 'node_lost', 'node_killed']);
    }
  });

  test('the node that was taken out, and the one that came', () => {
    const given = { nodes: 2, spareNodes: 1, keys: 40, routing: 'rendezvous', requests: 400 } as const;
    const misses = (name: string, fields: object) => {
      const events = happened({ ...given, detection: 2, arrivals: clients(1, 10) }, [
        { at: 2005, name, ...fields } as never,
      ]);
      const found = missesAfter(2007, events);
      expect(found.length).toBeGreaterThan(5);
      return new Set(found.map((miss) => wayBack(events, miss).join(' ')));
    };
    expect([...misses('remove_node', { node: 1 })]).toEqual(['request node_removed command']);
    expect([...misses('add_node', {})]).toEqual(['request node_found node_added command']);
  });

  test('nothing when it is the first of its key, or the entry was evicted or expired', () => {
    const trace = [1, 2, 3, 1];
    const events = happened({ requests: 4, arrivals: clients(1, 10), trace, capacity: 2 });
    expect(requestsOf(events).map(({ absence, causes }) => [absence, causes])).toEqual([
      ...[
        ['never', []],
        ['never', []],
        ['never', []],
        ['evicted', []],
      ],
    ]);
  });
});

const WITHOUT = ['init', 'complete', 'command'];
const OF_CHAOS = [
  ...['node_slowed', 'partition', 'drop', 'surge', 'hot_key', 'flush', 'invalidation_storm'],
  ...['node_killed', 'node_added', 'node_removed', 'hotspot_shift', 'command_ignored'],
];
const BEFALLS = [
  ...OF_CHAOS.filter((type) => type !== 'command_ignored'),
  ...['node_restarted', 'relief', 'node_lost', 'node_found', 'config_set', 'window'],
];
/** What may bring about what, besides commands. */
const CAUSES: Readonly<Record<string, readonly string[]>> = {
  window: [...BEFALLS, 'breaker_opened'],
  timeout: BEFALLS,
  refusal: BEFALLS,
  node_restarted: ['node_killed'],
  relief: ['node_slowed', 'partition', 'drop', 'surge', 'hot_key'],
  node_lost: ['node_killed', 'partition'],
  node_found: ['node_restarted', 'node_added', 'relief'],
  retry: ['timeout', 'refusal', 'breaker_opened', 'node_lost', 'node_removed'],
  retries_spent: ['timeout', 'refusal', 'breaker_opened', 'node_lost', 'node_removed'],
  breaker_opened: ['timeout', 'refusal'],
  breaker_closed: ['breaker_opened'],
  late_answer: [...['timeout', 'node_killed', 'flush', 'invalidation_storm', 'node_lost', 'node_found']],
};

test('causes are what they say, and what comes from outside has none', () => {
  forCacheTrials(70, (trial) => {
    const events = finishedCache(recipeOf(trial)).events.toArray();
    for (const { type, causes } of events) {
      if (WITHOUT.includes(type)) expect(causes, type).toEqual([]);
      const types = causes.map((id) => events[id]!.type);
      if (OF_CHAOS.includes(type))
        expect(
          types.every((each) => each === 'command'),
          type,
        ).toBe(true);
      const allowed = CAUSES[type];
      if (allowed === undefined) continue;
      for (const each of types) expect(['command', ...allowed], `${type} by ${each}`).toContain(each);
    }
  });
});

test('chaos of a schedule and by chance has no causes', () => {
  forCacheTrials(40, (trial) => {
    const events = finishedCache(recipeOf({ ...trial, commands: [] })).events.toArray();
    for (const { type, causes } of events) if (OF_CHAOS.includes(type)) expect(causes, type).toEqual([]);
  });
});
