import { EMA_ROOM, nextEma } from './ema.ts';
import type { Indicator } from './indicator.ts';
import { type PriceSource, pricedAt } from './price-source.ts';

const FAST = 3;
const SLOW = FAST + EMA_ROOM;
const SIGNAL = SLOW + EMA_ROOM;
const ROOM = SIGNAL + EMA_ROOM;

/**
 * Moving average convergence/divergence (Appel): macd = EMA(fast) - EMA(slow); signal, an EMA of macd;
 * histogram = macd - signal. Each EMA begins as the mean of its own first values, the signal's being the
 * first of macd. So macd is defined from price `slow` on, the other two from price slow + signal - 1 on.
 * TA-Lib begins the fast EMA later, so that both begin at one price, and its first values differ.
 */
export function macd(fast: number, slow: number, signal: number, source: PriceSource): Indicator {
  const { code, scale, divisor } = source;
  const fastAlpha = 2 / (fast + 1);
  const slowAlpha = 2 / (slow + 1);
  const signalAlpha = 2 / (signal + 1);
  return {
    outputs: ['macd', 'signal', 'histogram'],
    room: ROOM,
    reset(memory, at) {
      memory.fill(0, at, at + ROOM);
      memory.fill(Number.NaN, at, at + 3);
    },
    update(memory, at, candles, candle) {
      const price = pricedAt(candles, candle, code, scale);
      const fastLevel = nextEma(memory, at + FAST, fast, fastAlpha, price);
      const slowLevel = nextEma(memory, at + SLOW, slow, slowAlpha, price);
      if (memory[at + SLOW] < slow) return;
      const line = (fastLevel - slowLevel) / divisor;
      const signalLevel = nextEma(memory, at + SIGNAL, signal, signalAlpha, line);
      memory[at] = line;
      memory[at + 1] = signalLevel;
      memory[at + 2] = line - signalLevel;
    },
  };
}
