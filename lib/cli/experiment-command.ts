import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { parseConfig } from '../core/config.ts';
import type { Experiment } from '../core/experiment.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';
import { DEFAULT_SEED, type Recipe } from '../core/recipe.ts';
import type { Run } from '../core/run.ts';
import { runSeed, type Seed } from '../core/seed.ts';
import { models } from '../models/models.ts';
import { EXPERIMENT_RUNS, experiment, type MadeExperiment } from '../node/experiment.ts';
import { RUNS_MAX, WORKERS_MAX } from '../node/sweep.ts';
import { checkWritable, writeWhole } from '../node/whole-file.ts';
import { experimentLines } from './experiment-lines.ts';
import { experimentPage } from './experiment-page.ts';
import { withInterrupt } from './interrupt.ts';
import { countOption, seedOption } from './number-option.ts';
import { ProgressBar, progressOf } from './progress-bar.ts';
import { runToEnd } from './run-to-end.ts';
import { chunkOf } from './sweep-with-bar.ts';
import { stdout } from './terminal.ts';
import { wrap } from './wrap.ts';

interface Flags {
  readonly runs: number;
  readonly seed?: Seed;
  readonly workers?: number;
  readonly out: string;
  readonly json?: true;
}

/** Adds `faultline experiment`: a question that a few configs answer, by name. */
export function addExperiment(program: Command): void {
  program
    .command('experiment')
    .summary('a question that a few configs answer, by name')
    .description('Makes an experiment by name; without a name, lists them with their questions.')
    .argument('[name]', 'an experiment, such as metastable')
    .option('--runs <count>', 'runs of each arm', countOption('--runs', RUNS_MAX), EXPERIMENT_RUNS)
    .option('--seed <seed>', 'an integer; anything else is a text that is hashed', seedOption)
    .option('--workers <count>', 'threads (default: one a core)', countOption('--workers', WORKERS_MAX))
    .option('--out <folder>', 'where the page with the figure goes', 'out')
    .option('--json', 'print the result as one JSON object, and write no page')
    .addHelpText(
      'after',
      `
Examples:
  faultline experiment
  faultline experiment metastable
  faultline experiment capacity-planning --runs 20 --json`,
    )
    .action((name: string | undefined, flags: Flags) => withInterrupt((signal) => act(name, flags, signal)));
}

async function act(name: string | undefined, flags: Flags, signal: AbortSignal): Promise<void> {
  if (name === undefined) return stdout.write(flags.json ? listJson() : list());
  const [model, found] = modelWith(name);
  const { runs, workers, seed = DEFAULT_SEED } = flags;
  if (runs < 2) throw new FaultlineError('--runs', runs, 'at least 2, for an interval');
  const path = flags.json ? null : pagePath(flags.out, name);
  const bar = new ProgressBar();
  let made: MadeExperiment;
  try {
    made = await experiment(model, name, {
      ...{ runs, seed, workers, signal },
      chunk: chunkOf(runs, workers),
      onProgress: (done, all) => bar.show(progressOf(done, all, bar.seconds)),
    });
  } finally {
    bar.clear();
  }
  if (path === null) return stdout.write(`${JSON.stringify(jsonOf(model, found, made), null, 2)}\n`);
  const drawn: Run[] = [];
  if (found.figure.kind === 'time') {
    for (const recipe of made.recipes) drawn.push(await runToEnd(model, firstOf(recipe), signal));
  }
  await writeWhole(path, '--out', [experimentPage(model, found, made, drawn)], signal);
  await stdout.write(experimentLines(model, found, made, path, stdout));
}

/** The recipe of the first run of an arm. */
function firstOf(recipe: Recipe): Recipe {
  return { ...recipe, seed: runSeed(recipe.seed, 0) };
}

function jsonOf(model: AnyModel, experiment: Experiment, made: MadeExperiment): unknown {
  const { name, question, seed, runs, arms, finding, recipes } = made;
  const defaults = parseConfig(model, {});
  const shown = arms.map(({ values, name: arm, ...rest }, i) => {
    const whole = recipes[i].config;
    const own = Object.entries(experiment.arms[i].config).filter(
      ([field]) => !isDeepStrictEqual(whole[field], defaults[field]),
    );
    return { name: arm, config: Object.fromEntries(own), ...rest };
  });
  return { model: model.name, name, question, seed, runs, arms: shown, finding };
}

function all(): (readonly [AnyModel, string, Experiment])[] {
  return models.flatMap((model) =>
    Object.entries(model.experiments ?? {}).map(([name, each]) => [model, name, each] as const),
  );
}

function modelWith(name: string): readonly [AnyModel, Experiment] {
  const found = all().find(([, each]) => each === name);
  if (found !== undefined) return [found[0], found[2]];
  throw new FaultlineError(
    'experiment',
    name,
    `one of ${all()
      .map(([, each]) => each)
      .join(', ')}`,
  );
}

function list(): string {
  const lines = all().map(([{ name: model }, name, { question }]) => {
    const first = `  ${stdout.colors.bold(name.padEnd(19))}`;
    return wrap(`${question} (${model})`, { first, indent: ' '.repeat(22) });
  });
  return `${lines.join('\n')}\n\n  npx faultline experiment metastable\n`;
}

function listJson(): string {
  const shown = all().map(([{ name: model }, name, { question, arms, metrics }]) => {
    return { model, name, question, arms: arms.map((arm) => arm.name), metrics };
  });
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function pagePath(folder: string, name: string): string {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FaultlineError('--out', folder, `a folder (${(error as NodeJS.ErrnoException).code})`);
  }
  const path = join(folder, `${name}.html`);
  checkWritable(path, '--out');
  return path;
}
