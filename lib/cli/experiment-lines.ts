import type { ArmResult, Experiment, Mean } from '../core/experiment.ts';
import type { AnyModel } from '../core/model.ts';
import { runSeed } from '../core/seed.ts';
import { counted, quantity } from '../figures/quantity.ts';
import type { MadeExperiment } from '../node/experiment.ts';
import { paragraphs } from './run-summary.ts';
import { shellWord } from './shell-word.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

/** An experiment on one page, for people. */
export function experimentLines(
  model: AnyModel,
  { theory, figure }: Experiment,
  made: MadeExperiment,
  page: string,
  { colors }: Output,
): string {
  const { name, question, arms, finding, runs, seed } = made;
  const metrics = Object.keys(arms[0].metrics);
  const tables = metrics.map((metric) => {
    const formula = theory?.metric === metric ? theory.name : null;
    const header = [
      metric,
      'mean',
      '95 % interval',
      'less the first',
      ...(formula === null ? [] : [formula]),
    ];
    const isShare = model.metrics[metric].unit === 'share';
    const rows = arms.map((arm) => rowOf(arm, metric, isShare, formula !== null));
    const align = ['left', 'right', 'left', 'left', 'right'] as const;
    return table([header, ...rows], align.slice(0, header.length), colors.dim);
  });
  const shown = figure.kind === 'time' ? 'run 0 of each over time' : 'the figure';
  const again = `npx faultline experiment ${name} --runs ${runs} --seed ${shellWord(String(seed))}`;
  return [
    wrap(question, { first: colors.bold(`${name}: `) }),
    '',
    paragraphs(finding),
    '',
    tables.join('\n\n'),
    '',
    `  ${colors.dim(`${model.name}, ${counted(runs, 'run')} of each, on the same seeds; ${shown}:`)}`,
    `  ${page}`,
    `  ${colors.dim('Again')}  ${again}`,
    `  ${colors.dim(`The seed of run 0 is ${runSeed(seed, 0)}.`)}`,
    '',
  ].join('\n');
}

function rowOf(
  { name, metrics, differences, theory }: ArmResult,
  metric: string,
  isShare: boolean,
  hasFormula: boolean,
): string[] {
  const { mean, interval } = metrics[metric];
  return [
    name,
    quantity(mean),
    intervalWords(isShare ? withinShares(interval) : interval),
    differences === null ? '' : intervalWords(differences[metric].interval),
    ...(hasFormula ? [theory === null ? '' : quantity(theory)] : []),
  ];
}

/** What of an interval a share can be: symmetric ones may reach below 0 or above 1. */
function withinShares([low, high]: Mean['interval']): Mean['interval'] {
  return [Math.max(0, low), Math.min(1, high)];
}

function intervalWords([low, high]: Mean['interval']): string {
  return `[${quantity(low, 3)}, ${quantity(high, 3)}]`;
}
