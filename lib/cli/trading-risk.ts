import { varBacktest } from '../analysis/performance/var-backtest.ts';
import type { LoggedEvent } from '../core/event-kind.ts';
import type { Run } from '../core/run.ts';
import { moneyText } from '../figures/display-unit.ts';
import { fixed } from '../figures/fixed.ts';
import { counted, percent, quantity } from '../figures/quantity.ts';
import type { Market } from '../models/trading/market/market.ts';
import { dayNumber } from '../models/trading/market/time-text.ts';
import { listed } from './listed.ts';

const LEVEL = 0.99;
/** A year of days, as supervisors have it. */
const WINDOW = 250;
/** With fewer exceptions expected, Kupiec's test tells nothing. */
const EXPECTED_LEAST = 2;
const REJECTS = 0.05;

/** The value at risk of a run's wealth over 1 and 10 days, and how it did before; paragraphs. */
export function riskWords({ events, metrics, recipe }: Run, { days: dayOfTick, count }: Market): string[] {
  const end = { day: dayOfTick[Math.min(recipe.until ?? count, count - 1)], wealth: metrics.equityFinal };
  const wealth = dailyWealth(events.ofType('candle'), Number(recipe.config.cash), end);
  if (wealth.length === 0)
    return ['No value at risk: the log keeps no candles, which hold the wealth day by day.'];
  const days = wealth.length - 1;
  if (days < WINDOW + 1) {
    return [`No value at risk: it takes more than ${WINDOW} days, and the run has ${quantity(days, 12)}.`];
  }
  const still = wealth.filter((each, i) => i > 0 && each === wealth[i - 1]).length;
  if (still > days / 2) {
    return [`No value at risk: on ${percent(still / days)} of the days the wealth did not move.`];
  }
  if (wealth.some((each) => each <= 0)) return ['No value at risk: the wealth falls to 0 or below.'];
  const currency = String(recipe.config.currency);
  const last = wealth[wealth.length - 1];
  const tests = [1, 10]
    .filter((length) => days >= WINDOW + length)
    .map((length) => ({ length, ...varBacktest(wealth, { level: LEVEL, days: length, window: WINDOW }) }));
  const sizes = tests.map(
    ({ length, var: share }) =>
      `${percent(share)} of the wealth (${moneyText(share * last, currency)}) over ${counted(length, 'day')}`,
  );
  return [
    `Value at risk at ${percent(LEVEL)}, from the last ${WINDOW} of ${quantity(days, 12)} days: ` +
      `${listed(sizes)}.`,
    ...tests.map(({ length, exceptions, observations, kupiec }) => {
      const periods = counted(
        observations,
        length === 1 ? 'day' : `period of ${length} days`,
        pluralOf(length),
      );
      const found =
        `- Looked back at: of ${periods}, ${quantity(exceptions, 12)} lost more than was forecast the day ` +
        `before, where ${fixed(kupiec.expected, 1)} are expected`;
      if (kupiec.expected < EXPECTED_LEAST) return `${found}; too few for a test.`;
      const verdict = kupiec.pValue < REJECTS ? 'rejected' : 'not rejected';
      return `${found}. Kupiec's test: p = ${quantity(kupiec.pValue, 2)}, ${verdict} at ${percent(REJECTS)}.`;
    }),
  ];
}

function pluralOf(length: number): string {
  return length === 1 ? 'days' : `periods of ${length} days`;
}

/** Wealth at the start, then at the end of each day, as candles keep it; of the last day, that of the run. */
function dailyWealth(
  candles: readonly LoggedEvent[],
  cash: number,
  end: { readonly day: number; readonly wealth: number },
): number[] {
  if (candles.length === 0) return [];
  const days = candles.map(({ at, offset }) => dayNumber(Number(at), Number(offset ?? Number.NaN)));
  // The last day's candles may not have closed.
  const closed = candles.filter((_, i) => days[i] !== (days[i + 1] ?? end.day));
  return [cash, ...closed.map((candle) => Number(candle.wealth)), end.wealth];
}
