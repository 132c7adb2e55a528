/** A number with a fixed count of decimals, commas between thousands and a true minus sign: `−12,345.60`. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return String(value);
  const [whole, rest] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = rest === undefined ? grouped : `${grouped}.${rest}`;
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

/** The decimals for a column of numbers that are read against each other: 4 digits of the largest. */
export function sharedDecimals(values: readonly number[]): number {
  if (values.every(Number.isInteger)) return 0;
  const largest = Math.max(...values.map(Math.abs));
  return Math.min(9, Math.max(0, 3 - Number(largest.toExponential().split('e')[1])));
}
