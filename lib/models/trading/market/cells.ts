import { FaultlineError } from '../../../core/faultline-error.ts';

/** Rows of a market in whatever form they were given: what a row holds, and what an error calls its place. */
export interface Cells {
  readonly count: number;
  has(field: string): boolean;
  /** As it was given; undefined where there is nothing. */
  cell(field: string, row: number): unknown;
  place(field: string, row: number): string;
  /** Which tick a row came in, where ticks were given whole; otherwise rows at one time are one tick. */
  readonly tick?: Int32Array;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Cells of a list of rows, or of an object of columns of one length. `time` may also be called `date`.
 *
 * @throws FaultlineError for no rows, fields not among `fields`, and columns of several lengths.
 */
export function cellsOf(given: unknown, where: string, fields: readonly string[]): Cells {
  return Array.isArray(given) ? rowCells(given, where, fields) : columnCells(given, where, fields);
}

function rowCells(rows: readonly unknown[], where: string, fields: readonly string[]): Cells {
  if (rows.length === 0) throw new FaultlineError(where, rows, 'at least one row');
  for (let i = 0; i < rows.length; i++) checkRow(rows[i], `${where}[${i}]`, fields);
  const list = rows as readonly Fields[];
  const nameIn = (row: Fields, field: string): string =>
    field === 'time' && row.date !== undefined ? 'date' : field;
  return {
    count: rows.length,
    has: (field) => list.some((row) => row[nameIn(row, field)] !== undefined),
    cell: (field, i) => list[i]![nameIn(list[i]!, field)],
    place: (field, i) => `${where}[${i}].${nameIn(list[i]!, field)}`,
  };
}

/**
 * Refuses what is no object, a field that nothing would read, and a time under two names.
 *
 * @throws FaultlineError in one line.
 */
export function checkRow(row: unknown, where: string, fields: readonly string[]): asserts row is Fields {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    throw new FaultlineError(where, row, `an object with ${fields.join(', ')}`);
  }
  const unknown = Object.keys(row).find((name) => !fields.includes(name));
  if (unknown !== undefined) {
    const given = (row as Fields)[unknown];
    throw new FaultlineError(`${where}.${unknown}`, given, `no such field; known are ${fields.join(', ')}`);
  }
  const { time, date } = row as Fields;
  if (time !== undefined && date !== undefined) {
    throw new FaultlineError(`${where}.date`, date, 'either time or date');
  }
}

function columnCells(given: unknown, where: string, fields: readonly string[]): Cells {
  checkRow(given, where, fields);
  const columns = new Map<string, ArrayLike<unknown>>();
  for (const [name, column] of Object.entries(given)) {
    if (column === undefined) continue;
    if (!Array.isArray(column) && !ArrayBuffer.isView(column)) {
      throw new FaultlineError(`${where}.${name}`, column, 'a list, one cell a row');
    }
    columns.set(name, column as unknown as ArrayLike<unknown>);
  }
  const nameIn = (field: string): string => (field === 'time' && columns.has('date') ? 'date' : field);
  const count = columns.get(nameIn('time'))?.length;
  if (count === undefined) throw new FaultlineError(`${where}.time`, undefined, 'a list of times');
  if (count === 0) throw new FaultlineError(`${where}.${nameIn('time')}`, [], 'at least one row');
  for (const [name, { length }] of columns) {
    if (length === count) continue;
    throw new FaultlineError(`${where}.${name}`, `${length} cells`, `${count} cells, one a row`);
  }
  return {
    count,
    has: (field) => columns.has(nameIn(field)),
    cell: (field, i) => columns.get(nameIn(field))?.[i],
    place: (field, i) => `${where}.${nameIn(field)}[${i}]`,
  };
}
