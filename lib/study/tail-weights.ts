import { checkFraction } from '../core/check-fraction.ts';
import { tailSplit } from '../core/tail-split.ts';
import { checkLosses, sortedLosses } from './sorted-losses.ts';

/** Losses closer to each other than this part of their size are the same loss, as 0.1 + 0.2 and 0.3 are. */
const TIE = 1e-12;

/**
 * By loss, its weight in the conditional value at risk at `level` (between 0 and 1, both excluded): they
 * add up to 1, and the losses weighed by them to the measure. Losses tied at the value at risk share
 * equally what is left for the boundary, so that their order changes nothing (Tasche 2000); tied are those
 * within 1e-12 of their `sizes`, which are the losses themselves unless each is a sum that cancels.
 *
 * Throws for no losses, for one that is not finite, and for a level outside.
 */
export function tailWeights(
  losses: ArrayLike<number>,
  level: number,
  sizes: ArrayLike<number> = losses,
): Float64Array {
  const where = 'tailWeights';
  checkFraction(`${where}: level`, level);
  checkLosses(where, losses);
  const sorted = sortedLosses(where, losses);
  const { rank, tailPoints } = tailSplit(sorted.length, level);
  const boundary = sorted[rank - 1]!;
  const weights = new Float64Array(losses.length);
  let above = 0;
  let tied = 0;
  for (let i = 0; i < weights.length; i++) {
    const isTied = Math.abs(losses[i]! - boundary) <= TIE * Math.abs(sizes[i]!);
    if (isTied) weights[i] = TIED;
    else if (losses[i]! > boundary) weights[i] = ABOVE;
    if (isTied) tied++;
    else if (losses[i]! > boundary) above++;
  }
  // A level within rounding of 1 leaves no tail: the limit is the worst loss.
  const points = tailPoints > 0 ? tailPoints : 1;
  const onTie = Math.max(0, points - above) / tied;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === TIED) weights[i] = onTie / points;
    else if (weights[i] === ABOVE) weights[i] = 1 / points;
  }
  return weights;
}

/** What stands in for a weight until all are counted. */
const [ABOVE, TIED] = [1, 2];
