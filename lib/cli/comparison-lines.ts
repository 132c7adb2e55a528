import { counted, percent, quantity } from '../figures/quantity.ts';
import type { Comparison } from '../study/comparison.ts';
import type { Interval } from '../study/risk-table.ts';
import { mean } from '../study/sample-moments.ts';
import { displayUnit } from './display-unit.ts';
import { intervalText } from './risk-lines.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

interface Line {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly interval: Interval;
}

/** A comparison for people: each figure of a and of b, and the difference with its interval. */
export function comparisonLines(
  comparison: Comparison,
  given: { readonly a: readonly string[]; readonly b: readonly string[] },
  { colors }: Output,
): string {
  const { measure, runs, correlation, varianceReduction } = comparison;
  const lines = linesOf(comparison);
  const all = lines.flatMap(({ a, b, difference, interval }) => [a, b, difference, ...interval.map(Number)]);
  const { unit, align } = displayUnit(measure.unit, all);
  const rows = lines.map(({ name, a, b, difference, interval }) => {
    return [name, align(a), align(b), align(difference), intervalText(interval, align)];
  });
  const header = ['', 'a', 'b', 'b less a', '95 % interval'];
  return [
    `${colors.bold(`${measure.name} in ${unit}`)}, over ${measure.horizon}, ${counted(runs, 'pair')} of runs`,
    '',
    `  a: ${given.a.join(' ') || 'as given'}`,
    `  b: ${given.b.join(' ') || 'as given'}`,
    '',
    table([header, ...rows], ['left', 'right', 'right', 'right', 'left'], colors.dim),
    '',
    colors.dim(wrap(sharpness(correlation, varianceReduction), { indent: '  ' })),
    '',
  ].join('\n');
}

function linesOf({ a, b, mean: average, levels }: Comparison): Line[] {
  const risks = Object.keys(levels)
    .sort((x, y) => Number(x) - Number(y))
    .flatMap((level) =>
      (['var', 'cvar'] as const).map((kind) => ({
        name: `${kind === 'var' ? 'VaR' : 'CVaR'} ${percent(Number(level), 15)}`,
        a: a.levels[level][kind],
        b: b.levels[level][kind],
        ...levels[level][kind],
      })),
    );
  return [{ name: 'Mean', a: mean(a.losses), b: mean(b.losses), ...average }, ...risks];
}

function sharpness(correlation: number | null, varianceReduction: number | null): string {
  if (varianceReduction === null) return 'The difference is the same in every run.';
  const times = `independent runs would need ${quantity(varianceReduction)} times as many for the same mean`;
  return correlation === null
    ? `On the same noise; ${times}.`
    : `On the same noise, with a correlation of ${correlation.toFixed(3)} between a and b: ${times}.`;
}
