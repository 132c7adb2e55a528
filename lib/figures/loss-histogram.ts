import type { Figure } from './figure.ts';
import { type Mark, markedHistogram } from './marked-histogram.ts';
import { counted, percent } from './quantity.ts';
import { type IntervalEnds, type LevelMarks, type RiskUnit, riskUnit } from './risk-unit.ts';
import { light } from './theme.ts';

/** What was measured. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly horizon: string;
}

/**
 * The losses of a sweep as a histogram, and below it on the same axis VaR and CVaR at each level with
 * their intervals, a row each. A band that ends in an arrow is open: the runs do not bound it.
 */
export function lossHistogram(
  losses: ArrayLike<number>,
  levels: Readonly<Record<string, LevelMarks>>,
  given: Measured,
): Figure {
  const shown = riskUnit(given.unit, levels);
  const measure = { ...given, unit: shown.unit };
  const marks = marksOf(levels, shown);
  const sample = Float64Array.from(losses, (loss) => loss / shown.size);
  return markedHistogram(sample, marks, {
    title: titleOf(losses.length, measure),
    caption: captionOf(marks, measure, sample),
    name: measure.name,
    unit: measure.unit,
  });
}

function marksOf(levels: Readonly<Record<string, LevelMarks>>, { size, align, alignVar }: RiskUnit): Mark[] {
  const shrunk = ([lower, upper]: IntervalEnds): IntervalEnds => [
    lower === null ? null : lower / size,
    upper === null ? null : upper / size,
  ];
  const [showVar, showCvar] = [alignVar, align].map((show) => (value: number) => show(value * size));
  const byLevel = Object.entries(levels).sort(([a], [b]) => Number(a) - Number(b));
  return byLevel.flatMap(([level, row], i) => {
    const name = percent(Number(level), 15);
    const color = light.series[i % light.series.length]!;
    return [
      {
        label: `VaR ${name}`,
        value: row.var / size,
        interval: shrunk(row.varInterval),
        color,
        dash: 'solid' as const,
        show: showVar!,
      },
      {
        label: `CVaR ${name}`,
        value: row.cvar / size,
        interval: shrunk(row.cvarInterval),
        color,
        dash: 'dash' as const,
        show: showCvar!,
      },
    ];
  });
}

function titleOf(runs: number, { name, horizon }: Measured): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} in ${counted(runs, 'run')} of ${horizon}`;
}

function captionOf(marks: readonly Mark[], { name }: Measured, sample: Float64Array): string {
  const isGain = name === 'loss' && sample.some((loss) => loss < 0);
  const text = `Runs by ${name}${isGain ? '; a negative one is a gain' : ''}.`;
  if (marks.length === 0) return text;
  const isOpen = marks.some(({ interval }) => interval.includes(null));
  const rows =
    ' Below, VaR (disc, solid line) and CVaR (diamond, dashed line) at each level with their 95 % intervals.';
  const open = ' A band that ends in an arrow is open: these runs do not bound it.';
  return `${text}${rows}${isOpen ? open : ''}`;
}
