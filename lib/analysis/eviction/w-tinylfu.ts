import type { EvictionPolicy, EvictionState } from './eviction.ts';
import { evictionState } from './eviction-state.ts';
import {
  clearFrequencySketch,
  countHash,
  createFrequencySketch,
  type FrequencySketch,
  frequencyOf,
} from './frequency-sketch.ts';
import { numberHash } from './number-hash.ts';
import {
  before,
  clearSlotList,
  createSlotList,
  linkBehind,
  moveBehind,
  type SlotList,
  unlink,
} from './slot-list.ts';

const WINDOW = 0;
const PROBATION = 1;
const PROTECTED = 2;

/** Three lists, from the entry read last to the one read longest ago, with the ends `capacity` + segment. */
export interface WTinyLfuState extends EvictionState, SlotList {
  /** `numberHash` of each slot's key. */
  readonly hashes: Int32Array;
  /** The segment of each slot's entry: 0 window, 1 probation, 2 protected. */
  readonly segments: Uint8Array;
  readonly segmentSizes: Int32Array;
  readonly windowSizeMax: number;
  readonly protectedSizeMax: number;
  readonly sketch: FrequencySketch;
}

/**
 * W-TinyLFU (Einziger, Friedman, Manes, ACM Transactions on Storage 2017): new entries come into a window of
 * a hundredth, an LRU. What falls out of it comes into the main part if it was asked for more often than
 * the entry that would have to go there, by a sketch of all keys' frequencies. The main part is a segmented
 * LRU: four fifths of it are protected, for entries that were read there again.
 *
 * As in Caffeine, but with a window that stays as it is, and without its rare admissions by chance: a window
 * of capacity - floor(0.99 capacity), and so at least 1, protected floor(0.8 main), and no doorkeeper. Keys
 * are counted when they are read and when they come in. Every newcomer is let in, into the window.
 */
export const wTinyLfu: EvictionPolicy<WTinyLfuState> = {
  create(capacity) {
    const base = evictionState(capacity);
    const mainSize = Math.floor(0.99 * capacity);
    return {
      ...base,
      ...createSlotList(capacity, 3),
      hashes: new Int32Array(capacity),
      segments: new Uint8Array(capacity),
      segmentSizes: new Int32Array(3),
      windowSizeMax: capacity - mainSize,
      protectedSizeMax: Math.floor(0.8 * mainSize),
      sketch: createFrequencySketch(capacity),
    };
  },
  clear(state) {
    state.size = 0;
    clearSlotList(state, state.capacity);
    state.hashes.fill(0);
    state.segments.fill(0);
    state.segmentSizes.fill(0);
    clearFrequencySketch(state.sketch);
  },
  hit(state, slot) {
    const { capacity, segments, segmentSizes } = state;
    countHash(state.sketch, state.hashes[slot]);
    const segment = segments[slot];
    if (segment !== PROBATION) {
      moveBehind(state, capacity + segment, slot);
      return;
    }
    move(state, slot, PROTECTED);
    if (segmentSizes[PROTECTED] > state.protectedSizeMax) {
      move(state, before(state, capacity + PROTECTED), PROBATION);
    }
  },
  victim(state) {
    const { capacity, hashes, segmentSizes, sketch } = state;
    const candidate = before(state, capacity + WINDOW);
    let eldest = before(state, capacity + PROBATION);
    if (segmentSizes[PROBATION] === 0) eldest = before(state, capacity + PROTECTED);
    if (segmentSizes[WINDOW] === state.size) return candidate;
    if (segmentSizes[WINDOW] < state.windowSizeMax) return eldest;
    return frequencyOf(sketch, hashes[candidate]) > frequencyOf(sketch, hashes[eldest]) ? eldest : candidate;
  },
  insert(state, slot, key) {
    const { capacity, segmentSizes } = state;
    const hash = numberHash(key);
    countHash(state.sketch, hash);
    state.size++;
    state.hashes[slot] = hash;
    state.segments[slot] = WINDOW;
    segmentSizes[WINDOW]++;
    linkBehind(state, capacity + WINDOW, slot);
    if (segmentSizes[WINDOW] > state.windowSizeMax) move(state, before(state, capacity + WINDOW), PROBATION);
  },
  remove(state, slot) {
    state.size--;
    state.segmentSizes[state.segments[slot]]--;
    unlink(state, slot);
  },
};

function move(state: WTinyLfuState, slot: number, segment: number): void {
  const { segments, segmentSizes } = state;
  segmentSizes[segments[slot]]--;
  segments[slot] = segment;
  segmentSizes[segment]++;
  moveBehind(state, state.capacity + segment, slot);
}
