import { FaultlineError } from '../core/faultline-error.ts';
import { justAfter } from '../core/just-after.ts';
import type { AnyModel } from '../core/model.ts';
import type { Recipe } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import type { FoundTarget } from './answer.ts';
import { numberText } from './number-text.ts';
import type { Source } from './source.ts';

/** A metric and two times. */
export interface AskedMetric {
  readonly metric: string;
  readonly from: number;
  readonly to: number;
}

/**
 * A metric's change, measured by running again: its values after all that happened at both times.
 *
 * @throws FaultlineError for an unknown metric, times out of order or after the end, and no change.
 */
export function findMetric(
  source: Source,
  recipe: Recipe,
  { metric, from, to }: AskedMetric,
): FoundTarget & { kind: 'metric' } {
  const { model, host } = source;
  checkMetric(model, { metric, from, to });
  const simulation = new Simulation(model, recipe, host, false);
  const before = metricOf(simulation, metric, from);
  const after = metricOf(simulation, metric, to);
  const isOver = simulation.nextTurn() === null;
  if (isOver && simulation.state.time < from) {
    throw new FaultlineError('why: from', from, `a time before the run's end at ${simulation.state.time}`);
  }
  return metricFound({ metric, from, to }, before, after);
}

/** @throws FaultlineError for an unknown metric, and for times that are none or out of order. */
export function checkMetric(model: AnyModel, { metric, from, to }: AskedMetric): void {
  const names = Object.keys(model.metrics);
  if (!names.includes(metric)) throw new FaultlineError('why: metric', metric, `one of ${names.join(', ')}`);
  if (!(Number.isFinite(from) && from >= 0)) throw new FaultlineError('why: from', from, 'a time from 0 on');
  if (!(Number.isFinite(to) && to > from)) throw new FaultlineError('why: to', to, `a time after ${from}`);
}

/** @throws FaultlineError for a metric that does not change. */
export function metricFound(
  { metric, from, to }: AskedMetric,
  before: number,
  after: number,
): FoundTarget & { kind: 'metric' } {
  const change = after - before;
  if (change === 0) {
    const what = `a metric that changes: it is ${numberText(before)} at ${from} as at ${to}`;
    throw new FaultlineError('why: metric', metric, what);
  }
  const way = change > 0 ? 'rises' : 'falls';
  const values = `from ${numberText(before)} to ${numberText(after)}`;
  const sentence = `${metric} ${way} ${values} between t = ${from} and t = ${to}.`;
  return { kind: 'metric', metric, from, to, before, after, change, sentence };
}

/** A metric after all that happens up to a time, that included. */
export function metricOf(simulation: Simulation, metric: string, time: number): number {
  simulation.advance(Number.POSITIVE_INFINITY, justAfter(time));
  return simulation.metrics()[metric];
}
