import { describe, expect, test } from 'vitest';
import {
  type Tick,
  type TickColumns,
  ticksTable,
} from '../../../../lib/models/trading/market/ticks-table.ts';
import { timeText } from '../../../../lib/models/trading/market/time-text.ts';
import { sharedCases } from '../../../analysis/shared-cases.ts';

const T1 = '2024-10-29T09:15:00+05:30';
const T2 = '2024-10-29T09:15:01+05:30';
const PE = 'NIFTY:2024-11-07:OPT:24250:PE';

test('listed ticks, as the cases have them', () => {
  const table = ticksTable(
    [
      { time: T1, ltp: { NIFTY: '24400.00', [PE]: '178.00' }, ind: { rsi: null } },
      { time: T2, ltp: { NIFTY: '24440.05' }, ind: { rsi: '70.5', slope: -2 } },
      { time: T2, ltp: { [PE]: 181.6 }, volume: { [PE]: '75' } },
    ],
    'ticks',
  );
  expect(table).toMatchObject({ kind: 'ticks', count: 3, symbols: ['NIFTY', PE], decimals: [2, 1] });
  expect([...table.close[0]!]).toEqual([24_400, 24_440.05, Number.NaN]);
  expect([...table.close[1]!]).toEqual([178, Number.NaN, 181.6]);
  expect([table.open, table.high, table.low]).toEqual([table.close, table.close, table.close]);
  expect(table.open[0]).toBe(table.close[0]);
  expect([...table.volume[1]!]).toEqual([Number.NaN, Number.NaN, 75]);
  expect(table.given).toEqual({
    rsi: Float64Array.of(Number.NaN, 70.5, Number.NaN),
    slope: Float64Array.of(Number.NaN, -2, Number.NaN),
  });
  expect(table.irregularities.duplicates).toBe(1);
  expect([...table.times].map((ms, i) => timeText(ms, table.offsets[i]!))).toEqual([T1, T2, T2]);
});

test('columns: prices at one time are one row, until a symbol comes again', () => {
  const columns: TickColumns = {
    time: [T1, T1, T2, T2, T2, T2],
    price: ['1.5', 20, 1.25, 21, 22, 1.75],
    symbol: ['A', 'B', 'A', 'B', 'B', 'A'],
    volume: [1, 2, 3, 4, 5, null],
  };
  const table = ticksTable(columns, 'ticks');
  expect(table).toMatchObject({ count: 3, symbols: ['A', 'B'], decimals: [2, 0] });
  expect(table.close.map((prices) => [...prices])).toEqual([
    [1.5, 1.25, 1.75],
    [20, 21, 22],
  ]);
  expect([...table.volume[0]!]).toEqual([1, 3, Number.NaN]);
  expect(table.irregularities.duplicates).toBe(1);
  const plain = ticksTable({ time: [T1, T1, T1], price: [1, 2, 1] }, 'ticks', 'XYZ');
  expect(plain).toMatchObject({ count: 3, symbols: ['XYZ'], irregularities: { duplicates: 2 } });
});

test('every tick of the shared cases comes back', () => {
  for (const name of ['reference-trade', 'rsi14-wilder', 're-entry', 'square-off']) {
    const given = sharedCases(`trading-${name}`);
    if (given === undefined) return;
    const ticks: Tick[] = given.ticks;
    const table = ticksTable(ticks, 'ticks');
    expect(table.count).toBe(ticks.length);
    for (const [i, { time, ltp, ind = {} }] of ticks.entries()) {
      expect(timeText(table.times[i]!, table.offsets[i]!)).toBe(time);
      table.symbols.forEach((symbol, s) => {
        expect(table.close[s]![i]).toBe(Number(ltp[symbol]));
      });
      for (const [key, value] of Object.entries(ind)) {
        expect(table.given[key]![i]).toBe(value === null ? Number.NaN : Number(value));
      }
    }
  }
});

describe('refuses', () => {
  const ltp = { XYZ: 1 };
  test.each<[string, unknown, string]>([
    ['no ticks', [], 'ticks: given []; at least one tick'],
    ['a price of 0', [{ time: T1, ltp: { XYZ: '0' } }], 'ticks[0].ltp.XYZ: given "0"; a price above 0'],
    [
      'null',
      [
        { time: T1, ltp },
        { time: T2, ltp: { XYZ: null } },
      ],
      'ticks[1].ltp.XYZ: given null; a price',
    ],
    ['no prices', [{ time: T1, ltp: {} }], 'ticks[0].ltp: given {}; the price of a symbol'],
    ['no ltp', [{ time: T1 }], 'ticks[0].ltp: given nothing; an object'],
    [
      'a time going back',
      [
        { time: T2, ltp },
        { time: T1, ltp },
      ],
      `ticks[1].time: given "${T1}"; times never`,
    ],
    ['no time', [{ ltp }], 'ticks[0].time: given nothing; a time that exists'],
    [
      'an unknown field',
      [{ time: T1, ltp, price: 5 }],
      'ticks[0].price: given 5; no such field; known are time',
    ],
    [
      'ind that is text',
      [{ time: T1, ltp, ind: { rsi: 'x' } }],
      'ticks[0].ind.rsi: given "x"; a number, or null',
    ],
    ['ind that is a list', [{ time: T1, ltp, ind: [5] }], 'ticks[0].ind: given [5]; an object'],
    [
      'a negative volume',
      [{ time: T1, ltp, volume: { XYZ: -1 } }],
      'ticks[0].volume.XYZ: given -1; a volume',
    ],
    [
      'a volume without a price',
      [{ time: T1, ltp, volume: { Q: 1 } }],
      'ticks[0].volume.Q: given 1; a symbol',
    ],
    ['an empty symbol', [{ time: T1, ltp: { '': 1 } }], 'ticks[0].symbol: given ""; the name'],
    ['columns without a symbol', { time: [T1], price: [1] }, 'ticks.symbol[0]: given nothing; the name'],
    [
      'a price in a column',
      { time: [T1], price: ['x'], symbol: ['A'] },
      'ticks.price[0]: given "x"; a price',
    ],
    [
      'columns of a list',
      { time: [T1], ltp: [1] },
      'ticks.ltp: given [1]; no such field; known are time, price',
    ],
  ])('%s', (_, ticks, message) => {
    expect(() => ticksTable(ticks as Tick[], 'ticks')).toThrow(message);
  });
});
