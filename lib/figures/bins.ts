import { pow } from '../core/math.ts';

/** Counts of a sample in bins of one width. */
export interface Bins {
  /** The lower end of the first bin. A bin holds its lower end; the last also holds its upper end. */
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
}

const BINS_MAX = 200;
const WHOLE_SPAN_MAX = 100;

/** Values this close, of their size, are one value and rounding. */
const SAME = 1e-12;
const WIDTH_MIN = 1e-12;

/**
 * Bins for a sample: as wide as Freedman and Diaconis say (1981, twice the interquartile range over the
 * cube root of n), rounded down to 1, 2, 2.5 or 5 times a power of ten, some hundreds at most. Whole numbers
 * that lie close together get a bin each. An empty sample has none.
 */
export function bins(sample: ArrayLike<number>): Bins {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  if (n === 0) return { start: 0, width: 1, counts: [] };
  const low = sorted[0]!;
  const high = sorted[n - 1]!;
  if (sorted.every(Number.isInteger) && high - low <= WHOLE_SPAN_MAX) return count(sorted, low - 0.5, 1);
  const width = binWidth(sorted);
  return count(sorted, Math.floor(low / width) * width, width);
}

function binWidth(sorted: Float64Array): number {
  const n = sorted.length;
  const low = sorted[0]!;
  const high = sorted[n - 1]!;
  if (high - low <= SAME * Math.max(Math.abs(low), Math.abs(high), SAME))
    return niceWidth(Math.max(Math.abs(low) / 20, WIDTH_MIN));
  const spread = sorted[Math.floor(0.75 * (n - 1))]! - sorted[Math.floor(0.25 * (n - 1))]!;
  const wanted = spread > 0 ? (2 * spread) / pow(n, 1 / 3) : (high - low) / 50;
  return niceWidth(Math.max(wanted, (high - low) / BINS_MAX));
}

/** The largest of 1, 2, 2.5 and 5 times a power of ten that is at most `wanted`. */
function niceWidth(wanted: number): number {
  const power = Number(`1e${wanted.toExponential().split('e')[1]}`);
  const step = [5, 2.5, 2].find((each) => each * power <= wanted) ?? 1;
  return step * power;
}

function count(sorted: Float64Array, start: number, width: number): Bins {
  const length = Math.max(1, Math.floor((sorted[sorted.length - 1]! - start) / width) + 1);
  const counts = new Array<number>(length).fill(0);
  for (const value of sorted)
    counts[Math.min(length - 1, Math.max(0, Math.floor((value - start) / width)))]!++;
  return { start, width, counts };
}
