import { FaultlineError } from '../core/faultline-error.ts';
import type { Figure } from './figure.ts';
import type { Measured } from './loss-histogram.ts';
import { counted, percent } from './quantity.ts';
import type { IntervalEnds, LevelMarks } from './risk-unit.ts';
import { nameOfMeasure, nameOfStage } from './stage-name.ts';
import { type Waterfall, type WaterfallBar, waterfall } from './waterfall.ts';

interface Difference {
  readonly difference: number;
  readonly interval: IntervalEnds;
}

/** A stage of a `Decomposition` as far as figures need it. */
export interface DrawnStage {
  readonly name: string;
  readonly loss: { readonly mean: number; readonly interval: IntervalEnds };
  readonly levels: Readonly<Record<string, LevelMarks>>;
  readonly increment: {
    readonly mean: Difference;
    readonly levels: Readonly<Record<string, { readonly cvar: Difference }>>;
  } | null;
}

/** A `Decomposition` as far as figures need it. */
export interface DrawnDecomposition {
  readonly measure: Measured;
  readonly runs: number;
  readonly stages: readonly DrawnStage[];
}

/**
 * What each channel adds to the mean loss, or to the CVaR at a level of the sweeps, as a waterfall.
 *
 * @throws FaultlineError for a level that the sweeps have not.
 */
export function decompositionWaterfall(decomposition: DrawnDecomposition, level?: number): Figure {
  const { measure, runs, stages } = decomposition;
  const name = nameOfMeasure(measure.name);
  const known = Object.keys(stages[0]?.levels ?? {});
  if (level !== undefined && !known.includes(String(level))) {
    throw new FaultlineError('waterfallFigure: level', level, `a level of the sweeps: ${known.join(', ')}`);
  }
  const order = stages.slice(2).map((stage) => nameOfStage(stage.name).slice(2));
  const given: Waterfall = {
    title: level === undefined ? `Mean ${name}` : `CVaR ${percent(level, 15)} of the ${name}`,
    caption:
      `${counted(runs, 'run')} a bar, on the same noise. Channels are switched on in this order: ` +
      `${order.join(', ')}; another order gives other shares. Thin lines: 95 % intervals.`,
    ...barsOf(stages, level === undefined ? meanOf : cvarOf(String(level))),
  };
  return waterfall(given, { ...measure, name });
}

/** A number of a stage and what the stage added to it. */
type Reader = (stage: DrawnStage) => {
  readonly level: Pick<WaterfallBar, 'value' | 'interval'>;
  readonly added: Difference | undefined;
};

const meanOf: Reader = ({ loss, increment }) => ({
  level: { value: loss.mean, interval: loss.interval },
  added: increment?.mean,
});

function cvarOf(level: string): Reader {
  return ({ levels, increment }) => ({
    level: { value: levels[level]!.cvar, interval: levels[level]!.cvarInterval },
    added: increment?.levels[level]?.cvar,
  });
}

function barsOf(stages: readonly DrawnStage[], read: Reader): Pick<Waterfall, 'start' | 'steps' | 'end'> {
  const [first, last] = [stages[0]!, stages[stages.length - 1]!];
  return {
    start: { channel: null, label: nameOfStage(first.name), ...read(first).level },
    steps: stages.slice(1).map((stage): WaterfallBar => {
      const { difference = 0, interval = [null, null] } = read(stage).added ?? {};
      return { channel: stage.name, label: nameOfStage(stage.name), value: difference, interval };
    }),
    end: { channel: null, label: 'with everything on', ...read(last).level },
  };
}
