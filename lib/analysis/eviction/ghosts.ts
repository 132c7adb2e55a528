import { addKey, clearKeyTable, createKeyTable, deleteKey, type KeyTable } from './key-table.ts';
import { before, clearSlotList, createSlotList, linkBehind, type SlotList, unlink } from './slot-list.ts';

/** The keys that were evicted last: a queue from the newest to the oldest, of which any may be taken out. */
export interface Ghosts {
  readonly countMax: number;
  readonly keys: Float64Array;
  readonly order: SlotList;
  readonly places: KeyTable;
  /** A stack of the places not in use. */
  readonly unused: Int32Array;
  unusedCount: number;
}

/** Room for `countMax` keys, which may be 0. */
export function createGhosts(countMax: number): Ghosts {
  const ghosts: Ghosts = {
    countMax,
    keys: new Float64Array(countMax),
    order: createSlotList(countMax),
    places: createKeyTable(countMax),
    unused: new Int32Array(countMax),
    unusedCount: 0,
  };
  clearGhosts(ghosts);
  return ghosts;
}

/** As `createGhosts` made them. */
export function clearGhosts(ghosts: Ghosts): void {
  ghosts.keys.fill(0);
  clearSlotList(ghosts.order, ghosts.countMax);
  clearKeyTable(ghosts.places);
  for (let i = 0; i < ghosts.countMax; i++) ghosts.unused[i] = i;
  ghosts.unusedCount = ghosts.countMax;
}

/** Adds a key that is not there; the oldest makes room. */
export function remember(ghosts: Ghosts, key: number): void {
  const { countMax, keys, order, places, unused } = ghosts;
  if (countMax === 0) return;
  let place: number;
  if (ghosts.unusedCount > 0) place = unused[--ghosts.unusedCount];
  else {
    place = before(order, countMax);
    unlink(order, place);
    deleteKey(places, keys[place]);
  }
  keys[place] = key;
  linkBehind(order, countMax, place);
  addKey(places, key, place);
}

/** Takes a key out. False when it was not there. */
export function forget(ghosts: Ghosts, key: number): boolean {
  const place = deleteKey(ghosts.places, key);
  if (place < 0) return false;
  unlink(ghosts.order, place);
  ghosts.unused[ghosts.unusedCount++] = place;
  return true;
}
