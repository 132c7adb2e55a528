import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cheHitRatio } from '../../../lib/analysis/caching/che-hit-ratio.ts';
import { type ExactHitRatioInput, exactHitRatio } from '../../../lib/analysis/caching/exact-hit-ratio.ts';
import { expectClose, sharedCases } from '../shared-cases.ts';
import { simulatedHitRatio } from './simulated-cache.ts';

describe('right', () => {
  // From the note of lru-fifo-exact-small.json: FIFO 22/31; LRU from the six stacks, by their first key
  // 0.8 * 0.3 + 0.7 * 0.2, then 0.3 (0.8 * 0.5 + 0.5 * 0.2) / 0.7, then 0.2 (0.7 * 0.5 + 0.5 * 0.3) / 0.8.
  test('three keys by hand', () => {
    const input = { popularity: [0.5, 0.3, 0.2], capacity: 2 };
    expect(exactHitRatio({ ...input, policy: 'lru' })).toBeCloseTo(0.7192857142857143, 14);
    expect(exactHitRatio({ ...input, policy: 'lru' })).toBeCloseTo(0.38 + 0.15 / 0.7 + 0.1 / 0.8, 14);
    expect(exactHitRatio({ ...input, policy: 'fifo' })).toBeCloseTo(22 / 31, 14);
    expect(exactHitRatio({ ...input, policy: 'random' })).toBeCloseTo(22 / 31, 14);
  });

  // The numbers of lru-fifo-exact-small.json, of 10 keys, and what was simulated.
  test.each([
    [0.8, 3, 0.4078367866521409, 0.3919817774886065, 0.40776715, 0.3921061],
    [1, 5, 0.68136407349136, 0.6417087094750139, 0.68119215, 0.6417198],
  ])('Zipf %d, capacity %d', (zipf, capacity, lru, fifo, lruSim, fifoSim) => {
    const of = (policy: 'lru' | 'fifo') => exactHitRatio({ keys: 10, zipf, capacity, policy });
    expect(of('lru')).toBeCloseTo(lru, 13);
    expect(of('fifo')).toBeCloseTo(fifo, 13);
    expect(Math.abs(of('lru') - lruSim)).toBeLessThan(0.0005);
    expect(Math.abs(of('fifo') - fifoSim)).toBeLessThan(0.0005);
  });

  test('one place: the sum of the squares', () => {
    for (const policy of ['lru', 'fifo', 'random'] as const) {
      expect(exactHitRatio({ popularity: [5, 3, 2], capacity: 1, policy })).toBeCloseTo(0.38, 14);
      expect(exactHitRatio({ popularity: [5, 3, 0, 2], capacity: 1, policy })).toBeCloseTo(0.38, 14);
    }
  });

  test('no place, room for all, and all keys alike', () => {
    for (const policy of ['lru', 'fifo'] as const) {
      expect(exactHitRatio({ keys: 5, zipf: 1, capacity: 0, policy })).toBe(0);
      expect(exactHitRatio({ keys: 5, zipf: 1, capacity: 5, policy })).toBe(1);
      expect(exactHitRatio({ popularity: [1, 0, 2], capacity: 2, policy })).toBe(1);
      expect(exactHitRatio({ keys: 20, zipf: 0, capacity: 8, policy })).toBeCloseTo(0.4, 11);
    }
  });

  test('FIFO of many keys, where products of chances are far below what a double holds', () => {
    const exact = exactHitRatio({ keys: 3000, zipf: 0.8, capacity: 800, policy: 'fifo' });
    const { hitRatio } = cheHitRatio({ keys: 3000, zipf: 0.8, capacity: 800, policy: 'fifo' });
    expect(Math.abs(exact - hitRatio)).toBeLessThan(0.0005);
    expect(exactHitRatio({ keys: 3000, zipf: 0, capacity: 800, policy: 'fifo' })).toBeCloseTo(800 / 3000, 12);
    // The small gap of Che's is what lru-fifo-zipf-che.json measured at its largest: 0.40539 for 0.40442.
    const small = exactHitRatio({ keys: 1000, zipf: 1, capacity: 50, policy: 'fifo' });
    expect(Math.abs(small - 0.40539365)).toBeLessThan(0.0003);
  });

  test('as simulated', () => {
    const popularity = [9, 7, 4, 3, 2, 1];
    for (const policy of ['lru', 'fifo', 'random'] as const) {
      const simulated = simulatedHitRatio({ popularity, capacity: 3, policy, requests: 200_000, warm: 100 });
      expect(Math.abs(exactHitRatio({ popularity, capacity: 3, policy }) - simulated)).toBeLessThan(0.006);
    }
  });
});

/** King's sum over all stacks, one by one. */
function overStacks(popularity: readonly number[], capacity: number): number {
  const visit = (stack: number[], chance: number): number => {
    const inside = stack.reduce((sum, key) => sum + popularity[key], 0);
    if (stack.length === capacity) return chance * inside;
    return popularity.reduce((sum, p, key) => {
      return stack.includes(key) ? sum : sum + visit([...stack, key], (chance * p) / (1 - inside));
    }, 0);
  };
  return visit([], 1);
}

/** Gelenbe's sum over all sets. */
function overSets(popularity: readonly number[], capacity: number): number {
  let hits = 0;
  let all = 0;
  for (let set = 0; set < 1 << popularity.length; set++) {
    const inside = popularity.filter((_, key) => (set >> key) & 1);
    if (inside.length !== capacity) continue;
    const product = inside.reduce((value, p) => value * p, 1);
    all += product;
    hits += product * inside.reduce((sum, p) => sum + p, 0);
  }
  return hits / all;
}

test('is the sum over stacks, and over sets', () => {
  const somePopularity = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(somePopularity, fc.integer({ min: 1, max: 5 }), (counts, capacity) => {
      fc.pre(capacity < counts.length);
      const sum = counts.reduce((total, count) => total + count, 0);
      const popularity = counts.map((count) => count / sum);
      const of = (policy: 'lru' | 'fifo') => exactHitRatio({ popularity: counts, capacity, policy });
      expectClose(of('lru'), overStacks(popularity, capacity), 1e-12);
      expectClose(of('fifo'), overSets(popularity, capacity), 1e-12);
      expect(of('lru')).toBeGreaterThanOrEqual(of('fifo') - 1e-12);
      expect(exactHitRatio({ popularity: counts, capacity: capacity + 1, policy: 'lru' })).toBeGreaterThan(
        of('lru'),
      );
    }),
  );
});

describe('refuses', () => {
  const good = { keys: 10, zipf: 1, capacity: 3, policy: 'lru' };
  test.each<[string, Record<string, unknown>, string]>([
    ['too many keys for LRU', { ...good, keys: 21 }, "keys: given 21; at most 20 with 'lru'"],
    [
      'too much for FIFO',
      { ...good, policy: 'fifo', keys: 1e6, capacity: 1e4 },
      'keys times capacity: given',
    ],
    ['another policy', { ...good, policy: 'lfu' }, "policy: given \"lfu\"; 'lru', 'fifo' or 'random'"],
    ['a negative capacity', { ...good, capacity: -1 }, 'capacity: given -1'],
  ])('%s', (_, input, message) => {
    expect(() => exactHitRatio(input as unknown as ExactHitRatioInput)).toThrow(message);
  });
});

const shared = sharedCases('lru-fifo-exact-small');

test.skipIf(!shared)('the worked cases', () => {
  for (const c of shared.cases) {
    const input = { keys: c.N, zipf: c.alpha, capacity: c.C };
    const lru = exactHitRatio({ ...input, policy: 'lru' });
    const fifo = exactHitRatio({ ...input, policy: 'fifo' });
    expectClose([lru, fifo], [c.hit_LRU_exact, c.hit_FIFO_exact], 1e-12);
    expectClose(cheHitRatio({ ...input, policy: 'lru' }).hitRatio, c.hit_LRU_che, 1e-12);
    expectClose(cheHitRatio({ ...input, policy: 'fifo' }).hitRatio, c.hit_FIFO_che, 1e-12);
    expect(Math.abs(lru - c.sim_LRU)).toBeLessThan(shared.tolerance.abs);
    expect(Math.abs(fifo - c.sim_FIFO)).toBeLessThan(shared.tolerance.abs);
  }
});
