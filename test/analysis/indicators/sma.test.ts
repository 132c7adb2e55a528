import fc from 'fast-check';
import { SMA } from 'trading-signals';
import { expect, test } from 'vitest';
import { createIndicator } from '../../../lib/analysis/indicators/create-indicator.ts';
import { indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { expectClose } from '../shared-cases.ts';
import { scattered } from './some-bars.ts';

const smaOf = (close: readonly number[], period: number) =>
  indicatorSeries({ kind: 'sma', period }, { close }).value!;

test('by hand', () => {
  expect(Array.from(smaOf([1, 2, 3, 4.5, 0], 3))).toEqual([Number.NaN, Number.NaN, 2, 9.5 / 3, 2.5]);
  const bars = { open: [1, 2], high: [9, 8], low: [2, 1], close: [4, 6] };
  const of = (source: 'open' | 'high' | 'low' | 'close' | 'hl2' | 'hlc3' | 'ohlc4') =>
    Array.from(indicatorSeries({ kind: 'sma', period: 2, source }, bars).value!)[1];
  expect([of('open'), of('high'), of('low'), of('close')]).toEqual([1.5, 8.5, 1.5, 5]);
  expect([of('hl2'), of('hlc3'), of('ohlc4')]).toEqual([5, 5, 33 / 8]);
});

test('in decimals it is the mean rounded once, in any order of the prices', () => {
  // As doubles, 0.1 + 0.2 + 0.3 is more than 0.6, and 0.3 + 0.2 + 0.1 is not.
  expect(smaOf([0.1, 0.2, 0.3], 3)[2]).toBe(0.2);
  expect(smaOf([0.3, 0.2, 0.1], 3)[2]).toBe(0.2);
  const cents = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 7, maxLength: 60 });
  fc.assert(
    fc.property(cents, (list) => {
      const found = createdSma(
        list.map((price) => price / 100),
        7,
        2,
      );
      for (let i = 6; i < list.length; i++) {
        const sum = list.slice(i - 6, i + 1).reduce((a, b) => a + b);
        expect(found[i]).toBe(sum / 700);
      }
    }),
  );
});

function createdSma(close: readonly number[], period: number, decimals: number | null): number[] {
  const indicator = createIndicator({ kind: 'sma', period }, 'here', decimals);
  const memory = new Float64Array(indicator.room);
  indicator.reset(memory, 0);
  return close.map((price) => {
    indicator.update(memory, 0, Float64Array.of(0, 0, 0, price, 0, 0), 0);
    return memory[0]!;
  });
}

test.each([null, 2])('no error creeps in: the last ten are all that counts, decimals %j', (decimals) => {
  const rough = scattered(20_000).map((u, i) => (u + 0.01) * (i < 10_000 ? 1e7 : 10));
  const prices = decimals === null ? rough : rough.map((price) => Math.round(price * 100) / 100);
  const found = createdSma(prices, 10, decimals);
  for (const end of [10, 5000, 10_003, 19_999, 20_000]) {
    expect(found[end - 1]).toBe(createdSma(prices.slice(end - 10, end), 10, decimals)[9]);
  }
  // A window of exact halves, after all that.
  expect(createdSma([...prices, ...new Array(10).fill(0.5)], 10, decimals).at(-1)).toBe(0.5);
});

test('more decimals than promised, and very large prices, cost nothing but exactness', () => {
  expect(createdSma([0.25, 0.75, 0.7], 2, 0)).toEqual([Number.NaN, 0.5, 0.725]);
  expect(createdSma([2 ** 52, 2 ** 52 + 2, 3, 4], 2, 2)).toEqual([
    Number.NaN,
    2 ** 52 + 1,
    (2 ** 52 + 5) / 2,
    3.5,
  ]);
});

test('is that of trading-signals', () => {
  const close = scattered(300).map((u) => 50 + u);
  const theirs = new SMA(20).updates(close);
  expectClose(
    Array.from(smaOf(close, 20)).slice(19),
    theirs.slice(19).map((value) => Number(value)),
    1e-14,
  );
});
