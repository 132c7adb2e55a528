import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel, ModelOf } from '../core/model.ts';
import { horizonOf, type Recipe } from '../core/recipe.ts';
import { runSeed, type Seed } from '../core/seed.ts';
import { unitName } from '../core/unit-name.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { type RiskRow, riskTable } from './risk-table.ts';
import { digestOf } from './sweep-table.ts';

/** What a sweep found. Everything but `elapsed` is fixed by the recipe and the number of runs. */
export interface Sweep<Words extends Vocabulary = Vocabulary> {
  readonly model: string;
  /** The recipe of its runs, each with its own seed. */
  readonly recipe: Recipe<Words>;
  readonly runs: number;
  readonly seed: Seed;
  readonly measure: {
    readonly name: Words['metric'];
    readonly unit: string;
    readonly horizon: string;
  };
  /** VaR and CVaR of the measure by level. */
  readonly levels: Readonly<Record<string, RiskRow>>;
  /** The first run whose measure is the largest. */
  readonly worst: { readonly run: number; readonly seed: number; readonly loss: number };
  /** SHA-256 over every metric of every run. Counted when asked for. */
  readonly digest: string;
  /** Seconds. cpu counts all threads. */
  readonly elapsed: { readonly wall: number; readonly cpu: number };
  /** Every metric, by run. */
  readonly metrics: Words['metricsByRun'];
  /** The measured metric, by run. */
  readonly losses: Float64Array;
}

/** What to measure and at which levels. */
export interface MeasureOptions<Words extends Vocabulary = Vocabulary> {
  /** A metric of the model; its loss when left out. */
  readonly measure?: Words['metric'] | undefined;
  /** Levels of VaR and CVaR, each in (0, 1). */
  readonly levels?: readonly number[] | undefined;
}

export const DEFAULT_LEVELS: readonly number[] = [0.95, 0.99, 0.999];

/**
 * The name of the metric that is measured.
 *
 * @throws FaultlineError when the model has none of it, and for one of which more is better: its value at
 * risk would be that of the best runs.
 */
export function measureOf(model: AnyModel, measure: string | undefined): string {
  const name = measure ?? model.loss;
  if (!Object.hasOwn(model.metrics, name)) {
    throw new FaultlineError('measure', name, `one of ${Object.keys(model.metrics).join(', ')}`);
  }
  if (model.metrics[name].isGain) {
    const losses = Object.keys(model.metrics).filter((other) => !model.metrics[other].isGain);
    throw new FaultlineError('measure', name, `a metric of which more is worse: ${losses.join(', ')}`);
  }
  return name;
}

/** Sums up the metrics of all runs of a sweep. */
export function summarize<Words extends Vocabulary>(
  model: ModelOf<Words>,
  recipe: Recipe<Words>,
  seed: Seed,
  metrics: Readonly<Record<string, Float64Array>>,
  { measure, levels = DEFAULT_LEVELS }: MeasureOptions<Words>,
  elapsed: Sweep['elapsed'],
): Sweep<Words> {
  const name = measureOf(model, measure) as Words['metric'];
  const losses = metrics[name];
  const horizon = horizonOf(model, recipe);
  const unit = unitName(model, recipe.config, model.metrics[name].unit);
  let digest: string | null = null;
  let worst = 0;
  for (let i = 1; i < losses.length; i++) if (losses[i] > losses[worst]) worst = i;
  return {
    model: model.name,
    recipe,
    runs: losses.length,
    seed,
    measure: { name, unit, horizon },
    levels: riskTable(losses, [...levels]),
    worst: { run: worst, seed: runSeed(seed, worst), loss: losses[worst] },
    get digest() {
      digest ??= digestOf(metrics);
      return digest;
    },
    elapsed,
    metrics: metrics as Words['metricsByRun'],
    losses,
  };
}
