/** Below this much money nothing is worth an order: one cent. */
export const CENT = 0.01;

/** To the cent: the nearest multiple of 0.01. */
export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
