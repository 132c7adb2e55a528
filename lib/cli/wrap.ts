/** Columns of a page: output is the same in a terminal, a pipe and a file. */
export const PAGE_WIDTH = 80;

/** Text broken at spaces into lines of at most `width` columns, the indents counted. */
export function wrap(
  text: string,
  {
    width = PAGE_WIDTH,
    indent = '',
    first = indent,
  }: { width?: number; indent?: string; first?: string } = {},
): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/ +/)) {
    if (!isEmpty && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

/** The columns that a text takes in a terminal, colours not counted. */
export function columnsOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour
  return [...text.replace(/\u001b\[\d+m/g, '')].length;
}
