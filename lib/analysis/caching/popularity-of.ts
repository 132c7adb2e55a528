import { FaultlineError } from '../../core/faultline-error.ts';
import { checkVector } from '../check-input.ts';
import { zipfPopularity } from './zipf-popularity.ts';

/**
 * Which key each request asks for: independently of all others, the independent reference model. Either
 * `popularity`, or `keys` and `zipf`.
 */
export interface PopularityInput {
  /** How often each key is asked for, at least 0 and not all 0; any unit, since shares of the sum count. */
  readonly popularity?: ArrayLike<number>;
  /** How many keys there are, 1 to 10^7. */
  readonly keys?: number;
  /** The exponent of Zipf's law, 0 to 100; 0 is all keys alike. See `zipfPopularity`. */
  readonly zipf?: number;
}

export const POPULARITY_FIELDS = ['popularity', 'keys', 'zipf'] as const;

/**
 * The chance of each key to be the next one asked for, as a fresh array.
 *
 * @throws FaultlineError for numbers out of range, and for both ways at once or neither.
 */
export function popularityOf(input: PopularityInput): Float64Array {
  const { popularity: given, keys, zipf } = input;
  if (given === undefined) return zipfPopularity(keys as number, zipf as number);
  if (keys !== undefined || zipf !== undefined) {
    throw new FaultlineError('popularity', given, 'either popularity, or keys and zipf: not both');
  }
  const popularity = checkVector('popularity', given);
  const sum = popularity.reduce((total, value) => total + value, 0);
  if (!(sum > 0 && sum < Infinity)) {
    throw new FaultlineError('popularity', `numbers whose sum is ${sum}`, 'a finite sum above 0');
  }
  return popularity.map((value) => value / sum);
}
