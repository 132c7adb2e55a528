import { VWAP } from 'trading-signals';
import { expect, test } from 'vitest';
import { createIndicator } from '../../../lib/analysis/indicators/create-indicator.ts';
import { indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { expectClose } from '../shared-cases.ts';
import { scattered } from './some-bars.ts';

const none = Number.NaN;

test('by hand, over two days, the second of which opens without trade', () => {
  const bars = {
    high: [3, 6, 9, 9, 12],
    low: [0, 3, 9, 9, 9],
    close: [3, 3, 9, 9, 12],
    volume: [10, 30, 0, 5, 15],
  };
  const found = (day?: number[]) =>
    Array.from(indicatorSeries({ kind: 'vwap' }, day ? { ...bars, day } : bars).value!);
  expect(found([7, 7, 8, 8, 8])).toEqual([2, 3.5, none, 9, (9 * 5 + 11 * 15) / 20]);
  expect(found()).toEqual([2, 3.5, 3.5, 185 / 45, 350 / 60]);
});

test('an unknown volume leaves the rest of its day unknown', () => {
  const indicator = createIndicator({ kind: 'vwap' }, 'here', null);
  const memory = new Float64Array(indicator.room);
  indicator.reset(memory, 0);
  const found = [
    [1, 10],
    [1, none],
    [1, 10],
    [2, 10],
  ].map(([day, volume]) => {
    indicator.update(memory, 0, Float64Array.of(4, 4, 4, 4, volume!, day!), 0);
    return memory[0];
  });
  expect(found).toEqual([4, none, none, 4]);
});

// Theirs knows no days, and has no result for a candle without volume.
test('is that of trading-signals within a day', () => {
  const close = scattered(300).map((u) => 50 + u);
  const volume = scattered(300, 5).map((u) => 1 + Math.floor(u * 1000));
  const [high, low] = [close.map((price) => price + 0.3), close.map((price) => price - 0.2)];
  const theirs = new VWAP().updates(
    close.map((_, i) => ({ high: high[i]!, low: low[i]!, close: close[i]!, volume: volume[i]! })),
  );
  const ours = Array.from(indicatorSeries({ kind: 'vwap' }, { high, low, close, volume }).value!);
  expectClose(ours, theirs.map(Number), 1e-12);
  expect(new VWAP().updates([{ high: 1, low: 1, close: 1, volume: 0 }])).toEqual([null]);
});
