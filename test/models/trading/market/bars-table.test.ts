import { describe, expect, test } from 'vitest';
import { type Bar, type BarColumns, barsTable } from '../../../../lib/models/trading/market/bars-table.ts';

const bar = (time: string, more: Partial<Record<keyof Bar, unknown>> = {}): Bar =>
  ({ time, open: 10, high: 12, low: 9, close: 11, ...more }) as Bar;

const T1 = '2024-01-02T09:15:00+05:30';
const T2 = '2024-01-02T09:16:00+05:30';
const T3 = '2024-01-02T09:17:00+05:30';

test('a list of bars', () => {
  const table = barsTable(
    [bar(T1, { open: '10.25', volume: 5 }), bar(T2, { close: 11.125, volume: null }), bar(T3)],
    'bars',
    'XYZ',
  );
  expect(table).toMatchObject({ kind: 'bars', count: 3, symbols: ['XYZ'], decimals: [3], given: {} });
  expect([...table.times].map((ms) => ms - Date.parse(T1))).toEqual([0, 60_000, 120_000]);
  expect([...table.offsets]).toEqual([330, 330, 330]);
  expect([table.open, table.high, table.low, table.close].map(([one]) => [...one!])).toEqual([
    [10.25, 10, 10],
    [12, 12, 12],
    [9, 9, 9],
    [11, 11.125, 11],
  ]);
  expect([...table.volume[0]!]).toEqual([5, Number.NaN, Number.NaN]);
});

test('columns are the same table as the list', () => {
  const rows = [
    { date: '2020-01-02', open: '1.5', high: 2, low: 1, close: 1.75, volume: 100 },
    { date: '2020-01-03', open: 1.75, high: 1.8, low: 1.2, close: 1.25, volume: 0 },
  ];
  const columns: BarColumns = {
    date: rows.map((row) => row.date),
    open: rows.map((row) => row.open),
    high: Float64Array.from(rows, (row) => row.high),
    low: rows.map((row) => row.low),
    close: rows.map((row) => row.close),
    volume: rows.map((row) => row.volume),
  };
  const table = barsTable(rows, 'bars', 'S');
  expect(barsTable(columns, 'bars', 'S')).toEqual(table);
  expect([...table.offsets]).toEqual([Number.NaN, Number.NaN]);
  expect(table.decimals).toEqual([2]);
});

test('bars of several symbols at one time are one row', () => {
  const b = { symbol: 'B', open: 100.5, high: 101, low: 100, close: 100 };
  const table = barsTable([bar(T1), bar(T1, b), bar(T2, b), bar(T3), bar(T3, b)], 'bars', 'A');
  expect(table).toMatchObject({ count: 3, symbols: ['A', 'B'], decimals: [0, 1] });
  expect([...table.close[0]!]).toEqual([11, Number.NaN, 11]);
  expect([...table.open[1]!]).toEqual([100.5, 100.5, 100.5]);
  expect(table.irregularities.duplicates).toBe(0);
  const hoursOff = [bar(T1), bar('2024-01-02T03:45:00Z', { symbol: 'B' })];
  expect(barsTable(hoursOff, 'bars', 'A')).toMatchObject({ count: 1, symbols: ['A', 'B'] });
});

describe('refuses', () => {
  const PRICE = 'a price above 0 and below 1e15, of at most 17 significant digits';
  test.each<[string, readonly unknown[], string]>([
    ['a price missing', [bar(T1), bar(T2, { high: undefined })], `bars[1].high: given nothing; ${PRICE}`],
    ['null for a price', [bar(T1, { open: null })], 'bars[0].open: given null; a price'],
    ['no number', [bar(T1, { close: 'abc' })], 'bars[0].close: given "abc"; a price'],
    ['0', [bar(T1, { low: 0 })], 'bars[0].low: given 0; a price above 0'],
    ['a negative price', [bar(T1, { low: '-9' })], 'bars[0].low: given "-9"; a price above 0'],
    [
      '18 digits',
      [bar(T1, { open: '10.0000000000000001' })],
      'bars[0].open: given "10.0000000000000001"; a price',
    ],
    ['a high below the open', [bar(T1, { open: 13 })], "bars[0].high: given 12; at least the bar's open"],
    ['a high below the close', [bar(T1, { close: 13 })], 'bars[0].high: given 12; at least'],
    ['a high below the low', [bar(T1, { low: 13 })], 'bars[0].high: given 12; at least'],
    ['a low above the open', [bar(T1, { open: 8 })], "bars[0].low: given 9; at most the bar's open"],
    ['a low above the close', [bar(T1), bar(T2, { close: 8 })], 'bars[1].low: given 9; at most'],
    ['a negative volume', [bar(T1, { volume: -1 })], 'bars[0].volume: given -1; a volume of at least 0'],
    ['a volume that is none', [bar(T1, { volume: 'x' })], 'bars[0].volume: given "x"; a volume'],
    ['an infinite volume', [bar(T1, { volume: '1e999' })], 'bars[0].volume: given "1e999"; a volume'],
    [
      'a time going back',
      [bar(T2), bar(T1)],
      `bars[1].time: given "${T1}"; times never go back; the time before`,
    ],
    [
      'a bar twice',
      [bar(T1), bar(T1, { symbol: 'B' }), bar(T1)],
      `bars[2].time: given "${T1}"; one bar of A`,
    ],
    ['a date twice', [bar(T1, { time: undefined, date: '2020-01-01' }), bar('2020-01-01')], 'one bar of A'],
    ['an impossible date', [bar('2023-02-29')], 'bars[0].time: given "2023-02-29"; a time that exists'],
    ['no time', [{ ...bar(T1), time: undefined }], 'bars[0].time: given nothing; a time that exists'],
    ['two times', [{ ...bar(T1), date: T1 }], 'bars[0].date: given'],
    [
      'a date among times',
      [bar(T1), bar('2024-01-03')],
      'bars[1].time: given "2024-01-03"; a date with a time',
    ],
    ['a time among dates', [bar('2024-01-01'), bar(T1)], `bars[1].time: given "${T1}"; a date alone`],
    [
      'a time without a zone among some with one',
      [bar('2024-01-02T09:15:00+05:30'), bar('2024-01-02T09:16:00')],
      'bars[1].time: given "2024-01-02T09:16:00"; ',
    ],
    ['no rows', [], 'bars: given []; at least one row'],
    [
      'an unknown field',
      [bar(T1), { ...bar(T2), hi: 3 }],
      'bars[1].hi: given 3; no such field; known are time,',
    ],
    ['a row that is none', [bar(T1), 5], 'bars[1]: given 5; an object with time'],
    ['a symbol that is none', [bar(T1, { symbol: '' })], 'bars[0].symbol: given ""; the name'],
  ])('%s', (_, rows, message) => {
    expect(() => barsTable(rows as Bar[], 'bars', 'A')).toThrow(message);
  });

  const columns = { time: [T1, T2], open: [10, 10], high: [12, 12], low: [9, 9], close: [11, 11] };
  test.each<[string, unknown, string]>([
    ['a price in a column', { ...columns, high: [12, 9] }, 'bars.high[1]: given 9; at least'],
    ['a column too short', { ...columns, low: [9] }, 'bars.low: given "1 cells"; 2 cells, one a row'],
    ['no column of prices', { ...columns, low: undefined }, 'bars.low[0]: given nothing; a price'],
    ['no times', { open: [1] }, 'bars.time: given nothing; a list of times'],
    ['a column that is none', { ...columns, open: 10 }, 'bars.open: given 10; a list'],
    ['an unknown column', { ...columns, vol: [] }, 'bars.vol: given []; no such field'],
    ['columns without rows', { time: [] }, 'bars.time: given []; at least one row'],
    ['no object', 'bars.csv', 'bars: given "bars.csv"; an object with'],
    ['times going back', { ...columns, time: [T2, T1] }, `bars.time[1]: given "${T1}"; times never go back`],
  ])('%s', (_, given, message) => {
    expect(() => barsTable(given as BarColumns, 'bars', 'A')).toThrow(message);
  });
});
