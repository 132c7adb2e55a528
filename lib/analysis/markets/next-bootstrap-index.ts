/**
 * One step of the stationary bootstrap (Politis & Romano 1994): which of `count` values comes after the one
 * at `previous`, from one uniform between 0 and 1. With chance 1 / meanBlock a new block begins, at any
 * place; otherwise the next value follows, the first after the last. A `previous` of -1 is before the
 * beginning, where a block begins in any case.
 *
 * The uniform serves twice: given that it is below 1 / meanBlock, its share of that bound is uniform too, and
 * says where the block begins. A uniform of 53 bits has 53 - log2(meanBlock) left, which places any
 * count below 2^31 to 1 in 2^15 for blocks of up to 128. For inner loops: nothing is checked.
 */
export function nextBootstrapIndex(
  previous: number,
  count: number,
  meanBlock: number,
  uniform: number,
): number {
  const share = previous < 0 ? uniform : uniform * meanBlock;
  // A double below 1 times an integer does not round up to that integer.
  if (share < 1) return Math.floor(share * count);
  return previous + 1 < count ? previous + 1 : 0;
}
