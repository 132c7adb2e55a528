import { FaultlineError } from '../../core/faultline-error.ts';
import { normalCdf } from '../../core/normal-cdf.ts';
import { checkFields, checkInteger, checkNumber } from '../check-input.ts';

/** A Sharpe ratio and what it was measured on. Ratios are of one period, not of a year. */
export interface MeasuredSharpe {
  readonly sharpe: number;
  /** How many returns it was measured on, 2 or more. */
  readonly observations: number;
  /** Of the returns: see `sampleSkewness`. */
  readonly skewness: number;
  /** Of the returns, not the excess: see `sampleKurtosis`. At least 1 + skewness², as of any law. */
  readonly kurtosis: number;
}

/** What `probabilisticSharpe` compares: a measured ratio with one to beat. */
export interface ProbabilisticSharpeInput extends MeasuredSharpe {
  /** The Sharpe ratio of one period to beat. */
  readonly benchmark: number;
}

export const MEASURED_FIELDS = ['sharpe', 'observations', 'skewness', 'kurtosis'] as const;

const ANY = { min: Number.NEGATIVE_INFINITY };
/** What rounding may take from the kurtosis of a sample, relatively. */
const ROUNDING_MAX = 1e-9;

/**
 * The probabilistic Sharpe ratio (Bailey & López de Prado 2012): the chance that the true
 * Sharpe ratio is above the benchmark, Φ((SR - SR*) √(n - 1) / √(1 - γ3 SR + (γ4 - 1) / 4 SR²)), where γ3 is
 * the skewness and γ4 the kurtosis of returns that do not depend on each other. 0 to 1.
 *
 * @throws FaultlineError for numbers out of range, for a kurtosis that no law with that skewness has, and
 * for a ratio whose error the formula gives as 0.
 */
export function probabilisticSharpe(input: ProbabilisticSharpeInput): number {
  checkFields('probabilisticSharpe', input, [...MEASURED_FIELDS, 'benchmark']);
  const sharpe = checkNumber('sharpe', input.sharpe, ANY);
  const benchmark = checkNumber('benchmark', input.benchmark, ANY);
  const observations = checkInteger('observations', input.observations, 2, Number.MAX_SAFE_INTEGER);
  const skewness = checkNumber('skewness', input.skewness, ANY);
  const kurtosis = checkNumber('kurtosis', input.kurtosis, { min: 1 });
  const least = 1 + skewness * skewness;
  if (kurtosis < least * (1 - ROUNDING_MAX)) {
    throw new FaultlineError('kurtosis', kurtosis, `at least 1 + skewness², ${least}: not the excess`);
  }
  const variance = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  // Returns of two values only, where the ratio is 2 / skewness.
  if (!(variance > 0)) throw new FaultlineError('sharpe', sharpe, 'a ratio that has an error');
  return normalCdf((sharpe - benchmark) * Math.sqrt((observations - 1) / variance));
}
