import { FaultlineError } from '../core/faultline-error.ts';

/** A square matrix as an array of rows. */
export type Matrix = readonly (readonly number[])[];

/** What the numbers of an input may be; at least 0 when nothing is said. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
  /** `min` itself is not allowed. */
  readonly aboveMin?: boolean;
}

/**
 * Refuses what is not an object, and a field that nothing would read: a name mistyped is no default.
 *
 * @throws FaultlineError in one line; `where` opens it.
 */
export function checkFields<T extends object>(
  where: string,
  input: T,
  known: readonly (keyof T & string)[],
): void {
  const fields: readonly string[] = known;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new FaultlineError(where, input, `an object with any of ${fields.join(', ')}`);
  }
  const unknown = Object.keys(input).find((name) => !fields.includes(name));
  if (unknown === undefined) return;
  const given = (input as Record<string, unknown>)[unknown];
  throw new FaultlineError(`${where}: ${unknown}`, given, `no such option; known are ${fields.join(', ')}`);
}

/** @throws FaultlineError for anything but a finite number in the range. */
export function checkNumber(where: string, value: unknown, range: Range = {}): number {
  const { min = 0, max = Number.POSITIVE_INFINITY, aboveMin = false } = range;
  const fits = typeof value === 'number' && (aboveMin ? value > min : value >= min) && value <= max;
  if (fits && Number.isFinite(value)) return value;
  const floor = min === Number.NEGATIVE_INFINITY ? '' : ` ${aboveMin ? 'above' : 'of at least'} ${min}`;
  const ceiling = max === Number.POSITIVE_INFINITY ? '' : ` and at most ${max}`;
  throw new FaultlineError(where, value, `a finite number${floor}${ceiling}`);
}

/** @throws FaultlineError for anything but an integer in the range. */
export function checkInteger(where: string, value: unknown, min: number, max: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new FaultlineError(where, value, `an integer from ${min} to ${max}`);
}

/** A vector as a fresh Float64Array. `length` undefined: any but 0. @throws FaultlineError */
export function checkVector(where: string, values: unknown, length?: number, range?: Range): Float64Array {
  const isList = Array.isArray(values) || ArrayBuffer.isView(values);
  const list = values as ArrayLike<unknown>;
  if (!isList || (length === undefined ? list.length === 0 : list.length !== length)) {
    const wanted = length === undefined ? 'a list of numbers, one a bank' : `a list of ${length} numbers`;
    throw new FaultlineError(where, isList ? `${list.length} numbers` : values, wanted);
  }
  return Float64Array.from(list, (value, i) => checkNumber(`${where}[${i}]`, value, range));
}

/**
 * A square matrix with nothing on its diagonal as a fresh Float64Array, row after row.
 * `size` undefined: that of the rows given.
 *
 * @throws FaultlineError for rows of other lengths, a number that is negative or not finite, and a bank's
 * claim on itself.
 */
export function checkMatrix(where: string, rows: unknown, size?: number): Float64Array {
  if (!Array.isArray(rows) || rows.length === 0) {
    throw new FaultlineError(where, rows, 'a square matrix as an array of rows');
  }
  const n = size ?? rows.length;
  if (rows.length !== n) throw new FaultlineError(where, `${rows.length} rows`, `${n} rows, one a bank`);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row: unknown = rows[i];
    const isList = Array.isArray(row) || ArrayBuffer.isView(row);
    const list = row as ArrayLike<unknown>;
    if (!isList || list.length !== n) {
      const given = isList ? `${list.length} numbers` : row;
      throw new FaultlineError(`${where}[${i}]`, given, `${n} numbers: the matrix has ${n} rows`);
    }
    for (let j = 0; j < n; j++) {
      const value = list[j];
      if (typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY) {
        matrix[i * n + j] = value;
      } else checkNumber(`${where}[${i}][${j}]`, value);
    }
    if (matrix[i * n + i] !== 0) {
      throw new FaultlineError(`${where}[${i}][${i}]`, matrix[i * n + i], '0: no bank owes itself');
    }
  }
  return matrix;
}

/** The rows of a matrix that is kept row after row. */
export function toRows(matrix: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from(matrix.subarray(i * size, (i + 1) * size)));
}
