/** More digits no double has in its own text; of up to 15, it keeps every decimal number. */
const DIGITS_MAX = 17;
const WHOLE_LIMIT = 1e15;
/** Far above any price; what is made of prices stays a number. */
const PRICE_LIMIT = 1e15;

/** Powers of ten that doubles hold exactly. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number of a number or a decimal text such as `24500.00`; NaN for anything else. */
export function decimalValue(given: unknown): number {
  if (typeof given === 'number') return given;
  return typeof given === 'string' && DECIMAL.test(given) ? Number(given) : Number.NaN;
}

/**
 * The price that a number or a decimal text states: the nearest double, which stands for the shortest decimal
 * that reads as it. That is the decimal given if it has at most 15 significant digits. NaN for one that is
 * not above 0, and for more than 17 digits, which nothing that wrote doubles has written.
 */
export function priceValue(given: unknown): number {
  const price = decimalValue(given);
  if (!(price > 0 && price < PRICE_LIMIT)) return Number.NaN;
  const isLong = typeof given === 'string' && given.length > DIGITS_MAX;
  return isLong && significantDigits(given) > DIGITS_MAX ? Number.NaN : price;
}

/** What `priceValue` takes, in words. */
export const PRICE_ALLOWED = 'a price above 0 and below 1e15, of at most 17 significant digits';

function significantDigits(text: string): number {
  const [mantissa] = text.toLowerCase().split('e');
  const [whole, fraction = ''] = mantissa!.replace(/^[+-]/, '').split('.');
  return `${whole}${fraction.replace(/0+$/, '')}`.replace(/^0+/, '').length;
}

/** The decimals of the shortest decimal number that reads as this double. */
export function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < POWERS_OF_TEN.length; decimals++) {
    const scaled = Math.round(value * POWERS_OF_TEN[decimals]);
    if (!(Math.abs(scaled) < WHOLE_LIMIT)) break;
    // Both are exact, so that the quotient is the double nearest to the decimal number.
    if (scaled / POWERS_OF_TEN[decimals] === value) return decimals;
  }
  const [mantissa, exponent = '0'] = String(value).split('e');
  const [, fraction = ''] = mantissa.split('.');
  return Math.max(0, fraction.length - Number(exponent));
}
