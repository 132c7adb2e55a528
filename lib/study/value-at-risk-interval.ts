import { checkFraction } from '../core/check-fraction.ts';
import { largestCountInTail } from './binomial-tail.ts';
import { sortedLosses } from './sorted-losses.ts';

/** A confidence interval, both ends included; null where it is open on that side. */
export interface RiskInterval {
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * The confidence interval of the value at risk that holds for every distribution of independent losses:
 * from the loss of rank r to the loss of rank s, in the losses' unit.
 *
 * With N binomial (n, level), r is the largest rank with P(N <= r - 1) <= (1 - confidence) / 2 and s the
 * smallest with P(N >= s) <= (1 - confidence) / 2, both exact (Hahn & Meeker 1991, chapter 5). It covers
 * at least `confidence`, and more for few losses and for losses with ties. A side with no such rank is
 * null: above, that is level^n > (1 - confidence) / 2, fewer than 3,688 losses at level 0.999.
 *
 * Level and confidence between 0 and 1, both excluded. Throws for these, for no losses, and for a loss
 * that is not finite.
 */
export function valueAtRiskInterval(
  losses: ArrayLike<number>,
  level: number,
  confidence = 0.95,
): RiskInterval {
  checkFraction('valueAtRiskInterval: level', level);
  checkFraction('valueAtRiskInterval: confidence', confidence);
  const sorted = sortedLosses('valueAtRiskInterval', losses);
  const { lowerRank, upperRank } = intervalRanks(sorted.length, level, confidence);
  return {
    lower: lowerRank === null ? null : sorted[lowerRank - 1]!,
    upper: upperRank === null ? null : sorted[upperRank - 1]!,
  };
}

/** The ranks r and s of `valueAtRiskInterval`, 1 to `count`, both included; null where there is none. */
export function intervalRanks(
  count: number,
  level: number,
  confidence: number,
): { readonly lowerRank: number | null; readonly upperRank: number | null } {
  const tailMax = (1 - confidence) / 2;
  const below = largestCountInTail({ trials: count, probability: level, tailMax });
  // P(N >= s) is the probability of count - s or fewer losses above the quantile.
  const above = largestCountInTail({ trials: count, probability: 1 - level, tailMax });
  return { lowerRank: below < 0 ? null : below + 1, upperRank: above < 0 ? null : count - above };
}
