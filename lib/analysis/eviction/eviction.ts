/** The eviction policies, by the names that recipes and the command line use. */
export const EVICTIONS = [
  'lru',
  'fifo',
  'clock',
  'lfu',
  'sieve',
  's3-fifo',
  'w-tinylfu',
  'sampled-lru',
  'random',
] as const;

/** The name of an eviction policy. */
export type EvictionName = (typeof EVICTIONS)[number];

/** What every policy's state has. Plain numbers and typed arrays: `structuredClone` copies it whole. */
export interface EvictionState {
  /** How many slots there are: 0, 1, … capacity - 1. */
  readonly capacity: number;
  /** How many of them hold an entry. */
  size: number;
  /** Two 32-bit words that key the policy's chance, if it has any; the caller sets them. */
  seed0: number;
  seed1: number;
}

/**
 * Which entry of a full cache goes. A policy sees slots, numbered from 0, and knows keys only to recognize
 * one that comes back; which key is in which slot is its caller's affair.
 *
 * A new entry comes in by `victim` and `remove`, as often as room is needed, and then `insert`; without room
 * to make, by `insert` alone. Nothing here checks what it is given: it stands in hot loops. Keys are finite
 * numbers of any kind, compared by ===; small integers are the fastest.
 */
export interface EvictionPolicy<State extends EvictionState = EvictionState> {
  /** Everything in O(capacity) memory. @throws FaultlineError for a capacity below 1 or above 2^26. */
  create(capacity: number): State;
  /** As `create` made it, but for the seeds, which stay. */
  clear(state: State): void;
  /** The entry in `slot` was read. */
  hit(state: State, slot: number): void;
  /**
   * The slot whose entry is to go, so that `newKey` can come in; the caller then removes it with `evicted`
   * true. May move a hand or promote entries. -1: `newKey` is not let in, and nothing goes.
   *
   * Not for an empty cache. Chance is a function of the seeds and the two words of the occasion, so each
   * call has an occasion of its own.
   */
  victim(state: State, newKey: number, occasion0: number, occasion1: number): number;
  /** An entry for `key` comes into `slot`, which is free. */
  insert(state: State, slot: number, key: number): void;
  /**
   * The entry in `slot`, which has `key`, goes: evicted, so that the policy may remember it, or else deleted
   * or expired.
   */
  remove(state: State, slot: number, key: number, evicted: boolean): void;
}
