import { columnsOf } from './wrap.ts';

/** How a column of a table stands. Numbers stand at the right. */
export type Align = 'left' | 'right';

/**
 * Rows of cells in aligned columns, two spaces apart, each line indented by two; the first row is the
 * header. Without trailing spaces.
 *
 * @param style draws the header, such as in bold.
 */
export function table(
  rows: readonly (readonly string[])[],
  align: readonly Align[],
  style: (header: string) => string = (header) => header,
): string {
  const widths = align.map((_, c) => Math.max(...rows.map((row) => columnsOf(printable(row[c] ?? '')))));
  const lines = rows.map((row) =>
    align
      .map((side, c) => {
        const cell = printable(row[c] ?? '');
        const space = ' '.repeat(widths[c] - columnsOf(cell));
        return side === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, i) => `  ${i === 0 ? style(line) : line}`).join('\n');
}

/** Names come from files: a line break or an escape code in one does not reach the terminal. */
function printable(cell: string): string {
  return cell.replace(/\p{Cc}/gu, '?');
}
