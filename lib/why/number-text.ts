/** A number as people read it: six digits at most. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(6)));
}
