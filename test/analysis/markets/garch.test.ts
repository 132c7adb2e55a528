import { describe, expect, test } from 'vitest';
import { garchMoments } from '../../../lib/analysis/markets/garch-moments.ts';
import { garchVariance } from '../../../lib/analysis/markets/garch-variance.ts';
import { Chance } from '../../../lib/core/chance.ts';

describe('moments', () => {
  test('by hand: persistence 0.9', () => {
    const moments = garchMoments({ omega: 0.1, alpha: 0.1, beta: 0.8 });
    expect(moments.persistence).toBeCloseTo(0.9, 15);
    expect(moments.variance).toBeCloseTo(1, 14);
    expect(moments.kurtosis).toBeCloseTo((3 * 0.19) / 0.17, 13);
    expect(moments.halfLife).toBeCloseTo(6.578813, 6);
  });

  test('ARCH(1) of Engle (1982): kurtosis 3 (1 - alpha²) / (1 - 3 alpha²)', () => {
    const { variance, kurtosis, halfLife } = garchMoments({ omega: 1, alpha: 0.5, beta: 0 });
    expect(variance).toBe(2);
    expect(kurtosis).toBeCloseTo(9, 13);
    expect(halfLife).toBe(1);
  });

  test('equal variances are normal', () => {
    expect(garchMoments({ omega: 1, alpha: 0, beta: 0.5 }).kurtosis).toBe(3);
    const independent = { persistence: 0, variance: 2, kurtosis: 3, halfLife: 0 };
    expect(garchMoments({ omega: 2, alpha: 0, beta: 0 })).toEqual(independent);
  });

  test('there is a kurtosis when 3 alpha² + 2 alpha beta + beta² < 1, and a variance when alpha + beta < 1', () => {
    expect(garchMoments({ omega: 1, alpha: 0.5, beta: 0.2 }).kurtosis).toBeCloseTo((3 * 0.51) / 0.01, 9);
    expect(garchMoments({ omega: 1, alpha: 0.5, beta: 0.22 })).toMatchObject({ kurtosis: null });
    expect(garchMoments({ omega: 1, alpha: 0.5, beta: 0.22 }).variance).toBeCloseTo(1 / 0.28, 12);
    const none = { persistence: 1, variance: null, kurtosis: null, halfLife: null };
    expect(garchMoments({ omega: 1, alpha: 0.5, beta: 0.5 })).toEqual(none);
  });
});

describe('variance of the next step', () => {
  test('by hand', () => {
    expect(garchVariance({ omega: 1, alpha: 0.5, beta: 0.25 }, 8, -4)).toBe(11);
  });

  // The standard errors are measured by means of batches.
  test('has the moments', () => {
    const garch = { omega: 0.1, alpha: 0.1, beta: 0.8 };
    const { variance, kurtosis } = garchMoments(garch);
    const chance = new Chance(['shocks']);
    chance.reseed(3);
    const batches = 100;
    const length = 4000;
    const squares = new Float64Array(batches);
    const fourths = new Float64Array(batches);
    let h = 1;
    for (let t = 0; t < batches * length; t++) {
      const shock = Math.sqrt(h) * chance.streams.shocks.normal(0, t, 0);
      const square = shock * shock;
      squares[Math.floor(t / length)] += square / length;
      fourths[Math.floor(t / length)] += (square * square) / length;
      h = garchVariance(garch, h, shock);
    }
    expectMean(squares, variance!);
    expectMean(fourths, kurtosis! * variance! * variance!);
  });
});

/** Within 4 standard errors, which are themselves within 3 % of the mean. */
function expectMean(values: Float64Array, expected: number): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const error = Math.sqrt(squares / values.length / (values.length - 1));
  expect(error).toBeLessThan(0.03 * expected);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
}

test.each([
  [{ omega: 0 }, 'omega: given 0'],
  [{ alpha: -0.1 }, 'alpha: given -0.1'],
  [{ beta: Number.NaN }, 'beta: given NaN'],
  [{ gamma: 0.1 }, 'garchMoments: gamma'],
])('%j is refused', (fields, message) => {
  expect(() => garchMoments({ omega: 1, alpha: 0.1, beta: 0.8, ...fields })).toThrow(message);
});
