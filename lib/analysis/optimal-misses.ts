import { checkInteger } from './check-input.ts';

/**
 * The misses of a cache that knows the future: the entry goes that is asked for again last, or never (Belady
 * 1966, "MIN"). No policy that lets every newcomer in has fewer, for entries of one size.
 *
 * @param next for each request the place of the next one for the same key, from `nextUses`.
 * @param capacity entries, at least 1.
 * @throws FaultlineError for another capacity.
 */
export function optimalMisses(next: Int32Array, capacity: number): number {
  checkInteger('capacity', capacity, 1, Number.MAX_SAFE_INTEGER);
  const requestCount = next.length;
  // An entry is known by when it is asked for next: no two share that, and a request hits if it is in the
  // set. Those that are never asked for again are alike.
  const levels = bitLevels(requestCount);
  const bits = levels[0];
  let deadCount = 0;
  let size = 0;
  let misses = 0;
  for (let i = 0; i < requestCount; i++) {
    if ((bits[i >> 5] >>> (i & 31)) & 1) remove(levels, i);
    else {
      misses++;
      if (size < capacity) size++;
      else if (deadCount > 0) deadCount--;
      else remove(levels, largest(levels));
    }
    if (next[i] === requestCount) deadCount++;
    else add(levels, next[i]);
  }
  return misses;
}

/**
 * A set of integers below `count` as bits. Each level has a bit for every word of the one before it, set when
 * that word is not 0; the last has one word.
 */
function bitLevels(count: number): Int32Array[] {
  const levels: Int32Array[] = [];
  let wordCount = count;
  do {
    wordCount = (wordCount + 31) >>> 5;
    levels.push(new Int32Array(Math.max(1, wordCount)));
  } while (wordCount > 1);
  return levels;
}

function add(levels: readonly Int32Array[], value: number): void {
  let at = value;
  for (let level = 0; level < levels.length; level++) {
    const words = levels[level];
    const word = at >> 5;
    const before = words[word];
    words[word] = before | (1 << (at & 31));
    if (before !== 0) return;
    at = word;
  }
}

function remove(levels: readonly Int32Array[], value: number): void {
  let at = value;
  for (let level = 0; level < levels.length; level++) {
    const words = levels[level];
    const word = at >> 5;
    words[word] &= ~(1 << (at & 31));
    if (words[word] !== 0) return;
    at = word;
  }
}

/** The largest member of a set that is not empty. */
function largest(levels: readonly Int32Array[]): number {
  let at = 0;
  for (let level = levels.length - 1; level >= 0; level--) {
    at = at * 32 + 31 - Math.clz32(levels[level][at]);
  }
  return at;
}
