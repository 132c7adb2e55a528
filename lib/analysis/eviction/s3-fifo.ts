import type { EvictionPolicy, EvictionState } from './eviction.ts';
import { evictionState } from './eviction-state.ts';
import { clearGhosts, createGhosts, forget, type Ghosts, remember } from './ghosts.ts';
import {
  before,
  clearSlotList,
  createSlotList,
  linkBehind,
  moveBehind,
  type SlotList,
  unlink,
} from './slot-list.ts';

const FREQUENCY_MAX = 3;
const PROMOTED_FROM = 2;

/** Two queues, each from the newest entry to the oldest: small's end is `capacity`, main's the next. */
export interface S3FifoState extends EvictionState, SlotList {
  /** How often each entry was read of late, 0 to 3. */
  readonly frequencies: Uint8Array;
  /** 1 for an entry in main. */
  readonly isInMain: Uint8Array;
  readonly mainSizeMax: number;
  mainSize: number;
  readonly ghosts: Ghosts;
  /** The key for which room was made last, whether it is a ghost's, and 1 until it has come in. */
  awaitedKey: number;
  awaitedIsGhost: number;
  isAwaiting: number;
}

/**
 * S3-FIFO (Yang, Zhang, Qiu, Yue, Rashmi, SOSP 2023): a small queue of a tenth for what is new, a main queue
 * for what was read twice there or came back, and ghosts: the keys last evicted from small, nine tenths of
 * the capacity. Main spares an entry once for each time it was read, up to three.
 *
 * As in libCacheSim: entries go from small unless main has outgrown its nine tenths, and sizes are rounded
 * down. Small is at least one, also below a capacity of 10.
 */
export const s3Fifo: EvictionPolicy<S3FifoState> = {
  create(capacity) {
    const base = evictionState(capacity);
    return {
      ...base,
      ...createSlotList(capacity, 2),
      frequencies: new Uint8Array(capacity),
      isInMain: new Uint8Array(capacity),
      mainSizeMax: capacity - Math.max(1, Math.floor(capacity * 0.1)),
      mainSize: 0,
      ghosts: createGhosts(Math.floor(capacity * 0.9)),
      awaitedKey: 0,
      awaitedIsGhost: 0,
      isAwaiting: 0,
    };
  },
  clear(state) {
    state.size = 0;
    clearSlotList(state, state.capacity);
    state.frequencies.fill(0);
    state.isInMain.fill(0);
    state.mainSize = 0;
    clearGhosts(state.ghosts);
    state.awaitedKey = 0;
    state.awaitedIsGhost = 0;
    state.isAwaiting = 0;
  },
  hit({ frequencies }, slot) {
    if (frequencies[slot] < FREQUENCY_MAX) frequencies[slot]++;
  },
  victim(state, newKey) {
    // Before anything goes, since what goes may push the key's ghost out.
    if (state.isAwaiting === 0 || state.awaitedKey !== newKey) {
      state.awaitedIsGhost = forget(state.ghosts, newKey) ? 1 : 0;
      state.awaitedKey = newKey;
      state.isAwaiting = 1;
    }
    if (state.mainSize <= state.mainSizeMax) {
      const slot = smallVictim(state);
      if (slot >= 0) return slot;
    }
    return state.mainSize > 0 ? mainVictim(state) : smallVictim(state);
  },
  insert(state, slot, key) {
    const isAwaited = state.isAwaiting === 1 && state.awaitedKey === key;
    const comesBack = isAwaited ? state.awaitedIsGhost === 1 : forget(state.ghosts, key);
    state.isAwaiting = 0;
    state.size++;
    state.frequencies[slot] = 0;
    if (comesBack) joinMain(state, slot);
    else {
      state.isInMain[slot] = 0;
      linkBehind(state, state.capacity, slot);
    }
  },
  remove(state, slot, key, evicted) {
    state.size--;
    unlink(state, slot);
    if (state.isInMain[slot] === 1) state.mainSize--;
    else if (evicted) remember(state.ghosts, key);
  },
};

/** Promotes what was read from small until there is one that was not; -1 when small has none. */
function smallVictim(state: S3FifoState): number {
  const { capacity, frequencies } = state;
  for (let slot = before(state, capacity); slot !== capacity; slot = before(state, capacity)) {
    if (frequencies[slot] < PROMOTED_FROM) return slot;
    frequencies[slot] = 0;
    unlink(state, slot);
    joinMain(state, slot);
  }
  return -1;
}

function mainVictim(state: S3FifoState): number {
  const { capacity, frequencies } = state;
  const end = capacity + 1;
  let slot = before(state, end);
  while (frequencies[slot] > 0) {
    frequencies[slot]--;
    moveBehind(state, end, slot);
    slot = before(state, end);
  }
  return slot;
}

function joinMain(state: S3FifoState, slot: number): void {
  state.mainSize++;
  state.isInMain[slot] = 1;
  linkBehind(state, state.capacity + 1, slot);
}
