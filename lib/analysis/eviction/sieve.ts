import type { EvictionPolicy, EvictionState } from './eviction.ts';
import { evictionState } from './eviction-state.ts';
import { before, clearSlotList, createSlotList, linkBehind, type SlotList, unlink } from './slot-list.ts';

/** The list goes from the newest entry to the oldest. */
export interface SieveState extends EvictionState, SlotList {
  /** 1 for an entry that was read since the hand passed it or it came in. */
  readonly visited: Uint8Array;
  /** The slot to look at first; `capacity`, the list's end: the oldest. */
  hand: number;
}

/**
 * SIEVE (Zhang, Yang, Yue, Vigfusson, Rashmi, NSDI 2024): a hand moves from the oldest entry to newer ones,
 * spares each that was read, once, where it stands, and takes the first that was not. It goes on from there
 * the next time, and from the oldest again once past the newest.
 */
export const sieve: EvictionPolicy<SieveState> = {
  create: (capacity) => ({
    ...evictionState(capacity),
    ...createSlotList(capacity),
    visited: new Uint8Array(capacity),
    hand: capacity,
  }),
  clear(state) {
    state.size = 0;
    clearSlotList(state, state.capacity);
    state.visited.fill(0);
    state.hand = state.capacity;
  },
  hit(state, slot) {
    state.visited[slot] = 1;
  },
  victim(state) {
    const { capacity, visited } = state;
    let slot = state.hand === capacity ? before(state, capacity) : state.hand;
    while (visited[slot] !== 0) {
      visited[slot] = 0;
      slot = before(state, slot);
      if (slot === capacity) slot = before(state, capacity);
    }
    state.hand = slot;
    return slot;
  },
  insert(state, slot) {
    state.size++;
    state.visited[slot] = 0;
    linkBehind(state, state.capacity, slot);
  },
  remove(state, slot) {
    state.size--;
    if (state.hand === slot) state.hand = before(state, slot);
    unlink(state, slot);
  },
};
