import { centralMoments } from './central-moments.ts';
import { checkSeries } from './check-series.ts';

/**
 * The kurtosis of one or more values, not the excess: m4 / m2² with central moments of divisor n, 3 for a
 * normal law; no correction for small samples. Never below 1 + skewness². NaN where all values are equal.
 *
 * @throws FaultlineError for no values, and for one that is not finite.
 */
export function sampleKurtosis(values: ArrayLike<number>): number {
  const { second, fourth } = centralMoments(checkSeries('sampleKurtosis: values', values, 1));
  return fourth / (second * second);
}
