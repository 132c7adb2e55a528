import { FaultlineError } from '../../core/faultline-error.ts';
import { checkFields, checkInteger } from '../check-input.ts';
import { cheHitRatio } from './che-hit-ratio.ts';
import { POPULARITY_FIELDS, type PopularityInput, popularityOf } from './popularity-of.ts';

/** A small cache and its requests, all of them reads. */
export interface ExactHitRatioInput extends PopularityInput {
  /** How many keys it holds, all of one size. */
  readonly capacity: number;
  readonly policy: 'lru' | 'fifo' | 'random';
}

const LRU_KEYS_MAX = 20;
const FIFO_STEPS_MAX = 1e9;

/**
 * The steady hit ratio of a cache whose requests are independent, exactly.
 *
 * 'lru' (King 1971): the keys in the cache, latest first, are i, j, k, … with chance p_i p_j / (1 - p_i)
 * p_k / (1 - p_i - p_j) …; summed over all sets of keys, each from those with one key less. 'fifo' and
 * 'random' (Gelenbe 1973) hold a set with a chance in proportion to the product of its p: the misses are
 * (C + 1) e(C + 1) / e(C), with e(k) the sum of the products of k different p.
 *
 * @throws FaultlineError for an unknown policy, numbers out of range, more than 20 keys that anybody asks for
 * with 'lru', and keys times capacity above 10^9 with the others.
 */
export function exactHitRatio(input: ExactHitRatioInput): number {
  checkFields('exactHitRatio', input, [...POPULARITY_FIELDS, 'capacity', 'policy']);
  const popularity = popularityOf(input).filter((p) => p > 0);
  const capacity = checkInteger('capacity', input.capacity, 0, Number.MAX_SAFE_INTEGER);
  const { policy } = input;
  const keys = popularity.length;
  if (policy !== 'lru' && policy !== 'fifo' && policy !== 'random') {
    throw new FaultlineError('policy', policy, "'lru', 'fifo' or 'random'");
  }
  if (policy === 'lru' && keys > LRU_KEYS_MAX) {
    throw new FaultlineError('keys', keys, `at most ${LRU_KEYS_MAX} with 'lru': all their sets are visited`);
  }
  if (capacity >= keys) return 1;
  if (capacity === 0) return 0;
  if (policy === 'lru') return leastRecent(popularity, capacity);
  if (keys * capacity <= FIFO_STEPS_MAX) return 1 - productFormMisses(popularity, capacity);
  throw new FaultlineError('keys times capacity', keys * capacity, `at most ${FIFO_STEPS_MAX}`);
}

/** Sets are bits; a set's chance is that of its keys being the last different ones asked for. */
function leastRecent(popularity: Float64Array, capacity: number): number {
  const keys = popularity.length;
  const all = 1 << keys;
  const mass = new Float64Array(all);
  const chance = new Float64Array(all);
  for (let set = 1; set < all; set++) {
    const lowest = set & -set;
    mass[set] = mass[set ^ lowest] + popularity[31 - Math.clz32(lowest)];
  }
  chance[0] = 1;
  let hits = 0;
  for (let set = 1; set < all; set++) {
    const size = bitCount(set);
    if (size > capacity) continue;
    for (let key = 0; key < keys; key++) {
      const before = set & ~(1 << key);
      // The mass of the others, and not 1 less that of the set: small chances keep their digits.
      if (before !== set) chance[set] += (chance[before] * popularity[key]) / mass[all - 1 - before];
    }
    if (size === capacity) hits += chance[set] * mass[set];
  }
  return hits;
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * e(k) as chances, so that none is too large or small: keys present independently with chance p T / (1 + p T)
 * are k in number with a chance in proportion to e(k) T^k. With Che's T the expected number is the capacity.
 */
function productFormMisses(popularity: Float64Array, capacity: number): number {
  const { characteristicTime } = cheHitRatio({ popularity, capacity, policy: 'fifo' });
  const time = characteristicTime as number;
  const chance = new Float64Array(capacity + 2);
  chance[0] = 1;
  for (const p of popularity) {
    const present = (p * time) / (1 + p * time);
    const absent = 1 / (1 + p * time);
    for (let k = capacity + 1; k > 0; k--) chance[k] = chance[k] * absent + chance[k - 1] * present;
    chance[0] *= absent;
  }
  return ((capacity + 1) * chance[capacity + 1]) / (time * chance[capacity]);
}
