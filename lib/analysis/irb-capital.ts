import { expm1 } from '../core/exp.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { log } from '../core/log.ts';
import { normalCdf } from '../core/normal-cdf.ts';
import { normalQuantile } from '../core/normal-quantile.ts';
import { checkFields, checkNumber } from './check-input.ts';

/** A loan to a company, a bank or a state, not in default. */
export interface IrbCapitalInput {
  /** Probability of default in a year, between 0 and 1, both excluded. */
  readonly pd: number;
  /** Share of the loan that a default costs, 0 to 1. */
  readonly lgd: number;
  /** Effective maturity in years, 1 to 5. */
  readonly maturity: number;
}

/** What `irbCapital` finds, by the letters of the standard. */
export interface IrbCapitalResult {
  /** R, the loan's correlation with the common factor. */
  readonly correlation: number;
  /** b, the slope in maturity: capital is (1 + (maturity - 2.5) b) / (1 - 1.5 b) of that for a year. */
  readonly maturityAdjustment: number;
  /** K, capital as a share of the exposure. */
  readonly capital: number;
  /** 12.5 K, as a share of the exposure: 1 is 100 %. */
  readonly riskWeight: number;
}

/**
 * Capital for unexpected losses at 99.9 % in the internal-ratings approach, for corporate, sovereign and
 * bank exposures (Basel Committee 2006, BCBS 128, paragraph 272), without the scaling factor of 1.06, the
 * adjustment for small firms, and the floor of 0.0003 under pd.
 *
 * @throws FaultlineError for numbers out of range, and for a pd below about 0.000003, where b exceeds 2/3
 * and the formula makes capital infinite or negative.
 */
export function irbCapital(input: IrbCapitalInput): IrbCapitalResult {
  checkFields('irbCapital', input, ['pd', 'lgd', 'maturity']);
  const { pd, lgd, maturity } = input;
  checkNumber('pd', pd, { aboveMin: true, max: 1 });
  if (pd === 1) throw new FaultlineError('pd', pd, 'below 1: a loan in default has capital of its own');
  checkNumber('lgd', lgd, { max: 1 });
  checkNumber('maturity', maturity, { min: 1, max: 5 });
  const near = expm1(-50 * pd) / expm1(-50);
  const correlation = 0.12 * near + 0.24 * (1 - near);
  const slope = 0.11852 - 0.05478 * log(pd);
  const maturityAdjustment = slope * slope;
  if (!(1.5 * maturityAdjustment < 1)) {
    throw new FaultlineError(
      'pd',
      pd,
      'at least 0.000003, where the maturity adjustment still has a meaning',
    );
  }
  const threshold =
    (normalQuantile(pd) + Math.sqrt(correlation) * normalQuantile(0.999)) / Math.sqrt(1 - correlation);
  const perYear = lgd * (normalCdf(threshold) - pd);
  const capital = (perYear * (1 + (maturity - 2.5) * maturityAdjustment)) / (1 - 1.5 * maturityAdjustment);
  return { correlation, maturityAdjustment, capital, riskWeight: 12.5 * capital };
}
