import { FaultlineError } from '../../../core/faultline-error.ts';
import type { Cells } from './cells.ts';
import { readCsvTable } from './csv-table.ts';

/** Names that files give to a field's column, in lower case. */
export type ColumnNames = Readonly<Record<string, readonly string[]>>;

/** What files call the column of times. */
export const TIME_NAMES = ['time', 'date', 'timestamp', 'datetime'];

/**
 * The rows of a CSV file whose header names the columns in any case and order.
 *
 * @throws FaultlineError for a header with a column missing, unknown or twice, and whatever `readCsvTable`
 * refuses.
 */
export function csvCells(
  text: string,
  path: string,
  names: ColumnNames,
  optional: readonly string[],
  ignored: readonly string[] = [],
): Cells {
  const { header, columns, lines } = readCsvTable(text, path);
  const at = new Map<string, number>();
  for (const [i, title] of header.entries()) {
    const name = title.toLowerCase();
    if (ignored.includes(name)) continue;
    const where = `${path}: line 1, column ${title}`;
    const field = Object.keys(names).find((each) => names[each]!.includes(name));
    if (field === undefined) {
      const known = [...Object.values(names).flat(), ...ignored].join(', ');
      throw new FaultlineError(where, title, `no such column; known are ${known}`);
    }
    if (at.has(field)) {
      throw new FaultlineError(where, title, `one column of ${names[field]!.join(', ')}; another is there`);
    }
    at.set(field, i);
  }
  const missing = Object.keys(names).find((field) => !at.has(field) && !optional.includes(field));
  if (missing !== undefined) {
    const wanted = names[missing]!.join(' or ');
    throw new FaultlineError(`${path}: line 1`, header.join(','), `a column called ${wanted}`);
  }
  return {
    count: lines.length,
    has: (field) => at.has(field),
    cell(field, row) {
      const column = at.get(field);
      if (column === undefined) return undefined;
      const cell = columns[column]![row]!;
      return cell === '' && field === 'volume' ? undefined : cell;
    },
    place: (field, row) => `${path}: line ${lines[row]}, column ${header[at.get(field) ?? 0]}`,
  };
}
