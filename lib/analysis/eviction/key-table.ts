import { numberHash } from './number-hash.ts';

/**
 * A hash table from keys, finite numbers, to places, integers from 0. Open addressing with linear probing;
 * deleting moves later keys back, so that no tombstones pile up however long it is used.
 */
export interface KeyTable {
  readonly keys: Float64Array;
  /** -1 where there is no key. */
  readonly places: Int32Array;
}

/** A table for at most `countMax` keys; at least half of it stays free. */
export function createKeyTable(countMax: number): KeyTable {
  let size = 4;
  while (size < 2 * countMax) size *= 2;
  return { keys: new Float64Array(size), places: new Int32Array(size).fill(-1) };
}

/** As `createKeyTable` made it. */
export function clearKeyTable({ keys, places }: KeyTable): void {
  keys.fill(0);
  places.fill(-1);
}

/** The place of a key; -1 when it is not in the table. */
export function placeOf({ keys, places }: KeyTable, key: number): number {
  const mask = places.length - 1;
  let at = numberHash(key) & mask;
  while (places[at] >= 0 && keys[at] !== key) at = (at + 1) & mask;
  return places[at];
}

/** Adds a key that is not in the table. */
export function addKey({ keys, places }: KeyTable, key: number, place: number): void {
  const mask = places.length - 1;
  let at = numberHash(key) & mask;
  while (places[at] >= 0) at = (at + 1) & mask;
  keys[at] = key;
  places[at] = place;
}

/** Deletes a key and gives the place it had; -1 when it is not in the table. */
export function deleteKey({ keys, places }: KeyTable, key: number): number {
  const mask = places.length - 1;
  let hole = numberHash(key) & mask;
  while (places[hole] >= 0 && keys[hole] !== key) hole = (hole + 1) & mask;
  const place = places[hole];
  if (place < 0) return -1;
  for (let at = (hole + 1) & mask; places[at] >= 0; at = (at + 1) & mask) {
    // A key may stand anywhere from its home on; it fills the hole unless its home lies behind that.
    const home = numberHash(keys[at]) & mask;
    if (((at - home) & mask) < ((at - hole) & mask)) continue;
    keys[hole] = keys[at];
    places[hole] = places[at];
    hole = at;
  }
  places[hole] = -1;
  return place;
}
