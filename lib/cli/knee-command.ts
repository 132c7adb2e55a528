import type { Command } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';
import type { Recipe } from '../core/recipe.ts';
import { runSeed, type Seed } from '../core/seed.ts';
import { counted, percent, quantity } from '../figures/quantity.ts';
import { intervalText } from '../figures/risk-unit.ts';
import { KNEE_RUNS, KNEE_RUNS_MAX, type Knee, knee } from '../node/knee.ts';
import { WORKERS_MAX } from '../node/sweep.ts';
import { withInterrupt } from './interrupt.ts';
import { countOption, seedOption, sizeOption } from './number-option.ts';
import { ProgressBar, progressOf } from './progress-bar.ts';
import { collect, planOf, type RunFlags, recipeOf } from './run-options.ts';
import { paragraphs } from './run-summary.ts';
import { shellWord } from './shell-word.ts';
import { table } from './table.ts';
import { type Output, stdout } from './terminal.ts';

interface Flags extends Pick<RunFlags, 'config' | 'set'> {
  readonly param?: string;
  readonly from?: number;
  readonly to?: number;
  readonly span?: number;
  readonly runs: number;
  readonly seed?: Seed;
  readonly workers?: number;
  readonly json?: true;
}

/** Adds `faultline knee`: the load at which a system breaks, and the one at which it recovers. */
export function addKnee(program: Command): void {
  program
    .command('knee')
    .summary('the load at which a system breaks, and at which it recovers')
    .description(
      'Finds, run by run, the largest load at which the objective holds, and the largest at which it holds ' +
        'again after the system was pushed over. With retries and cold caches they differ.',
    )
    .argument('<model>', 'a model, such as cache')
    .option('--param <path>', 'the field of the config that is the load, such as arrivals.rate')
    .option(
      '--from <load>',
      "the lowest load to try (default: found from the config's own)",
      sizeOption('--from'),
    )
    .option('--to <load>', 'the highest load to try', sizeOption('--to'))
    .option('--span <time>', 'how long a run lasts (default: by the model)', sizeOption('--span'))
    .option('--runs <count>', 'how many runs', countOption('--runs', KNEE_RUNS_MAX), KNEE_RUNS)
    .option('--seed <seed>', 'an integer; anything else is a text that is hashed', seedOption)
    .option('--workers <count>', 'threads (default: one a core)', countOption('--workers', WORKERS_MAX))
    .option('--config <file>', 'JSON file with fields of the config')
    .option('--set <path=value>', 'one field of the config, over --config; repeatable', collect)
    .option('--json', 'print the result as one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  faultline knee cache --param arrivals.rate
  faultline knee cache --param arrivals.rate --from 5 --to 40 --set retries=0
  faultline knee cache --param writeFraction --runs 20 --json`,
    )
    .action((model: string, flags: Flags) => withInterrupt((signal) => act(model, flags, signal)));
}

async function act(name: string, flags: Flags, signal: AbortSignal): Promise<void> {
  const plan = planOf(name, flags);
  const { model } = plan;
  const { param = '', from, to, span, runs, workers } = flags;
  const params = Object.keys(model.load?.params ?? {});
  if (model.load !== undefined && !params.includes(param)) {
    throw new FaultlineError('--param', flags.param, `one of ${params.join(', ')}`);
  }
  if (from !== undefined && to !== undefined && from >= to) {
    throw new FaultlineError('--from', from, `a load below --to, which is ${to}`);
  }
  const recipe = recipeOf(plan);
  const bar = new ProgressBar();
  let result: Knee;
  try {
    result = await knee(model, {
      ...{ config: recipe.config, seed: recipe.seed, param, from, to, span, runs, workers, signal },
      onProgress: (done, all) => bar.show(progressOf(done, all, bar.seconds)),
    });
  } finally {
    bar.clear();
  }
  if (flags.json) return stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  await stdout.write(kneePage(result, model, recipe, flags, stdout));
}

function kneePage(result: Knee, model: AnyModel, recipe: Recipe, flags: Flags, { colors }: Output): string {
  const { param, unit, limit, seeds, seed } = result;
  const help = model.load!.help(result.span);
  const show = (value: number | null): string => (value === null ? 'open' : quantity(value, 4));
  const rowOf = (
    name: string,
    { median, interval, mean }: Pick<Knee['gap'], 'median' | 'interval' | 'mean'>,
  ) => [name, show(median), intervalText(interval, (value) => quantity(value, 4)), show(mean)];
  const rows = [
    ['', 'median', '95 % interval', 'mean'],
    rowOf('Breaks above', result.break),
    rowOf('Recovers at', result.recover),
    rowOf('Gap', result.gap),
  ];
  const title = `The knee of ${model.name} by ${param}`;
  const again = seenAgain(result, model, recipe, flags);
  return [
    `${colors.bold(title)} (${unit}), ${counted(seeds, 'run')}, seed ${seed}`,
    '',
    table(rows, ['left', 'right', 'left', 'right'], colors.dim),
    '',
    paragraphs([...meaning(result), ...openEnds(result)]),
    '',
    colors.dim(
      paragraphs([`The objective holds while ${model.loss} is at most ${percent(limit)}. ${help}.`]),
    ),
    ...(again === null ? [] : ['', `  ${colors.dim(again.what)}`, again.command]),
    '',
  ].join('\n');
}

/** One sentence on what the two loads say. */
function meaning({ unit, param, ...result }: Knee): string[] {
  const at = result.break.median;
  const back = result.recover.median;
  const what = `${unit.startsWith('share') ? `a ${param} of ` : ''}`;
  const load = (value: number): string =>
    unit.startsWith('share') ? `${what}${quantity(value)}` : `${quantity(value)} ${unit}`;
  if (at === null)
    return ['In half of the runs or more the objective has no knee in the range that was tried.'];
  if (back === null) {
    return [
      `Up to ${load(at)} the objective holds; a system that was pushed over comes back at no load tried.`,
    ];
  }
  if (back > 0.98 * at) {
    return [`Up to ${load(at)} the objective holds, and a system that was pushed over comes back by itself.`];
  }
  return [
    `Up to ${load(at)} the objective holds; but a system that was pushed over is not back at the end, with ` +
      `what pushed it long gone, unless the load is ${load(back)} or less, ${percent(back / at, 2)} of ` +
      'that. A longer --span gives it more time.',
  ];
}

/** Runs that have no knee in the range. */
function openEnds({ seeds, ...result }: Knee): string[] {
  const words = [
    ['break', 'below', 'do not hold even the lowest load tried'],
    ['break', 'above', 'do not break within the range'],
    ['recover', 'below', 'do not recover even at the lowest load tried'],
    ['recover', 'above', 'recover at every load tried'],
  ] as const;
  return words.flatMap(([knee, end, what]) => {
    const count = result[knee].unbounded[end];
    return count === 0 ? [] : [`${count} of ${counted(seeds, 'run')} ${what}.`];
  });
}

/**
 * The command that shows a run beyond the knee: pushed over between the two loads, or calm above the first.
 */
function seenAgain(
  result: Knee,
  { name, load }: AnyModel,
  { config, seed }: Recipe,
  flags: Flags,
): { readonly what: string; readonly command: string } | null {
  const at = result.break.median;
  const back = result.recover.median;
  if (at === null || load === undefined) return null;
  const isBetween = back !== null && back <= 0.98 * at;
  const { isInteger } = load.params[result.param];
  const between = isBetween ? Math.sqrt(back * at) : 1.1 * at;
  const value = isInteger ? Math.ceil(between) : Number(between.toPrecision(3));
  const shown = load[isBetween ? 'stressed' : 'calm'](config, result.param, value, result.span) as Record<
    string,
    unknown
  >;
  const given = config as Record<string, unknown>;
  const settings = Object.keys(shown)
    .filter((field) => JSON.stringify(shown[field]) !== JSON.stringify(given[field]))
    .map((field) => `${field}=${JSON.stringify(shown[field])}`);
  const sets = [...(flags.set ?? []), ...settings].map((set) => `--set ${shellWord(set)}`);
  const first = `npx faultline run ${name} --seed ${runSeed(seed, 0)}`;
  const from = flags.config === undefined ? [] : [`--config ${shellWord(flags.config)}`];
  return {
    what: isBetween
      ? `One run that was pushed over at ${quantity(value)}, and does not come back:`
      : `One run beyond the knee, at ${quantity(value)}:`,
    command: `  ${[first, ...from, ...sets].join(' \\\n    ')}`,
  };
}
