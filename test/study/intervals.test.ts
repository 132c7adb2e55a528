import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionalValueAtRisk } from '../../lib/study/conditional-value-at-risk.ts';
import { conditionalValueAtRiskInterval } from '../../lib/study/conditional-value-at-risk-interval.ts';
import { valueAtRisk } from '../../lib/study/value-at-risk.ts';
import { intervalRanks, valueAtRiskInterval } from '../../lib/study/value-at-risk-interval.ts';
import { coverage, exponentials, normals, oneTo, sampleOf, someLevel, someLosses } from './samples.ts';

const QUANTILE = 2.3263478740408408;
const SHORTFALL = 2.665214220345806;

/** P(N <= k), N binomial with probability numerator / 100, times 100^n: in whole numbers. */
function countsTo(k: number, n: number, numerator: number): bigint {
  let sum = 0n;
  let choose = 1n;
  for (let i = 0; i <= k; i++) {
    sum += choose * BigInt(numerator) ** BigInt(i) * BigInt(100 - numerator) ** BigInt(n - i);
    choose = (choose * BigInt(n - i)) / BigInt(i + 1);
  }
  return sum;
}

/** The ranks by their definition, in whole numbers; the tail is tailPercent / 100. */
function ranksByHand(n: number, numerator: number, tailPercent: number) {
  const total = 100n ** BigInt(n);
  const bound = BigInt(tailPercent) * total;
  let lowerRank: number | null = null;
  let upperRank: number | null = null;
  for (let rank = 1; rank <= n; rank++) {
    const below = 100n * countsTo(rank - 1, n, numerator);
    if (below <= bound) lowerRank = rank;
    if (upperRank === null && 100n * total - below <= bound) upperRank = rank;
  }
  return { lowerRank, upperRank };
}

describe('ranks of the VaR interval', () => {
  test('those of exact whole-number probabilities', () => {
    const counts = [1, 2, 3, 4, 5, 8, 13, 22, 45, 59, 100, 150];
    for (const n of counts) {
      for (const numerator of [1, 5, 25, 50, 75, 90, 95, 99]) {
        for (const tailPercent of [1, 5, 10, 20, 25]) {
          expect(
            intervalRanks(n, numerator / 100, 1 - (2 * tailPercent) / 100),
            `${n} ${numerator} ${tailPercent}`,
          ).toEqual(ranksByHand(n, numerator, tailPercent));
        }
      }
    }
  });

  test('a tail equal to the bound counts', () => {
    // P(N <= 0) = P(N >= 3) = 1/8 for three fair coins.
    expect(intervalRanks(3, 0.5, 0.75)).toEqual({ lowerRank: 1, upperRank: 3 });
  });

  // Right: SciPy's binom.ppf(0.025, n, level) and binom.ppf(0.975, n, level) + 1.
  test.each([
    [1000, 0.99, 983, 997],
    [10_000, 0.99, 9880, 9920],
    [10_000, 0.999, 9983, 9997],
    [1_000_000, 0.5, 499_020, 500_981],
    [1_000_000, 0.999, 998_938, 999_062],
  ])('of %d losses at %d', (n, level, lowerRank, upperRank) => {
    expect(intervalRanks(n, level, 0.95)).toEqual({ lowerRank, upperRank });
  });

  test('are open above up to 3,687 losses at level 0.999', () => {
    expect(valueAtRiskInterval(oneTo(100), 0.999)).toEqual({ lower: 99, upper: null });
    expect(intervalRanks(3687, 0.999, 0.95).upperRank).toBe(null);
    expect(intervalRanks(3688, 0.999, 0.95).upperRank).toBe(3688);
    expect(valueAtRiskInterval([5], 0.5)).toEqual({ lower: null, upper: null });
  });
});

describe('CVaR interval', () => {
  test('by the formula', () => {
    // 1 to 1,000 at 0.9: excesses 1 to 100 and 900 zeros; sum 5,050, sum of squares 338,350.
    const error = Math.sqrt((338_350 - 5050 ** 2 / 1000) / 999 / 1000) / 0.1;
    const { lower, upper } = conditionalValueAtRiskInterval(oneTo(1000), 0.9);
    expect(lower).toBeCloseTo(950.5 - 1.959963984540054 * error, 9);
    expect(upper).toBeCloseTo(950.5 + 1.959963984540054 * error, 9);
  });

  test('is open above where VaR is, and never below the lower end of VaR', () => {
    expect(conditionalValueAtRiskInterval(oneTo(100), 0.999)).toEqual({ lower: 99, upper: null });
    const heavy = Float64Array.from(oneTo(400), (i) => (i === 400 ? 1e9 : i));
    const lower = valueAtRiskInterval(heavy, 0.95).lower!;
    expect(conditionalValueAtRiskInterval(heavy, 0.95).lower).toBe(lower);
  });

  test('is that of VaR where all losses in the tail are equal', () => {
    const capped = Float64Array.from(oneTo(1000), (i) => Math.min(i, 940));
    expect(conditionalValueAtRisk(capped, 0.95)).toBe(940);
    expect(conditionalValueAtRiskInterval(capped, 0.95)).toEqual(valueAtRiskInterval(capped, 0.95));
    expect(conditionalValueAtRiskInterval(capped, 0.95).lower).toBe(936);
  });
});

test('lawful: the intervals hold the estimates', () => {
  fc.assert(
    fc.property(
      someLosses,
      someLevel,
      fc.double({ min: 0.01, max: 0.999, noNaN: true }),
      (losses, level, confidence) => {
        const pairs = [
          [valueAtRisk(losses, level), valueAtRiskInterval(losses, level, confidence)],
          [conditionalValueAtRisk(losses, level), conditionalValueAtRiskInterval(losses, level, confidence)],
        ] as const;
        for (const [estimate, { lower, upper }] of pairs) {
          expect(lower ?? -Infinity).toBeLessThanOrEqual(estimate);
          expect(upper ?? Infinity).toBeGreaterThanOrEqual(estimate);
        }
      },
    ),
  );
});

describe('measured coverage of a nominal 95 %', () => {
  test.each([
    [200, 0.9, 1.2815515655446004],
    [1000, 0.99, QUANTILE],
  ])('VaR, %d normal losses at %d', (n, level, quantile) => {
    const draw = normals(n);
    const share = coverage(2000, quantile, () => {
      const { lower, upper } = valueAtRiskInterval(sampleOf(n, draw), level);
      return [lower, upper];
    });
    expect(share).toBeGreaterThan(0.94);
    expect(share).toBeLessThan(0.985);
  });

  test.each([
    ['normal', normals(2), SHORTFALL],
    ['exponential', exponentials(3), 1 + 4.605170185988091],
  ])('CVaR, 10,000 %s losses at 0.99', (_name, draw, shortfall) => {
    const share = coverage(600, shortfall, () => {
      const { lower, upper } = conditionalValueAtRiskInterval(sampleOf(10_000, draw), 0.99);
      return [lower, upper];
    });
    expect(share).toBeGreaterThan(0.91);
    expect(share).toBeLessThan(0.97);
  });

  test('CVaR, 1,000 losses at 0.99: too low, as the warning says', () => {
    const draw = exponentials(4);
    const share = coverage(1500, 1 + 4.605170185988091, () => {
      const { lower, upper } = conditionalValueAtRiskInterval(sampleOf(1000, draw), 0.99);
      return [lower, upper];
    });
    expect(share).toBeGreaterThan(0.78);
    expect(share).toBeLessThan(0.9);
  });
});

test('bad input throws', () => {
  for (const interval of [valueAtRiskInterval, conditionalValueAtRiskInterval]) {
    expect(() => interval([], 0.5)).toThrow('one or more losses');
    expect(() => interval([1], 1)).toThrow('level: given 1');
    expect(() => interval([1], 0.5, 95)).toThrow('confidence: given 95');
    expect(() => interval([NaN], 0.5)).toThrow('losses[0]: given NaN');
  }
});
