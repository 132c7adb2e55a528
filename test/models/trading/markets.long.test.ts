import { expect, test } from 'vitest';
import { estimate, garchEstimates, lastPrices } from '../../support/path-moments.ts';

test('Black and Scholes to a hundredth', () => {
  const law = {
    kind: 'gbm',
    interval: 86_400,
    price: 100,
    drift: 0.05,
    volatility: 0.2,
    decimals: 6,
    days: 13,
  };
  const payoffs = lastPrices(law, 12, 1_000_000).map((price) => Math.exp(-0.05) * Math.max(0, price - 100));
  const { mean, error } = estimate(payoffs);
  expect(error).toBeLessThan(0.016);
  expect(Math.abs(mean - 10.450584)).toBeLessThan(4 * error);
}, 120_000);

test('GARCH moments to a hundredth', () => {
  const { variance, kurtosis } = garchEstimates({ alpha: 0.06, beta: 0.9, variance: 4e-4 }, 1000, 3000);
  expect(variance.error).toBeLessThan(0.01 * 4e-4);
  expect(Math.abs(variance.mean - 4e-4)).toBeLessThan(4 * variance.error);
  // 3 (1 - 0.96²) / (1 - 0.96² - 2 · 0.06²).
  const expected = (3 * (1 - 0.96 ** 2)) / (1 - 0.96 ** 2 - 2 * 0.06 ** 2);
  expect(kurtosis.error).toBeLessThan(0.02 * expected);
  expect(Math.abs(kurtosis.mean - expected)).toBeLessThan(4 * kurtosis.error);
}, 120_000);
