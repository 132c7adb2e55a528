import type { EvictionPolicy, EvictionState } from './eviction.ts';
import { evictionState } from './eviction-state.ts';
import {
  before,
  clearSlotList,
  createSlotList,
  linkBehind,
  moveBehind,
  type SlotList,
  unlink,
} from './slot-list.ts';

/** The list goes from the entry that the hand passed last to the one that it comes to next. */
export interface ClockState extends EvictionState, SlotList {
  /** 1 for an entry that was read since the hand passed it or it came in. */
  readonly referenced: Uint8Array;
}

/**
 * CLOCK, with one bit (Corbató 1968): first in, first out, but an entry that was read goes round once more.
 * Kept as a queue whose old end is where the hand stands: the same order as a ring, also when entries go in
 * between.
 */
export const clock: EvictionPolicy<ClockState> = {
  create: (capacity) => ({
    ...evictionState(capacity),
    ...createSlotList(capacity),
    referenced: new Uint8Array(capacity),
  }),
  clear(state) {
    state.size = 0;
    clearSlotList(state, state.capacity);
    state.referenced.fill(0);
  },
  hit(state, slot) {
    state.referenced[slot] = 1;
  },
  victim(state) {
    const { capacity, referenced } = state;
    let slot = before(state, capacity);
    while (referenced[slot] !== 0) {
      referenced[slot] = 0;
      moveBehind(state, capacity, slot);
      slot = before(state, capacity);
    }
    return slot;
  },
  insert(state, slot) {
    state.size++;
    state.referenced[slot] = 0;
    linkBehind(state, state.capacity, slot);
  },
  remove(state, slot) {
    state.size--;
    unlink(state, slot);
  },
};
