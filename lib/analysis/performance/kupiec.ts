import { checkFraction } from '../../core/check-fraction.ts';
import { log } from '../../core/log.ts';
import { normalCdf } from '../../core/normal-cdf.ts';
import { checkFields, checkInteger } from '../check-input.ts';

/** How often losses were above the value at risk. */
export interface KupiecInput {
  /** How many periods lost more than their value at risk, 0 to `observations`. */
  readonly exceptions: number;
  /** How many periods there were, 1 or more. */
  readonly observations: number;
  /** Of the value at risk, such as 0.99: exceptions are expected in a share 1 - level of the periods. */
  readonly level: number;
}

/** What `kupiec` finds. */
export interface KupiecResult {
  /** Of the observed share of exceptions against the expected one, at least 0. */
  readonly likelihoodRatio: number;
  /** The chance of at least that ratio when the level is right: chi-square with one degree of freedom. */
  readonly pValue: number;
  /** The number of exceptions that the level lets expect. */
  readonly expected: number;
}

/**
 * Kupiec's test of the proportion of failures (Kupiec 1995): LR = 2 (x ln(x / (n p)) + (n - x) ln((n - x) /
 * (n (1 - p)))) with x exceptions in n periods and p = 1 - level, where 0 ln 0 is 0; chi-square with one
 * degree of freedom for many periods. Too few exceptions count against the level as do too many.
 *
 * @throws FaultlineError for numbers out of range.
 */
export function kupiec(input: KupiecInput): KupiecResult {
  checkFields('kupiec', input, ['exceptions', 'observations', 'level']);
  const observations = checkInteger('observations', input.observations, 1, Number.MAX_SAFE_INTEGER);
  const exceptions = checkInteger('exceptions', input.exceptions, 0, observations);
  const { level } = input;
  checkFraction('level', level);
  const expected = observations * (1 - level);
  const others = observations - exceptions;
  const sum = evidence(exceptions, expected) + evidence(others, observations * level);
  // Rounding may leave less than 0 where both shares are as expected.
  const likelihoodRatio = Math.max(0, 2 * sum);
  return { likelihoodRatio, pValue: 2 * normalCdf(-Math.sqrt(likelihoodRatio)), expected };
}

function evidence(count: number, expected: number): number {
  return count === 0 ? 0 : count * log(count / expected);
}
