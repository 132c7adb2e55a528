import { FaultlineError } from '../../core/faultline-error.ts';
import { log } from '../../core/log.ts';

/**
 * The highest point of a Brownian bridge from `from` to `to` (log prices) of which the free motion has the
 * given variance over the whole way: (a + b + √((b - a)² - 2 v ln u)) / 2, the inverse of its exact law
 * P(high > m) = e^(-2 (m - a)(m - b) / v) (Glasserman 2004, section 6.4). It falls as the uniform rises.
 *
 * A high and a low from two uniforms have each its exact law; together they are drawn as if the one did not
 * depend on the other, which they do.
 *
 * @throws FaultlineError for a variance below 0, for a uniform that is not above 0 and at most 1, and for
 * ends that are not finite.
 */
export function bridgeHigh(from: number, to: number, variance: number, uniform: number): number {
  const way = to - from;
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY && uniform > 0 && uniform <= 1)) {
    const given = { variance, uniform };
    throw new FaultlineError('bridge', given, 'a variance of at least 0, and a uniform above 0, up to 1');
  }
  if (!Number.isFinite(way)) throw new FaultlineError('bridge', { from, to }, 'finite log prices');
  const high = (from + to + Math.sqrt(way * way - 2 * variance * log(uniform))) / 2;
  // Rounding may leave it below the higher end.
  return Math.max(from, to, high);
}
