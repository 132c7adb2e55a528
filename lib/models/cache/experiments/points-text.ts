/** A difference of two shares as percentage points with one decimal: 3.5 points. */
export function pointsText(difference: number): string {
  return `${(100 * difference).toFixed(1)} points`;
}
