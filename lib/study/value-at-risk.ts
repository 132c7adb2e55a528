import { quantileSorted } from 'simple-statistics';
import { checkFraction } from '../core/check-fraction.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { tailSplit } from '../core/tail-split.ts';
import { sortedLosses } from './sorted-losses.ts';

/** Which quantile of a sample a value at risk is: see `valueAtRisk`. */
export interface ValueAtRiskOptions {
  readonly definition?: 'inverse' | 'type7';
}

/**
 * The value at risk of a sample of losses (a loss is positive, a gain negative; the result is in their
 * unit) at a level between 0 and 1, both excluded.
 *
 * `inverse`, the default, is inf{x: F(x) >= level}: the loss of rank ceil(n * level) in ascending order,
 * always one of the losses (type 1 of Hyndman & Fan 1996). `type7` interpolates linearly at rank
 * 1 + (n - 1) * level, as R and NumPy do unasked; only `inverse` goes with `conditionalValueAtRisk`.
 * Throws for no losses, for a loss that is not finite, and for a level outside.
 */
export function valueAtRisk(
  losses: ArrayLike<number>,
  level: number,
  { definition = 'inverse' }: ValueAtRiskOptions = {},
): number {
  checkFraction('valueAtRisk: level', level);
  const sorted = sortedLosses('valueAtRisk', losses);
  if (definition === 'inverse') return sorted[tailSplit(sorted.length, level).rank - 1]!;
  if (definition === 'type7') return quantileSorted(sorted as ArrayLike<number> as readonly number[], level);
  throw new FaultlineError('valueAtRisk: definition', definition, "'inverse' or 'type7'");
}
