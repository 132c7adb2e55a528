import { RSI } from 'trading-signals';
import { expect, test } from 'vitest';
import { indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { expectClose, sharedCases } from '../shared-cases.ts';
import { scattered } from './some-bars.ts';

const rsiOf = (close: readonly number[], period?: number) =>
  Array.from(indicatorSeries({ kind: 'rsi', period }, { close }).value!);

test('by hand', () => {
  // Changes +2, -1, 0, +3. Mean gains 1, 0.5, 1.75; mean losses 0.5, 0.25, 0.125.
  const found = rsiOf([10, 12, 11, 11, 14], 2);
  expect(found.slice(0, 2)).toEqual([Number.NaN, Number.NaN]);
  expectClose(found.slice(2), [200 / 3, 200 / 3, 1400 / 15]);
});

test('100 without losses, 0 without gains, 50 without either', () => {
  const count = Array.from({ length: 30 }, (_, i) => i);
  expect(rsiOf(count.map((i) => 10 + i)).slice(14)).toEqual(new Array(16).fill(100));
  expect(rsiOf(count.map((i) => 90 - i)).slice(14)).toEqual(new Array(16).fill(0));
  expect(rsiOf(count.map(() => 44.34)).slice(14)).toEqual(new Array(16).fill(50));
});

test('gains that equal losses in decimals give 50 exactly', () => {
  // As doubles, 1.1 - 1 is more than 0.1, and 1 - 0.9 less.
  expect(rsiOf([1, 1.1, 1, 0.9, 1], 4).at(-1)).toBe(50);
});

test('stands still while prices do, however long, and then moves', () => {
  const moves = scattered(30).map((u) => Math.round(4000 + 1000 * u) / 100);
  const found = rsiOf([...moves, ...new Array(50_000).fill(moves.at(-1)), 1]);
  expect(found[29]).toBeGreaterThan(1);
  for (const at of [30, 1000, 10_000, 50_000]) expectClose(found[at], found[29], 1e-9);
  expect(found.at(-1)).toBeLessThan(1e-9);
});

// They give 100 where nothing has moved; TA-Lib gives 0 there.
test('is that of trading-signals, save where nothing has moved', () => {
  const close = scattered(400).map((u) => Math.round(5000 + 100 * u) / 100);
  const theirs = new RSI(14).updates(close);
  expect(theirs.slice(0, 14)).toEqual(new Array(14).fill(null));
  expectClose(rsiOf(close).slice(14), theirs.slice(14).map(Number), 1e-11);
  expect(new RSI(3).updates([5, 5, 5, 5]).at(-1)).toBe(100);
});

const shared = sharedCases('trading-rsi14-wilder');

test.skipIf(!shared)('the worked case: two digits and six', () => {
  const ticks: { ltp: { XYZ: string }; ind: { rsi: string | null } }[] = shared.ticks;
  const found = rsiOf(ticks.map(({ ltp }) => Number(ltp.XYZ)));
  const shown = (digits: number) =>
    found.map((value) => (Number.isNaN(value) ? null : value.toFixed(digits)));
  expect(shown(2)).toEqual(shared.expected.rsi);
  expect(shown(6)).toEqual(ticks.map(({ ind }) => ind.rsi));
});
