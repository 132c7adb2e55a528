import { Big as CommonBig } from 'big.js';
import { FaultlineError } from '../../../core/faultline-error.ts';
import { decimalValue } from '../market/price-value.ts';

/** Exact decimals of our own settings: division keeps 40 places, and rounds half to even. */
export const Big = CommonBig();
Big.DP = 40;
Big.RM = Big.roundHalfEven;

export type Big = CommonBig;

/** More digits are not kept by a double, through which every price goes. */
const DIGITS_MAX = 15;

/** What a decimal must be. */
interface Range {
  readonly least?: number;
  readonly above?: number;
  readonly below?: number;
  readonly isInteger?: boolean;
}

/**
 * A decimal, given as text or number, as the double that stands for it: up to 15 digits each decimal has its
 * own, so that the double's shortest text is the decimal again.
 *
 * @throws FaultlineError for anything else, and out of the range.
 */
export function decimalOf(given: unknown, where: string, range: Range = {}): number {
  const { least, above, below, isInteger = false } = range;
  const words = [
    isInteger ? 'a whole number' : 'a decimal, such as "101.50",',
    least === undefined ? '' : `of at least ${least}`,
    above === undefined ? '' : `above ${above}`,
    below === undefined ? '' : `below ${below}`,
    `of at most ${DIGITS_MAX} digits`,
  ];
  const allowed = words.filter((word) => word !== '').join(' ');
  const value = typeof given === 'string' ? decimalValue(given) : given;
  const isWithin =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    new Big(value).c.length <= DIGITS_MAX &&
    (typeof given !== 'string' || new Big(given.replace(/^\+/, '')).eq(value)) &&
    !(least !== undefined && value < least) &&
    !(above !== undefined && value <= above) &&
    !(below !== undefined && value >= below) &&
    !(isInteger && !Number.isInteger(value));
  if (!isWithin) throw new FaultlineError(where, given, allowed);
  return value;
}

/** The sum of two numbers as the decimals that they state: 0.3 and -0.1 give 0.2. */
export function decimalSum(a: number, b: number): number {
  return new Big(a).plus(b).toNumber();
}

/** With that many places, half to even; never a negative zero. */
export function shown(value: Big, places: number): string {
  const rounded = value.round(places, Big.roundHalfEven);
  return (rounded.eq(0) ? new Big(0) : rounded).toFixed(places);
}
