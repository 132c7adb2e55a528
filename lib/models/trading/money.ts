import { Big } from './graph/decimal.ts';
import { decimalsOf, POWERS_OF_TEN } from './market/price-value.ts';

/**
 * How many decimals everything in a run has that money is made of. Money then is a whole number of units of
 * 10^-`money`, and no sum or product of it is ever rounded.
 */
export interface MoneyScale {
  /** Of prices at which orders fill, stops and targets among them. */
  readonly price: number;
  /** Of a share of a price. */
  readonly slippage: number;
  readonly lots: number;
  readonly lotSize: number;
  /** Of a share of a notional. */
  readonly fee: number;
  readonly money: number;
}

/** Up to here a decimal's double times a power of ten is off by less than half a unit. */
const SCALED_MAX = 2 ** 50;
/** Doubles up to here are whole numbers without gaps. */
const WHOLE_MAX = Number.MAX_SAFE_INTEGER;
const POWERS: bigint[] = [1n];

/** 10^n. */
export function tenTo(n: number): bigint {
  while (POWERS.length <= n) POWERS.push(POWERS[POWERS.length - 1] * 10n);
  return POWERS[n];
}

/** A number as a whole number of units of 10^-`decimals`; what decimals it has beyond are rounded off. */
export function toUnits(value: number, decimals: number): bigint {
  if (Number.isSafeInteger(value)) return BigInt(value) * tenTo(decimals);
  const scaled = decimals < POWERS_OF_TEN.length ? value * POWERS_OF_TEN[decimals] : Number.NaN;
  if (Math.abs(scaled) <= SCALED_MAX) return BigInt(Math.round(scaled));
  return BigInt(new Big(value).times(new Big(10).pow(decimals)).round(0).toFixed());
}

/** The double nearest to a whole number of units. */
export function fromUnits(units: bigint, decimals: number): number {
  const whole = Number(units);
  // Of two whole numbers that doubles hold, the quotient is rounded once.
  if (Math.abs(whole) <= WHOLE_MAX && decimals < POWERS_OF_TEN.length) return whole / POWERS_OF_TEN[decimals];
  return Number(fixedText(units, decimals));
}

/** Units as a decimal. */
export function bigOf(units: bigint, decimals: number): Big {
  return new Big(fixedText(units, decimals));
}

/** Units with two places, half to even; never minus zero. */
export function shownUnits(units: bigint, decimals: number): string {
  return shownRatio(units, tenTo(decimals));
}

/** A quotient with two places, half to even; never minus zero. `denominator` is above 0. */
export function shownRatio(numerator: bigint, denominator: bigint): string {
  const hundredfold = (numerator < 0n ? -numerator : numerator) * 100n;
  const rest = 2n * (hundredfold % denominator);
  let cents = hundredfold / denominator;
  if (rest > denominator || (rest === denominator && cents % 2n === 1n)) cents++;
  return fixedText(numerator < 0n ? -cents : cents, 2);
}

/** The most decimals that one of some numbers has. */
export function mostDecimals(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, decimalsOf(value)), 0);
}

function fixedText(units: bigint, decimals: number): string {
  const size = units < 0n ? -units : units;
  const digits = String(size).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return units < 0n ? `-${text}` : text;
}
