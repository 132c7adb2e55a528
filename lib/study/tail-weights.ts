import { checkFraction } from './check-fraction.ts';
import { checkLosses, sortedLosses } from './sorted-losses.ts';
import { tailSplit } from './tail-split.ts';

/** Losses that differ by no more than this share of them are the same loss, rounded differently. */
const ROUNDING = 1e-12;

/**
 * By loss, its weight in the conditional value at risk at `level` (between 0 and 1, both excluded): they
 * add up to 1, and the losses weighed by them to the measure. Losses tied at the value at risk, to a
 * relative 1e-12, share what is left for the boundary equally, so that their order changes nothing
 * (Tasche 2000). Throws for no losses, for one that is not finite, and for a level outside.
 */
export function tailWeights(losses: ArrayLike<number>, level: number): Float64Array {
  const where = 'tailWeights';
  checkFraction(`${where}: level`, level);
  checkLosses(where, losses);
  const sorted = sortedLosses(where, losses);
  const { rank, tailPoints } = tailSplit(sorted.length, level);
  const boundary = sorted[rank - 1]!;
  const tolerance = ROUNDING * Math.abs(boundary);
  const weights = new Float64Array(losses.length);
  let above = 0;
  let tied = 0;
  for (let i = 0; i < weights.length; i++) {
    const excess = losses[i]! - boundary;
    if (excess > tolerance) above++;
    else if (excess >= -tolerance) tied++;
  }
  // A level within rounding of 1 leaves no tail: the limit is the worst loss.
  const size = tailPoints > 0 ? tailPoints : 1;
  const onTie = tailPoints > 0 ? Math.max(0, tailPoints - above) / tied : 1 / tied;
  for (let i = 0; i < weights.length; i++) {
    const excess = losses[i]! - boundary;
    if (excess > tolerance) weights[i] = 1 / size;
    else if (excess >= -tolerance) weights[i] = onTie / size;
  }
  return weights;
}
