import type { Garch } from './garch-moments.ts';

/**
 * The variance of the step after one of that variance, in which the shock was `shock` = z √variance with z
 * standard normal: omega + alpha shock² + beta variance. For inner loops: nothing is checked.
 */
export function garchVariance({ omega, alpha, beta }: Garch, variance: number, shock: number): number {
  return omega + alpha * shock * shock + beta * variance;
}
