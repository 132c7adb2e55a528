import type { Indicator } from './indicator.ts';
import { type PriceSource, pricedAt } from './price-source.ts';
import { WINDOW_VALUES, windowRoom, windowSum } from './window-sum.ts';

const WINDOW = 3;

/**
 * Bollinger bands: the simple moving average of the last `period` prices, and lines `deviations` standard
 * deviations of these prices above and below it. The deviation is that of a population, divided by n
 * (Bollinger on Bollinger Bands, 2001). Undefined before there are `period` prices.
 */
export function bollinger(period: number, deviations: number, source: PriceSource): Indicator {
  const { code, scale, divisor } = source;
  const room = WINDOW + windowRoom(period);
  return {
    outputs: ['upper', 'middle', 'lower'],
    room,
    reset(memory, at) {
      memory.fill(0, at, at + room);
      memory.fill(Number.NaN, at, at + 3);
    },
    update(memory, at, candles, candle) {
      const price = pricedAt(candles, candle, code, scale);
      const sum = windowSum(memory, at + WINDOW, period, price);
      const middle = sum / (period * divisor);
      const width = (deviations * deviationOf(memory, at + WINDOW, period, sum / period)) / divisor;
      memory[at] = middle + width;
      memory[at + 1] = middle;
      memory[at + 2] = middle - width;
    },
  };
}

/**
 * The window's standard deviation in two passes, oldest value first, so that it depends on these values
 * alone. The sum of deviations would be 0 if the mean were exact, and mends what it is not (Chan, Golub and
 * LeVeque 1983).
 */
function deviationOf(memory: Float64Array, window: number, period: number, mean: number): number {
  const start = window + WINDOW_VALUES;
  const end = start + period;
  const oldest = start + memory[window];
  let squares = 0;
  let sum = 0;
  for (let i = oldest; i < end; i++) {
    const deviation = memory[i] - mean;
    squares += deviation * deviation;
    sum += deviation;
  }
  for (let i = start; i < oldest; i++) {
    const deviation = memory[i] - mean;
    squares += deviation * deviation;
    sum += deviation;
  }
  return Math.sqrt(Math.max(0, (squares - (sum * sum) / period) / period));
}
