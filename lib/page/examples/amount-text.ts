/** A number for a headline: three digits or so, with k, M or G. */
export function amountText(value: number): string {
  const size = Math.abs(value);
  for (const [from, unit, letter] of UNITS) {
    if (size >= from) return `${short(value / unit)}${letter}`;
  }
  return short(value);
}

const UNITS = [
  [1e9, 1e9, 'G'],
  [1e6, 1e6, 'M'],
  [1e4, 1e3, 'k'],
] as const;

function short(value: number): string {
  const size = Math.abs(value);
  const places = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  return value.toFixed(places).replace(/^-/, '−');
}
