const ROUNDING_MAX = 4 * Number.EPSILON;

/** Where a level cuts a sorted sample in two: see `tailSplit`. */
export interface TailSplit {
  /** The rank of the boundary loss in ascending order, 1 to the sample's size, both included. */
  readonly rank: number;
  /** The part of the boundary loss that belongs to the tail, 0 included, 1 excluded. */
  readonly boundaryWeight: number;
  /** The losses in the tail, (1 - level) count: a fraction where the cut falls inside a loss. */
  readonly tailPoints: number;
}

/**
 * Cuts `count` ascending losses at `level` (0 and 1 excluded): the boundary is the loss of rank
 * ceil(count * level). A product within 4 parts in 2^52 of an integer is that integer, so that level
 * 0.07 of 100 losses (7.000000000000001 in doubles) cuts at rank 7.
 */
export function tailSplit(count: number, level: number): TailSplit {
  const product = count * level;
  const nearest = Math.round(product);
  const below = Math.abs(product - nearest) <= ROUNDING_MAX * product ? nearest : product;
  const rank = Math.max(1, Math.ceil(below));
  return { rank, boundaryWeight: rank - below, tailPoints: count - below };
}
