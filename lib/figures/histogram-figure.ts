import { onAnyGround } from './any-ground.ts';
import type { Figure } from './figure.ts';
import { lossHistogram, type Measured } from './loss-histogram.ts';
import type { LevelMarks } from './risk-unit.ts';
import { nameOfMeasure } from './stage-name.ts';

/** A `Sweep` as far as figures need it. */
export interface DrawnSweep {
  readonly measure: Measured;
  readonly losses: ArrayLike<number>;
  readonly levels: Readonly<Record<string, LevelMarks>>;
}

/** The losses of a sweep as a histogram, with VaR and CVaR and their intervals below it. For any ground. */
export function histogramFigure({ losses, levels, measure }: DrawnSweep): Figure {
  const named = { ...measure, name: nameOfMeasure(measure.name) };
  return onAnyGround(lossHistogram(losses, levels, named));
}
