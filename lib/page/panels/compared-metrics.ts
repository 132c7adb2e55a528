import type { AnyModel } from '../../core/model.ts';
import type { SessionState } from '../../live/session-message.ts';

/** A metric at the end of both runs. */
export interface MetricRow {
  readonly name: string;
  readonly help: string;
  readonly unit: string;
  readonly held: number;
  readonly changed: number;
  readonly difference: number;
  /** Null where neither is better, or it is neither a loss nor a gain. */
  readonly isBetter: boolean | null;
}

/** Every metric of a model, those that differ first; otherwise in the model's order, the loss at the top. */
export function comparedMetrics(model: AnyModel, held: SessionState, changed: SessionState): MetricRow[] {
  const names = [model.loss, ...Object.keys(model.metrics).filter((name) => name !== model.loss)];
  const rows = names.map((name): MetricRow => {
    const { help, isGain = false, unit } = model.metrics[name];
    const [a, b] = [held.metrics[name], changed.metrics[name]];
    const difference = b - a;
    const isTold = isGain || name === model.loss;
    const isBetter = difference === 0 || !isTold ? null : difference > 0 === isGain;
    return { name, help, unit, held: a, changed: b, difference, isBetter };
  });
  return [...rows.filter(hasMoved), ...rows.filter((row) => !hasMoved(row))];
}

/** Whether a metric differs. */
export function hasMoved({ difference }: MetricRow): boolean {
  return difference !== 0;
}
