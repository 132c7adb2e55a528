import fc from 'fast-check';
import { CANDLE, CANDLE_ROOM, type IndicatorSpec } from '../../../lib/analysis/indicators/indicator.ts';

export interface SomeBars {
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume: number[];
  readonly day: number[];
}

/** An indicator of each kind, with the number of candles from which each output is defined. */
export const everyKind: readonly [IndicatorSpec, Readonly<Record<string, number>>][] = [
  [{ kind: 'sma', period: 5 }, { value: 5 }],
  [{ kind: 'sma', period: 1 }, { value: 1 }],
  [{ kind: 'sma', period: 4, source: 'hlc3' }, { value: 4 }],
  [{ kind: 'ema', period: 5 }, { value: 5 }],
  [{ kind: 'ema', period: 3, source: 'ohlc4' }, { value: 3 }],
  [{ kind: 'rsi', period: 4 }, { value: 5 }],
  [{ kind: 'rsi', period: 1, source: 'hl2' }, { value: 2 }],
  [
    { kind: 'macd', fast: 3, slow: 6, signal: 4 },
    { macd: 6, signal: 9, histogram: 9 },
  ],
  [{ kind: 'atr', period: 5 }, { value: 5 }],
  [
    { kind: 'bollinger', period: 5, deviations: 1.5 },
    { upper: 5, middle: 5, lower: 5 },
  ],
  [{ kind: 'vwap' }, { value: 1 }],
];

/** Bars in days of five: prices in cents, low <= open, close <= high, the first close with two decimals. */
export const someBars: fc.Arbitrary<SomeBars> = fc
  .array(
    fc.tuple(
      ...[1, 2, 3, 4].map(() => fc.integer({ min: 1, max: 50_000 })),
      fc.integer({ min: 1, max: 900 }),
    ),
    {
      minLength: 12,
      maxLength: 40,
    },
  )
  .map((rows) => {
    const bars: SomeBars = { open: [], high: [], low: [], close: [], volume: [], day: [] };
    rows.forEach(([a, b, c, d, volume], i) => {
      const close = i === 0 ? d! * 100 + 1 : d!;
      const prices = [a!, b!, c!, close].map((cents) => cents / 100);
      bars.open.push(prices[0]!);
      bars.high.push(Math.max(...prices));
      bars.low.push(Math.min(...prices));
      bars.close.push(prices[3]!);
      bars.volume.push(volume!);
      bars.day.push(Math.floor(i / 5));
    });
    return bars;
  });

/** The bars as rows of candles. */
export function candlesOf(bars: SomeBars): Float64Array {
  const candles = new Float64Array(bars.close.length * CANDLE_ROOM);
  for (const name of Object.keys(CANDLE) as (keyof typeof CANDLE)[]) {
    bars[name].forEach((value, i) => {
      candles[i * CANDLE_ROOM + CANDLE[name]] = value;
    });
  }
  return candles;
}

/** So many numbers that look like chance, between 0 and 1. */
export function scattered(count: number, start = 1): number[] {
  let state = start;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}
