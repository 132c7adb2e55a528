type Column = Float64Array | Int32Array | Int8Array | Uint8Array;

/** Rows of a pool as columns of one length; what is no typed array is passed over. */
export type Table = Readonly<Record<string, unknown>> | object;

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value);
}

/** Replaces every column by one of `length` rows that begins with the rows that there are. */
export function lengthen(table: Table, length: number): void {
  for (const [name, column] of Object.entries(table)) {
    if (!isColumn(column)) continue;
    const longer = new (column.constructor as new (length: number) => Column)(length);
    longer.set(column);
    Object.assign(table, { [name]: longer });
  }
}

/** Sets every column to 0. */
export function zero(table: Table): void {
  for (const column of Object.values(table)) if (isColumn(column)) column.fill(0);
}
