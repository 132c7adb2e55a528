import { checkFields, checkNumber } from '../check-input.ts';
import { centralMoments } from './central-moments.ts';
import { checkSeries } from './check-series.ts';

/** How `sortinoRatio` reads returns. */
export interface SortinoRatioOptions {
  /** How many returns a year has, above 0: 252 for trading days. 1 leaves the ratio that of one period. */
  readonly periodsPerYear: number;
  /** The return of one period below which there is risk; 0 unless told. */
  readonly target?: number;
}

/**
 * The Sortino ratio of one or more simple returns (Sortino & Price 1994): the mean of what they have above
 * the target, over the downside deviation, times the root of `periodsPerYear`. The downside deviation is the
 * root of the mean over all periods of min(0, return - target)²; those above the target count as 0.
 *
 * Without a return below the target: Infinity, or NaN where all are the target.
 *
 * @throws FaultlineError for no returns, and for numbers out of range.
 */
export function sortinoRatio(returns: ArrayLike<number>, options: SortinoRatioOptions): number {
  const series = checkSeries('sortinoRatio: returns', returns, 1);
  checkFields('sortinoRatio', options, ['periodsPerYear', 'target']);
  const periodsPerYear = checkNumber('sortinoRatio: periodsPerYear', options.periodsPerYear, {
    aboveMin: true,
  });
  const target = checkNumber('sortinoRatio: target', options.target ?? 0, { min: Number.NEGATIVE_INFINITY });
  let squares = 0;
  for (let i = 0; i < series.length; i++) {
    const short = Math.min(0, series[i] - target);
    squares += short * short;
  }
  const deviation = Math.sqrt(squares / series.length);
  return ((centralMoments(series).mean - target) / deviation) * Math.sqrt(periodsPerYear);
}
