const POWERS_OF_TEN = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** A price with so many decimals, at least one unit of the last: the double nearest to that decimal. */
export function rounded(price: number, decimals: number): number {
  const scale = POWERS_OF_TEN[decimals];
  return Math.max(1, Math.round(price * scale)) / scale;
}
