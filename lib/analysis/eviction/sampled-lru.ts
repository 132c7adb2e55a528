import { pick } from '../../core/chance.ts';
import { threefry } from '../../core/threefry.ts';
import { addEntry, clearEntrySet, createEntrySet, deleteEntry, type EntrySet } from './entry-set.ts';
import type { EvictionPolicy, EvictionState } from './eviction.ts';
import { evictionState } from './eviction-state.ts';

const SAMPLE_COUNT = 5;
const POOL_SIZE_MAX = 16;

/** Which slots have entries, when each was read, and candidates kept from one eviction to the next. */
export interface SampledLruState extends EvictionState, EntrySet {
  /** How many reads and insertions there were. */
  time: number;
  readonly readAt: Float64Array;
  /** Candidates by when they were read, as it was when they came into the pool; the oldest last. */
  readonly pool: Int32Array;
  readonly poolReadAt: Float64Array;
  poolSize: number;
  readonly isInPool: Uint8Array;
}

const words = new Int32Array(6);

/**
 * Redis's `allkeys-lru`: five entries are sampled and join a pool of the sixteen that were read longest ago
 * among all sampled so far, of which the oldest goes. As in Redis, one that is read while in the pool does
 * not leave it.
 *
 * Unlike Redis, samples are drawn uniformly (Redis takes neighbours in its table), the clock counts requests
 * (Redis's counts seconds), an entry is in the pool once, and one that is deleted leaves it.
 */
export const sampledLru: EvictionPolicy<SampledLruState> = {
  create: (capacity) => ({
    ...evictionState(capacity),
    ...createEntrySet(capacity),
    time: 0,
    readAt: new Float64Array(capacity),
    pool: new Int32Array(POOL_SIZE_MAX),
    poolReadAt: new Float64Array(POOL_SIZE_MAX),
    poolSize: 0,
    isInPool: new Uint8Array(capacity),
  }),
  clear(state) {
    clearEntrySet(state);
    state.time = 0;
    state.readAt.fill(0);
    state.pool.fill(0);
    state.poolReadAt.fill(0);
    state.poolSize = 0;
    state.isInPool.fill(0);
  },
  hit(state, slot) {
    state.readAt[slot] = ++state.time;
  },
  victim(state, _newKey, occasion0, occasion1) {
    const { seed0, seed1, entries, size } = state;
    threefry(seed0, seed1 ^ occasion1, 0, occasion0, 3, words);
    for (let i = 0; i < SAMPLE_COUNT; i++) {
      offer(state, entries[pick(words[i], size)]);
    }
    return state.pool[state.poolSize - 1];
  },
  insert(state, slot) {
    state.readAt[slot] = ++state.time;
    addEntry(state, slot);
  },
  remove(state, slot) {
    deleteEntry(state, slot);
    if (state.isInPool[slot] === 1) leavePool(state, slot);
  },
};

function offer(state: SampledLruState, slot: number): void {
  const { readAt, pool, poolReadAt, isInPool } = state;
  const time = readAt[slot];
  const isFull = state.poolSize === POOL_SIZE_MAX;
  if ((isFull && time > poolReadAt[0]) || isInPool[slot] === 1) return;
  isInPool[slot] = 1;
  if (isFull) {
    // The one read last makes room at the front.
    isInPool[pool[0]] = 0;
    let at = 0;
    for (; at + 1 < POOL_SIZE_MAX && poolReadAt[at + 1] > time; at++) {
      pool[at] = pool[at + 1];
      poolReadAt[at] = poolReadAt[at + 1];
    }
    pool[at] = slot;
    poolReadAt[at] = time;
    return;
  }
  let at = state.poolSize++;
  for (; at > 0 && poolReadAt[at - 1] < time; at--) {
    pool[at] = pool[at - 1];
    poolReadAt[at] = poolReadAt[at - 1];
  }
  pool[at] = slot;
  poolReadAt[at] = time;
}

function leavePool(state: SampledLruState, slot: number): void {
  const { pool, poolReadAt, isInPool } = state;
  isInPool[slot] = 0;
  state.poolSize--;
  let at = state.poolSize;
  while (pool[at] !== slot) at--;
  for (; at < state.poolSize; at++) {
    pool[at] = pool[at + 1];
    poolReadAt[at] = poolReadAt[at + 1];
  }
}
