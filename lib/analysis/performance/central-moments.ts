import { compensatedSum } from '../../core/compensated-sum.ts';
import { isConstant } from '../../core/is-constant.ts';

/** The mean of a sample, and the means of the powers of what its values are off by. */
export interface CentralMoments {
  readonly mean: number;
  /** The variance with divisor n. */
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
}

/** The first four moments of one or more values, in two passes. Equal values have moments of exactly 0. */
export function centralMoments(values: ArrayLike<number>): CentralMoments {
  const count = values.length;
  // Equal values less their rounded mean would leave moments of rounding errors.
  if (isConstant(values)) return { mean: values[0], second: 0, third: 0, fourth: 0 };
  const mean = compensatedSum(values) / count;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const off = values[i] - mean;
    const square = off * off;
    second += square;
    third += square * off;
    fourth += square * square;
  }
  return { mean, second: second / count, third: third / count, fourth: fourth / count };
}
