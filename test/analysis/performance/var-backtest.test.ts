import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kupiec } from '../../../lib/analysis/performance/kupiec.ts';
import { varBacktest } from '../../../lib/analysis/performance/var-backtest.ts';
import { Chance } from '../../../lib/core/chance.ts';

describe('by hand', () => {
  test('one day: losses 0.1, -0.1, 0, 0.5, -1', () => {
    const result = varBacktest([100, 90, 99, 99, 49.5, 99], { level: 0.5, days: 1, window: 2 });
    expect(Array.from(result.forecasts)).toEqual([-0.1, -0.1, 0]);
    expect(Array.from(result.losses)).toEqual([0, 0.5, -1]);
    expect(result).toMatchObject({ var: -1, exceptions: 2, observations: 3 });
    expect(result.kupiec).toEqual(kupiec({ exceptions: 2, observations: 3, level: 0.5 }));
  });

  test('two days: overlapping losses 0, -1, 0.75, 0, 0.2 behind, periods 2 to 4 and 4 to 6 ahead', () => {
    const wealth = [100, 50, 100, 100, 25, 100, 20, 100];
    const result = varBacktest(wealth, { level: 0.9, days: 2, window: 2 });
    expect(Array.from(result.forecasts)).toEqual([0, 0.75]);
    expect(Array.from(result.losses)).toEqual([0.75, 0.2]);
    // The last wealth ends no period, but the losses until then are known.
    expect(result).toMatchObject({ var: 0, exceptions: 1, observations: 2 });
  });

  test('a loss equal to its forecast is no exception', () => {
    expect(varBacktest([8, 4, 2, 1], { level: 0.9, days: 1, window: 1 }).exceptions).toBe(0);
  });
});

const wealths = fc.array(fc.constantFrom(1, 2, 3, 4, 8), { minLength: 14, maxLength: 40 });
const options = fc.record({
  level: fc.constantFrom(0.05, 0.5, 0.75, 0.9, 0.99),
  days: fc.integer({ min: 1, max: 3 }),
  window: fc.integer({ min: 3, max: 9 }),
});

test('each forecast is the quantile of the losses in its window, and of nothing else', () => {
  fc.assert(
    fc.property(wealths, options, (wealth, { level, days, window }) => {
      const forecastAt = (today: number) => {
        const losses: number[] = [];
        for (let i = today - window; i + days <= today; i++)
          losses.push((wealth[i] - wealth[i + days]) / wealth[i]);
        losses.sort((a, b) => a - b);
        return losses.find((_, i) => (i + 1) / losses.length >= level - 1e-12);
      };
      const result = varBacktest(wealth, { level, days, window });
      const starts: number[] = [];
      for (let t = window; t + days < wealth.length; t += days) starts.push(t);
      expect(Array.from(result.forecasts)).toEqual(starts.map(forecastAt));
      expect(Array.from(result.losses)).toEqual(
        starts.map((t) => (wealth[t] - wealth[t + days]) / wealth[t]),
      );
      expect(result.var).toBe(forecastAt(wealth.length - 1));
      expect(result.exceptions).toBe(result.losses.filter((loss, i) => loss > result.forecasts[i]).length);
    }),
  );
});

test('another future leaves the forecasts before it as they were', () => {
  fc.assert(
    fc.property(wealths, wealths, options, (wealth, other, setting) => {
      const { forecasts } = varBacktest(wealth, setting);
      const longer = varBacktest(wealth.concat(other), setting);
      expect(longer.forecasts.slice(0, forecasts.length)).toEqual(forecasts);
      expect(longer.forecasts[forecasts.length]).not.toBeUndefined();
    }),
  );
});

test('of independent normal returns a level of 0.95 is broken by one in twenty', () => {
  const chance = new Chance(['returns']);
  chance.reseed(1);
  const wealth = [1e6];
  for (let t = 1; t <= 5000; t++)
    wealth.push(wealth[t - 1] * (1 + 0.01 * chance.streams.returns.normal(0, t, 0)));
  const result = varBacktest(wealth, { level: 0.95, days: 1, window: 500 });
  expect(result.observations).toBe(4500);
  // 225 of 4500 with a standard deviation of 14.6; of 1.6449 % the quantile of 500 is off by 0.1 %.
  expect(Math.abs(result.exceptions - 225)).toBeLessThan(59);
  expect(Math.abs(result.var - 0.016449)).toBeLessThan(0.004);
  expect(result.kupiec.pValue).toBeGreaterThan(0.001);
});

test.each([
  [[1, 2, 3], {}, 'varBacktest: wealth: given "3 numbers"; a list of 4 or more numbers'],
  [[1, 2, 0, 3, 4], {}, 'varBacktest: wealth[2]: given 0'],
  [[1, 2, 3, 4], { days: 3 }, 'varBacktest: days: given 3'],
  [[1, 2, 3, 4], { days: 0 }, 'varBacktest: days: given 0'],
  [[1, 2, 3, 4], { window: 0 }, 'varBacktest: window: given 0'],
  [[1, 2, 3, 4], { level: 99 }, 'varBacktest: level: given 99'],
  [[1, 2, 3, 4], { horizon: 1 }, 'varBacktest: horizon'],
])('%j with %j is refused', (wealth, fields, message) => {
  expect(() => varBacktest(wealth, { level: 0.9, days: 1, window: 2, ...fields })).toThrow(message);
});
