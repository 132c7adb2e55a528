import { compensatedSum } from '../../core/compensated-sum.ts';
import { pow } from '../../core/pow.ts';
import { checkInteger, checkNumber } from '../check-input.ts';

const KEYS_MAX = 1e7;

/**
 * How likely each of `keys` keys is to be asked for next under Zipf's law: key i, from 1, in proportion to
 * i^-exponent. They fall and add up to 1. The sum carries its rounding errors along (Neumaier 1974), so that
 * the last digits do not depend on how many keys there are.
 *
 * @throws FaultlineError for keys that are no integer from 1 to 10^7, or an exponent outside 0 to 100.
 */
export function zipfPopularity(keys: number, exponent: number): Float64Array {
  checkInteger('keys', keys, 1, KEYS_MAX);
  checkNumber('zipf', exponent, { max: 100 });
  const popularity = new Float64Array(keys);
  for (let i = 0; i < keys; i++) popularity[i] = pow(i + 1, -exponent);
  const sum = compensatedSum(popularity);
  for (let i = 0; i < keys; i++) popularity[i] /= sum;
  return popularity;
}
