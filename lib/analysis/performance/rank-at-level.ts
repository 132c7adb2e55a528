const ROUNDING_MAX = 4 * Number.EPSILON;

/**
 * The rank, 1 to `count`, of the quantile inf{x: F(x) >= level} of a sample in ascending order: ceil(count *
 * level). A product within 4 parts in 2^52 of an integer is that integer.
 */
export function rankAtLevel(count: number, level: number): number {
  const product = count * level;
  const nearest = Math.round(product);
  const isInteger = Math.abs(product - nearest) <= ROUNDING_MAX * product;
  return Math.max(1, isInteger ? nearest : Math.ceil(product));
}
