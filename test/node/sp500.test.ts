import { expect, test } from 'vitest';
import { barsTable } from '../../lib/models/trading/market/bars-table.ts';
import { irregularityLines } from '../../lib/models/trading/market/irregularities.ts';
import { sp500Bars, sp500Path } from '../../lib/node/sp500.ts';
import { sharedCases } from '../analysis/shared-cases.ts';
import { temporaryFile } from '../support/temporary-files.ts';

test('5,105 bars, from the first to the last', () => {
  const bars = sp500Bars();
  expect(bars.time).toHaveLength(5105);
  const row = (i: number) =>
    [bars.time, bars.open, bars.high, bars.low, bars.close, bars.volume!].map((c) => c[i]);
  expect(row(0)).toEqual(['2000-01-03', 1469.25, 1478, 1438.359985, 1455.219971, 931_800_000]);
  expect(row(5104)).toEqual([
    '2020-04-17',
    2842.429932,
    2879.219971,
    2830.879883,
    2874.560059,
    5_792_140_000,
  ]);
});

test('as a table it has six decimals and one gap: the week after 2001-09-11', () => {
  const table = barsTable(sp500Bars(), 'bars', 'SP500');
  expect(table).toMatchObject({ count: 5105, symbols: ['SP500'], decimals: [6] });
  expect(irregularityLines(table)).toEqual(['1 gap (steps of more than 5 days): 7 days after 2001-09-10']);
});

test('it is the file of the shared case, and no other is taken', () => {
  const other = temporaryFile('sp500-2000.csv', 'date,open,high,low,close\n2000-01-03,1,1,1,1\n');
  expect(() => sp500Bars(other)).toThrow(
    /given "SHA-256 [0-9a-f]{64}"; data\/sp500-2000\.csv of vega-datasets/,
  );
  const { data } = sharedCases('trading-sma-cross') ?? {};
  if (data === undefined) return;
  expect(() => sp500Bars(other)).toThrow(`SHA-256 ${data.sha256}`);
  expect(data).toMatchObject({ package: 'vega-datasets', file: 'data/sp500-2000.csv', bars: 5105 });
  expect(sp500Path()).toMatch(/vega-datasets[\\/]data[\\/]sp500-2000\.csv$/);
});

test('a package or a file that is not there', () => {
  const none = () => {
    throw new Error("Cannot find module 'vega-datasets'\nRequire stack:");
  };
  expect(() => sp500Path(none)).toThrow(
    "S&P 500 bars: given Cannot find module 'vega-datasets'; the package vega-datasets 3.2.1: npm install",
  );
  expect(() => sp500Bars('/nowhere/sp500-2000.csv')).toThrow('/nowhere/sp500-2000.csv: given ENOENT');
});
