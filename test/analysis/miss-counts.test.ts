import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVICTIONS, type EvictionName } from '../../lib/analysis/eviction/eviction.ts';
import { missCounter } from '../../lib/analysis/miss-counter.ts';
import { type MissCountsOptions, missCounts } from '../../lib/analysis/miss-counts.ts';
import { traceKey } from '../../lib/analysis/trace-key.ts';
import { Chance } from '../../lib/core/chance.ts';
import { root } from '../house/source.ts';
import { draws } from '../support/draws.ts';
import { fewestMisses, naiveCaches } from './eviction/naive-caches.ts';
import { sharedCases } from './shared-cases.ts';

const POLICIES = [...EVICTIONS, 'opt'] as const;

describe('right', () => {
  test('the example of Belady 1966 for three frames', () => {
    const pages = [7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1];
    const misses = (policy: MissCountsOptions['policy']) => missCounts(pages, { policy, capacity: 3 }).misses;
    // As in textbooks on operating systems (Silberschatz, Galvin, Gagne, chapter 10).
    expect([misses('fifo'), misses('lru'), misses('opt')]).toEqual([15, 12, 9]);
  });

  test("Belady's anomaly: FIFO misses more with four frames than with three", () => {
    const pages = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
    const misses = [3, 4].map((capacity) => missCounts(pages, { policy: 'fifo', capacity }).misses);
    expect(misses).toEqual([9, 10]);
  });

  test('what it gives', () => {
    const given = missCounts(['a', 'b', 'a'], { policy: 'lru', capacity: 2 });
    expect(given).toEqual({ policy: 'lru', capacity: 2, requests: 3, misses: 2 });
    const none = missCounts([], { policy: 'opt', capacity: 2 });
    expect(none).toEqual({ policy: 'opt', capacity: 2, requests: 0, misses: 0 });
  });

  test('one key after another', () => {
    const counter = missCounter({ policy: 'fifo', capacity: 2 });
    const hits = ['a', 'b', 'a', 'c', 'a'].map((key) => counter.request(key));
    expect(hits).toEqual([false, false, true, false, false]);
    expect(['c', 'a', 'b'].map((key) => counter.requestTraceKey(traceKey(key)))).toEqual([true, true, false]);
    expect(counter.result()).toEqual({ policy: 'fifo', capacity: 2, requests: 8, misses: 5 });
  });

  test('keys: a text that writes an integer is the integer, and no other text is', () => {
    const distinct = [
      0,
      -1,
      7,
      '07',
      '+7',
      '-0',
      '7.0',
      ' 7',
      2 ** 53 - 1,
      '9007199254740992',
      'a',
      'b',
      'ab',
    ];
    expect(new Set(distinct.map(traceKey)).size).toBe(distinct.length);
    for (const key of [0, 7, -1, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, 1 - 2 ** 53]) {
      expect(traceKey(String(key))).toBe(key);
    }
    const texts = Array.from({ length: 200_000 }, (_, i) => `user:${i.toString(36)}`);
    expect(new Set(texts.map(traceKey)).size).toBe(texts.length);
    expect(texts.every((text) => Math.abs(traceKey(text)) >= 2 ** 53)).toBe(true);
  });
});

const someKeys = fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 200 });
const someCapacity = fc.integer({ min: 1, max: 12 });

describe('lawful', () => {
  test.each(Object.entries(naiveCaches))('%s: as the plainest program', (policy, naive) => {
    fc.assert(
      fc.property(someKeys, someCapacity, (keys, capacity) => {
        const request = naive(capacity);
        const misses = keys.filter((key) => !request(key)).length;
        expect(missCounts(keys, { policy: policy as EvictionName, capacity }).misses).toBe(misses);
      }),
      draws(200),
    );
  });

  test('opt: the best of all choices', () => {
    const few = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 14 });
    fc.assert(
      fc.property(few, fc.integer({ min: 1, max: 4 }), (keys, capacity) => {
        expect(missCounts(keys, { policy: 'opt', capacity }).misses).toBe(fewestMisses(keys, capacity));
      }),
      draws(200),
    );
  });

  test('nobody misses less than opt, or less than there are keys', () => {
    fc.assert(
      fc.property(someKeys, someCapacity, (keys, capacity) => {
        const { misses: fewest } = missCounts(keys, { policy: 'opt', capacity });
        for (const policy of EVICTIONS) {
          expect(missCounts(keys, { policy, capacity }).misses).toBeGreaterThanOrEqual(fewest);
        }
        const keyCount = new Set(keys).size;
        expect(fewest).toBeGreaterThanOrEqual(keyCount);
        if (capacity < keyCount) return;
        for (const policy of POLICIES) expect(missCounts(keys, { policy, capacity }).misses).toBe(keyCount);
      }),
      draws(100),
    );
  });

  // W-TinyLFU hashes keys into a sketch, so that it treats other names of the keys a little differently.
  test.each(POLICIES.filter((policy) => policy !== 'w-tinylfu'))(
    '%s: names of keys mean nothing',
    (policy) => {
      fc.assert(
        fc.property(someKeys, someCapacity, (keys, capacity) => {
          const { misses } = missCounts(keys, { policy, capacity });
          const count = (given: Iterable<number | string>) => missCounts(given, { policy, capacity }).misses;
          expect(count(Int32Array.from(keys))).toBe(misses);
          expect(count(keys.map((key) => -1 - key))).toBe(misses);
          expect(count(keys.map((key) => (key - 7) * 2 ** 44))).toBe(misses);
          expect(count(Float64Array.from(keys, (key) => key * 1e9))).toBe(misses);
          expect(count(keys.map((key) => `key ${key}`))).toBe(misses);
          expect(count(keys.map((key) => (key % 2 === 0 ? key : `odd ${key}`)).values())).toBe(misses);
          // On both sides of 2^22, up to which keys are looked up in an array.
          expect(count(keys.map((key) => 2 ** 22 - 8 + key))).toBe(misses);
          expect(count(keys.map(String))).toBe(misses);
        }),
        draws(40),
      );
    },
  );

  test('with many keys too, each under other names', () => {
    const chance = new Chance(['keys']);
    chance.reseed(3);
    const keys = Int32Array.from(
      { length: 60_000 },
      (_, i) => 4000 * chance.streams.keys.uniform(i, 0, 0) ** 3,
    );
    for (const policy of POLICIES.filter((each) => each !== 'w-tinylfu')) {
      const { misses } = missCounts(keys, { policy, capacity: 700 });
      const wide = missCounts(
        Float64Array.from(keys, (key) => key * 2 ** 40 - 2 ** 50),
        { policy, capacity: 700 },
      );
      expect([policy, wide.misses]).toEqual([policy, misses]);
      expect([policy, misses > 4000 && misses < 40_000]).toEqual([policy, true]);
    }
  });

  test('the seed of random', () => {
    const keys = Array.from({ length: 3000 }, (_, i) => (i * i) % 97);
    const misses = (seed: number | string) =>
      missCounts(keys, { policy: 'random', capacity: 20, seed }).misses;
    expect(misses(1)).toBe(missCounts(keys, { policy: 'random', capacity: 20 }).misses);
    expect(new Set([misses(1), misses(2), misses('a'), misses(-5)]).size).toBeGreaterThan(1);
  });
});

describe('refuses', () => {
  test.each<[string, unknown, unknown, string]>([
    ['a policy that is none', [1], { policy: 'mru', capacity: 1 }, 'policy: given "mru"; one of lru'],
    ['a capacity of 0', [1], { policy: 'lru', capacity: 0 }, 'capacity: given 0'],
    ['a capacity of 0 for opt', [1], { policy: 'opt', capacity: 0 }, 'capacity: given 0'],
    ['no capacity', [1], { policy: 'lru' }, 'capacity: given nothing'],
    ['an unknown option', [1], { policy: 'lru', size: 1 }, 'missCounts: size: given 1'],
    ['a text for the keys', 'abc', { policy: 'lru', capacity: 1 }, 'keys: given "abc"'],
    ['no keys', undefined, { policy: 'lru', capacity: 1 }, 'keys: given nothing'],
    ['a fraction', [1, 2.5], { policy: 'lru', capacity: 1 }, 'request 2: given 2.5'],
    ['a fraction for opt', [1, 2.5], { policy: 'opt', capacity: 1 }, 'request 2: given 2.5'],
    ['a number too large', [2 ** 53], { policy: 'lru', capacity: 1 }, 'request 1: given 9007199254740992'],
    ['an empty text', [1, 1, ''], { policy: 'lru', capacity: 1 }, 'request 3: given ""'],
    ['no number', [null], { policy: 'lru', capacity: 1 }, 'request 1: given null'],
  ])('%s', (_, keys, options, message) => {
    expect(() => missCounts(keys as number[], options as MissCountsOptions)).toThrow(message);
  });

  test('opt of one key after another', () => {
    expect(() => missCounter({ policy: 'opt' as EvictionName, capacity: 1 })).toThrow('policy: given "opt"');
  });
});

/** A trace beside the repository; undefined, and a line that says why, where it cannot be read. */
function sharedTrace(name: string): Int32Array | undefined {
  const path = join(root, '../shared/data', `${name}.trace.xz`);
  try {
    if (!existsSync(path)) throw new Error(`${path} is not here`);
    const bytes = execFileSync('xz', ['-dc', path], { maxBuffer: 2 ** 30 });
    return Int32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32BE(4 * i));
  } catch (error) {
    console.log(`skipped: ${(error as Error).message}`);
    return undefined;
  }
}

const names = {
  FIFO: 'fifo',
  LRU: 'lru',
  CLOCK: 'clock',
  SIEVE: 'sieve',
  LFU: 'lfu',
  S3FIFO: 's3-fifo',
  OPT: 'opt',
} as const;

const traces = sharedCases('traces');

test.skipIf(!traces)('recorded traces: to the last miss as libCacheSim', () => {
  for (const { trace, size, requests, js_misses } of traces.cases) {
    const keys = sharedTrace(trace);
    if (keys === undefined) return;
    for (const [name, policy] of Object.entries(names)) {
      const expected = { policy, capacity: size, requests, misses: js_misses[name] };
      expect(missCounts(keys, { policy, capacity: size })).toEqual(expected);
    }
  }
});

/** The share of hits among 2 million independent requests, after 100 000 that are not counted. */
function hitRatio(policy: EvictionName, capacity: number, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sums: number[] = [];
  weights.reduce((sum, weight) => sums[sums.push(sum + weight / total) - 1], 0);
  const chance = new Chance(['requests']);
  chance.reseed(20261120);
  const counter = missCounter({ policy, capacity });
  let hits = 0;
  for (let i = -100_000; i < 2_000_000; i++) {
    const draw = chance.streams.requests.uniform(i, 0, 0);
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < draw) low = middle + 1;
      else high = middle;
    }
    if (counter.request(low) && i >= 0) hits++;
  }
  return hits / 2_000_000;
}

const zipf = (count: number, alpha: number) => Array.from({ length: count }, (_, i) => (i + 1) ** -alpha);

// Exact (King 1971, Gelenbe 1973): p = .5, .3, .2 with two entries. A standard deviation of 2e6 independent
// hits is 3.2e-4 and less than double that for these, which depend on each other; four are allowed.
test.each<[EvictionName, number]>([
  ['lru', 0.7192857142857143],
  ['fifo', 22 / 31],
  ['random', 22 / 31],
])('%s: the exact hit ratio of three keys', (policy, expected) => {
  expect(Math.abs(hitRatio(policy, 2, [5, 3, 2]) - expected)).toBeLessThan(0.002);
});

const exact = sharedCases('lru-fifo-exact-small');

test.skipIf(!exact)('exact hit ratios of ten keys', () => {
  for (const { N, alpha, C, hit_LRU_exact, hit_FIFO_exact } of exact.cases) {
    const weights = zipf(N, alpha);
    expect(Math.abs(hitRatio('lru', C, weights) - hit_LRU_exact)).toBeLessThan(0.002);
    expect(Math.abs(hitRatio('fifo', C, weights) - hit_FIFO_exact)).toBeLessThan(0.002);
    expect(Math.abs(hitRatio('random', C, weights) - hit_FIFO_exact)).toBeLessThan(0.002);
  }
});

const che = sharedCases('lru-fifo-zipf-che');

// The tolerances of the cases are for 2e7 requests; with a tenth of them noise is sqrt(10) times as large.
test.skipIf(!che)("Che's approximation for Zipf requests", () => {
  // Every other case: the model's own tests have them all.
  for (const { N, alpha, C, hit_LRU_che, hit_FIFO_RANDOM_che } of che.cases.filter(
    (_: unknown, i: number) => i % 2 === 0,
  )) {
    const weights = zipf(N, alpha);
    expect(Math.abs(hitRatio('lru', C, weights) - hit_LRU_che)).toBeLessThan(0.0032);
    expect(Math.abs(hitRatio('fifo', C, weights) - hit_FIFO_RANDOM_che)).toBeLessThan(0.0047);
    expect(Math.abs(hitRatio('random', C, weights) - hit_FIFO_RANDOM_che)).toBeLessThan(0.0047);
  }
});
