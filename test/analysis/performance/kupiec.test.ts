import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kupiec } from '../../../lib/analysis/performance/kupiec.ts';

// The regions in which Kupiec (1995) does not reject at 95 %: above the first, below the second.
describe('published regions', () => {
  test.each([
    [0.99, 255, 0, 7],
    [0.99, 510, 1, 11],
    [0.99, 1000, 4, 17],
    [0.975, 255, 2, 12],
    [0.975, 510, 6, 21],
    [0.975, 1000, 15, 36],
    [0.95, 255, 6, 21],
    [0.95, 510, 16, 36],
    [0.95, 1000, 37, 65],
    [0.925, 255, 11, 28],
    [0.925, 510, 27, 51],
    [0.925, 1000, 59, 92],
    [0.9, 255, 16, 36],
    [0.9, 510, 38, 65],
    [0.9, 1000, 81, 120],
  ])('level %d, %d days: between %d and %d', (level, observations, few, many) => {
    for (let exceptions = 0; exceptions <= 130; exceptions++) {
      const { pValue } = kupiec({ exceptions, observations, level });
      expect(pValue >= 0.05, `${exceptions}`).toBe(exceptions > few && exceptions < many);
    }
  });

  // The table says N < 7 for 255 days at 0.99; its formula rejects none at all as well.
  test('no exception of 255 is -2 · 255 ln 0.99', () => {
    const { likelihoodRatio, pValue } = kupiec({ exceptions: 0, observations: 255, level: 0.99 });
    expect(likelihoodRatio).toBeCloseTo(-510 * Math.log(0.99), 12);
    expect(pValue).toBeCloseTo(0.0236, 4);
  });
});

test('all exceptions: -2 n ln p', () => {
  const { likelihoodRatio, pValue } = kupiec({ exceptions: 10, observations: 10, level: 0.75 });
  expect(likelihoodRatio).toBeCloseTo(20 * Math.log(4), 12);
  expect(pValue).toBeLessThan(1e-6);
});

test('as many as expected: 0, and a p value of 1', () => {
  const result = kupiec({ exceptions: 5, observations: 20, level: 0.75 });
  expect(result).toEqual({ likelihoodRatio: 0, pValue: 1, expected: 5 });
});

test('at a ratio of 3.8415 the p value is 0.05', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.nat(100),
      fc.double({ min: 0.01, max: 0.99 }),
      (n, x, level) => {
        fc.pre(x <= n && !Number.isNaN(level));
        const { likelihoodRatio, pValue } = kupiec({ exceptions: x, observations: n, level });
        expect(likelihoodRatio).toBeGreaterThanOrEqual(0);
        expect(likelihoodRatio > 3.841458820694124).toBe(pValue < 0.05);
        // Exceptions at a level are the others at the opposite one.
        const others = kupiec({ exceptions: n - x, observations: n, level: 1 - level });
        expect(others.likelihoodRatio).toBeCloseTo(likelihoodRatio, 6);
      },
    ),
  );
});

test.each([
  [{ exceptions: 11 }, 'exceptions: given 11; an integer from 0 to 10'],
  [{ exceptions: -1 }, 'exceptions: given -1'],
  [{ observations: 0 }, 'observations: given 0'],
  [{ level: 1 }, 'level: given 1'],
  [{ level: 0 }, 'level: given 0'],
  [{ levl: 0.5 }, 'kupiec: levl'],
])('%j is refused', (fields, message) => {
  expect(() => kupiec({ exceptions: 1, observations: 10, level: 0.9, ...fields })).toThrow(message);
});
