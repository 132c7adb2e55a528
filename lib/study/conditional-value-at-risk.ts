import { checkFraction } from '../core/check-fraction.ts';
import { compensatedSum } from '../core/compensated-sum.ts';
import { tailSplit } from '../core/tail-split.ts';
import { sortedLosses } from './sorted-losses.ts';

/**
 * The conditional value at risk (expected shortfall) of a sample of losses: the mean of its worst (1 -
 * level) n losses, where the boundary loss counts with the fraction that is left. In the losses' unit; a
 * loss is positive; level between 0 and 1, both excluded.
 *
 * It is the expected shortfall of Acerbi & Tasche (2002) and the minimum over c of c + E[(L - c)+] / (1 -
 * level) of Rockafellar & Uryasev (2000), exact with ties, and never below `valueAtRisk` of definition
 * `inverse`. Not the mean of the losses above the value at risk, which differs with ties and wherever (1 -
 * level) n is no integer. Throws for no losses, for a loss that is not finite, and for a level outside.
 */
export function conditionalValueAtRisk(losses: ArrayLike<number>, level: number): number {
  checkFraction('conditionalValueAtRisk: level', level);
  const sorted = sortedLosses('conditionalValueAtRisk', losses);
  const { rank, boundaryWeight, tailPoints } = tailSplit(sorted.length, level);
  const boundary = sorted[rank - 1]!;
  const worst = sorted[sorted.length - 1]!;
  // A level within rounding of 1 leaves no tail: the limit is the worst loss.
  if (tailPoints <= 0) return worst;
  const mean = (compensatedSum(sorted, rank) + boundaryWeight * boundary) / tailPoints;
  // A mean of equal losses may round past them.
  return Math.min(Math.max(mean, boundary), worst);
}
