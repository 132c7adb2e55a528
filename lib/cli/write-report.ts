import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Run } from '../core/run.ts';
import { cascadeNetwork } from '../figures/cascade-network.ts';
import { cascadeTimeline } from '../figures/cascade-timeline.ts';
import { intervalText, lossHistogram } from '../figures/loss-histogram.ts';
import { marketReturns } from '../figures/market-returns.ts';
import { counted, percent, quantity } from '../figures/quantity.ts';
import { type ReportSection, type ReportTable, reportPage } from '../figures/report-page.ts';
import { models } from '../models/models.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { RECIPE_FILE, replayCommand } from './replay-command.ts';
import { highlightsOf, storyOf } from './story.ts';

/** What a report is about: a sweep of the interbank model and its worst run, run again with its events. */
export interface ReportInput {
  readonly run: Run;
  readonly sweep: Sweep;
  readonly title: string;
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
export function reportHtml({ run, sweep, title }: ReportInput): string {
  const { runs, measure } = sweep;
  const model = models.find(({ name }) => name === run.recipe.model);
  const unit = { unit: model?.describe(run.recipe.config).unit ?? measure.unit };
  const command = replayCommand(run.recipe);
  const saved = command.includes(RECIPE_FILE) ? ` Save the recipe below as ${RECIPE_FILE} for it.` : '';
  const loss = quantity(sweep.losses[sweep.worst.run]!);
  const sections: ReportSection[] = [
    { heading: 'Risk', text: highlightsOf(sweep), table: riskRows(sweep) },
    { heading: 'Losses', figure: lossHistogram(sweep.losses, sweep.levels, measure) },
    {
      heading: 'The worst run',
      text: [
        `Run ${sweep.worst.run} (counted from 0) of ${quantity(runs, 15)} has the largest ` +
          `${measure.name}: ${loss} ${measure.unit}.`,
        ...storyOf(run),
        `This command gives the run again, event by event.${saved}`,
      ],
      code: command,
    },
    { heading: 'The cascade as a network', figure: cascadeNetwork(run.events, unit) },
    { heading: 'The cascade step by step', figure: cascadeTimeline(run.events, unit) },
    { heading: 'The markets', figure: marketReturns(run.events) },
    {
      heading: 'Recipe and digests',
      table: digests(run, sweep),
      details: { summary: 'The recipe of the worst run', text: JSON.stringify(run.recipe, null, 2) },
    },
  ];
  const subtitle = `${counted(runs, 'run')} of model ${sweep.model}, ${measure.horizon}, seed ${sweep.seed}`;
  return reportPage({ title, subtitle, sections, plotlySource: plotlySource() });
}

function riskRows({ levels, measure, runs }: Sweep): ReportTable {
  const rows = Object.entries(levels).sort(([a], [b]) => Number(a) - Number(b));
  const warnings = rows.flatMap(([, row]) => row.warning ?? []);
  const what = `${measure.name} in ${measure.unit}`;
  const isOpen = rows.some(([, row]) => [...row.varInterval, ...row.cvarInterval].includes(null));
  return {
    caption: `VaR and CVaR of ${what}, ${measure.horizon}, ${counted(runs, 'run')}`,
    columns: ['measure', 'value', '95 % interval'],
    rows: rows.flatMap(([level, row]) => [
      [`VaR ${percent(Number(level), 15)}`, quantity(row.var), intervalText(row.varInterval)],
      [`CVaR ${percent(Number(level), 15)}`, quantity(row.cvar), intervalText(row.cvarInterval)],
    ]),
    notes: [...(isOpen ? ['open: the runs do not bound the interval on that side.'] : []), ...warnings],
  };
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
