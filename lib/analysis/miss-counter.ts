import { FaultlineError } from '../core/faultline-error.ts';
import { highWord, type Seed, seedInteger } from '../core/seed.ts';
import { checkFields } from './check-input.ts';
import type { EvictionName, EvictionPolicy, EvictionState } from './eviction/eviction.ts';
import { evictionPolicy } from './eviction/eviction-policy.ts';
import { addKey, createKeyTable, deleteKey, type KeyTable, placeOf } from './eviction/key-table.ts';
import { type LruState, lru } from './eviction/lru.ts';
import { traceKey } from './trace-key.ts';

const DIRECT_COUNT = 2 ** 12;
const DIRECT_COUNT_MAX = 2 ** 22;

/** What `missCounter` counts. */
export interface MissCounterOptions {
  readonly policy: EvictionName;
  /** How many entries the cache holds, 1 to 2^26. */
  readonly capacity: number;
  /** What `random` and `sampled-lru` draw from; 1 unless given. */
  readonly seed?: Seed;
}

/** What was counted. */
export interface MissCount<Name extends string = EvictionName> {
  readonly policy: Name;
  readonly capacity: number;
  readonly requests: number;
  readonly misses: number;
}

/** A cache that is asked for one key after another, and counts. */
export interface MissCounter {
  /**
   * Asks for a key; true when it was there. What is missing is put in, unless the policy refuses it. Keys are
   * integers and texts, as `traceKey` reads them.
   *
   * @throws FaultlineError for other keys; nothing is counted then.
   */
  request(key: number | string): boolean;
  /** As `request`, for what `traceKey` made of a key; nothing is checked. */
  requestTraceKey(key: number): boolean;
  result(): MissCount;
}

/**
 * A cache without values, cold at the start, for a trace that is read piece by piece: its memory grows with
 * the capacity and not with the trace. Entries are all of one size. 'opt' has no such form.
 *
 * @throws FaultlineError for an unknown policy or a capacity that is out of range.
 */
export function missCounter(options: MissCounterOptions): MissCounter {
  checkFields('missCounter', options, ['policy', 'capacity', 'seed']);
  return new CountingCache(options);
}

/**
 * Finds the slot of a key: of an integer from 0 to 2^22 - 1 in an array that grows with the largest, to
 * 16 MiB at most; of any other in a hash table of the entries there are.
 */
class CountingCache implements MissCounter {
  private readonly name: EvictionName;
  /**
   * The state, if the policy is LRU: its hits are what most traces are made of, and the engine inlines them
   * only where they are called by name.
   */
  private readonly lruState: LruState | undefined;
  private readonly policy: EvictionPolicy;
  private readonly state: EvictionState;
  private readonly keys: Float64Array;
  /** The slot plus 1, or 0. */
  private direct = new Int32Array(DIRECT_COUNT);
  private table: KeyTable | undefined;
  private requests = 0;
  private misses = 0;

  constructor({ policy, capacity, seed = 1 }: MissCounterOptions) {
    this.name = policy;
    this.policy = evictionPolicy(policy);
    this.state = this.policy.create(capacity);
    this.lruState = policy === 'lru' ? (this.state as LruState) : undefined;
    const integer = seedInteger(seed);
    this.state.seed0 = highWord(integer);
    this.state.seed1 = integer | 0;
    this.keys = new Float64Array(capacity);
  }

  request(key: number | string): boolean {
    return this.requestTraceKey(typeof key === 'number' && (key | 0) === key ? key : this.numberOf(key));
  }

  requestTraceKey(key: number): boolean {
    const slot = this.find(key);
    this.requests++;
    if (slot < 0) {
      this.miss(key);
      return false;
    }
    if (this.lruState !== undefined) lru.hit(this.lruState, slot);
    else this.policy.hit(this.state, slot);
    return true;
  }

  result(): MissCount {
    const { name: policy, requests, misses } = this;
    return { policy, capacity: this.state.capacity, requests, misses };
  }

  private miss(key: number): void {
    const { policy, state, keys } = this;
    const miss = this.misses++;
    let slot = state.size;
    if (slot === state.capacity) {
      slot = policy.victim(state, key, miss | 0, highWord(miss));
      if (slot < 0) return;
      const old = keys[slot];
      policy.remove(state, slot, old, true);
      this.drop(old);
    }
    keys[slot] = key;
    this.put(key, slot);
    policy.insert(state, slot, key);
  }

  private find(key: number): number {
    const { direct } = this;
    if (key >= 0 && key < direct.length) return direct[key] - 1;
    return this.table === undefined ? -1 : placeOf(this.table, key);
  }

  private put(key: number, slot: number): void {
    if (key >= 0 && key < DIRECT_COUNT_MAX) {
      if (key >= this.direct.length) this.grow(key);
      this.direct[key] = slot + 1;
      return;
    }
    this.table ??= createKeyTable(this.state.capacity);
    addKey(this.table, key, slot);
  }

  private drop(key: number): void {
    if (key >= 0 && key < this.direct.length) this.direct[key] = 0;
    else if (this.table !== undefined) deleteKey(this.table, key);
  }

  private grow(key: number): void {
    let count = this.direct.length;
    while (count <= key) count *= 2;
    const grown = new Int32Array(count);
    grown.set(this.direct);
    this.direct = grown;
  }

  private numberOf(key: number | string): number {
    try {
      return traceKey(key);
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      throw new FaultlineError(`request ${this.requests + 1}`, error.given, error.allowed);
    }
  }
}
