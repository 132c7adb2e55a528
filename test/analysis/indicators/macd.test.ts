import { EMA, MACD } from 'trading-signals';
import { expect, test } from 'vitest';
import { indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { expectClose } from '../shared-cases.ts';
import { scattered } from './some-bars.ts';

test('by hand', () => {
  // EMA(1) is the price. EMA(3): 2, 4.5, 5.25. The signal's alpha is 2/3.
  const found = indicatorSeries({ kind: 'macd', fast: 1, slow: 3, signal: 2 }, { close: [1, 2, 3, 7, 6] });
  const none = Number.NaN;
  expect(Array.from(found.macd!)).toEqual([none, none, 1, 2.5, 0.75]);
  expect(Array.from(found.signal!.slice(0, 4))).toEqual([none, none, none, 1.75]);
  expect(Array.from(found.histogram!.slice(0, 4))).toEqual([none, none, none, 0.75]);
  expectClose(found.signal![4], 13 / 12);
  expectClose(found.histogram![4], -1 / 3);
});

test('is what its averages make of it, 12, 26 and 9 unless given', () => {
  const close = scattered(200).map((u) => Math.round(5000 + 1000 * u) / 100);
  const found = indicatorSeries({ kind: 'macd' }, { close });
  const ema = (list: readonly number[], period: number) =>
    Array.from(indicatorSeries({ kind: 'ema', period }, { close: list }).value!);
  const [fast, slow] = [ema(close, 12), ema(close, 26)];
  const line = close.map((_, i) => fast[i]! - slow[i]!).slice(25);
  const signal = ema(line, 9);
  expectClose(Array.from(found.macd!.slice(25)), line, 1e-12);
  expectClose(Array.from(found.signal!.slice(33)), signal.slice(8), 1e-12);
  expectClose(
    Array.from(found.histogram!.slice(33)),
    line.slice(8).map((value, i) => value - signal[i + 8]!),
    1e-12,
  );
});

// Their averages begin at the first price, so they agree with ours only when that is long past.
test('comes to that of trading-signals', () => {
  const close = scattered(700).map((u) => 50 + u);
  const found = indicatorSeries({ kind: 'macd' }, { close });
  const theirs = new MACD(new EMA(12), new EMA(26), new EMA(9)).updates(close);
  expect(Math.abs(theirs[33]!.macd - found.macd![33]!)).toBeGreaterThan(1e-4);
  const last = { macd: found.macd![699], signal: found.signal![699], histogram: found.histogram![699] };
  expectClose(last, theirs[699], 1e-12);
});
