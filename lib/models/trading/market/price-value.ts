/** A double keeps every decimal number of so many digits. */
const DIGITS_MAX = 15;
const WHOLE_LIMIT = 1e15;

/** Powers of ten that doubles hold exactly. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number of a number or a decimal text such as `24500.00`; NaN for anything else. */
export function decimalValue(given: unknown): number {
  if (typeof given === 'number') return given;
  return typeof given === 'string' && DECIMAL.test(given) ? Number(given) : Number.NaN;
}

/**
 * The price that a number or a decimal text states. NaN for one that is not above 0, or has more than 15
 * significant digits: a double would be another price.
 */
export function priceValue(given: unknown): number {
  const price = decimalValue(given);
  if (!(price > 0) || decimalsOf(price) < 0) return Number.NaN;
  return typeof given === 'string' && given.length > DIGITS_MAX && significantDigits(given) > DIGITS_MAX
    ? Number.NaN
    : price;
}

/** What `priceValue` takes, in words. */
export const PRICE_ALLOWED = 'a price above 0 with at most 15 significant digits, as many as a double keeps';

function significantDigits(text: string): number {
  const [mantissa] = text.toLowerCase().split('e');
  const [whole, fraction = ''] = mantissa!.replace(/^[+-]/, '').split('.');
  return `${whole}${fraction.replace(/0+$/, '')}`.replace(/^0+/, '').length;
}

/**
 * The fewest decimals of a decimal number with at most 15 significant digits that is this double; -1 where
 * there is none.
 */
export function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < POWERS_OF_TEN.length; decimals++) {
    const scaled = Math.round(value * POWERS_OF_TEN[decimals]!);
    if (!(Math.abs(scaled) < WHOLE_LIMIT)) return -1;
    // Both are exact, so that the quotient is the double nearest to the decimal number.
    if (scaled / POWERS_OF_TEN[decimals]! === value) return decimals;
  }
  return -1;
}
