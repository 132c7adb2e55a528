import { ATR } from 'trading-signals';
import { expect, test } from 'vitest';
import { indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { expectClose } from '../shared-cases.ts';
import { scattered } from './some-bars.ts';

test('by hand', () => {
  // True ranges 2, 3 (a gap up), 4 (a gap down), 0.5.
  const found = indicatorSeries(
    { kind: 'atr', period: 2 },
    { high: [10, 12, 9, 8.5], low: [8, 10, 7, 8], close: [9, 11, 8, 8.2] },
  );
  expect(Array.from(found.value!)).toEqual([Number.NaN, 2.5, 3.25, 1.875]);
});

test('ranges in decimals are exact', () => {
  // As doubles, 10.1 - 10 is less than 0.1.
  const [high, low] = [new Array(20).fill(10.1), new Array(20).fill(10)];
  const found = indicatorSeries({ kind: 'atr' }, { high, low, close: high }).value!;
  expect(Array.from(found.slice(12))).toEqual([Number.NaN, ...new Array(7).fill(0.1)]);
});

test('is that of trading-signals', () => {
  const [a, b, c] = [1, 2, 3].map((start) => scattered(300, start).map((u) => 50 + u));
  const high = a!.map((_, i) => Math.max(a![i]!, b![i]!, c![i]!));
  const low = a!.map((_, i) => Math.min(a![i]!, b![i]!, c![i]!));
  const close = c!;
  const theirs = new ATR(14).updates(
    close.map((_, i) => ({ high: high[i]!, low: low[i]!, close: close[i]! })),
  );
  const ours = Array.from(indicatorSeries({ kind: 'atr' }, { high, low, close }).value!);
  expect(theirs[12]).toBe(null);
  expectClose(ours.slice(13), theirs.slice(13).map(Number), 1e-12);
});
