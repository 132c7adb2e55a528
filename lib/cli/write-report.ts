import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Run } from '../core/run.ts';
import { cascadeNetwork } from '../figures/cascade-network.ts';
import { cascadeTimeline } from '../figures/cascade-timeline.ts';
import { amountText } from '../figures/display-unit.ts';
import { fixed } from '../figures/fixed.ts';
import { lossHistogram } from '../figures/loss-histogram.ts';
import { marketReturns } from '../figures/market-returns.ts';
import { counted, percent } from '../figures/quantity.ts';
import { type ReportSection, type ReportTable, reportPage } from '../figures/report-page.ts';
import { riskUnit } from '../figures/risk-unit.ts';
import { models } from '../models/models.ts';
import type { TailAttribution } from '../node/attribute-tail.ts';
import type { Decomposition } from '../study/decomposition.ts';
import { mean } from '../study/sample-moments.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { decompositionSections } from './decomposition-sections.ts';
import { RECIPE_FILE, replayCommand, sweepCommand } from './replay-command.ts';
import { riskWords } from './risk-lines.ts';
import { highlightsOf, storyOf } from './story.ts';

/** What a report is about: a sweep of the interbank model and its worst run, run again with its events. */
export interface ReportInput {
  readonly run: Run;
  readonly sweep: Sweep;
  readonly title: string;
  /** The same config's loss by channel, and its tail by bank; left out: the report has neither. */
  readonly decomposition?: { readonly result: Decomposition; readonly tail: TailAttribution | null };
}

/**
 * Writes one HTML file that opens offline: risk measures, the loss histogram, and the story, network,
 * timeline and markets of the run. The folder is made when it is not there; a file of that name is
 * replaced, whole or not at all.
 *
 * @throws FaultlineError when the place cannot be written.
 */
export function writeReport(path: string, input: ReportInput): void {
  const page = reportHtml(input);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, page);
    renameSync(draft, path);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new FaultlineError('report', path, `a path that can be written (${reason})`);
  }
}

/** The report as text; the same runs give the same text. */
export function reportHtml({ run, sweep, title, decomposition }: ReportInput): string {
  const { runs, measure, worst } = sweep;
  const model = models.find(({ name }) => name === run.recipe.model);
  const unit = { unit: model?.describe(run.recipe.config).units.currency ?? measure.unit };
  const command = replayCommand(run.recipe);
  const saved = command.includes(RECIPE_FILE) ? ` Save the recipe below as ${RECIPE_FILE} for it.` : '';
  const loss = amountText(riskUnit(measure.unit, sweep.levels), worst.loss);
  const losses = lossHistogram(sweep.losses, sweep.levels, measure);
  const sections: ReportSection[] = [
    ...(decomposition === undefined ? [] : decompositionSections(decomposition)),
    { heading: 'Risk', text: highlightsOf(sweep), table: riskTable(sweep) },
    { heading: 'Losses', figure: { ...losses, caption: `${middle(sweep)} ${losses.caption}` } },
    {
      heading: 'The worst run',
      text: [
        `Run ${fixed(worst.run, 0)} (counted from 0) of ${fixed(runs, 0)} has the largest ` +
          `${measure.name}: ${loss}.`,
        ...storyOf(run),
        `This command makes the run again and prints its summary; with --events ndjson, every event.${saved}`,
      ],
      code: command,
    },
    { heading: 'The cascade as a network', figure: cascadeNetwork(run.events, unit) },
    { heading: 'The cascade step by step', figure: cascadeTimeline(run.events, unit) },
    { heading: 'The markets', figure: marketReturns(run.events) },
    {
      heading: 'Recipe and digests',
      text: ['This command makes all runs again and gives the same numbers.'],
      table: digests(run, sweep),
      code: sweepCommand(sweep),
      details: { summary: 'The recipe of the worst run', text: JSON.stringify(run.recipe, null, 2) },
    },
  ];
  const subtitle = `${counted(runs, 'run')} of model ${sweep.model}, ${measure.horizon}, seed ${sweep.seed}`;
  return reportPage({ title, subtitle, sections, plotlySource: plotlySource() });
}

function riskTable(sweep: Sweep): ReportTable {
  const { caption, rows, notes } = riskWords(sweep);
  return { caption, columns: rows[0], rows: rows.slice(1), notes };
}

/** The middle of the losses, and how many runs saw a failure. */
function middle({ losses, levels, measure, metrics, runs }: Sweep): string {
  const unit = riskUnit(measure.unit, levels);
  const aligned = { ...unit, show: unit.align };
  const sorted = Float64Array.from(losses).sort();
  const median = (sorted[(runs - 1) >> 1] + sorted[runs >> 1]) / 2;
  const values = `Mean ${amountText(aligned, mean(losses))}, median ${amountText(aligned, median)}`;
  if (metrics.defaults === undefined) return `${values}.`;
  const failing = metrics.defaults.reduce((count, each) => count + (each > 0 ? 1 : 0), 0);
  return `${values}; a bank failed in ${percent(failing / runs)} of the runs.`;
}

function digests(run: Run, sweep: Sweep): ReportTable {
  return {
    caption: 'Equal recipes give equal digests (SHA-256) on every machine',
    columns: ['of', 'seed', 'digest'],
    isLong: true,
    rows: [
      ['sweep: every metric of every run', String(sweep.seed), sweep.digest],
      ['worst run: every event', String(run.recipe.seed), run.digest],
    ],
  };
}

function plotlySource(): string {
  const require = createRequire(import.meta.url);
  return readFileSync(require.resolve('plotly.js-basic-dist-min'), 'utf8');
}
