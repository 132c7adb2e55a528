import { normalQuantile } from '../../core/normal-quantile.ts';
import { checkFields, checkInteger, checkNumber } from '../check-input.ts';
import { MEASURED_FIELDS, type MeasuredSharpe, probabilisticSharpe } from './probabilistic-sharpe.ts';

/** The best of several Sharpe ratios, and how it was come to. Ratios are of one period, not of a year. */
export interface DeflatedSharpeInput extends MeasuredSharpe {
  /** How many variants were tried that do not depend on each other, 1 or more. */
  readonly trials: number;
  /** The variance of the variants' Sharpe ratios, at least 0: that of a year's over the periods a year. */
  readonly varianceOfTrials: number;
}

/** What `deflatedSharpe` finds. */
export interface DeflatedSharpeResult {
  /** The chance that the true Sharpe ratio is above `expectedMaximum`, 0 to 1. */
  readonly deflatedSharpe: number;
  /** The Sharpe ratio of one period that the best of the trials has on average when none has skill. */
  readonly expectedMaximum: number;
}

const EULER_MASCHERONI = 0.5772156649015329;

/**
 * The deflated Sharpe ratio (Bailey & López de Prado 2014): `probabilisticSharpe` against what the best of N
 * trials without skill has on average, SR0 = √V ((1 - γ) Φ^-1(1 - 1/N) + γ Φ^-1(1 - 1/(N e))), where V is the
 * variance of the trials' ratios and γ the Euler-Mascheroni constant. Holds for many trials; with 2 it is 8 %
 * too low. One trial has an expected maximum of 0.
 *
 * @throws FaultlineError for numbers out of range: see `probabilisticSharpe`.
 */
export function deflatedSharpe(input: DeflatedSharpeInput): DeflatedSharpeResult {
  checkFields('deflatedSharpe', input, [...MEASURED_FIELDS, 'trials', 'varianceOfTrials']);
  const trials = checkInteger('trials', input.trials, 1, Number.MAX_SAFE_INTEGER);
  const variance = checkNumber('varianceOfTrials', input.varianceOfTrials);
  const { sharpe, observations, skewness, kurtosis } = input;
  const expectedMaximum = Math.sqrt(variance) * normalMaximum(trials);
  const measured = { sharpe, observations, skewness, kurtosis };
  return {
    deflatedSharpe: probabilisticSharpe({ ...measured, benchmark: expectedMaximum }),
    expectedMaximum,
  };
}

/** The mean of the largest of `count` standard normals, as the paper approximates it. */
function normalMaximum(count: number): number {
  if (count === 1) return 0;
  // From the lower tail, where 1 - 1/N would lose digits.
  const most = -normalQuantile(1 / count);
  const more = -normalQuantile(1 / (count * Math.E));
  return (1 - EULER_MASCHERONI) * most + EULER_MASCHERONI * more;
}
