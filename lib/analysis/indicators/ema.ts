import type { Indicator } from './indicator.ts';
import { type PriceSource, pricedAt } from './price-source.ts';

const STATE = 1;

/** Doubles of memory of `nextEma`: how many values came, and the average, or at first their sum. */
export const EMA_ROOM = 2;

/**
 * The exponential moving average: each price moves it by alpha = 2 / (period + 1) of the way to itself.
 *
 * It begins as the plain mean of the first `period` prices and is undefined before, as in TA-Lib and at
 * StockCharts. Others begin at the first price; the difference shrinks by 1 - alpha a candle.
 */
export function ema(period: number, source: PriceSource): Indicator {
  const { code, scale, divisor } = source;
  const alpha = 2 / (period + 1);
  const room = STATE + EMA_ROOM;
  return {
    outputs: ['value'],
    room,
    reset(memory, at) {
      memory.fill(0, at, at + room);
      memory[at] = Number.NaN;
    },
    update(memory, at, candles, candle) {
      const price = pricedAt(candles, candle, code, scale);
      memory[at] = nextEma(memory, at + STATE, period, alpha, price) / divisor;
    },
  };
}

/** Takes a value into the average kept at memory[at] and gives the average, NaN before `period` values. */
export function nextEma(
  memory: Float64Array,
  at: number,
  period: number,
  alpha: number,
  value: number,
): number {
  const count = memory[at];
  const level = memory[at + 1];
  if (count === period) {
    const next = level + alpha * (value - level);
    memory[at + 1] = next;
    return next;
  }
  const sum = level + value;
  memory[at] = count + 1;
  if (count + 1 < period) {
    memory[at + 1] = sum;
    return Number.NaN;
  }
  memory[at + 1] = sum / period;
  return sum / period;
}
