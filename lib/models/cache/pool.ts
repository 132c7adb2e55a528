import { lengthen } from './columns.ts';

/** Rows that are taken and given back, as columns of one length; a free row has the number -1. */
export interface Pool {
  /** How many rows are taken. */
  count: number;
  firstFree: number;
  number: Float64Array;
  /** Of a free row the next free one; -1: none. */
  next: Int32Array;
}

/** Frees every row. */
export function clearPool(pool: Pool): void {
  pool.count = 0;
  pool.firstFree = -1;
  freeRows(pool, 0);
}

/** Puts the rows from `first` on into the list of the free, the first of them on top. */
function freeRows(pool: Pool, first: number): void {
  for (let row = pool.number.length - 1; row >= first; row--) {
    pool.number[row] = -1;
    pool.next[row] = pool.firstFree;
    pool.firstFree = row;
  }
}

/** Takes a row; what it held is still in it. */
export function takeRow(pool: Pool): number {
  if (pool.firstFree < 0) {
    const length = pool.number.length;
    lengthen(pool, 2 * length);
    freeRows(pool, length);
  }
  const row = pool.firstFree;
  pool.firstFree = pool.next[row];
  pool.count++;
  return row;
}

/** Gives a row back. */
export function freeRow(pool: Pool, row: number): void {
  pool.number[row] = -1;
  pool.next[row] = pool.firstFree;
  pool.firstFree = row;
  pool.count--;
}
