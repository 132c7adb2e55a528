import { displayUnit, plural } from '../figures/display-unit.ts';
import { fixed } from '../figures/fixed.ts';
import { counted, percent, quantity } from '../figures/quantity.ts';
import { intervalText } from '../figures/risk-unit.ts';
import type { Comparison } from '../study/comparison.ts';
import type { Interval } from '../study/risk-table.ts';
import { mean } from '../study/sample-moments.ts';
import { byLevel, capital, noteLines, thinTails } from './risk-lines.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

interface Line {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly interval: Interval;
  /** Whether the tail is too short for what the interval promises. */
  readonly isThin: boolean;
}

/** A comparison for people: each figure of a and of b, and the difference with its interval. */
export function comparisonLines(
  comparison: Comparison,
  given: { readonly a: string; readonly b: string },
  { colors }: Output,
): string {
  const { measure, runs, levels } = comparison;
  const lines = linesOf(comparison);
  const { unit, size, align } = displayUnit(measure.unit, lines.flatMap(numbersOf));
  const rows = lines.map((line) => {
    const isCount = size === 1 && numbersOf(line).every(Number.isInteger);
    const show = isCount ? (value: number) => fixed(value, 0) : align;
    const { name, a, b, difference, interval, isThin } = line;
    return [name, show(a), show(b), show(difference), intervalText(interval, show) + (isThin ? ' *' : '')];
  });
  const what = colors.bold(`${capital(measure.name)} in ${plural(unit)}`);
  const header = ['', 'a', 'b', 'b less a', '95 % interval'];
  const isOpen = lines.some(({ interval }) => interval.includes(null));
  const isTied = lines.some(({ interval, difference }) => interval.includes(null) && difference === 0);
  const open = `"open": the runs do not bound that side${isTied ? ', or the tails do not differ' : ''}.`;
  return [
    `${what}, over ${horizons(comparison)}, ${counted(runs, 'pair')} of runs`,
    '',
    `  a: ${given.a}`,
    `  b: ${given.b}`,
    '',
    table([header, ...rows], ['left', 'right', 'right', 'right', 'left'], colors.dim),
    '',
    ...[...(isOpen ? [open] : []), ...thinTails(levels)].map((note) => colors.dim(noteLines(note))),
    colors.dim(wrap(sharpness(comparison), { indent: '  ' })),
    '',
  ].join('\n');
}

/** The horizon of both sides, or of each where they differ. */
function horizons({ a, b }: Comparison): string {
  if (a.measure.horizon === b.measure.horizon) return a.measure.horizon;
  return `${a.measure.horizon} (a) and ${b.measure.horizon} (b)`;
}

function linesOf({ a, b, mean: average, levels }: Comparison): Line[] {
  const risks = byLevel(levels).flatMap(([level, row]) =>
    (['var', 'cvar'] as const).map((kind) => ({
      name: `${kind === 'var' ? 'VaR' : 'CVaR'} ${percent(Number(level), 15)}`,
      a: a.levels[level][kind],
      b: b.levels[level][kind],
      ...row[kind],
      isThin: row.warning !== undefined && kind === 'cvar',
    })),
  );
  return [{ name: 'Mean', a: mean(a.losses), b: mean(b.losses), ...average, isThin: false }, ...risks];
}

function numbersOf({ a, b, difference, interval }: Line): number[] {
  return [a, b, difference, ...interval.filter((end) => end !== null)];
}

function sharpness({ correlation, varianceReduction }: Comparison): string {
  if (varianceReduction === null) return 'The difference is the same in every run.';
  const times = `independent runs would need ${quantity(varianceReduction)} times as many for the same mean`;
  return correlation === null
    ? `On the same noise; ${times}.`
    : `On the same noise, with a correlation of ${correlationText(correlation)} between a and b: ${times}.`;
}

/** Three decimals, or as many as tell it well from 1. */
function correlationText(correlation: number): string {
  const size = Math.abs(correlation);
  const decimals = [3, 4, 5, 6, 7, 8].find((each) => size < 1 - 10 * 10 ** -each) ?? 9;
  return fixed(correlation, size === 1 ? 0 : decimals);
}
