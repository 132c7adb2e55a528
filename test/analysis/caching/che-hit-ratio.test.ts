import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheHitRatioInput, cheHitRatio } from '../../../lib/analysis/caching/che-hit-ratio.ts';
import { zipfPopularity } from '../../../lib/analysis/caching/zipf-popularity.ts';
import { expectClose, sharedCases } from '../shared-cases.ts';
import { simulatedHitRatio } from './simulated-cache.ts';

// The numbers of lru-fifo-zipf-che.json, of 1000 keys: zipf, capacity, T and hit ratio of LRU, the same of
// FIFO, hit ratio of LFU; and what was simulated with 2 * 10^7 requests, LRU and FIFO.
const zipfCases = [
  [
    0.6, 50, 53.68583596785298, 0.1267871974977469, 56.55935338867471, 0.11597292040449918,
    0.26672263932690365, 0.1268226, 0.11623835,
  ],
  [
    0.6, 100, 114.3877442369353, 0.22025161959797296, 124.92022056452194, 0.19948908552919611,
    0.36766650240862014, 0.2202362, 0.19975295,
  ],
  [
    0.6, 200, 256.70013496381205, 0.3629173544498232, 299.2174735340574, 0.33158983786006846,
    0.5011459368650424, 0.36290435, 0.33196455,
  ],
  [
    0.8, 50, 59.6890488596804, 0.2616191525320793, 64.6547052589836, 0.22666107903952398, 0.4213297444045775,
    0.26166095, 0.2274084,
  ],
  [
    0.8, 100, 133.86473273504447, 0.37779022128295775, 150.07797512915346, 0.3336797094047784,
    0.525826511576791, 0.3777605, 0.3342209,
  ],
  [
    0.8, 200, 318.6548165655331, 0.5223709103642674, 379.6972558095588, 0.4732645629119002,
    0.6462050333339138, 0.52238305, 0.4737176,
  ],
  [
    1, 50, 75.16178468445219, 0.46103844915425796, 83.95160665497824, 0.40441878372276435, 0.6010584266703879,
    0.4609721, 0.40539365,
  ],
  [
    1, 100, 180.92892814305708, 0.5765246161690033, 208.4412779089185, 0.5202485755067358, 0.6929928142500624,
    0.5766051, 0.52077635,
  ],
] as const;

describe('right', () => {
  test.each(zipfCases)(
    'Zipf %d, capacity %d',
    (zipf, capacity, lruTime, lru, fifoTime, fifo, lfu, lruSim, fifoSim) => {
      const of = (policy: CheHitRatioInput['policy']) => cheHitRatio({ keys: 1000, zipf, capacity, policy });
      expectClose(of('lru'), { hitRatio: lru, characteristicTime: lruTime }, 1e-11);
      expectClose(of('fifo'), { hitRatio: fifo, characteristicTime: fifoTime }, 1e-11);
      expectClose(of('random'), { hitRatio: fifo, characteristicTime: fifoTime }, 1e-11);
      expectClose(of('lfu'), { hitRatio: lfu, characteristicTime: null }, 1e-12);
      expect(Math.abs(lruSim - of('lru').hitRatio)).toBeLessThan(0.001);
      expect(Math.abs(fifoSim - of('fifo').hitRatio)).toBeLessThan(0.0015);
    },
  );

  test('writes that invalidate: the number of lru-write-invalidate.json', () => {
    const { hitRatio } = cheHitRatio({
      keys: 10_000,
      zipf: 1,
      capacity: 1000,
      policy: 'lru',
      writeFraction: 0.05,
    });
    expect(hitRatio).toBeCloseTo(0.6482014785281696, 12);
    expect(Math.abs(hitRatio - 0.6481646932117163)).toBeLessThan(0.001);
  });

  test('two keys alike by hand', () => {
    // 2 (1 - e^(-T/2)) = 1 at T = 2 ln 2; T / (2 + T) = 1/2 at T = 2.
    const input = { popularity: [3, 3], capacity: 1 };
    expectClose(cheHitRatio({ ...input, policy: 'lru' }), {
      hitRatio: 0.5,
      characteristicTime: 2 * Math.LN2,
    });
    expectClose(cheHitRatio({ ...input, policy: 'fifo' }), { hitRatio: 0.5, characteristicTime: 2 });
  });

  test('all keys alike: the capacity as a share of the keys', () => {
    for (const policy of ['lru', 'fifo', 'random', 'lfu'] as const) {
      expectClose(cheHitRatio({ keys: 50, zipf: 0, capacity: 20, policy }).hitRatio, 0.4, 1e-13);
    }
  });

  test('room for all: 1, and with writes the chance that the last request was a read', () => {
    for (const policy of ['lru', 'fifo', 'random'] as const) {
      for (const capacity of [10, 11, 1e9]) {
        const all = cheHitRatio({ keys: 10, zipf: 0.9, capacity, policy });
        expect([all.hitRatio, all.characteristicTime]).toEqual([1, Infinity]);
        const written = cheHitRatio({ keys: 10, zipf: 0.9, capacity, policy, writeFraction: 0.25 });
        expect(written.hitRatio).toBeCloseTo(0.75, 14);
        expect(written.characteristicTime).toBe(Infinity);
      }
      // Three keys of four that stay for ever are there on average when each fourth request is a write.
      expect(
        cheHitRatio({ keys: 4, zipf: 0, capacity: 3, policy, writeFraction: 0.25 }).hitRatio,
      ).toBeCloseTo(0.75, 12);
    }
    expect(cheHitRatio({ keys: 10, zipf: 0.9, capacity: 10, policy: 'lfu' }).hitRatio).toBe(1);
  });

  test('no capacity, and keys that nobody asks for', () => {
    for (const policy of ['lru', 'fifo', 'random', 'lfu'] as const) {
      expect(cheHitRatio({ keys: 10, zipf: 1, capacity: 0, policy }).hitRatio).toBe(0);
      const found = cheHitRatio({ popularity: [0, 2, 1, 0], capacity: 2, policy });
      expect(found.hitRatio).toBe(1);
      expect(Array.from(found.hitRatioByKey)).toEqual([0, 1, 1, 0]);
    }
  });

  test('a time to live that is shorter than the stay is the stay', () => {
    const input = { keys: 100, zipf: 0.8, capacity: 50 };
    for (const policy of ['lru', 'fifo'] as const) {
      const free = cheHitRatio({ ...input, policy }).characteristicTime as number;
      expect(cheHitRatio({ ...input, policy, ttl: free / 2 }).characteristicTime).toBe(free / 2);
      expect(cheHitRatio({ ...input, policy, ttl: free * 2 }).characteristicTime).toBe(free);
    }
    const popularity = zipfPopularity(100, 0.8);
    const [first] = cheHitRatio({ ...input, policy: 'lru', ttl: 5 }).hitRatioByKey;
    expect(first).toBeCloseTo(1 - Math.exp(-5 * popularity[0]), 13);
  });
});

describe('as simulated', () => {
  const popularity = zipfPopularity(500, 0.9);
  const base = { popularity, capacity: 60 };
  test.each<[string, Omit<CheHitRatioInput, 'popularity' | 'capacity'>]>([
    ['lru', { policy: 'lru' }],
    ['fifo', { policy: 'fifo' }],
    ['random', { policy: 'random' }],
    ['lru with writes', { policy: 'lru', writeFraction: 0.2 }],
    ['fifo with writes', { policy: 'fifo', writeFraction: 0.2 }],
    ['random with writes', { policy: 'random', writeFraction: 0.2 }],
    ['lru with a time to live', { policy: 'lru', ttl: 50 }],
    ['fifo with a time to live', { policy: 'fifo', ttl: 50 }],
    ['random with a time to live', { policy: 'random', ttl: 150 }],
    ['random with both', { policy: 'random', ttl: 150, writeFraction: 0.1 }],
  ])('%s', (_, options) => {
    const simulated = simulatedHitRatio({
      ...base,
      ...options,
      policy: options.policy as 'lru',
      requests: 200_000,
      warm: 10_000,
    });
    // Four standard errors of a share of reads, and the approximation's own.
    expect(Math.abs(cheHitRatio({ ...base, ...options }).hitRatio - simulated)).toBeLessThan(0.0065);
  });
});

describe('lawful', () => {
  const someInput = fc.record({
    keys: fc.integer({ min: 2, max: 60 }),
    zipf: fc.double({ min: 0, max: 2, noNaN: true }),
    capacity: fc.integer({ min: 1, max: 50 }),
  });
  const somePolicy = fc.constantFrom('lru' as const, 'fifo' as const, 'random' as const);
  const someWrites = fc.constantFrom(0, 0.01, 0.3, 0.9);

  test('the entries are as many as the capacity, or all that can be', () => {
    fc.assert(
      fc.property(someInput, somePolicy, someWrites, (input, policy, writeFraction) => {
        const found = cheHitRatio({ ...input, policy, writeFraction });
        // Entries are present as often as they are hit.
        const entries = found.hitRatioByKey.reduce((sum, hit) => sum + hit, 0);
        const most = input.keys * (1 - writeFraction);
        expect(Math.abs(entries - Math.min(input.capacity, most))).toBeLessThan(1e-8 * input.keys);
      }),
    );
  });

  test('also where the rarest key comes once in 10^280 requests', () => {
    for (const policy of ['lru', 'fifo', 'random'] as const) {
      for (const capacity of [1, 300, 629]) {
        const { hitRatioByKey } = cheHitRatio({ keys: 630, zipf: 100, capacity, policy });
        expect(hitRatioByKey.reduce((sum, hit) => sum + hit, 0)).toBeCloseTo(capacity, 9);
      }
    }
  });

  test('more capacity, fewer writes and longer lives are better; LRU beats FIFO, LFU all', () => {
    fc.assert(
      fc.property(someInput, somePolicy, someWrites, (input, policy, writeFraction) => {
        const ratio = (more: Partial<CheHitRatioInput>) =>
          cheHitRatio({ ...input, policy, writeFraction, ...more }).hitRatio;
        const slack = 1e-9;
        expect(ratio({ capacity: input.capacity + 1 })).toBeGreaterThanOrEqual(ratio({}) - slack);
        expect(ratio({ writeFraction: writeFraction / 2 })).toBeGreaterThanOrEqual(ratio({}) - slack);
        // Random's lives of all lengths become more alike by an end, which with writes is worth a little.
        if (policy !== 'random') {
          expect(ratio({ ttl: 20 })).toBeGreaterThanOrEqual(ratio({ ttl: 10 }) - slack);
          expect(ratio({})).toBeGreaterThanOrEqual(ratio({ ttl: 20 }) - slack);
        }
        if (writeFraction > 0) return;
        expect(ratio({ policy: 'lru' })).toBeGreaterThanOrEqual(ratio({ policy: 'fifo' }) - slack);
        expect(ratio({ policy: 'lfu' })).toBeGreaterThanOrEqual(ratio({ policy: 'lru' }) - slack);
      }),
    );
  });

  test('the order of the keys and the unit of their popularity do not matter', () => {
    const counts = [5, 1, 9, 2, 2, 7];
    for (const policy of ['lru', 'fifo', 'lfu'] as const) {
      const found = cheHitRatio({ popularity: counts, capacity: 3, policy });
      const turned = cheHitRatio({ popularity: counts.toReversed().map((n) => n * 8), capacity: 3, policy });
      expectClose(turned.hitRatio, found.hitRatio, 1e-12);
      if (policy === 'lfu') continue;
      expectClose(Array.from(turned.hitRatioByKey).reverse(), Array.from(found.hitRatioByKey), 1e-12);
    }
  });
});

describe('refuses', () => {
  const good = { keys: 10, zipf: 1, capacity: 3, policy: 'lru' };
  test.each<[string, Record<string, unknown>, string]>([
    ['another policy', { ...good, policy: 'arc' }, 'policy: given "arc"; one of lru, fifo, random, lfu'],
    ['half a key', { ...good, capacity: 0.5 }, 'capacity: given 0.5'],
    [
      'keys and a list',
      { ...good, popularity: [1, 2] },
      'popularity: given [1,2]; either popularity, or keys',
    ],
    ['neither', { capacity: 3, policy: 'lru' }, 'keys: given nothing'],
    ['keys without an exponent', { ...good, zipf: undefined }, 'zipf: given nothing'],
    [
      'nothing asked for',
      { popularity: [0, 0], capacity: 1, policy: 'lru' },
      'popularity: given "numbers whose sum is 0"',
    ],
    ['a negative popularity', { popularity: [1, -1], capacity: 1, policy: 'lru' }, 'popularity[1]: given -1'],
    ['only writes', { ...good, writeFraction: 1 }, 'writeFraction: given 1; less than 1'],
    [
      'writes with lfu',
      { ...good, policy: 'lfu', writeFraction: 0.1 },
      "writeFraction: given 0.1; 0 with 'lfu'",
    ],
    ['a life with lfu', { ...good, policy: 'lfu', ttl: 3 }, "ttl: given 3; none with 'lfu'"],
    ['a life of 0', { ...good, ttl: 0 }, 'ttl: given 0'],
    ['a field nobody reads', { ...good, size: 3 }, 'cheHitRatio: size: given 3'],
  ])('%s', (_, input, message) => {
    expect(() => cheHitRatio(input as unknown as CheHitRatioInput)).toThrow(message);
  });
});

const shared = sharedCases('lru-fifo-zipf-che');

test.skipIf(!shared)('the worked cases', () => {
  for (const c of shared.cases) {
    const of = (policy: CheHitRatioInput['policy']) =>
      cheHitRatio({ keys: c.N, zipf: c.alpha, capacity: c.C, policy });
    expectClose(of('lru'), { hitRatio: c.hit_LRU_che, characteristicTime: c.che_T_LRU }, 1e-11);
    expectClose(of('fifo'), { hitRatio: c.hit_FIFO_RANDOM_che, characteristicTime: c.che_T_FIFO }, 1e-11);
    expectClose(of('lfu').hitRatio, c.hit_LFU_perfect, 1e-12);
    expect(Math.abs(of('lru').hitRatio - c.sim_LRU)).toBeLessThan(shared.tolerance.LRU_abs);
    expect(Math.abs(of('fifo').hitRatio - c.sim_FIFO)).toBeLessThan(shared.tolerance.FIFO_abs);
  }
});

const invalidated = sharedCases('lru-write-invalidate');

test.skipIf(!invalidated)('the worked cases with writes', () => {
  for (const c of invalidated.cases) {
    const { hitRatio } = cheHitRatio({
      keys: c.N,
      zipf: c.alpha,
      capacity: c.C,
      policy: 'lru',
      writeFraction: c.write_fraction,
    });
    expect(hitRatio).toBeCloseTo(c.hit_of_reads_che, 12);
    expect(Math.abs(hitRatio - c.sim)).toBeLessThan(invalidated.tolerance.abs);
  }
});
