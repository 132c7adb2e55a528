import { log } from '../../core/log.ts';
import { checkFields, checkNumber } from '../check-input.ts';

/**
 * A GARCH(1,1) of Bollerslev (1986): the variance h of a step's shock e = z √h, with z standard normal, is
 * followed by omega + alpha e² + beta h.
 */
export interface Garch {
  /** In squares of the return's unit, above 0. */
  readonly omega: number;
  /** What a shock's square adds to the next variance, at least 0. */
  readonly alpha: number;
  /** What is left of the variance after a step, at least 0. */
  readonly beta: number;
}

/** The moments of a GARCH(1,1) that has run for ever; null for one that is not finite. */
export interface GarchMoments {
  /** alpha + beta: the share of a deviation from the mean variance that is expected to last a step. */
  readonly persistence: number;
  /** omega / (1 - persistence); null from a persistence of 1 on. */
  readonly variance: number | null;
  /** Of the shocks, 3 for a normal law: 3 (1 - p²) / (1 - p² - 2 alpha²) with persistence p. */
  readonly kurtosis: number | null;
  /** The steps after which half of a deviation is expected to be left, ln(1/2) / ln(persistence). */
  readonly halfLife: number | null;
}

/**
 * The closed forms of a GARCH(1,1) with normal shocks (Bollerslev 1986, theorems 1 and 2). The variance is
 * there when alpha + beta < 1, the kurtosis when 3 alpha² + 2 alpha beta + beta² < 1 as well.
 *
 * @throws FaultlineError for parameters out of range.
 */
export function garchMoments(garch: Garch): GarchMoments {
  checkFields('garchMoments', garch, ['omega', 'alpha', 'beta']);
  const omega = checkNumber('omega', garch.omega, { aboveMin: true });
  const alpha = checkNumber('alpha', garch.alpha, { max: 1e100 });
  const beta = checkNumber('beta', garch.beta, { max: 1e100 });
  const persistence = alpha + beta;
  if (persistence >= 1) return { persistence, variance: null, kurtosis: null, halfLife: null };
  const rest = (1 - persistence) * (1 + persistence);
  const fourth = rest - 2 * alpha * alpha;
  return {
    persistence,
    variance: omega / (1 - persistence),
    kurtosis: fourth > 0 ? (3 * rest) / fourth : null,
    halfLife: -Math.LN2 / log(persistence),
  };
}
