/** A number that is added to another, as text: one above 0 with its sign. */
export function signed(value: number, show: (value: number) => string): string {
  const text = show(value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
