/** An interval in words; null on a side: there is too little to tell. */
export function intervalText(
  [low, high]: readonly [number | null, number | null],
  textOf: (value: number) => string,
): string {
  if (low === null && high === null) return 'too few to tell';
  if (high === null) return `from ${textOf(low as number)}; too few above`;
  if (low === null) return `to ${textOf(high)}; too few below`;
  return `${textOf(low)} to ${textOf(high)}`;
}
