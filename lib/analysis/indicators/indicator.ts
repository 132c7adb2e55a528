/**
 * Places in a candle's row of doubles. `day` is the number of the calendar day, which restarts VWAP; `volume`
 * and `day` may be NaN where no indicator reads them.
 */
export const CANDLE = { open: 0, high: 1, low: 2, close: 3, volume: 4, day: 5 } as const;

/** Doubles in a candle's row. */
export const CANDLE_ROOM = 6;

/**
 * A technical indicator, fed candle by candle. It remembers nothing itself: all that it knows stands in
 * `room` doubles of a caller's array, so a copy of these goes on alike.
 */
export interface Indicator {
  /** Names of the outputs, in their order in the memory: ['value'] for most. */
  readonly outputs: readonly string[];
  /** Doubles of memory. The outputs come first: memory[at] to memory[at + outputs.length - 1]. */
  readonly room: number;
  /** Forgets everything: the outputs are NaN until enough candles have come. */
  reset(memory: Float64Array, at: number): void;
  /**
   * Takes in one candle, whose row begins at candles[candle], and writes the outputs. Prices must be
   * finite: who has no price has no candle to give. Allocates nothing.
   */
  update(memory: Float64Array, at: number, candles: Float64Array, candle: number): void;
}

/** Which price of a candle is meant: one of its four, or the mean of two, three or all of them. */
export type PriceSourceName = 'open' | 'high' | 'low' | 'close' | 'hl2' | 'hlc3' | 'ohlc4';

/** What is asked for: kind and its options. Which kind has which, and the defaults: `createIndicator`. */
export interface IndicatorSpec {
  readonly kind: 'sma' | 'ema' | 'rsi' | 'macd' | 'atr' | 'bollinger' | 'vwap';
  /** Candles. */
  readonly period?: number | undefined;
  /** MACD: candles of the fast EMA, of the slow one, and of the signal line. */
  readonly fast?: number | undefined;
  readonly slow?: number | undefined;
  readonly signal?: number | undefined;
  /** Bollinger: standard deviations from the middle to a band. */
  readonly deviations?: number | undefined;
  readonly source?: PriceSourceName | undefined;
}
