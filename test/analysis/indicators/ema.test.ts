import { EMA } from 'trading-signals';
import { expect, test } from 'vitest';
import { indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { expectClose } from '../shared-cases.ts';
import { scattered } from './some-bars.ts';

const emaOf = (close: readonly number[], period: number) =>
  Array.from(indicatorSeries({ kind: 'ema', period }, { close }).value!);

test('by hand', () => {
  expect(emaOf([2, 4, 6, 8, 4], 3)).toEqual([Number.NaN, Number.NaN, 4, 6, 5]);
  expect(emaOf([3, 1, 4], 1)).toEqual([3, 1, 4]);
});

test('the worked example of StockCharts, ten days', () => {
  const close = [
    22.27, 22.19, 22.08, 22.17, 22.18, 22.13, 22.23, 22.43, 22.24, 22.29, 22.15, 22.39, 22.38, 22.61, 23.36,
    24.05, 23.75, 23.83, 23.95, 23.63,
  ];
  const shown = [22.22, 22.21, 22.24, 22.27, 22.33, 22.52, 22.8, 22.97, 23.13, 23.28, 23.34];
  emaOf(close, 10)
    .slice(9)
    .forEach((value, i) => {
      expect(Math.abs(value - shown[i]!)).toBeLessThanOrEqual(0.00501);
    });
});

// Theirs begins at the first price, ours at the mean of the first n. The difference shrinks by 1 - alpha.
test('differs from that of trading-signals by its beginning alone', () => {
  const close = scattered(200).map((u) => 50 + u);
  const period = 20;
  const theirs = new EMA(period).updates(close).map(Number);
  const ours = emaOf(close, period);
  let difference = ours[period - 1]! - theirs[period - 1]!;
  expect(Math.abs(difference)).toBeGreaterThan(1e-4);
  for (let i = period; i < close.length; i++) {
    difference *= 1 - 2 / (period + 1);
    expectClose(ours[i]! - theirs[i]!, difference, 1e-13);
  }
});
