const COUNT_MAX = 15;
const BLOCK_WORDS = 16;

/**
 * About how often keys were asked for of late: a count-min sketch of four rows with 4-bit counters. When as
 * many requests were counted as `sampleSize`, all counters are halved.
 */
export interface FrequencySketch {
  /**
   * Blocks of 16 words, eight counters a word, four words a row. All four counters of a key are in one
   * block, so that counting touches one line of the processor's cache.
   */
  readonly words: Int32Array;
  readonly sampleSize: number;
  counted: number;
}

/** A sketch for a cache of `capacity` entries: 16 counters or more an entry, halved every 10 × capacity. */
export function createFrequencySketch(capacity: number): FrequencySketch {
  let blockCount = 1;
  while (blockCount * 8 < capacity) blockCount *= 2;
  return { words: new Int32Array(blockCount * BLOCK_WORDS), sampleSize: 10 * capacity, counted: 0 };
}

/** As `createFrequencySketch` made it. */
export function clearFrequencySketch(sketch: FrequencySketch): void {
  sketch.words.fill(0);
  sketch.counted = 0;
}

/** Counts a request for the key with this `numberHash`. */
export function countHash(sketch: FrequencySketch, hash: number): void {
  const { words } = sketch;
  const block = blockOf(words, hash);
  const places = placesOf(hash);
  const added =
    raise(words, block, places) |
    raise(words, block + 4, places >>> 5) |
    raise(words, block + 8, places >>> 10) |
    raise(words, block + 12, places >>> 15);
  sketch.counted += added;
  if (sketch.counted >= sketch.sampleSize) halve(sketch);
}

/** 1 when the counter was below its largest, else 0; without a branch, since no processor could guess it. */
function raise(words: Int32Array, row: number, place: number): number {
  const at = row + (place & 3);
  const word = words[at];
  const shift = place & 28;
  const added = (((word >>> shift) & COUNT_MAX) - COUNT_MAX) >>> 31;
  words[at] = word + (added << shift);
  return added;
}

/** At least how often the key with this `numberHash` was counted, halved as often as all were; at most 15. */
export function frequencyOf({ words }: FrequencySketch, hash: number): number {
  const block = blockOf(words, hash);
  const places = placesOf(hash);
  return Math.min(
    counter(words, block, places),
    counter(words, block + 4, places >>> 5),
    counter(words, block + 8, places >>> 10),
    counter(words, block + 12, places >>> 15),
  );
}

function counter(words: Int32Array, row: number, place: number): number {
  return (words[row + (place & 3)] >>> (place & 28)) & COUNT_MAX;
}

function blockOf(words: Int32Array, hash: number): number {
  return Math.imul(hash, BLOCK_WORDS) & (words.length - 1);
}

/** Five bits a row: two for the word, three for the counter in it. */
function placesOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 17), 0xed5ad4bb);
  return mixed ^ (mixed >>> 15);
}

function halve(sketch: FrequencySketch): void {
  const { words } = sketch;
  for (let i = 0; i < words.length; i++) words[i] = (words[i] >>> 1) & 0x77777777;
  sketch.counted >>>= 1;
}
