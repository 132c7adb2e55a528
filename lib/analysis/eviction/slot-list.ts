/**
 * Doubly linked lists over slots. A list is a ring through an end of its own, an index that is no slot: what
 * follows the end is its first slot, and what comes before it its last.
 */
export interface SlotList {
  /**
   * For each index two words: the one after it and the one before it. Both in one array, since most of a
   * list's time goes into fetching them.
   */
  readonly links: Int32Array;
}

/** Lists over `slotCount` slots, all empty; the ends are `slotCount`, `slotCount` + 1, … */
export function createSlotList(slotCount: number, endCount = 1): SlotList {
  const list = { links: new Int32Array(2 * (slotCount + endCount)) };
  clearSlotList(list, slotCount);
  return list;
}

/** As `createSlotList` made it. */
export function clearSlotList({ links }: SlotList, slotCount: number): void {
  links.fill(0, 0, 2 * slotCount);
  for (let end = 2 * slotCount; end < links.length; end++) links[end] = end >> 1;
}

/** The slot after `at`, or the list's end. Of an end: the first slot. */
export function after({ links }: SlotList, at: number): number {
  return links[2 * at];
}

/** The slot before `at`, or the list's end. Of an end: the last slot. */
export function before({ links }: SlotList, at: number): number {
  return links[2 * at + 1];
}

/** Puts a slot that is in no list behind `place`: an end, so that it comes first, or another slot. */
export function linkBehind({ links }: SlotList, place: number, slot: number): void {
  const next = links[2 * place];
  links[2 * place] = slot;
  links[2 * slot] = next;
  links[2 * slot + 1] = place;
  links[2 * next + 1] = slot;
}

/** Takes a slot out of its list. */
export function unlink({ links }: SlotList, slot: number): void {
  const next = links[2 * slot];
  const previous = links[2 * slot + 1];
  links[2 * previous] = next;
  links[2 * next + 1] = previous;
}

/** Takes a slot out of its list and puts it behind the end of one, the same or another. */
export function moveBehind({ links }: SlotList, end: number, slot: number): void {
  const next = links[2 * slot];
  const previous = links[2 * slot + 1];
  links[2 * previous] = next;
  links[2 * next + 1] = previous;
  const first = links[2 * end];
  links[2 * end] = slot;
  links[2 * slot] = first;
  links[2 * slot + 1] = end;
  links[2 * first + 1] = slot;
}
