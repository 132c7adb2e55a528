import { FaultlineError } from '../core/faultline-error.ts';
import { checkFields, checkNumber } from './check-input.ts';

/** A bank's capital and what it holds. Money in any one unit. */
export interface CapitalRatiosInput {
  /** May be negative. */
  readonly capital: number;
  /** Amounts and their risk weights, where 1 is 100 %; both at least 0. */
  readonly exposures: readonly { readonly amount: number; readonly riskWeight: number }[];
}

/** What `capitalRatios` finds. */
export interface CapitalRatiosResult {
  readonly riskWeightedAssets: number;
  /** Capital as a share of risk-weighted assets; null when these are 0. */
  readonly capitalRatio: number | null;
  /** Capital as a share of all exposures; null when these are 0. */
  readonly leverageRatio: number | null;
}

/**
 * The two ratios that Basel III bounds from below (BCBS 189): 8 % of risk-weighted assets with all capital,
 * 3 % of exposures with tier 1.
 *
 * @throws FaultlineError for numbers out of range.
 */
export function capitalRatios(input: CapitalRatiosInput): CapitalRatiosResult {
  checkFields('capitalRatios', input, ['capital', 'exposures']);
  const { capital, exposures } = input;
  checkNumber('capital', capital, { min: Number.NEGATIVE_INFINITY });
  if (!Array.isArray(exposures)) {
    throw new FaultlineError('exposures', exposures, 'a list of { amount, riskWeight }');
  }
  let total = 0;
  let riskWeightedAssets = 0;
  exposures.forEach((exposure, k) => {
    checkFields(`capitalRatios: exposures[${k}]`, exposure, ['amount', 'riskWeight']);
    const amount = checkNumber(`exposures[${k}].amount`, exposure.amount);
    total += amount;
    riskWeightedAssets += amount * checkNumber(`exposures[${k}].riskWeight`, exposure.riskWeight);
  });
  return {
    riskWeightedAssets,
    capitalRatio: riskWeightedAssets > 0 ? capital / riskWeightedAssets : null,
    leverageRatio: total > 0 ? capital / total : null,
  };
}
