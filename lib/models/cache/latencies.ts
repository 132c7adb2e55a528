/**
 * How often each length of time came: counts in buckets whose width is a fixed share of their value, so that
 * memory does not grow with what is recorded. A quantile is off by at most that share, 2^-bits: 0.8 % at 7.
 */
export interface Latencies {
  /** Each power of two has 2^bits buckets. */
  readonly bits: number;
  count: number;
  sum: number;
  least: number;
  most: number;
  counts: Uint32Array;
}

/** Shorter times share the first bucket, longer ones the last. */
const EXPONENT_LEAST = -24;
const EXPONENT_MOST = 40;
const BIAS = 1023;

const double = new Float64Array([1]);
const words = new Int32Array(double.buffer);
const HIGH_WORD = words[1] === 0x3ff00000 ? 1 : 0;

export function createLatencies(bits: number): Latencies {
  const counts = new Uint32Array((EXPONENT_MOST - EXPONENT_LEAST) * (1 << bits));
  return { bits, count: 0, sum: 0, least: Infinity, most: 0, counts };
}

export function clearLatencies(latencies: Latencies): void {
  latencies.count = 0;
  latencies.sum = 0;
  latencies.least = Infinity;
  latencies.most = 0;
  latencies.counts.fill(0);
}

/** Counts a length of time, 0 or more. */
export function recordLatency(latencies: Latencies, time: number): void {
  const { counts, bits } = latencies;
  double[0] = time;
  const bucket = (words[HIGH_WORD] >> (20 - bits)) - ((BIAS + EXPONENT_LEAST) << bits);
  counts[bucket < 0 ? 0 : bucket < counts.length ? bucket : counts.length - 1]++;
  latencies.count++;
  latencies.sum += time;
  if (time < latencies.least) latencies.least = time;
  if (time > latencies.most) latencies.most = time;
}

/** The least time that is not below a share `p` of those recorded, in (0, 1]; 0 when there are none. */
export function latencyQuantile(latencies: Latencies, p: number): number {
  return latencyAt(latencies, Math.ceil(p * latencies.count));
}

/**
 * An interval that covers the quantile at `p` in about 95 of 100 cases, by the order statistics between which
 * the binomial distribution of the count below it lies (normal approximation). Null on a side where none does.
 */
export function latencyInterval(latencies: Latencies, p: number): readonly [number | null, number | null] {
  const { count } = latencies;
  const spread = 1.959963984540054 * Math.sqrt(count * p * (1 - p));
  const low = Math.floor(count * p - spread);
  const high = Math.ceil(count * p + spread) + 1;
  return [low < 1 ? null : latencyAt(latencies, low), high > count ? null : latencyAt(latencies, high)];
}

/** The recorded time of a rank, counted from 1, as if those of a bucket were spread over it evenly. */
function latencyAt(latencies: Latencies, rank: number): number {
  const { counts, count, least, most, bits } = latencies;
  if (count === 0) return 0;
  const wanted = Math.min(Math.max(rank, 1), count);
  let before = 0;
  let bucket = 0;
  while (before + counts[bucket] < wanted) before += counts[bucket++];
  const from = bucket === 0 ? 0 : startOf(bucket, bits);
  const to = startOf(bucket + 1, bits);
  const at = from + ((wanted - before - 0.5) / counts[bucket]) * (to - from);
  return Math.min(Math.max(at, least), most);
}

/** Where a bucket starts. */
function startOf(bucket: number, bits: number): number {
  const perOctave = 1 << bits;
  const octave = Math.floor(bucket / perOctave);
  const scale = 1 + (bucket - octave * perOctave) / perOctave;
  double[0] = 1;
  words[HIGH_WORD] = (octave + BIAS + EXPONENT_LEAST) << 20;
  words[1 - HIGH_WORD] = 0;
  return double[0] * scale;
}
