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

/** The list goes from the entry read last to the one read longest ago. */
export interface LruState extends EvictionState, SlotList {}

/** Least recently used: the entry goes that was read, or came in, longest ago. */
export const lru: EvictionPolicy<LruState> = {
  create: (capacity) => ({ ...evictionState(capacity), ...createSlotList(capacity) }),
  clear(state) {
    state.size = 0;
    clearSlotList(state, state.capacity);
  },
  hit(state, slot) {
    moveBehind(state, state.capacity, slot);
  },
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
