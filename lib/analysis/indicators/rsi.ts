import type { Indicator } from './indicator.ts';
import { type PriceSource, pricedAt } from './price-source.ts';

// Memory after the output: how many prices came, the last one, sums of gains and losses.
const COUNT = 1;
const LAST = 2;
const GAINS = 3;
const LOSSES = 4;
const ROOM = 5;

/** Below this, sums that shrink would run out of digits. */
const SMALLEST = 2 ** -512;

/**
 * Wilder's relative strength index, 0 to 100 (New Concepts in Technical Trading Systems, 1978): 100 - 100 /
 * (1 + average gain / average loss). The first averages are plain means of the first `period` changes, so
 * it is defined from price period + 1 on; then each is (average * (period - 1) + change) / period.
 *
 * 100 when there were no losses. 50 when there was neither gain nor loss: the ratio is 0 / 0, and 50 is
 * what equal gains and losses give however small they are, while 100 or 0 would read as a signal.
 */
export function rsi(period: number, source: PriceSource): Indicator {
  const { code, scale } = source;
  // Sums are kept, averages times `period`: the ratio is the same.
  const kept = (period - 1) / period;
  return {
    outputs: ['value'],
    room: ROOM,
    reset(memory, at) {
      memory.fill(0, at, at + ROOM);
      memory[at] = Number.NaN;
    },
    update(memory, at, candles, candle) {
      const price = pricedAt(candles, candle, code, scale);
      const count = memory[at + COUNT];
      const change = price - memory[at + LAST];
      memory[at + LAST] = price;
      if (count <= period) memory[at + COUNT] = count + 1;
      if (count === 0) return;
      // Without a branch, which chance would mispredict every other time.
      const gain = Math.max(change, 0);
      const loss = gain - change;
      let gains = memory[at + GAINS];
      let losses = memory[at + LOSSES];
      if (count <= period) {
        gains += gain;
        losses += loss;
      } else {
        // Where prices stand still the ratio does too.
        if (change === 0 && gains + losses < SMALLEST) return;
        gains = gains * kept + gain;
        losses = losses * kept + loss;
      }
      memory[at + GAINS] = gains;
      memory[at + LOSSES] = losses;
      if (count < period) return;
      memory[at] = gains === losses ? 50 : (100 * gains) / (gains + losses);
    },
  };
}
