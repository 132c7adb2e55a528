import { FaultlineError } from '../core/faultline-error.ts';
import type { LoadParam } from '../core/load.ts';
import { intervalRanks } from './value-at-risk-interval.ts';

/** Where to look for a knee. */
export interface KneeBounds {
  /** Where to begin when no end is given: a load above 0. */
  readonly start: number;
  /** The lowest and the highest load that is tried; found by halving and doubling where they are null. */
  readonly from: number | null;
  readonly to: number | null;
  /** A load near which it is expected, such as that of another run: fewer loads are tried. */
  readonly near?: number | null;
}

/** The largest load that is held in one run; null with the end of the range at which there was no answer. */
export type KneePoint =
  | { readonly load: number; readonly end: null }
  /** 'below': not even the lowest load is held. 'above': the highest one still is. */
  | { readonly load: null; readonly end: 'below' | 'above' };

/** A knee over runs. */
export interface KneeSummary {
  /** Null where it is beyond an end of the range. */
  readonly median: number | null;
  /** Of the median, at 95 % or more; an end is null where no load bounds it. */
  readonly interval: readonly [number | null, number | null];
  /** Null where a run has none. */
  readonly mean: number | null;
  /** How many runs have no knee within the range, by the end at which they leave it. */
  readonly unbounded: { readonly below: number; readonly above: number };
}

/** How far the load at which one run breaks is above that at which it recovers, where it does both. */
export interface KneeGap {
  readonly median: number | null;
  readonly interval: readonly [number | null, number | null];
  readonly mean: number | null;
  /** How many runs have both. */
  readonly seeds: number;
}

/** What is known of a knee to this share of itself. */
export const KNEE_TOLERANCE = 0.01;
const CONFIDENCE = 0.95;
/** The first step away from a load at which a knee is expected. */
const NEAR = 1.05;
/** By doubling and halving: a thousand times the start and a thousandth of it. */
const STEPS_MAX = 10;

/**
 * The largest load of one run that `holds`, within 1 %: the lower end of the last interval of a bisection by
 * ratios. It takes for granted that a load above one that does not hold does not either.
 */
export function kneePoint(
  holds: (load: number) => boolean,
  bounds: KneeBounds,
  kind: Pick<LoadParam, 'isInteger' | 'max'> = {},
): KneePoint {
  const near = kind.isInteger === true ? null : pointNear(holds, bounds, kind.max);
  return near ?? pointWithin(holds, bounds, kind);
}

/** The knee around the load that is expected; null where it is beyond half or twice that, or the bounds. */
function pointNear(
  holds: (load: number) => boolean,
  { near = null, from, to }: KneeBounds,
  max = Number.POSITIVE_INFINITY,
): KneePoint | null {
  if (near === null) return null;
  const least = Math.max(from ?? 0, near / 2);
  const most = Math.min(to ?? max, near * 2);
  if (!(near > least && near < most)) return null;
  const isHeld = holds(near);
  let last = near;
  for (let factor = NEAR; ; factor *= factor) {
    const next = isHeld ? near * factor : near / factor;
    if (next < least || next > most) return null;
    if (holds(next) !== isHeld) {
      const [low, high] = isHeld ? [last, next] : [next, last];
      return { load: bisected(holds, low, high, false), end: null };
    }
    last = next;
  }
}

function pointWithin(
  holds: (load: number) => boolean,
  { start, from, to }: KneeBounds,
  kind: Pick<LoadParam, 'isInteger' | 'max'>,
): KneePoint {
  const { max = Number.POSITIVE_INFINITY } = kind;
  const isInteger = kind.isInteger === true;
  const rounded = (load: number): number => (isInteger ? Math.max(1, Math.round(load)) : load);
  let low: number | null = null;
  let high: number | null = null;
  const first = rounded(from ?? Math.min(start, to ?? max));
  if (holds(first)) low = first;
  else high = first;
  if (low === null && from !== null) return { load: null, end: 'below' };
  if (low !== null) {
    if (to !== null && (rounded(to) <= low || holds(rounded(to)))) return { load: null, end: 'above' };
    high = to === null ? null : rounded(to);
    for (let step = 0; high === null && step < STEPS_MAX && low < max; step++) {
      const next = Math.min(max, rounded(low * 2));
      if (holds(next)) low = next;
      else high = next;
    }
    if (high === null) return { load: null, end: 'above' };
  } else {
    for (let step = 0; low === null && step < STEPS_MAX; step++) {
      const next = rounded(high! / 2);
      if (next === high) break;
      if (holds(next)) low = next;
      else high = next;
    }
    if (low === null) return { load: null, end: 'below' };
  }
  return { load: bisected(holds, low, high!, isInteger), end: null };
}

function bisected(holds: (load: number) => boolean, from: number, to: number, isInteger: boolean): number {
  let low = from;
  let high = to;
  while (high - low > KNEE_TOLERANCE * high && !(isInteger && high - low <= 1)) {
    const middle = low > 0 ? Math.sqrt(low * high) : high / 2;
    // An integer between the two: their distance is 2 or more.
    const next = isInteger ? Math.min(high - 1, Math.max(low + 1, Math.round(middle))) : middle;
    if (holds(next)) low = next;
    else high = next;
  }
  return low;
}

/**
 * Sums up the knees of runs. The interval of the median is between order statistics with exact binomial
 * ranks, as for `valueAtRiskInterval`; runs without a knee take part at the end at which they left the
 * range.
 *
 * @throws FaultlineError for no runs.
 */
export function summarizeKnee(points: readonly KneePoint[]): KneeSummary {
  const loads = points.map(({ load, end }) =>
    end === null ? load : end === 'above' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
  );
  return {
    ...middleOf(loads),
    unbounded: {
      below: points.filter(({ end }) => end === 'below').length,
      above: points.filter(({ end }) => end === 'above').length,
    },
  };
}

/** The gaps of runs, each between its own two knees. Runs that lack one are left out, and not counted. */
export function summarizeGap(breaks: readonly KneePoint[], recovers: readonly KneePoint[]): KneeGap {
  const gaps = breaks.flatMap((point, i) => {
    const { load } = recovers[i];
    return point.load === null || load === null ? [] : [point.load - load];
  });
  if (gaps.length === 0) return { median: null, interval: [null, null], mean: null, seeds: 0 };
  return { ...middleOf(gaps), seeds: gaps.length };
}

function middleOf(values: readonly number[]): Pick<KneeSummary, 'median' | 'interval' | 'mean'> {
  const count = values.length;
  if (count === 0) throw new FaultlineError('knee', 'no runs', 'at least one');
  const sorted = Float64Array.from(values).sort();
  const finite = (value: number | undefined): number | null =>
    value !== undefined && Number.isFinite(value) ? value : null;
  const { lowerRank, upperRank } = intervalRanks(count, 0.5, CONFIDENCE);
  return {
    median: finite((sorted[(count - 1) >> 1] + sorted[count >> 1]) / 2),
    interval: [
      lowerRank === null ? null : finite(sorted[lowerRank - 1]),
      upperRank === null ? null : finite(sorted[upperRank - 1]),
    ],
    mean: finite(values.reduce((sum, value) => sum + value, 0) / count),
  };
}
