import { FaultlineError } from '../../core/faultline-error.ts';
import { CANDLE, type PriceSourceName } from './indicator.ts';

const HL2 = 4;
const HLC3 = 5;

// The first four are places in a candle's row.
const NAMES: readonly PriceSourceName[] = ['open', 'high', 'low', 'close', 'hl2', 'hlc3', 'ohlc4'];

/** How a candle's price is read: made by `priceSource`, used by `pricedAt`. */
export interface PriceSource {
  /** Position among the names. */
  readonly code: number;
  /** Units in a price of 1: 10^decimals, or 1. */
  readonly scale: number;
  /** What `pricedAt` gives, divided by this, is the price. */
  readonly divisor: number;
}

/**
 * The price `name`, counted in units of 10^-decimals.
 *
 * A price of at most that many decimals is a whole number of units, so sums and differences of such prices
 * are exact: 0.1 + 0.2 is 3 tenths. With null, prices are taken as they are.
 *
 * @throws FaultlineError for another name.
 */
export function priceSource(where: string, name: PriceSourceName, decimals: number | null): PriceSource {
  const code = NAMES.indexOf(name);
  if (code < 0) throw new FaultlineError(where, name, `one of ${NAMES.join(', ')}`);
  const scale = unitsInOne(decimals);
  return { code, scale, divisor: scale * Math.max(1, code - 2) };
}

/** 10^decimals, which is exact up to 22; 1 for null. */
export function unitsInOne(decimals: number | null): number {
  let scale = 1;
  for (let i = 0; i < (decimals ?? 0); i++) scale *= 10;
  return scale;
}

/**
 * A price in units. One that has more decimals is multiplied like any number: the promise of so many, if
 * broken, costs exactness and nothing else.
 */
export function inUnits(price: number, scale: number): number {
  const units = price * scale;
  // Without the branch of Math.round, which the last bits would mispredict.
  const whole = Math.floor(units + 0.5);
  return whole / scale === price ? whole : units;
}

/** The source's price of one candle, times `divisor`. */
export function pricedAt(candles: Float64Array, candle: number, code: number, scale: number): number {
  if (code < HL2) return inUnits(candles[candle + code], scale);
  const ends = inUnits(candles[candle + CANDLE.high], scale) + inUnits(candles[candle + CANDLE.low], scale);
  if (code === HL2) return ends;
  const three = ends + inUnits(candles[candle + CANDLE.close], scale);
  return code === HLC3 ? three : three + inUnits(candles[candle + CANDLE.open], scale);
}

/** The fields of a candle that a source reads. */
export function fieldsOf(name: PriceSourceName): ('open' | 'high' | 'low' | 'close')[] {
  if (name === 'hl2') return ['high', 'low'];
  if (name === 'hlc3') return ['high', 'low', 'close'];
  return name === 'ohlc4' ? ['open', 'high', 'low', 'close'] : [name];
}
