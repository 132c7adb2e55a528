/** The offset in UTF-16 units of a place that the protocol counts in code points. */
export function utf16Offset(text: string, codePoint: number): number {
  let offset = 0;
  for (const letter of text) {
    if (codePoint-- <= 0) break;
    offset += letter.length;
  }
  return offset;
}

/** The code points before an offset in UTF-16 units. */
export function codePoints(text: string, offset: number): number {
  let count = 0;
  for (const _ of text.slice(0, offset)) count++;
  return count;
}
