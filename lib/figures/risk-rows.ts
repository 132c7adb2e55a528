import type { Measured } from './loss-histogram.ts';
import { percent } from './quantity.ts';
import { intervalText, type LevelMarks, riskUnit } from './risk-unit.ts';

/** A line of a table: text and numbers by column. */
export type TableRow = Readonly<Record<string, string | number>>;

/** A `Sweep` as far as its table needs it. */
export interface TabledSweep {
  readonly measure: Measured;
  readonly levels: Readonly<Record<string, LevelMarks & { readonly tailPoints: number }>>;
}

/** VaR and CVaR of a sweep by level with their 95 % intervals, units in the headings. */
export function riskRows({ measure, levels }: TabledSweep): TableRow[] {
  const { unit, align, alignVar } = riskUnit(measure.unit, levels);
  const rows = Object.entries(levels).sort(([a], [b]) => Number(a) - Number(b));
  return rows.map(([level, row]) => ({
    level: percent(Number(level), 15),
    [`VaR (${unit})`]: alignVar(row.var),
    'VaR: 95 % interval': intervalText(row.varInterval, alignVar),
    [`CVaR (${unit})`]: align(row.cvar),
    'CVaR: 95 % interval': intervalText(row.cvarInterval, align),
    'runs in the tail': row.tailPoints,
  }));
}
