import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deflatedSharpe } from '../../../lib/analysis/performance/deflated-sharpe.ts';
import { probabilisticSharpe } from '../../../lib/analysis/performance/probabilistic-sharpe.ts';
import { sampleKurtosis } from '../../../lib/analysis/performance/sample-kurtosis.ts';
import { sampleSkewness } from '../../../lib/analysis/performance/sample-skewness.ts';
import { normalCdf } from '../../../lib/core/normal-cdf.ts';
import { normalQuantile } from '../../../lib/core/normal-quantile.ts';

describe('probabilistic', () => {
  // Bailey & López de Prado (2012): a hedge fund of 24 months, 0.458 a month.
  const fund = { sharpe: 0.458, benchmark: 0, observations: 24 };

  test('the published fund', () => {
    expect(probabilisticSharpe({ ...fund, skewness: 0, kurtosis: 3 })).toBeCloseTo(0.982, 3);
    expect(probabilisticSharpe({ ...fund, skewness: -2.448, kurtosis: 10.164 })).toBeCloseTo(0.913, 3);
  });

  test('by hand: variance 1 - 0.5 + 0.75 = 1.25 at a ratio of 1', () => {
    const input = { sharpe: 1, benchmark: 0.5, observations: 21, skewness: 0.5, kurtosis: 4 };
    expect(probabilisticSharpe(input)).toBeCloseTo(normalCdf(2), 15);
    expect(probabilisticSharpe({ ...input, benchmark: 1 })).toBe(0.5);
  });

  test('takes the moments of any sample', () => {
    const sample = fc.array(fc.constantFrom(-0.5, 0, 1, 3), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(sample, (values) => {
        fc.pre(new Set(values).size > 1);
        const moments = { skewness: sampleSkewness(values), kurtosis: sampleKurtosis(values) };
        const chance = probabilisticSharpe({
          sharpe: 0.1,
          benchmark: 0,
          observations: values.length,
          ...moments,
        });
        expect(chance > 0.5 && chance <= 1).toBe(true);
      }),
    );
  });
});

describe('deflated', () => {
  // The example of Bailey & López de Prado (2014): 2.5 a year over 1250 days, at 250 a year.
  const days = 250;
  const best = {
    sharpe: 2.5 / Math.sqrt(days),
    trials: 100,
    varianceOfTrials: 0.5 / days,
    observations: 1250,
    skewness: -3,
    kurtosis: 10,
  };

  test('the published example', () => {
    const { deflatedSharpe: chance, expectedMaximum } = deflatedSharpe(best);
    expect(chance).toBeCloseTo(0.9004, 4);
    expect(expectedMaximum).toBeCloseTo(0.1132, 4);
    expect(deflatedSharpe({ ...best, trials: 46 }).deflatedSharpe).toBeCloseTo(0.9505, 4);
    const normal = { ...best, trials: 88, skewness: 0, kurtosis: 3 };
    expect(deflatedSharpe(normal).deflatedSharpe).toBeCloseTo(0.9505, 4);
  });

  // The mean of the largest of n normals, by the sum of Φ^-1(u^(1/n)) over a grid of u.
  test.each([
    [2, 0.08],
    [10, 0.03],
    [100, 0.01],
  ])('the expected maximum of %d normals', (trials, tolerance) => {
    const grid = 20000;
    let mean = 0;
    for (let i = 0; i < grid; i++) mean += normalQuantile(((i + 0.5) / grid) ** (1 / trials)) / grid;
    const { expectedMaximum } = deflatedSharpe({ ...best, trials, varianceOfTrials: 4 });
    expect(Math.abs(expectedMaximum / (2 * mean) - 1)).toBeLessThan(tolerance);
  });

  test('one trial, or trials all alike, take nothing away', () => {
    const { sharpe, observations, skewness, kurtosis } = best;
    const plain = probabilisticSharpe({ sharpe, observations, skewness, kurtosis, benchmark: 0 });
    const expected = { deflatedSharpe: plain, expectedMaximum: 0 };
    expect(deflatedSharpe({ ...best, trials: 1 })).toEqual(expected);
    expect(deflatedSharpe({ ...best, varianceOfTrials: 0 })).toEqual(expected);
  });

  test('more trials are worth less', () => {
    let last = 1;
    for (const trials of [1, 2, 3, 10, 1000, 1e6, 1e12, Number.MAX_SAFE_INTEGER]) {
      const { deflatedSharpe: chance } = deflatedSharpe({ ...best, trials });
      expect(chance).toBeLessThan(last);
      last = chance;
    }
    expect(last).toBeGreaterThan(0);
  });
});

test.each([
  [{ observations: 1 }, 'observations: given 1'],
  [{ sharpe: Number.NaN }, 'sharpe: given NaN'],
  [{ trials: 0 }, 'trials: given 0'],
  [{ trials: 2.5 }, 'trials: given 2.5'],
  [{ varianceOfTrials: -1 }, 'varianceOfTrials: given -1'],
  [{ kurtosis: 0.5 }, 'kurtosis: given 0.5'],
  // An excess by mistake.
  [{ skewness: -3, kurtosis: 7 }, 'kurtosis: given 7; at least 1 + skewness², 10'],
  [{ skewness: 1, kurtosis: 2, sharpe: 2 }, 'sharpe: given 2'],
  [{ benchmark: 0 }, 'deflatedSharpe: benchmark'],
])('%j is refused', (fields, message) => {
  const input = { sharpe: 0.1, trials: 5, varianceOfTrials: 1, observations: 9, skewness: 0, kurtosis: 3 };
  expect(() => deflatedSharpe({ ...input, ...fields })).toThrow(message);
});
