/** Begins and ends gently: 0 to 1 for 0 to 1. */
export function eased(share: number): number {
  return share * share * (3 - 2 * share);
}

/** A point of a quadratic curve from a to b by way of c, in one dimension. */
export function alongCurve(u: number, a: number, c: number, b: number): number {
  const v = 1 - u;
  return v * v * a + 2 * v * u * c + u * u * b;
}
