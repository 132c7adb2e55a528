import { unitName } from '../../core/unit-name.ts';
import { differenceRows, type TabledComparison } from '../../figures/difference-rows.ts';
import { displayUnit } from '../../figures/display-unit.ts';
import { counted, percent, quantity } from '../../figures/quantity.ts';
import { riskRows, type TabledSweep, type TableRow } from '../../figures/risk-rows.ts';
import { intervalText } from '../../figures/risk-unit.ts';
import { nameOfMeasure, nameOfStage } from '../../figures/stage-name.ts';
import { models } from '../../models/models.ts';
import type { Decomposition } from '../../study/decomposition.ts';

/** A result of Faultline's as rows, with a line that says what it is of. */
export interface ResultTable {
  readonly heading: string;
  readonly rows: readonly TableRow[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a run, sweep, comparison or decomposition has to say when it stands at the end of a cell; undefined
 * for any other value.
 */
export function resultTable(value: unknown): ResultTable | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const fields = value as Fields;
  if (has(fields, 'losses', 'levels', 'measure', 'seed')) return ofSweep(fields as unknown as Swept);
  if (has(fields, 'a', 'b', 'mean', 'levels', 'measure')) return ofComparison(fields as unknown as Compared);
  if (has(fields, 'stages', 'order', 'sweep', 'total'))
    return ofDecomposition(fields as unknown as Decomposition);
  if (has(fields, 'recipe', 'metrics', 'events')) return ofRun(fields as unknown as Ran);
  return undefined;
}

function has(fields: Fields, ...names: string[]): boolean {
  return names.every((name) => name in fields);
}

type Swept = TabledSweep & { readonly model: string; readonly runs: number; readonly seed: unknown };

function ofSweep(sweep: Swept): ResultTable {
  const { model, runs, seed, measure } = sweep;
  const heading = `${counted(runs, 'run')} of ${model}, seed ${seed}: ${nameOfMeasure(measure.name)}`;
  return { heading, rows: riskRows(sweep) };
}

type Compared = TabledComparison & { readonly runs: number };

function ofComparison(comparison: Compared): ResultTable {
  const { runs, measure } = comparison;
  const heading = `${nameOfMeasure(measure.name)}: ${counted(runs, 'run')} of each, on the same noise`;
  return { heading, rows: differenceRows(comparison) };
}

function ofDecomposition({ stages, measure, runs }: Decomposition): ResultTable {
  const name = nameOfMeasure(measure.name);
  const means = stages.map(({ loss }) => loss.mean);
  const { unit, align } = displayUnit(measure.unit, means);
  const rows = stages.map(({ name: stage, loss, increment }) => ({
    stage: nameOfStage(stage),
    [`mean ${name} (${unit})`]: align(loss.mean),
    adds: increment === null ? '' : align(increment.mean.difference),
    '95 % interval': increment === null ? '' : intervalText(increment.mean.interval, align),
  }));
  return { heading: `The mean ${name} by channel, ${counted(runs, 'run')} a stage`, rows };
}

interface Ran {
  readonly recipe: { readonly model: string; readonly seed: unknown; readonly config: Fields };
  readonly metrics: Readonly<Record<string, number>>;
  readonly events: { readonly count: number };
}

function ofRun({ recipe, metrics, events }: Ran): ResultTable {
  const model = models.find(({ name }) => name === recipe.model);
  const rows = Object.entries(metrics).map(([metric, value]) => {
    const { unit = '', help = '' } = model?.metrics[metric] ?? {};
    if (unit === 'share') return { metric, value: percent(value), unit: '', help };
    const words = model === undefined ? unit : unitName(model, recipe.config, unit);
    return { metric, value: quantity(value, 6), unit: words, help };
  });
  return {
    heading: `A run of ${recipe.model}, seed ${recipe.seed}: ${counted(events.count, 'event')}`,
    rows,
  };
}
