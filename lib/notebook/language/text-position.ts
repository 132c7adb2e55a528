/** A place in a text as the language server counts: from 0, in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

const lineEnd = /\r\n|\n|\r/g;

/** The place of an offset in UTF-16 units. */
export function positionAt(text: string, offset: number): Position {
  let line = 0;
  let start = 0;
  for (const { index, 0: end } of text.matchAll(lineEnd)) {
    if (index + end.length > offset) break;
    line += 1;
    start = index + end.length;
  }
  return { line, character: offset - start };
}

/** The offset of a place in UTF-16 units; the end of the text for a place beyond it. */
export function offsetAt(text: string, { line, character }: Position): number {
  if (line === 0) return Math.min(character, text.length);
  let passed = 0;
  for (const { index, 0: end } of text.matchAll(lineEnd)) {
    passed += 1;
    if (passed === line) return Math.min(index + end.length + character, text.length);
  }
  return text.length;
}
