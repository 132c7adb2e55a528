import { checkFraction } from '../core/check-fraction.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { tailSplit } from '../core/tail-split.ts';
import { covariance, mean } from './sample-moments.ts';
import { sortedLosses } from './sorted-losses.ts';
import { tailWeights } from './tail-weights.ts';

/** What the worst runs of a sweep have otherwise than the rest: a metric, or how many events of a kind. */
export interface TailFeature {
  /** A metric’s name; or a kind of events, and its label: `shock_applied: asset_price_crash`. */
  readonly name: string;
  readonly kind: 'metric' | 'event';
  /** Its mean over the runs of the tail, and over the rest. */
  readonly tail: number;
  readonly rest: number;
  /**
   * Of the means, in pooled standard deviations of a run (Cohen’s d): above 0, the tail has more. Null where
   * nothing varies within the tail or the rest.
   */
  readonly difference: number | null;
  /** Share of the tail’s runs above the 95 % quantile of the rest. */
  readonly above: number;
  /** Of events: the share of runs that have one, in the tail and in the rest. */
  readonly tailShare?: number;
  readonly restShare?: number;
}

/** The quantile of the rest above which a run of the tail stands out. */
const QUANTILE = 0.95;

/**
 * The worst share of the runs by their losses, and the rest, as indexes in order. Runs tied with the last of
 * the worst are among them.
 *
 * @throws FaultlineError for a share outside (0, 1), and when all runs are tied, so that none is left.
 */
export function splitTail(losses: ArrayLike<number>, share: number): { tail: number[]; rest: number[] } {
  checkFraction('tailFeatures: share', share);
  const tail: number[] = [];
  const rest: number[] = [];
  for (const [run, weight] of tailWeights(losses, 1 - share).entries()) (weight > 0 ? tail : rest).push(run);
  if (rest.length > 0) return { tail, rest };
  throw new FaultlineError(
    'tailFeatures: share',
    share,
    `a smaller share, or a measure that differs between runs: all ${tail.length} are as bad as the worst`,
  );
}

/** How a quantity differs between runs of the tail and runs of the rest, one or more of each. */
export function tailFeature(
  name: string,
  kind: TailFeature['kind'],
  tail: ArrayLike<number>,
  rest: ArrayLike<number>,
): TailFeature {
  const means = { tail: mean(tail), rest: mean(rest) };
  const sorted = sortedLosses(`tailFeatures: ${name}`, rest);
  const quantile = sorted[tailSplit(sorted.length, QUANTILE).rank - 1];
  const feature = {
    ...{ name, kind, ...means },
    difference: standardized(means.tail - means.rest, tail, rest),
    above: shareOf(tail, (value) => value > quantile),
  };
  if (kind === 'metric') return feature;
  const has = (count: number): boolean => count > 0;
  return { ...feature, tailShare: shareOf(tail, has), restShare: shareOf(rest, has) };
}

/** Features in the order of how far the tail stands from the rest; the name decides between equals. */
export function byDifference(features: readonly TailFeature[]): TailFeature[] {
  return [...features].sort((a, b) => sizeOf(b) - sizeOf(a) || (a.name < b.name ? -1 : 1));
}

/** At most `count` of a list, evenly apart, the first and the last among them. */
export function evenly<Item>(list: readonly Item[], count: number): Item[] {
  if (list.length <= count) return [...list];
  if (count === 1) return [list[0]];
  return Array.from({ length: count }, (_, i) => list[Math.floor((i * (list.length - 1)) / (count - 1))]);
}

function standardized(gap: number, tail: ArrayLike<number>, rest: ArrayLike<number>): number | null {
  if (gap === 0) return 0;
  const freedom = tail.length + rest.length - 2;
  if (freedom < 1) return null;
  const pooled = Math.sqrt((squares(tail) + squares(rest)) / freedom);
  return pooled > 0 ? gap / pooled : null;
}

/** Squared deviations from the mean, added up. */
function squares(values: ArrayLike<number>): number {
  return values.length < 2 ? 0 : covariance(values, values) * (values.length - 1);
}

function shareOf(values: ArrayLike<number>, is: (value: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (is(values[i])) count++;
  return count / values.length;
}

/** Where nothing varies, and the means differ, the two are apart altogether. */
function sizeOf({ difference }: TailFeature): number {
  return difference === null ? Number.MAX_VALUE : Math.abs(difference);
}
