import type { EvictionPolicy, EvictionState } from './eviction.ts';
import { evictionState } from './eviction-state.ts';
import {
  after,
  before,
  clearSlotList,
  createSlotList,
  linkBehind,
  type SlotList,
  unlink,
} from './slot-list.ts';

/**
 * Entries of equal count are a class: the list with the end `capacity` + its number, from the entry read
 * last to the one read longest ago. A list of classes goes from the lowest count to the highest; its end is
 * `capacity` + 1, a class more than there can be.
 */
export interface LfuState extends EvictionState, SlotList {
  readonly classes: SlotList;
  /** How often the entries of a class were read, with the request that brought them in. */
  readonly counts: Float64Array;
  /** The class of each slot's entry. */
  readonly classOf: Int32Array;
  /** A stack of the classes not in use. */
  readonly unused: Int32Array;
  unusedCount: number;
}

/**
 * Least frequently used, counted while in the cache, and among equals the one read longest ago. Constant
 * time by lists of lists (Shah, Mitra, Matani 2010).
 */
export const lfu: EvictionPolicy<LfuState> = {
  create(capacity) {
    const state: LfuState = {
      ...evictionState(capacity),
      ...createSlotList(capacity, capacity + 1),
      classes: createSlotList(capacity + 1),
      counts: new Float64Array(capacity + 1),
      classOf: new Int32Array(capacity),
      unused: new Int32Array(capacity + 1),
      unusedCount: 0,
    };
    lfu.clear(state);
    return state;
  },
  clear(state) {
    const classCount = state.capacity + 1;
    state.size = 0;
    clearSlotList(state, state.capacity);
    clearSlotList(state.classes, classCount);
    state.counts.fill(0);
    state.classOf.fill(0);
    for (let i = 0; i < classCount; i++) state.unused[i] = i;
    state.unusedCount = classCount;
  },
  hit(state, slot) {
    const { capacity, classes, counts, classOf } = state;
    const old = classOf[slot];
    const count = counts[old] + 1;
    const next = after(classes, old);
    const hasNext = next !== capacity + 1 && counts[next] === count;
    const end = capacity + old;
    if (!hasNext && after(state, end) === slot && after(state, slot) === end) {
      counts[old] = count;
      return;
    }
    unlink(state, slot);
    join(state, slot, hasNext ? next : newClass(state, old, count));
    leave(state, old);
  },
  victim: (state) => before(state, state.capacity + after(state.classes, state.capacity + 1)),
  insert(state, slot) {
    const { capacity, classes, counts } = state;
    const end = capacity + 1;
    const first = after(classes, end);
    state.size++;
    join(state, slot, first !== end && counts[first] === 1 ? first : newClass(state, end, 1));
  },
  remove(state, slot) {
    state.size--;
    unlink(state, slot);
    leave(state, state.classOf[slot]);
  },
};

function newClass(state: LfuState, behind: number, count: number): number {
  const fresh = state.unused[--state.unusedCount];
  state.counts[fresh] = count;
  linkBehind(state.classes, behind, fresh);
  return fresh;
}

function join(state: LfuState, slot: number, to: number): void {
  state.classOf[slot] = to;
  linkBehind(state, state.capacity + to, slot);
}

/** A class that nobody is in any more is no class. */
function leave(state: LfuState, old: number): void {
  const end = state.capacity + old;
  if (after(state, end) !== end) return;
  unlink(state.classes, old);
  state.unused[state.unusedCount++] = old;
}
