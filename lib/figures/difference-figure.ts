import { onAnyGround } from './any-ground.ts';
import { displayUnit } from './display-unit.ts';
import type { Figure } from './figure.ts';
import type { DrawnSweep } from './histogram-figure.ts';
import { markedHistogram } from './marked-histogram.ts';
import { counted, percent } from './quantity.ts';
import type { IntervalEnds } from './risk-unit.ts';
import { nameOfMeasure } from './stage-name.ts';
import { light } from './theme.ts';

/** A `Comparison` as far as figures need it. */
export interface DrawnComparison {
  readonly measure: DrawnSweep['measure'];
  readonly mean: { readonly difference: number; readonly interval: IntervalEnds };
  readonly a: { readonly losses: ArrayLike<number> };
  readonly b: { readonly losses: ArrayLike<number> };
}

/**
 * What b loses more than a, run by run on the same noise, as a histogram with its mean; left of zero b is
 * better. `names`: of the two, in the title. For any ground.
 */
export function differenceFigure(
  { measure, mean, a, b }: DrawnComparison,
  names: readonly [a: string, b: string] = ['a', 'b'],
): Figure {
  const differences = Float64Array.from(b.losses, (loss, run) => loss - a.losses[run]!);
  const shown = displayUnit(
    measure.unit,
    [mean.difference, ...mean.interval, ...spread(differences)].filter((each) => each !== null),
  );
  const scale = (value: number): number => value / shown.size;
  const name = nameOfMeasure(measure.name);
  const better = differences.reduce((count, each) => (each < 0 ? count + 1 : count), 0);
  const same = differences.reduce((count, each) => (each === 0 ? count + 1 : count), 0);
  const share = (count: number): string => percent(count / Math.max(1, differences.length));
  return onAnyGround(
    markedHistogram(
      differences.map(scale),
      [
        {
          label: 'mean',
          value: scale(mean.difference),
          interval: mean.interval.map((end) => (end === null ? null : scale(end))) as unknown as IntervalEnds,
          color: light.series[1]!,
          dash: 'solid',
          // Away from zero, whose line would cross it.
          side: mean.difference > 0 ? 'right' : 'left',
          show: (value) => shown.align(value * shown.size),
        },
      ],
      {
        title: `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${names[1]} minus ${names[0]}`,
        caption:
          `${counted(differences.length, 'pair')} of runs, each on the same noise; ` +
          `${names[1]} loses less in ` +
          `${share(better)} of the pairs, ` +
          `as much in ${share(same)}. Below, the mean with its 95 % interval.`,
        name: `difference in ${name}`,
        unit: shown.unit,
      },
    ),
  );
}

function spread(differences: Float64Array): number[] {
  let [low, high] = [0, 0];
  for (const each of differences) {
    low = Math.min(low, each);
    high = Math.max(high, each);
  }
  return [low, high];
}
