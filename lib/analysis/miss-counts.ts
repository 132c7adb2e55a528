import { FaultlineError } from '../core/faultline-error.ts';
import type { Seed } from '../core/seed.ts';
import { checkFields, checkInteger } from './check-input.ts';
import { EVICTIONS, type EvictionName } from './eviction/eviction.ts';
import { type MissCount, missCounter } from './miss-counter.ts';
import { nextUses } from './next-uses.ts';
import { optimalMisses } from './optimal-misses.ts';
import { traceKey } from './trace-key.ts';

/** What `missCounts` counts. */
export interface MissCountsOptions<Name extends EvictionName | 'opt' = EvictionName | 'opt'> {
  /** A policy's name, or 'opt', which takes the whole trace at once: see `optimalMisses`. */
  readonly policy: Name;
  /** How many entries the cache holds, 1 to 2^26. */
  readonly capacity: number;
  /** What `random` and `sampled-lru` draw from; 1 unless given. */
  readonly seed?: Seed;
}

/**
 * How many requests of a trace miss, in a cache that is empty at first. Each key is one entry, all of one
 * size; what is missing is put in. The policies are described in `eviction/`; FIFO, LRU, CLOCK, SIEVE, LFU,
 * S3-FIFO and 'opt' agree with libCacheSim (aa0fc409, sizes ignored) to the last miss.
 *
 * @param keys the requests in order: integers up to 2^53 of either sign, or texts (see `traceKey`).
 * @throws FaultlineError for keys that are neither, an unknown policy, or a capacity that is out of range.
 */
export function missCounts<Name extends EvictionName | 'opt'>(
  keys: ArrayLike<number | string> | Iterable<number | string>,
  options: MissCountsOptions<Name>,
): MissCount<Name> {
  checkFields('missCounts', options, ['policy', 'capacity', 'seed']);
  const { policy, capacity, seed = 1 } = options;
  const isList = Array.isArray(keys) || ArrayBuffer.isView(keys);
  const isIterable = typeof keys === 'object' && keys !== null && Symbol.iterator in keys;
  if (!isList && !isIterable) throw new FaultlineError('keys', keys, 'a list of integers or texts');
  if (policy === 'opt') {
    checkInteger('capacity', capacity, 1, 2 ** 26);
    const numbers = numbersOf(keys as Iterable<number | string>);
    return {
      policy,
      capacity,
      requests: numbers.length,
      misses: optimalMisses(nextUses(numbers), capacity),
    };
  }
  if (!EVICTIONS.includes(policy)) {
    throw new FaultlineError('policy', policy, `one of ${[...EVICTIONS, 'opt'].join(', ')}`);
  }
  const counter = missCounter({ policy, capacity, seed });
  if (isList) {
    const list = keys as ArrayLike<number | string>;
    for (let i = 0; i < list.length; i++) counter.request(list[i]);
  } else for (const key of keys as Iterable<number | string>) counter.request(key);
  return counter.result() as MissCount<Name>;
}

function numbersOf(keys: Iterable<number | string>): ArrayLike<number> {
  if (keys instanceof Int32Array || keys instanceof Uint32Array) return keys;
  let count = 0;
  const numbers: number[] = [];
  for (const key of keys) {
    try {
      numbers.push(traceKey(key));
      count++;
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      throw new FaultlineError(`request ${count + 1}`, error.given, error.allowed);
    }
  }
  return numbers;
}
