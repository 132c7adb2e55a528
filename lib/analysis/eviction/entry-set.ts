/** The slots that have entries, without gaps and in no order that matters, so that one can be drawn. */
export interface EntrySet {
  size: number;
  /** The slots: the first `size` of them. */
  readonly entries: Int32Array;
  /** Where each of them stands in `entries`. */
  readonly places: Int32Array;
}

/** An empty set over `capacity` slots. */
export function createEntrySet(capacity: number): EntrySet {
  return { size: 0, entries: new Int32Array(capacity), places: new Int32Array(capacity) };
}

/** As `createEntrySet` made it. */
export function clearEntrySet(set: EntrySet): void {
  set.size = 0;
  set.entries.fill(0);
  set.places.fill(0);
}

/** Adds a slot that is not in the set. */
export function addEntry(set: EntrySet, slot: number): void {
  set.entries[set.size] = slot;
  set.places[slot] = set.size++;
}

/** Takes a slot out; the last one takes its place. */
export function deleteEntry(set: EntrySet, slot: number): void {
  const last = set.entries[--set.size];
  const place = set.places[slot];
  set.entries[place] = last;
  set.places[last] = place;
}
