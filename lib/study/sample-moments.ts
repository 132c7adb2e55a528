import { compensatedSum } from '../core/compensated-sum.ts';
import { isConstant } from '../core/is-constant.ts';

/** The mean of one or more values, by a compensated sum. */
export function mean(values: ArrayLike<number>): number {
  return compensatedSum(values) / values.length;
}

/**
 * The sample covariance of two arrays of one length, two or more, with divisor n - 1, in two passes.
 * That of an array with itself is its sample variance; equal values have exactly 0.
 */
export function covariance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const meanA = mean(a);
  const meanB = mean(b);
  // Equal values less their rounded mean would leave a variance of rounding errors.
  if (isConstant(a) || isConstant(b)) return 0;
  const products = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) products[i] = (a[i]! - meanA) * (b[i]! - meanB);
  return compensatedSum(products) / (a.length - 1);
}

/** b - a, element by element; both have one length. */
export function pairwiseDifferences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const differences = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) differences[i] = b[i]! - a[i]!;
  return differences;
}
