import { BollingerBands } from 'trading-signals';
import { expect, test } from 'vitest';
import { indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { expectClose } from '../shared-cases.ts';
import { scattered } from './some-bars.ts';

test('by hand', () => {
  // The mean of the first eight is 5, the mean square deviation 4; the ninth puts 2 for a 2.
  const close = [2, 4, 4, 4, 5, 5, 7, 9, 2];
  const found = indicatorSeries({ kind: 'bollinger', period: 8, deviations: 1.5 }, { close });
  expect(Array.from(found.upper!.slice(6))).toEqual([Number.NaN, 8, 8]);
  expect(Array.from(found.middle!.slice(6))).toEqual([Number.NaN, 5, 5]);
  expect(Array.from(found.lower!.slice(6))).toEqual([Number.NaN, 2, 2]);
});

test('the middle is the SMA, to the last bit', () => {
  const close = scattered(100).map((u) => Math.round(5000 + 1000 * u) / 100);
  const { middle } = indicatorSeries({ kind: 'bollinger' }, { close });
  expect(middle).toEqual(indicatorSeries({ kind: 'sma', period: 20 }, { close }).value);
});

test('small deviations of large prices keep their digits', () => {
  // Squares of such prices, subtracted, would leave no digit of 0.25.
  const close = Array.from({ length: 40 }, (_, i) => 1e7 + (i % 2) * 0.5);
  const { upper, middle } = indicatorSeries({ kind: 'bollinger', deviations: 1 }, { close });
  expect(middle![39]).toBe(1e7 + 0.25);
  expect(upper![39]).toBe(1e7 + 0.5);
});

test('prices that do not differ have no deviation, whatever their digits', () => {
  for (const price of scattered(50).map(Math.sqrt)) {
    const { upper, middle } = indicatorSeries(
      { kind: 'bollinger', period: 7 },
      { close: new Array(9).fill(price) },
    );
    expect(upper!.slice(6)).toEqual(middle!.slice(6));
    expectClose(middle![8], price, 2 ** -52);
  }
});

test('is that of trading-signals', () => {
  const close = scattered(300).map((u) => 50 + u);
  const found = indicatorSeries({ kind: 'bollinger' }, { close });
  const theirs = new BollingerBands(20, 2).updates(close);
  for (let i = 19; i < close.length; i++) {
    const ours = { upper: found.upper![i], middle: found.middle![i], lower: found.lower![i] };
    expectClose(ours, theirs[i], 1e-13);
  }
});
