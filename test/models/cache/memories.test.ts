import { describe, expect, test } from 'vitest';
import type { CacheGivenConfig } from '../../../lib/index.ts';
import { clients, happened, requestsOf, seedWhere, told } from '../../support/cache-worlds.ts';

describe('three miss one key at once', () => {
  const herd = {
    ...{ requests: 3, arrivals: clients(3, 10), workers: 3 },
    database: { service: 5, workers: 1 },
  } as const satisfies CacheGivenConfig;

  test('and each asks the database', () => {
    const requests = requestsOf(happened(herd));
    expect(requests.map(({ t, queue, service }) => [t, queue, service])).toEqual([
      [15, 0, 5],
      [20, 5, 5],
      [25, 10, 5],
    ]);
    expect(requests.map(({ absence }) => absence)).toEqual(['never', 'fetching', 'fetching']);
  });

  test.each(['single-flight', 'lease'] as const)('and one does, by %s', (kind) => {
    const events = happened({ ...herd, herd: kind });
    const requests = requestsOf(events).sort((a, b) => a.client - b.client);
    expect(requests.map(({ t, outcome, queue, service }) => [t, outcome, queue, service])).toEqual([
      [15, 'miss', 0, 5],
      [15, 'miss', 5, 0],
      [15, 'miss', 5, 0],
    ]);
    const window = events.find(({ type }) => type === 'window') as unknown as { databaseLoad: number };
    expect(window.databaseLoad * 15).toBeCloseTo(1, 9);
  });

  test('and with the one that asks all are lost', () => {
    const events = happened({
      ...{ ...herd, herd: 'single-flight', timeout: 8 },
      chaos: [{ kind: 'partition', at: 12, nodes: [0], from: 'database' }],
    });
    const timeouts = events.filter(({ type }) => type === 'timeout');
    const partition = events.find(({ type }) => type === 'partition')!;
    expect(timeouts).toHaveLength(3);
    for (const timeout of timeouts) expect(timeout).toMatchObject({ lost: true, causes: [partition.id] });
  });
});

describe('a write that overtakes a fetch', () => {
  // Node 0 takes 2.5, node 1 takes 1. The read asks the database at 13.5 and is read at 19.5; the write is
  // committed at 20. Its invalidation comes to node 0 at 21, the object of the read at 21.5.
  const race = {
    ...{
      requests: 3,
      arrivals: clients(2, 10),
      nodes: 2,
      routing: 'round-robin',
      service: 1,
      objectSize: 10,
    },
    ...{ network: { latency: 1, bandwidth: 10 }, database: { service: 5, workers: null } },
    ...{ chaos: [{ kind: 'slow', at: 0, node: 0, factor: 2.5 }], writeFraction: 0.5 },
  } as const satisfies CacheGivenConfig;
  const seed = seedWhere(race, 'rwr');

  test('leaves an old entry behind', () => {
    const events = happened({ ...race, herd: 'single-flight' }, [], seed);
    expect(told(events).slice(1)).toEqual([
      '22 request 1.0 n1 write',
      '23.5 request 0.0 n0 miss',
      '37.5 request 1.1 n0 hit stale',
    ]);
  });

  test('does not with leases: what comes late is not kept', () => {
    const events = happened({ ...race, herd: 'lease' }, [], seed);
    expect(told(events).slice(1)).toEqual([
      '22 request 1.0 n1 write',
      '23.5 request 0.0 n0 miss',
      '45.5 request 1.1 n0 miss',
    ]);
    expect(requestsOf(events)[2]).toMatchObject({ absence: 'unfetched', latency: 13.5 });
  });
});

describe('a read that comes after the invalidation, before the fetch that it overtook', () => {
  // As above; a third asks node 0, whose worker has it from 13.5 to 21.2: after 21, before 21.5.
  const late = {
    ...{ requests: 3, arrivals: clients(3, 10), nodes: 2, routing: 'round-robin', service: 1 },
    ...{ objectSize: 10, network: { latency: 1, bandwidth: 10 }, writeFraction: 0.5 },
    database: { service: 5, workers: null },
    chaos: [
      { kind: 'slow', at: 0, node: 0, factor: 2.5 },
      { kind: 'slow', at: 13.4, node: 0, factor: 3.08 },
    ],
  } as const satisfies CacheGivenConfig;
  const seed = seedWhere(late, 'rwr');
  const third = (herd: 'single-flight' | 'lease') =>
    told(happened({ ...late, herd }, [], seed)).filter((line) => line.includes('request 2.0'));

  test('joins it by single-flight, and gets what is old', () => {
    expect(third('single-flight')).toEqual(['23.5 request 2.0 n0 miss']);
  });

  test('has one of its own with leases', () => {
    // Asked at 21.2, read from 22.2 to 27.2, back at 29.2 and with its client at 31.2.
    expect(third('lease')).toEqual(['31.2 request 2.0 n0 miss']);
  });
});

describe('a read, a write by the other node, a read at each', () => {
  const turns = {
    ...{ requests: 4, arrivals: clients(1, 10), nodes: 2, routing: 'round-robin', writeFraction: 0.5 },
  } as const satisfies CacheGivenConfig;
  const seed = seedWhere(turns, 'rwrr');
  const read = (given: CacheGivenConfig) =>
    requestsOf(happened({ ...turns, ...given }, [], seed)).map(({ outcome, absence, stale }) =>
      [outcome, absence ?? '', stale ? 'stale' : ''].join(' ').trim(),
    );

  test('with invalidations', () => {
    expect(read({ writes: 'invalidate' })).toEqual(['miss never', 'write', 'miss invalidated', 'miss never']);
  });

  test('with write-through', () => {
    expect(read({ writes: 'write-through' })).toEqual(['miss never', 'write', 'miss invalidated', 'hit']);
  });

  test('with entries left to expire', () => {
    expect(read({ writes: 'ttl' })).toEqual(['miss never', 'write', 'hit  stale', 'miss never']);
    // Filled at 10, read at 30.
    expect(read({ writes: 'ttl', ttl: 20 })[2]).toBe('miss expired');
    expect(read({ writes: 'ttl', ttl: 20.5 })[2]).toBe('hit  stale');
  });

  test('with an invalidation that gets lost', () => {
    const chaos = [{ kind: 'partition', at: 15, nodes: [0], from: 'database', for: 10 }] as const;
    expect(read({ writes: 'invalidate', chaos })).toEqual([
      'miss never',
      'write',
      'hit  stale',
      'miss never',
    ]);
  });
});

test('fixed entries expire after their time, sliding ones when nobody reads them for so long', () => {
  const outcomes = (ttl: CacheGivenConfig['ttl']) =>
    requestsOf(happened({ requests: 5, arrivals: clients(1, 10), ttl })).map(({ outcome }) => outcome);
  expect(outcomes(15)).toEqual(['miss', 'hit', 'miss', 'hit', 'miss']);
  expect(outcomes({ kind: 'sliding', time: 15 })).toEqual(['miss', 'hit', 'hit', 'hit', 'hit']);
  expect(outcomes({ kind: 'sliding', time: 10 })).toEqual(['miss', 'miss', 'miss', 'miss', 'miss']);
});

test('bytes bound a memory as entries do', () => {
  const given = { requests: 6, arrivals: clients(1, 1), trace: [1, 2, 1, 2, 3, 1], objectSize: 4 } as const;
  const hits = (more: CacheGivenConfig) =>
    requestsOf(happened({ ...given, ...more })).map(({ outcome, absence }) => absence ?? outcome);
  expect(hits({ capacityBytes: 8 })).toEqual(['never', 'never', 'hit', 'hit', 'never', 'evicted']);
  expect(hits({ capacityBytes: 12 })).toEqual(['never', 'never', 'hit', 'hit', 'never', 'hit']);
  expect(hits({ capacity: 2 })).toEqual(['never', 'never', 'hit', 'hit', 'never', 'evicted']);
  expect(hits({ capacityBytes: 3 }).slice(2)).toEqual(['evicted', 'evicted', 'never', 'evicted']);
});

describe('prefilled nodes', () => {
  const keys = {
    keys: 6,
    popularity: 'zipf',
    zipf: 3,
    nodes: 2,
    hashSeed: 2,
    arrivals: clients(1, 10),
  } as const;

  test('open with the most popular of the keys that they are asked for', () => {
    // Each holds two of its own: what they were never asked for is missed, all else is there from the start.
    const requests = requestsOf(happened({ ...keys, requests: 60, capacity: 6, prefill: true }));
    expect(requests.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 60 }, () => 'hit'));
    const first = requestsOf(
      happened({ ...keys, requests: 60, capacity: 1, prefill: true, routing: 'random' }),
    );
    expect(first.find(({ key }) => key === 0)!.outcome).toBe('hit');
    expect(first.find(({ key }) => key !== 0)).toMatchObject({ outcome: 'miss', absence: 'never' });
  });

  test('hold entries of every age where there is a ttl', () => {
    const requests = requestsOf(happened({ ...keys, requests: 400, capacity: 6, prefill: true, ttl: 3000 }));
    const expired = requests.filter(({ absence }) => absence === 'expired').map(({ t }) => t);
    expect(new Set(expired).size).toBeGreaterThan(3);
    expect(Math.min(...expired)).toBeLessThan(3000);
  });

  test('cannot be, where a trace says what is asked for', () => {
    expect(() => happened({ prefill: true, trace: ['a'], requests: 1 })).toThrow(
      'config.prefill: given true',
    );
  });
});
