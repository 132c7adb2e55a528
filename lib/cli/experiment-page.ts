import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Experiment, Mean } from '../core/experiment.ts';
import type { AnyModel } from '../core/model.ts';
import type { Run } from '../core/run.ts';
import { armPoints } from '../figures/arm-points.ts';
import { armsOverTime } from '../figures/arms-over-time.ts';
import { clusterPanels } from '../figures/cluster-panels.ts';
import { counted, quantity } from '../figures/quantity.ts';
import { type ReportSection, type ReportTable, reportPage } from '../figures/report-page.ts';
import type { MadeExperiment } from '../node/experiment.ts';
import { shellWord } from './shell-word.ts';

/**
 * One HTML page that opens offline: the question, what was found, the figure, the numbers, and the recipes.
 *
 * @param drawn run 0 of each arm, for figures over time; empty for others.
 */
export function experimentPage(
  model: AnyModel,
  { figure, theory }: Experiment,
  made: MadeExperiment,
  drawn: readonly Run[],
): string {
  const { name, question, runs, seed, arms, finding, recipes } = made;
  const byName = Object.fromEntries(drawn.map((run, i) => [arms[i].name, run]));
  const figures: ReportSection[] =
    figure.kind === 'curve'
      ? [
          {
            heading: 'The arms',
            figure: armPoints(`The ${figure.y} by ${figure.x}`, arms, figure, theory?.name ?? 'formula'),
          },
        ]
      : [
          {
            heading: 'The arms over time',
            figure: armsOverTime('Run 0 of each arm, on the same noise', byName),
          },
          {
            heading: `The cluster: ${figure.arm}`,
            figure: clusterPanels(byName[figure.arm]),
          },
        ];
  const sections: ReportSection[] = [
    { heading: question, text: finding },
    ...figures,
    {
      heading: 'Numbers',
      table: numbers(made, theory),
      code: `npx faultline experiment ${name} --runs ${runs} --seed ${shellWord(String(seed))}`,
    },
    {
      heading: 'Recipes',
      text: ['Each arm as a recipe of its runs; run i has the seed that runSeed(seed, i) gives.'],
      details: {
        summary: 'All arms',
        text: JSON.stringify(Object.fromEntries(arms.map((arm, i) => [arm.name, recipes[i]])), null, 2),
      },
    },
  ];
  const subtitle =
    `${counted(arms.length, 'arm')} of model ${model.name}, ${counted(runs, 'run')} of each, ` +
    `seed ${seed}`;
  return reportPage({ title: name, subtitle, sections, plotlySource: plotlySource() });
}

function numbers({ arms }: MadeExperiment, theory: Experiment['theory']): ReportTable {
  const names = Object.keys(arms[0].metrics);
  const cell = ({ mean, interval }: Mean): string => `${quantity(mean)} ± ${quantity(interval[1] - mean, 2)}`;
  const hasTheory = theory !== undefined && arms.some((arm) => arm.theory !== null);
  return {
    caption: 'Means over the runs with 95 % intervals',
    columns: ['', ...names, ...(hasTheory ? [theory.name] : [])],
    rows: arms.map((arm) => [
      arm.name,
      ...names.map((name) => cell(arm.metrics[name])),
      ...(hasTheory ? [arm.theory === null ? '' : quantity(arm.theory)] : []),
    ]),
  };
}

function plotlySource(): string {
  const require = createRequire(import.meta.url);
  return readFileSync(require.resolve('plotly.js-basic-dist-min'), 'utf8');
}
