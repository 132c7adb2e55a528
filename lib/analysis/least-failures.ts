import { FaultlineError } from '../core/faultline-error.ts';
import { checkNumber } from './check-input.ts';

/** What makes a bank fail in the benchmark of Gai & Kapadia (2010). */
export interface FailureRule {
  /** A bank's capital, as a part of its total assets; 0.04 unless told. */
  readonly capital?: number;
  /** What it has lent to banks, as a part of its total assets, above 0 to 1; 0.2 unless told. */
  readonly interbankShare?: number;
  /** Whether a bank survives a loss of just its capital; true unless told. */
  readonly strict?: boolean;
}

export const FAILURE_FIELDS = ['capital', 'interbankShare', 'strict'] as const;

/** A product within this of an integer is that integer: 0.6 / 0.2 shall be 3. */
const TIE = 1e-9;

/**
 * How many of its borrowers must fail for a bank to fail, by their number from 0 to `count`: the least d with
 * d / k of its interbank assets above its capital, or equal to it where the rule is not strict; 1 or more.
 *
 * @throws FaultlineError for a rule out of range.
 */
export function leastFailures(rule: FailureRule, count: number): Float64Array {
  const capital = checkNumber('capital', rule.capital ?? 0.04, { max: 1 });
  const share = checkNumber('interbankShare', rule.interbankShare ?? 0.2, { aboveMin: true, max: 1 });
  const strict = rule.strict ?? true;
  if (typeof strict !== 'boolean') throw new FaultlineError('strict', strict, 'true or false');
  return Float64Array.from({ length: count + 1 }, (_, k) => {
    const borne = (k * capital) / share;
    const nearest = Math.round(borne);
    const isTie = Math.abs(borne - nearest) <= TIE * Math.max(1, borne);
    return Math.max(1, isTie ? nearest + (strict ? 1 : 0) : Math.ceil(borne));
  });
}
