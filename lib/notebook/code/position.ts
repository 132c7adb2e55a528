/** A place in a text: line and column count from 1, columns in UTF-16 units, as V8 counts in stack traces. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset in a text; the end of the text for offsets beyond it. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: before.length - lastBreak };
}
