import type { Indicator } from './indicator.ts';
import { type PriceSource, pricedAt } from './price-source.ts';
import { windowRoom, windowSum } from './window-sum.ts';

const WINDOW = 1;

/**
 * The simple moving average: the plain mean of the last `period` prices, undefined before there are so many.
 *
 * With `decimals` the prices' sum is exact, and the mean is rounded once: two averages of equal
 * value are equal. Without, it is that of the doubles, right to two roundings.
 */
export function sma(period: number, source: PriceSource): Indicator {
  const { code, scale } = source;
  const divisor = period * source.divisor;
  const room = WINDOW + windowRoom(period);
  return {
    outputs: ['value'],
    room,
    reset(memory, at) {
      memory.fill(0, at, at + room);
      memory[at] = Number.NaN;
    },
    update(memory, at, candles, candle) {
      memory[at] = windowSum(memory, at + WINDOW, period, pricedAt(candles, candle, code, scale)) / divisor;
    },
  };
}
