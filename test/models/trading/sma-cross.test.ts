import { describe, expect, test } from 'vitest';
import { trading } from '../../../lib/models/trading/trading.ts';
import { run } from '../../../lib/node/run.ts';
import { sp500Bars } from '../../../lib/node/sp500.ts';
import { sharedCases } from '../../analysis/shared-cases.ts';

const dates = sp500Bars().time as readonly string[];

interface CrossTrade {
  readonly size: number;
  readonly entryDate: string;
  readonly entryPrice: number;
  readonly exitDate: string;
  readonly exitPrice: number;
  readonly pnl: number;
  readonly fees: number;
}

/** The shipped moving-average cross over the S&P 500: its metrics, and its trades as back-testers list them. */
function cross(fast: number, slow: number, variant: string, cash: number) {
  const { events, metrics } = run(trading, {
    config: { preset: 'sma-cross', parameters: { fast, slow }, variant, cash },
  });
  const opened = events.ofType('position_opened');
  const closed = events.ofType('position_closed');
  const date = ({ t }: { readonly t: number }): string => dates[t];
  const sign = ({ side }: { readonly side: unknown }): number => (side === 'buy' ? 1 : -1);
  // One is open at a time, so that the order in which they close is that in which they opened.
  const trades = closed.map(
    (end, i): CrossTrade => ({
      size: sign(end) * end.quantity,
      entryDate: date(opened[i]),
      entryPrice: end.entry_price,
      exitDate: date(end),
      exitPrice: end.exit_price,
      pnl: end.pnl,
      fees: end.fees,
    }),
  );
  const open = opened.length > closed.length ? opened[closed.length] : undefined;
  const openAtEnd = open && {
    size: sign(open) * open.quantity,
    entryDate: date(open),
    entryPrice: open.price,
  };
  return { metrics, trades, openAtEnd };
}

function expectTrade(actual: CrossTrade, expected: CrossTrade): void {
  const { size, entryDate, exitDate } = expected;
  expect(actual).toMatchObject({ size, entryDate, exitDate });
  expect(actual.entryPrice).toBeCloseTo(expected.entryPrice, 7);
  expect(actual.exitPrice).toBeCloseTo(expected.exitPrice, 7);
  expect(Math.abs(actual.pnl - expected.pnl)).toBeLessThan(1e-5);
  expect(Math.abs(actual.fees - expected.fees)).toBeLessThan(1e-5);
}

describe('the worked cases, found with backtesting.py', () => {
  const { cases = [] } = sharedCases('trading-sma-cross') ?? {};
  test.runIf(cases.length > 0)('every trade that they list, and every figure', () => {
    for (const { fast, slow, variant, cash, expected } of cases) {
      const { metrics, trades, openAtEnd } = cross(fast, slow, variant, cash);
      expect(metrics.trades).toBe(expected.trades);
      expect(metrics.equityFinal).toBeCloseTo(expected.equityFinal, 5);
      expect(metrics.returnPct).toBeCloseTo(expected.returnPct, 6);
      expect(metrics.winRatePct).toBeCloseTo(expected.winRatePct, 6);
      expect(metrics.maxDrawdownPct).toBeCloseTo(expected.maxDrawdownPct, 6);
      const { size, entryDate, entryPrice } = expected.openAtEnd;
      expect(openAtEnd).toMatchObject({ size, entryDate });
      expect(openAtEnd?.entryPrice).toBeCloseTo(entryPrice, 7);
      expected.first10.forEach((trade: CrossTrade, i: number) => {
        expectTrade(trades[i], trade);
      });
      expected.last3.forEach((trade: CrossTrade, i: number) => {
        expectTrade(trades[trades.length - 3 + i], trade);
      });
    }
  });
});

type Row = readonly [
  fast: number,
  slow: number,
  variant: string,
  cash: number,
  trades: number,
  equityFinal: number,
  winRatePct: number,
  maxDrawdownPct: number,
  // Of all trades: the sum of size times number, from 1.
  sizes: number,
  // The trade in the middle: size, entry, exit and P&L.
  middle: readonly [number, string, number, string, number, number],
];

// By a replay in Python from the rule of the worked cases: averages as exact fractions, money in doubles in
// the order of backtesting.py. It gives the worked cases to 1e-8.
const rows: readonly Row[] = [
  [
    5,
    10,
    'A',
    1000000,
    565,
    45623.82339,
    32.38938053,
    -96.96746471,
    -82050,
    [-185, '2009-09-03', 994.12775501, '2009-09-11', 1043.920044, -9211.573463],
  ],
  [
    10,
    20,
    'A',
    10000,
    256,
    3294.680793,
    34.765625,
    -76.86011446,
    -702,
    [5, '2009-10-16', 1096.85938409, '2009-11-03', 1040.920044, -279.6967],
  ],
  [
    10,
    20,
    'B',
    10000,
    257,
    3262.550666,
    35.01945525,
    -76.86011446,
    -445,
    [5, '2009-10-16', 1096.85938409, '2009-11-03', 1040.920044, -279.6967],
  ],
  [
    10,
    20,
    'C',
    1000000,
    256,
    178913.114687,
    33.59375,
    -86.47394019,
    -33571,
    [437, '2009-10-16', 1094.670044, '2009-11-03', 1040.920044, -25355.255737],
  ],
  [
    20,
    50,
    'A',
    10000,
    113,
    7915.309588,
    38.05309735,
    -43.88651682,
    -143,
    [7, '2010-08-02', 1109.74508906, '2010-09-03', 1093.609985, -112.945728],
  ],
  [
    20,
    50,
    'B',
    1000000,
    114,
    781086.150505,
    38.59649123,
    -47.13320297,
    -34763,
    [-725, '2010-09-03', 1091.42276503, '2010-09-23', 1131.099976, -28765.977953],
  ],
  [
    20,
    50,
    'C',
    10000,
    113,
    6157.359175,
    37.16814159,
    -48.47842099,
    -114,
    [6, '2010-08-02', 1107.530029, '2010-09-03', 1093.609985, -109.933944],
  ],
  [
    50,
    200,
    'B',
    10000,
    19,
    24106.862208,
    42.10526316,
    -38.17617132,
    -138,
    [18, '2010-10-25', 1187.10946998, '2011-08-15', 1178.859985, -148.49073],
  ],
  [
    10,
    30,
    'C',
    10000,
    174,
    5993.74017,
    32.75862069,
    -50.29992416,
    -371,
    [-8, '2010-01-28', 1096.930054, '2010-03-01', 1105.359985, -102.676089],
  ],
  [
    3,
    100,
    'A',
    1000000,
    137,
    878632.469311,
    24.81751825,
    -39.85000319,
    -13150,
    [877, '2011-07-21', 1328.30132405, '2011-07-29', 1300.119995, -24715.025575],
  ],
  [
    100,
    200,
    'B',
    1000000,
    18,
    2127639.566155,
    61.11111111,
    -40.36722736,
    3228,
    [1837, '2009-07-27', 980.58726501, '2010-08-25', 1048.97998, 125637.417437],
  ],
  [
    7,
    21,
    'C',
    1000000,
    264,
    225154.123887,
    31.43939394,
    -86.90933,
    -40495,
    [432, '2010-09-09', 1101.150024, '2010-11-22', 1198.069946, 39882.88025],
  ],
  [
    1,
    50,
    'C',
    1000000,
    353,
    137744.615739,
    16.99716714,
    -89.09059167,
    -18762,
    [400, '2010-07-23', 1092.170044, '2010-08-13', 1082.219971, -5719.541212],
  ],
  [
    15,
    16,
    'B',
    1000000,
    683,
    95726.786068,
    38.50658858,
    -92.61630159,
    -157365,
    [-474, '2009-09-15', 1046.93196894, '2009-09-16', 1053.98999, -3345.501981],
  ],
  [
    250,
    1000,
    'C',
    10000,
    2,
    9854.760957,
    0.0,
    -68.20942215,
    -9,
    [-9, '2008-10-31', 953.109985, '2011-04-07', 1334.819946, -3476.572388],
  ],
];

describe('other windows', () => {
  test.each(rows)('%d/%d, variant %s, cash %d', (fast, slow, variant, cash, count, ...figures) => {
    const [equityFinal, winRatePct, maxDrawdownPct, sizes, middle] = figures;
    const { metrics, trades } = cross(fast, slow, variant, cash);
    expect(metrics.trades).toBe(count);
    expect(trades).toHaveLength(count);
    expect(metrics.equityFinal).toBeCloseTo(equityFinal, 4);
    expect(metrics.returnPct).toBeCloseTo((equityFinal / cash - 1) * 100, 6);
    expect(metrics.winRatePct).toBeCloseTo(winRatePct, 6);
    expect(metrics.maxDrawdownPct).toBeCloseTo(maxDrawdownPct, 6);
    expect(trades.reduce((sum, { size }, i) => sum + size * (i + 1), 0)).toBe(sizes);
    const [size, entryDate, entryPrice, exitDate, exitPrice, pnl] = middle;
    const trade = trades[Math.floor(count / 2)];
    expectTrade(trade, { size, entryDate, entryPrice, exitDate, exitPrice, pnl, fees: trade.fees });
  });
});
