import { displayUnit } from './display-unit.ts';
import type { Measured } from './loss-histogram.ts';
import { percent } from './quantity.ts';
import type { TableRow } from './risk-rows.ts';
import { type IntervalEnds, intervalText } from './risk-unit.ts';

interface Difference {
  readonly difference: number;
  readonly interval: IntervalEnds;
}

/** A `Comparison` as far as its table needs it. */
export interface TabledComparison {
  readonly measure: Measured;
  readonly mean: Difference;
  readonly levels: Readonly<Record<string, { readonly var: Difference; readonly cvar: Difference }>>;
}

/** What b loses more than a, in the mean and in the tails, with 95 % intervals; units are in headings. */
export function differenceRows(
  { measure, mean, levels }: TabledComparison,
  names: readonly [a: string, b: string] = ['a', 'b'],
): TableRow[] {
  const byLevel = Object.entries(levels).sort(([a], [b]) => Number(a) - Number(b));
  const named: (readonly [string, Difference])[] = [
    ['mean', mean],
    ...byLevel.map(([level, row]) => [`VaR ${percent(Number(level), 15)}`, row.var] as const),
    ...byLevel.map(([level, row]) => [`CVaR ${percent(Number(level), 15)}`, row.cvar] as const),
  ];
  const { unit, align } = displayUnit(
    measure.unit,
    named.flatMap(([, { difference, interval }]) => [difference, ...interval.filter((end) => end !== null)]),
  );
  return named.map(([name, { difference, interval }]) => ({
    of: name,
    [`${names[1]} minus ${names[0]} (${unit})`]: align(difference),
    '95 % interval': intervalText(interval, align),
  }));
}
