import type { PercentileView } from '../../models/cache/view.ts';

/** Standard deviations within which 95 of 100 lie. */
const Z = 1.959963984540054;

/**
 * A percentile of values in order: the least that is not below a share `p` of them, in (0, 1]; and an
 * interval that covers it in about 95 of 100 cases, by the order statistics between which the binomial
 * distribution of the count below it lies (normal approximation). Null on a side where the values are too few
 * to tell; the cache model has its percentiles by the same rule.
 */
export function orderStatistic(sorted: readonly number[], p: number): PercentileView {
  const count = sorted.length;
  if (count === 0) return { value: null, interval: [null, null] };
  const rank = Math.min(count, Math.max(1, Math.ceil(p * count)));
  const spread = Z * Math.sqrt(count * p * (1 - p));
  const low = Math.floor(count * p - spread);
  const high = Math.ceil(count * p + spread) + 1;
  return {
    value: sorted[rank - 1],
    interval: [low < 1 ? null : sorted[low - 1], high > count ? null : sorted[high - 1]],
  };
}
