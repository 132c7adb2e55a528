import { centralMoments } from './central-moments.ts';
import { checkSeries } from './check-series.ts';

/**
 * The skewness of one or more values: m3 / m2^(3/2) with central moments of divisor n, as Bailey & López de
 * Prado (2012) put into their ratios; no correction for small samples. NaN where all values are equal.
 *
 * @throws FaultlineError for no values, and for one that is not finite.
 */
export function sampleSkewness(values: ArrayLike<number>): number {
  const { second, third } = centralMoments(checkSeries('sampleSkewness: values', values, 1));
  return third / (second * Math.sqrt(second));
}
