import { pick } from '../../core/chance.ts';
import { threefry } from '../../core/threefry.ts';
import { addEntry, clearEntrySet, createEntrySet, deleteEntry, type EntrySet } from './entry-set.ts';
import type { EvictionPolicy, EvictionState } from './eviction.ts';
import { evictionState } from './eviction-state.ts';

/** All that matters is which slots have entries. */
export interface RandomState extends EvictionState, EntrySet {}

const words = new Int32Array(2);

/** Each entry is as likely to go as any other. */
export const random: EvictionPolicy<RandomState> = {
  create: (capacity) => ({ ...evictionState(capacity), ...createEntrySet(capacity) }),
  clear: clearEntrySet,
  hit() {},
  victim({ seed0, seed1, entries, size }, _newKey, occasion0, occasion1) {
    threefry(seed0, seed1, occasion0, occasion1, 1, words);
    return entries[pick(words[0], size)];
  },
  insert: addEntry,
  remove: deleteEntry,
};
