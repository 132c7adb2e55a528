import { FaultlineError } from '../../core/faultline-error.ts';
import { checkNumber, type Range } from '../check-input.ts';

const ANY: Range = { min: Number.NEGATIVE_INFINITY };

/**
 * A list of at least `countMin` finite numbers as a Float64Array, to be read only: one given is not copied.
 * `where` opens the message.
 *
 * @throws FaultlineError for anything else, and for a number out of `range` (any finite one unless told).
 */
export function checkSeries(where: string, values: unknown, countMin: number, range = ANY): Float64Array {
  const isList = Array.isArray(values) || ArrayBuffer.isView(values);
  const list = values as ArrayLike<unknown>;
  if (!isList || !(list.length >= countMin)) {
    const wanted = countMin > 0 ? `a list of ${countMin} or more numbers` : 'a list of numbers';
    throw new FaultlineError(where, isList ? `${list.length} numbers` : values, wanted);
  }
  const series = values instanceof Float64Array ? values : new Float64Array(list.length);
  const { min = 0, max = Number.POSITIVE_INFINITY, aboveMin = false } = range;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    const fits = typeof value === 'number' && value > min && value < max;
    // The bounds, and the text of the message, are left to the slower check.
    series[i] = fits ? value : checkNumber(`${where}[${i}]`, value, { min, max, aboveMin });
  }
  return series;
}
