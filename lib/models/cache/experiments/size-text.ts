/** A number with three digits that count: 0.00312, 45.1, 1230. */
export function sizeText(value: number): string {
  return String(Number(value.toPrecision(3)));
}
