import { checkFields, checkNumber } from '../check-input.ts';
import { centralMoments } from './central-moments.ts';
import { checkSeries } from './check-series.ts';

/** How `sharpeRatio` reads returns. */
export interface SharpeRatioOptions {
  /** How many returns a year has, above 0: 252 for trading days. 1 leaves the ratio that of one period. */
  readonly periodsPerYear: number;
  /** The riskless return of one period; 0 unless told. */
  readonly riskFree?: number;
}

/**
 * The Sharpe ratio of two or more simple returns (Sharpe 1994): the mean of what they have above the
 * riskless return, over their sample standard deviation (divisor n - 1), times the root of `periodsPerYear`.
 * That factor is right for returns that do not depend on each other (Lo 2002).
 *
 * Equal returns have no risk: Infinity or -Infinity by the sign of the excess, NaN where that is 0 too.
 *
 * @throws FaultlineError for fewer than two returns, and for numbers out of range.
 */
export function sharpeRatio(returns: ArrayLike<number>, options: SharpeRatioOptions): number {
  const series = checkSeries('sharpeRatio: returns', returns, 2);
  checkFields('sharpeRatio', options, ['periodsPerYear', 'riskFree']);
  const periodsPerYear = checkNumber('sharpeRatio: periodsPerYear', options.periodsPerYear, {
    aboveMin: true,
  });
  const riskFree = checkNumber('sharpeRatio: riskFree', options.riskFree ?? 0, {
    min: Number.NEGATIVE_INFINITY,
  });
  const { mean, second } = centralMoments(series);
  const deviation = Math.sqrt((second * series.length) / (series.length - 1));
  return ((mean - riskFree) / deviation) * Math.sqrt(periodsPerYear);
}
