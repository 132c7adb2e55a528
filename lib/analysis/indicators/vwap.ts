import { CANDLE, type Indicator } from './indicator.ts';
import { type PriceSource, pricedAt } from './price-source.ts';

// Memory after the output: the day, its volume, and its volume times typical price.
const DAY = 1;
const VOLUME = 2;
const TURNOVER = 3;
const ROOM = 4;

/**
 * The volume-weighted average price of the calendar day so far: typical prices (high + low + close) / 3
 * weighted by volume, begun anew with each day. NaN while no volume has traded, and from an unknown
 * volume (NaN) to the end of its day.
 */
export function vwap(typical: PriceSource): Indicator {
  const { code, scale, divisor } = typical;
  return {
    outputs: ['value'],
    room: ROOM,
    reset(memory, at) {
      memory.fill(0, at, at + ROOM);
      memory[at] = Number.NaN;
      memory[at + DAY] = Number.NaN;
    },
    update(memory, at, candles, candle) {
      const day = candles[candle + CANDLE.day];
      const traded = candles[candle + CANDLE.volume];
      const turnover = pricedAt(candles, candle, code, scale) * traded;
      const goesOn = day === memory[at + DAY];
      const volume = goesOn ? memory[at + VOLUME] + traded : traded;
      const total = goesOn ? memory[at + TURNOVER] + turnover : turnover;
      memory[at + DAY] = day;
      memory[at + VOLUME] = volume;
      memory[at + TURNOVER] = total;
      // 0 / 0 is NaN, as it should be.
      memory[at] = total / (volume * divisor);
    },
  };
}
