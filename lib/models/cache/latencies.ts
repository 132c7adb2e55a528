/**
 * How often each length of time came: counts in buckets whose width is a fixed share of their value, so that
 * memory does not grow with what is recorded. A quantile is off by at most that share, 2^-bits: 0.8 % at 7.
 */
export interface Latencies {
  /** Each power of two has 2^bits buckets. */
  readonly bits: number;
  /** How many were recorded, their sum, the least and the longest: COUNT, SUM, LEAST, MOST. */
  stats: Float64Array;
  counts: Uint32Array;
}

export const COUNT = 0;
export const SUM = 1;
const LEAST = 2;
const MOST = 3;

/** Shorter times share the first bucket, longer ones the last. */
const EXPONENT_LEAST = -64;
const EXPONENT_MOST = 64;
const BIAS = 1023;

const double = new Float64Array([1]);
const words = new Int32Array(double.buffer);
const HIGH_WORD = words[1] === 0x3ff00000 ? 1 : 0;

export function createLatencies(bits: number): Latencies {
  const counts = new Uint32Array((EXPONENT_MOST - EXPONENT_LEAST) * (1 << bits));
  return { bits, stats: Float64Array.of(0, 0, Infinity, 0), counts };
}

export function clearLatencies(latencies: Latencies): void {
  if (latencies.stats[COUNT] > 0) latencies.counts.fill(0);
  latencies.stats.set([0, 0, Infinity, 0]);
}

/** What several have recorded so far, as `latenciesSince` takes it: the counts, then the sum. */
export function latenciesSoFar(all: readonly Latencies[], out: Float64Array): void {
  out.fill(0);
  for (const { counts, stats } of all) {
    for (let i = 0; i < counts.length; i++) out[i] += counts[i];
    out[counts.length] += stats[SUM];
  }
}

/** What several have recorded since they had recorded what `before` says. */
export function latenciesSince(all: readonly Latencies[], before: Float64Array): Latencies {
  const since = createLatencies(all[0].bits);
  const { stats, counts } = since;
  for (const each of all) {
    stats[COUNT] += each.stats[COUNT];
    stats[SUM] += each.stats[SUM];
    stats[LEAST] = Math.min(stats[LEAST], each.stats[LEAST]);
    stats[MOST] = Math.max(stats[MOST], each.stats[MOST]);
    for (let i = 0; i < counts.length; i++) counts[i] += each.counts[i];
  }
  for (let i = 0; i < counts.length; i++) {
    counts[i] -= before[i];
    stats[COUNT] -= before[i];
  }
  stats[SUM] -= before[counts.length];
  return since;
}

/** Counts a length of time, 0 or more. */
export function recordLatency(latencies: Latencies, time: number): void {
  const { counts, bits, stats } = latencies;
  double[0] = time;
  const bucket = (words[HIGH_WORD] >> (20 - bits)) - ((BIAS + EXPONENT_LEAST) << bits);
  counts[bucket < 0 ? 0 : bucket < counts.length ? bucket : counts.length - 1]++;
  stats[COUNT]++;
  stats[SUM] += time;
  if (time < stats[LEAST]) stats[LEAST] = time;
  if (time > stats[MOST]) stats[MOST] = time;
}

/** The least time that is not below a share `p` of those recorded, in (0, 1]; 0 when there are none. */
export function latencyQuantile(latencies: Latencies, p: number): number {
  return latencyAt(latencies, Math.ceil(p * latencies.stats[COUNT]));
}

/**
 * An interval that covers the quantile at `p` in about 95 of 100 cases, by the order statistics between
 * which the binomial distribution of the count below it lies (normal approximation). Null on a side where
 * none does.
 */
export function latencyInterval(latencies: Latencies, p: number): readonly [number | null, number | null] {
  const count = latencies.stats[COUNT];
  const spread = 1.959963984540054 * Math.sqrt(count * p * (1 - p));
  const low = Math.floor(count * p - spread);
  const high = Math.ceil(count * p + spread) + 1;
  return [low < 1 ? null : latencyAt(latencies, low), high > count ? null : latencyAt(latencies, high)];
}

/** The recorded time of a rank, counted from 1, as if those of a bucket were spread over it evenly. */
function latencyAt(latencies: Latencies, rank: number): number {
  const { counts, stats, bits } = latencies;
  const count = stats[COUNT];
  if (count === 0) return 0;
  const wanted = Math.min(Math.max(rank, 1), count);
  let before = 0;
  let bucket = 0;
  while (before + counts[bucket] < wanted) before += counts[bucket++];
  const from = bucket === 0 ? 0 : startOf(bucket, bits);
  const to = startOf(bucket + 1, bits);
  const at = from + ((wanted - before - 0.5) / counts[bucket]) * (to - from);
  return Math.min(Math.max(at, stats[LEAST]), stats[MOST]);
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
