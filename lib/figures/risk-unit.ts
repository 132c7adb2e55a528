import { type DisplayUnit, displayUnit } from './display-unit.ts';
import { fixed } from './fixed.ts';

/** The ends of an interval; null where it is open. */
export type IntervalEnds = readonly [lower: number | null, upper: number | null];

/** VaR and CVaR at one level, as a sweep gives them. */
export interface LevelMarks {
  readonly var: number;
  readonly varInterval: IntervalEnds;
  readonly cvar: number;
  readonly cvarInterval: IntervalEnds;
}

/** How the risk measures of a sweep are shown, wherever they are. */
export interface RiskUnit extends DisplayUnit {
  /** As `align`, for VaR: without decimals where the measure is a count. */
  readonly alignVar: (value: number) => string;
}

/** The unit in which the risk measures of all levels are short. */
export function riskUnit(unit: string, levels: Readonly<Record<string, LevelMarks>>): RiskUnit {
  const rows = Object.values(levels);
  const boundaries = rows.flatMap((row) => numbersOf(row.var, row.varInterval));
  const shown = displayUnit(unit, [
    ...boundaries,
    ...rows.flatMap((row) => numbersOf(row.cvar, row.cvarInterval)),
  ]);
  const isCount = shown.size === 1 && boundaries.every(Number.isInteger);
  return { ...shown, alignVar: isCount ? (value) => fixed(value, 0) : shown.align };
}

/** An interval with both ends included; an end that the runs cannot bound is open. */
export function intervalText([lower, upper]: IntervalEnds, show: (value: number) => string): string {
  return `${lower === null ? '(open' : `[${show(lower)}`}, ${upper === null ? 'open)' : `${show(upper)}]`}`;
}

function numbersOf(value: number, interval: IntervalEnds): number[] {
  return [value, ...interval.filter((end) => end !== null)];
}
