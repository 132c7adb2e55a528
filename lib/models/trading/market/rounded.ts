import { POWERS_OF_TEN } from './price-value.ts';

/** A price with so many decimals, at least one unit of the last: the double nearest to that decimal. */
export function rounded(price: number, decimals: number): number {
  const scale = POWERS_OF_TEN[decimals];
  return Math.max(1, Math.round(price * scale)) / scale;
}
