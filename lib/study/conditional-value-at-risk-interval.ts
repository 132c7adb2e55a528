import { checkFraction } from '../core/check-fraction.ts';
import { normalQuantile } from '../core/math.ts';
import { tailSplit } from '../core/tail-split.ts';
import { conditionalValueAtRisk } from './conditional-value-at-risk.ts';
import { sortedLosses } from './sorted-losses.ts';
import { type RiskInterval, valueAtRiskInterval } from './value-at-risk-interval.ts';

/**
 * The asymptotic confidence interval of the conditional value at risk of independent losses, in their unit:
 *
 *     CVaR -+ z sqrt(Var[(L - VaR)+] / n) / (1 - level),   z = normalQuantile((1 + confidence) / 2)
 *
 * with the sample variance (divisor n - 1) over all n losses, those below VaR as zeros: the variance of the
 * influence function (Manistre & Hancock 2005; Trindade, Uryasev, Shapiro & Zrazhevsky 2007).
 *
 * Where this is not to be had, the interval of the value at risk steps in. The lower end is never below its
 * lower end, since CVaR >= VaR. The upper end is null (open) where its upper end is: too few losses to
 * bound VaR bound CVaR even less. Where all losses in the tail are equal the variance is zero by
 * accident or because losses are capped, and both ends are those of VaR.
 *
 * With fewer than about 100 losses in the tail it covers less than it says (see `riskTable`), since the worst
 * losses are the ones not seen yet. Throws as `valueAtRiskInterval` does.
 */
export function conditionalValueAtRiskInterval(
  losses: ArrayLike<number>,
  level: number,
  confidence = 0.95,
): RiskInterval {
  const where = 'conditionalValueAtRiskInterval';
  checkFraction(`${where}: level`, level);
  checkFraction(`${where}: confidence`, confidence);
  const sorted = sortedLosses(where, losses);
  const ofValueAtRisk = valueAtRiskInterval(sorted, level, confidence);
  const { rank, tailPoints } = tailSplit(sorted.length, level);
  if (sorted[rank - 1] === sorted[sorted.length - 1]) return ofValueAtRisk;
  const cvar = conditionalValueAtRisk(sorted, level);
  const error = Math.sqrt(excessVariance(sorted, rank) * sorted.length) / tailPoints;
  const reach = normalQuantile((1 + confidence) / 2) * error;
  return {
    lower: Math.max(cvar - reach, ofValueAtRisk.lower ?? -Infinity),
    upper: ofValueAtRisk.upper === null ? null : cvar + reach,
  };
}

/** The sample variance of (L - boundary)+ over ascending losses, where `rank` is that of the boundary. */
function excessVariance(sorted: Float64Array, rank: number): number {
  const count = sorted.length;
  const boundary = sorted[rank - 1]!;
  let sum = 0;
  for (let i = rank; i < count; i++) sum += sorted[i]! - boundary;
  const mean = sum / count;
  let squares = rank * mean * mean;
  for (let i = rank; i < count; i++) {
    const deviation = sorted[i]! - boundary - mean;
    squares += deviation * deviation;
  }
  return squares / Math.max(1, count - 1);
}
