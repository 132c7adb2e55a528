import type { EvictionPolicy, EvictionState } from './eviction.ts';
import { evictionState } from './eviction-state.ts';
import { before, clearSlotList, createSlotList, linkBehind, type SlotList, unlink } from './slot-list.ts';

/** The list goes from the newest entry to the oldest. */
export interface FifoState extends EvictionState, SlotList {}

/** First in, first out: the entry goes that came in longest ago; reading it changes nothing. */
export const fifo: EvictionPolicy<FifoState> = {
  create: (capacity) => ({ ...evictionState(capacity), ...createSlotList(capacity) }),
  clear(state) {
    state.size = 0;
    clearSlotList(state, state.capacity);
  },
  hit() {},
  victim: (state) => before(state, state.capacity),
  insert(state, slot) {
    state.size++;
    linkBehind(state, state.capacity, slot);
  },
  remove(state, slot) {
    state.size--;
    unlink(state, slot);
  },
};
