/** Why a node does not have a key, as `slotOf` says it. */
export const NEVER = -1;
export const EVICTED = -2;
export const EXPIRED = -3;
export const INVALIDATED = -4;
/** A fetch of it got lost. */
export const UNFETCHED = -5;
/** From here down to EMPTIED: FETCHING - code is the call that fetches it. */
const FETCHING = -16;
/** From here down: EMPTIED - code is the number of the emptying in which the node lost it. */
const EMPTIED = -(2 ** 30);

/** The words for the reasons. */
export const ABSENCES = [
  'never',
  'evicted',
  'expired',
  'invalidated',
  'unfetched',
  'fetching',
  'emptied',
] as const;
const FETCHING_INDEX = 5;
const EMPTIED_INDEX = 6;

/** The memory of one node. */
export interface Entries {
  count: number;
  bytes: number;
  firstFree: number;
  /** By key: its slot or, below 0, why it is not there. */
  slotOf: Int32Array;
  keyOf: Int32Array;
  version: Int32Array;
  /** When the entry dies; Infinity: never. */
  expires: Float64Array;
  nextFree: Int32Array;
}

export function createEntries(keys: number, capacity: number): Entries {
  const entries: Entries = {
    count: 0,
    bytes: 0,
    firstFree: 0,
    slotOf: new Int32Array(keys),
    keyOf: new Int32Array(capacity),
    version: new Int32Array(capacity),
    expires: new Float64Array(capacity),
    nextFree: new Int32Array(capacity),
  };
  clearEntries(entries);
  return entries;
}

/** A memory that never held anything. */
export function clearEntries(entries: Entries): void {
  entries.slotOf.fill(NEVER);
  freeSlots(entries);
}

/** Forgets all entries, in the emptying of that number. */
export function emptyEntries(entries: Entries, emptying: number): void {
  const { slotOf } = entries;
  for (let key = 0; key < slotOf.length; key++) if (slotOf[key] >= 0) slotOf[key] = EMPTIED - emptying;
  freeSlots(entries);
}

function freeSlots(entries: Entries): void {
  const { nextFree } = entries;
  for (let slot = 0; slot < nextFree.length; slot++) nextFree[slot] = slot + 1;
  nextFree[nextFree.length - 1] = -1;
  entries.firstFree = 0;
  entries.count = 0;
  entries.bytes = 0;
}

/** The code of a key that a call fetches. */
export function fetchedBy(call: number): number {
  return FETCHING - call;
}

/** The call that fetches a key; -1 when none does. */
export function fetcherOf(code: number): number {
  return code <= FETCHING && code > EMPTIED ? FETCHING - code : -1;
}

/** The code of a key that was lost in an emptying. */
export function emptiedIn(emptying: number): number {
  return EMPTIED - emptying;
}

/** The emptying in which a key was lost; -1: none. */
export function emptyingOf(code: number): number {
  return code <= EMPTIED ? EMPTIED - code : -1;
}

/** The reason that a code below 0 stands for, as an index into ABSENCES. */
export function absenceOf(code: number): number {
  if (code <= EMPTIED) return EMPTIED_INDEX;
  return code <= FETCHING ? FETCHING_INDEX : -1 - code;
}
