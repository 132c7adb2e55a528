/**
 * Text of a run on one line: names in it are data of whoever made the config or the log, and may not begin a
 * line of their own, move the cursor or turn the direction of what follows.
 */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** A value on one line, exact, as JSON. */
export function valueLine(value: unknown): string {
  return plainLine(JSON.stringify(value) ?? 'null');
}
