import { describe, expect, test } from 'vitest';
import { exactHitRatio } from '../../../lib/analysis/caching/exact-hit-ratio.ts';
import type { CacheGivenConfig } from '../../../lib/index.ts';
import { clients, happened, measured, requestsOf } from '../../support/cache-worlds.ts';

/** Requests one after the other, each answered at once. */
const IN_TURN = { arrivals: clients(1, 1), popularity: 'zipf' } as const satisfies CacheGivenConfig;

/**
 * The hit ratio over so many reads, and how far chance may take it: 4 standard errors of as many independent
 * reads. Reads of a cache depend on each other little.
 */
function expectHitRatio(given: CacheGivenConfig, expected: number, own: number, reads = given.requests!) {
  const { hitRatio } = measured({ ...IN_TURN, ...given });
  const chance = 4 * Math.sqrt((expected * (1 - expected)) / reads);
  expect(Math.abs(hitRatio! - expected), `${hitRatio} for ${expected}`).toBeLessThan(own + chance);
}

describe('one node of an independent stream of Zipf', () => {
  // `shared/cases/lru-fifo-zipf-che.json`, with the error of the approximation itself.
  test.each([
    { zipf: 0.6, capacity: 100, lru: 0.220251619598, fifo: 0.199489085529 },
    { zipf: 0.8, capacity: 200, lru: 0.522370910364, fifo: 0.473264612912 },
    { zipf: 1, capacity: 50, lru: 0.461038449154, fifo: 0.404418783723 },
  ])('exponent $zipf, $capacity of 1000 keys', ({ zipf, capacity, lru, fifo }) => {
    const given = { requests: 150_000, warmup: 0.05, keys: 1000, zipf, capacity } as const;
    expectHitRatio({ ...given, eviction: 'lru' }, lru, 0.001);
    expectHitRatio({ ...given, eviction: 'fifo' }, fifo, 0.0015);
    expectHitRatio({ ...given, eviction: 'random' }, fifo, 0.0015);
  });

  // `shared/cases/lru-fifo-exact-small.json`: King 1971, Gelenbe 1973.
  test.each([
    { zipf: 0.8, capacity: 3, lru: 0.407836786652, fifo: 0.391981777489 },
    { zipf: 1, capacity: 5, lru: 0.681364073491, fifo: 0.641708709475 },
  ])('exponent $zipf, $capacity of 10 keys, exactly', ({ zipf, capacity, lru, fifo }) => {
    const given = { requests: 150_000, warmup: 0.01, keys: 10, zipf, capacity } as const;
    expectHitRatio({ ...given, eviction: 'lru' }, lru, 0.0005);
    expectHitRatio({ ...given, eviction: 'fifo' }, fifo, 0.0005);
    expectHitRatio({ ...given, eviction: 'random' }, fifo, 0.0005);
    expect(exactHitRatio({ keys: 10, zipf, capacity, policy: 'lru' })).toBeCloseTo(lru, 10);
  });

  test('with writes that remove their key', () => {
    // `shared/cases/lru-write-invalidate.json`. A twentieth of the requests are no reads.
    const given = { requests: 250_000, warmup: 0.05, keys: 10_000, zipf: 1, capacity: 1000 } as const;
    expectHitRatio({ ...given, writeFraction: 0.05 }, 0.64820147853, 0.001);
  });
});

describe('four nodes of 500 keys', () => {
  // `shared/cases/cluster-rr-vs-hash.json`.
  const given = { requests: 200_000, warmup: 0.1, keys: 10_000, zipf: 1, capacity: 500, nodes: 4 } as const;

  test.each(['round-robin', 'random'] as const)('by %s each sees the same keys', (routing) => {
    expectHitRatio({ ...given, routing }, 0.5867363780717376, 0.002);
  });

  test.each(['hash', 'rendezvous'] as const)('by %s they are one cache', (routing) => {
    expectHitRatio({ ...given, routing }, 0.7683161328893986, 0.002);
  });

  test('by hash, one of them dead and noticed', () => {
    const chaos = [{ kind: 'kill', at: 0, node: 2 }] as const;
    expectHitRatio({ ...given, routing: 'hash', detection: 0, chaos }, 0.7292964464748555, 0.002);
  });
});

describe('entries that expire', () => {
  // `shared/cases/ttl-and-invalidation.json`: each of the keys is read so many times a unit of time.
  test.each([
    { rate: 1, ttl: 1, keys: 100, fixed: 0.5, sliding: 0.6321205588 },
    { rate: 0.1, ttl: 30, keys: 100, fixed: 0.75, sliding: 0.9502129316 },
  ])('after $ttl, read at $rate', ({ rate, ttl, keys, fixed, sliding }) => {
    const given: CacheGivenConfig = {
      ...{ requests: 150_000, warmup: 0.05, keys, capacity: keys, popularity: 'uniform' },
      arrivals: { kind: 'poisson', rate: rate * keys },
    };
    expectHitRatio({ ...given, ttl }, fixed, 0.001);
    expectHitRatio({ ...given, ttl: { kind: 'sliding', time: ttl } }, sliding, 0.001);
  });

  test('are invalidated by writes too', () => {
    // Each key is read once and written half as often a unit of time: EL = (1 - e^(-w TTL)) / w for fixed,
    // lam / (lam + w) (1 - e^(-(lam + w) TTL)) for sliding.
    const [read, write, ttl, keys] = [1, 0.5, 2, 100];
    const life = (1 - Math.exp(-write * ttl)) / write;
    const given: CacheGivenConfig = {
      ...{ requests: 250_000, warmup: 0.05, keys, capacity: keys, popularity: 'uniform' },
      ...{
        writeFraction: write / (read + write),
        arrivals: { kind: 'poisson', rate: (read + write) * keys },
      },
    };
    expectHitRatio({ ...given, ttl }, (read * life) / (1 + read * life), 0.001, 150_000);
    const sliding = (read / (read + write)) * (1 - Math.exp(-(read + write) * ttl));
    expectHitRatio({ ...given, ttl: { kind: 'sliding', time: ttl } }, sliding, 0.001, 150_000);
  });
});

test('a node that comes back warms up as a collector of coupons', () => {
  // `shared/cases/warmup-after-restart.json`: hits so far, over the first requests since the restart. A
  // request comes each unit of time.
  const [every, restarts] = [700, 300];
  const given: CacheGivenConfig = {
    ...IN_TURN,
    ...{ requests: every * (restarts + 1), keys: 10_000, zipf: 1, capacity: 1000 },
    chaos: Array.from({ length: restarts }, (_, i) => {
      return { kind: 'kill' as const, at: (i + 1) * every + 0.25, node: 0, for: 0.5 };
    }),
  };
  const hits = new Float64Array(every);
  for (const { t, outcome } of requestsOf(happened(given))) {
    if (t > every && outcome === 'hit') hits[(Math.round(t) - 1) % every]!++;
  }
  for (let i = 1; i < every; i++) hits[i]! += hits[i - 1]!;
  for (const [requests, expected] of [
    [118, 0.2738801841],
    [235, 0.3423105311],
    [588, 0.4346842352],
  ] as const) {
    const chance = 4 * Math.sqrt((expected * (1 - expected)) / (requests * restarts));
    expect(Math.abs(hits[requests - 1]! / (requests * restarts) - expected)).toBeLessThan(0.002 + chance);
  }
});
