import { FaultlineError } from '../core/faultline-error.ts';

/** A table by column: numbers, texts, truth values; all columns of one length. */
export type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

/** What of danfojs-node is needed: `import * as danfo from 'danfojs-node'`. */
export interface Danfo<Frame> {
  readonly DataFrame: new (columns: Record<string, unknown[]>) => Frame;
}

/** What of a data frame is read. */
export interface DanfoFrame {
  readonly columns: readonly string[];
  readonly values: unknown;
}

/**
 * A data frame of danfojs-node from rows or from columns, such as a sweep's `metrics`. The values go in as
 * they are; what danfojs then computes with them it computes in 32 bits (123456789 + 0 is 123456792), so
 * compute before.
 *
 * @throws FaultlineError when columns differ in length
 */
export function toDanfo<Frame>(
  danfo: Danfo<Frame>,
  table: Columns | readonly Readonly<Record<string, unknown>>[],
): Frame {
  const columns = Array.isArray(table) ? columnsOf(table) : (table as Columns);
  const lengths = new Set(Object.values(columns).map((column) => column.length));
  if (lengths.size > 1) {
    throw new FaultlineError('toDanfo', [...lengths].join(', '), 'columns of one length');
  }
  // It takes a typed array for a single cell.
  return new danfo.DataFrame(
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, Array.from(column)])),
  );
}

/** The rows of a data frame of danfojs-node, as it holds them. */
export function fromDanfo(frame: DanfoFrame): Record<string, unknown>[] {
  const rows = frame.values as readonly (readonly unknown[])[];
  return rows.map((row) => Object.fromEntries(frame.columns.map((name, c) => [name, row[c]])));
}

function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): Columns {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
}
