import { checkNumber } from '../check-input.ts';
import { checkSeries } from './check-series.ts';

/** The deepest fall of a series of wealth. Indices are 0-based places in it. */
export interface Drawdown {
  /** The fall as a share of the peak, at least 0; above 1 where wealth fell below 0. */
  readonly fraction: number;
  /** The same fall in money, at least 0. Another one, from a higher peak, may be larger in money. */
  readonly money: number;
  /** Where the fall began: the last place at the peak's wealth. */
  readonly peak: number;
  /** Where it was deepest: the first such place. */
  readonly trough: number;
  /** The first place after the trough with at least the peak's wealth; null where none is. */
  readonly recovery: number | null;
}

/**
 * The maximum drawdown of a series of wealth: the largest fall from a peak so far, as a share of that peak;
 * the earliest of equals. A series that never falls has one of 0, at place 0, which is its own recovery.
 *
 * @throws FaultlineError for no wealth, for a first wealth of 0 or less, and for one that is not finite.
 */
export function maxDrawdown(wealth: ArrayLike<number>): Drawdown {
  const series = checkSeries('maxDrawdown: wealth', wealth, 1);
  checkNumber('maxDrawdown: wealth[0]', series[0], { aboveMin: true });
  let [fraction, peak, trough, highest] = [0, 0, 0, 0];
  for (let i = 1; i < series.length; i++) {
    if (series[i] >= series[highest]) highest = i;
    const fall = (series[highest] - series[i]) / series[highest];
    if (fall <= fraction) continue;
    fraction = fall;
    peak = highest;
    trough = i;
  }
  const recovery = series.findIndex((value, i) => i >= trough && value >= series[peak]);
  const money = series[peak] - series[trough];
  return { fraction, money, peak, trough, recovery: recovery < 0 ? null : recovery };
}
