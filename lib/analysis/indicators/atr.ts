import { CANDLE, type Indicator } from './indicator.ts';
import { inUnits } from './price-source.ts';

// Memory after the output: how many candles came, the last close, the average, or at first the ranges' sum.
const COUNT = 1;
const LAST_CLOSE = 2;
const LEVEL = 3;
const ROOM = 4;

/**
 * Wilder's average true range (1978). A candle's true range is the largest of high - low, |high - last
 * close| and |low - last close|. That of the first candle, which has no last close, is high - low. The
 * first average is the plain mean of the first `period` ranges; then it is (average * (period - 1) + range)
 * / period. TA-Lib leaves the first candle out, and so begins one candle later.
 */
export function atr(period: number, scale: number): Indicator {
  const share = 1 / period;
  return {
    outputs: ['value'],
    room: ROOM,
    reset(memory, at) {
      memory.fill(0, at, at + ROOM);
      memory[at] = Number.NaN;
    },
    update(memory, at, candles, candle) {
      const high = inUnits(candles[candle + CANDLE.high], scale);
      const low = inUnits(candles[candle + CANDLE.low], scale);
      const count = memory[at + COUNT];
      const lastClose = memory[at + LAST_CLOSE];
      memory[at + LAST_CLOSE] = inUnits(candles[candle + CANDLE.close], scale);
      // The largest of the three is the span of high, low and the last close.
      const top = count > 0 && lastClose > high ? lastClose : high;
      const bottom = count > 0 && lastClose < low ? lastClose : low;
      const range = top - bottom;
      const level = memory[at + LEVEL];
      if (count === period) {
        const next = level + share * (range - level);
        memory[at + LEVEL] = next;
        memory[at] = next / scale;
        return;
      }
      memory[at + COUNT] = count + 1;
      const sum = level + range;
      memory[at + LEVEL] = count + 1 < period ? sum : sum / period;
      if (count + 1 === period) memory[at] = sum / (period * scale);
    },
  };
}
