import { checkFraction } from '../../core/check-fraction.ts';
import { tailSplit } from '../../core/tail-split.ts';
import { checkFields, checkInteger } from '../check-input.ts';
import { checkSeries } from './check-series.ts';
import { type KupiecResult, kupiec } from './kupiec.ts';

/** What `varBacktest` forecasts, and from what. */
export interface VarBacktestOptions {
  /** Of the value at risk, between 0 and 1, both excluded, such as 0.99. */
  readonly level: number;
  /** The days that a loss is taken over, 1 to `window`; usually 1 or 10. */
  readonly days: number;
  /** How many days before a period its forecast is made from, 1 or more. */
  readonly window: number;
}

/** What `varBacktest` finds. Losses are shares of the wealth at their period's start; a gain is negative. */
export interface VarBacktestResult {
  /** The value at risk of the `days` days after the last wealth. */
  readonly var: number;
  /** How many periods lost more than their forecast. */
  readonly exceptions: number;
  /** How many periods were forecast. */
  readonly observations: number;
  readonly kupiec: KupiecResult;
  /** Each period's forecast. Period k is from wealth[window + k days] to wealth[window + (k + 1) days]. */
  readonly forecasts: Float64Array;
  /** Each period's loss. */
  readonly losses: Float64Array;
}

/**
 * Rolling value at risk by historical simulation of one series of daily wealth, tested on what came after.
 * The forecast of a period is the quantile inf{x: F(x) >= level} of the losses over `days` days within the
 * `window` days before the period, and knows nothing of the period. An exception is a loss above it.
 *
 * For more than one day the periods that are counted follow each other without overlap, as Kupiec's test
 * wants; the window - days + 1 losses behind a forecast overlap, and are worth fewer than their number.
 * Days after the last whole period are not tested.
 *
 * @throws FaultlineError for fewer than window + days + 1 wealths, for one that is not above 0, and for
 * options out of range.
 */
export function varBacktest(wealth: ArrayLike<number>, options: VarBacktestOptions): VarBacktestResult {
  checkFields('varBacktest', options, ['level', 'days', 'window']);
  const { level } = options;
  checkFraction('varBacktest: level', level);
  const window = checkInteger('varBacktest: window', options.window, 1, 2 ** 30);
  const days = checkInteger('varBacktest: days', options.days, 1, window);
  const series = checkSeries('varBacktest: wealth', wealth, window + days + 1, { aboveMin: true });
  const lossesByDay = new Float64Array(series.length);
  for (let i = days; i < series.length; i++) {
    lossesByDay[i] = (series[i - days] - series[i]) / series[i - days];
  }
  // Of the day `window`: the first that enough days come before.
  const sorted = lossesByDay.slice(days, window + 1).sort();
  const rank = tailSplit(sorted.length, level).rank;
  const observations = Math.floor((series.length - 1 - window) / days);
  const forecasts = new Float64Array(observations);
  const losses = new Float64Array(observations);
  let exceptions = 0;
  for (let today = window; today < series.length; today++) {
    if (today > window) replaceSorted(sorted, lossesByDay[today - sorted.length], lossesByDay[today]);
    const period = (today - window) / days;
    if (period >= observations || !Number.isInteger(period)) continue;
    forecasts[period] = sorted[rank - 1];
    losses[period] = lossesByDay[today + days];
    if (losses[period] > forecasts[period]) exceptions++;
  }
  return {
    var: sorted[rank - 1],
    exceptions,
    observations,
    kupiec: kupiec({ exceptions, observations, level }),
    forecasts,
    losses,
  };
}

/** Takes one value out of an ascending list and puts another in, by moving those between the two. */
function replaceSorted(sorted: Float64Array, out: number, into: number): void {
  let at = placeOf(sorted, out);
  for (; at + 1 < sorted.length && sorted[at + 1] < into; at++) sorted[at] = sorted[at + 1];
  for (; at > 0 && sorted[at - 1] > into; at--) sorted[at] = sorted[at - 1];
  sorted[at] = into;
}

/** The first place in an ascending list with at least that value. */
function placeOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
