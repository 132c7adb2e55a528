import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import { DEFAULT_SEED } from '../core/recipe.ts';
import type { Run } from '../core/run.ts';
import type { Seed } from '../core/seed.ts';
import { fixed } from '../figures/fixed.ts';
import { counted } from '../figures/quantity.ts';
import { banks } from '../models/banks/banks.ts';
import type { TailAttribution } from '../node/attribute-tail.ts';
import { decompose } from '../node/decompose.ts';
import { RUNS_MAX, sweep } from '../node/sweep.ts';
import { checkWritable } from '../node/whole-file.ts';
import type { Decomposition } from '../study/decomposition.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { CellProgress } from './cell-progress.ts';
import { tailOf } from './decompose-command.ts';
import { decompositionLines } from './decomposition-lines.ts';
import { interruptible, withInterrupt } from './interrupt.ts';
import { countOption, seedOption, sizeOption } from './number-option.ts';
import { ProgressBar, progressOf } from './progress-bar.ts';
import { sweepCommand } from './replay-command.ts';
import { riskLines } from './risk-lines.ts';
import { replayLine } from './run-options.ts';
import { paragraphs } from './run-summary.ts';
import { runToEnd } from './run-to-end.ts';
import { shellWord } from './shell-word.ts';
import { highlightsOf, storyOf } from './story.ts';
import { chunkOf } from './sweep-with-bar.ts';
import { tailLines } from './tail-lines.ts';
import { type Output, stderr, stdout } from './terminal.ts';
import { whyOfWorst } from './why-of-worst.ts';
import { writeReport } from './write-report.ts';

interface Flags {
  readonly seconds: number;
  readonly runsMin: number;
  readonly seed: Seed;
  readonly out: string;
}

/** Adds `faultline tour`, which `npm start` runs: a loss by channel, a Monte Carlo, a story, a report. */
export function addTour(program: Command): void {
  program
    .command('tour')
    .summary('48 banks: the loss by channel, a Monte Carlo, a report, a notebook')
    .description(
      'Splits the loss of the shipped 48 banks by channel, runs them for half a minute, then a notebook.',
    )
    .option('--seconds <seconds>', 'how long to go on', sizeOption('--seconds'), 30)
    .option(
      '--runs-min <count>',
      'go on longer for so many runs',
      countOption('--runs-min', RUNS_MAX),
      10_000,
    )
    .option('--seed <seed>', 'an integer; anything else is a text that is hashed', seedOption, DEFAULT_SEED)
    .option('--out <folder>', 'where the report goes', 'out')
    .addHelpText(
      'after',
      `
Examples:
  faultline tour
  faultline tour --seconds 5 --runs-min 2000 --out /tmp/report`,
    )
    .action((flags: Flags) => withInterrupt((signal) => act(flags, signal)));
}

async function act(flags: Flags, signal: AbortSignal): Promise<void> {
  const path = reportPath(flags.out);
  const isAnew = existsSync(path);
  const decomposition = await decomposed(flags, signal);
  await stdout.write(decompositionPage(decomposition, flags, stdout));
  const result = await manyRuns(flags, signal);
  const run = await runToEnd(banks, { ...result.recipe, seed: result.worst.seed }, signal);
  if (run.metrics[result.measure.name] !== result.worst.loss) throw new Error('the worst run did not replay');
  writeReport(path, { run, sweep: result, title: 'The shipped system of 48 banks', decomposition });
  await stdout.write(page(result, run, flags, isAnew ? `${path} (written anew)` : path, stdout));
  await stdout.write(await firstNotebook(flags, signal, stdout));
  const reason = interruptible(() => whyOfWorst(run));
  if (reason.length === 0) return;
  const heading = stdout.colors.bold('Why, in that worst run');
  await stdout.write(`${['', heading, '', paragraphs(reason), ''].join('\n')}`);
}

/** Runs the first notebook as `faultline notebook run` does, and says where its page is. */
async function firstNotebook({ out }: Flags, signal: AbortSignal, output: Output): Promise<string> {
  // Loaded here: other commands need no sockets.
  const { runNotebookFile } = await import('../notebook/runner/run-notebook-file.ts');
  const name = '01-first-cascade';
  const file = fileURLToPath(new URL(`../../notebooks/${name}.ipynb`, import.meta.url));
  const progress = new CellProgress();
  try {
    const { failure, cells, seconds, html } = await runNotebookFile(file, {
      out: join(out, `${name}.ipynb`),
      html: join(out, `${name}.html`),
      signal,
      onCell: (cell) => progress.show(cell),
    });
    if (failure !== null) throw new Error(`${file}: ${failure.message}`);
    const time = `${counted(cells, 'cell')} in ${seconds.toFixed(1)} s`;
    return [
      '',
      output.colors.bold(`Without Jupyter: notebooks/${name}.ipynb, ${time}`),
      '',
      `  Again:   npx faultline notebook run notebooks/${name}.ipynb --html`,
      `  Page:    ${html}`,
      '',
    ].join('\n');
  } finally {
    progress.clear();
  }
}

/** Runs a line of the waterfall, of those asked for. */
const WATERFALL_RUNS = 2000;

async function decomposed(
  { runsMin, seed }: Flags,
  signal: AbortSignal,
): Promise<{ result: Decomposition; tail: TailAttribution | null }> {
  const bar = new ProgressBar();
  const runs = Math.max(2, Math.min(WATERFALL_RUNS, runsMin));
  try {
    const result = await decompose(
      {},
      {
        ...{ seed, runs, signal },
        chunk: chunkOf(runs),
        onProgress: (done, all) => bar.show(progressOf(done, all, bar.seconds)),
      },
    );
    return { result, tail: tailOf(result) };
  } finally {
    bar.clear();
  }
}

function decompositionPage(
  { result, tail }: { result: Decomposition; tail: TailAttribution | null },
  { seed }: Flags,
  output: Output,
): string {
  const again = `npx faultline decompose banks --runs ${result.runs} --seed ${shellWord(String(seed))}`;
  return [
    output.colors.bold('What the shocks cost the shipped 48 banks, and by which channel'),
    '',
    decompositionLines(result, output),
    '',
    ...(tail === null ? [] : [tailLines(tail, output), '']),
    '  The same numbers again:',
    `  ${again}`,
    '',
    '',
  ].join('\n');
}

/** As many runs as fit into the seconds, but no fewer than asked for. */
async function manyRuns({ seconds, runsMin, seed }: Flags, signal: AbortSignal): Promise<Sweep> {
  const bar = new ProgressBar();
  if (!stderr.isTerminal) {
    await stderr.write(`faultline tour: ${seconds} s of runs, at least ${fixed(runsMin, 0)} of them …\n`);
  }
  const show = (done: number): void => {
    const share = Math.min(bar.seconds / seconds, done / runsMin);
    const secondsLeft = Math.max(seconds - bar.seconds, ((runsMin - done) / done) * bar.seconds);
    bar.show({ done, share, secondsLeft });
  };
  const keepGoing = (handedOut: number): boolean => handedOut < runsMin || bar.seconds < seconds;
  try {
    return await sweep(banks, {
      seed,
      runs: RUNS_MAX,
      chunk: chunkOf(runsMin),
      keepGoing,
      onProgress: show,
      signal,
    });
  } finally {
    bar.clear();
  }
}

function reportPath(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FaultlineError('--out', folder, `a folder (${(error as NodeJS.ErrnoException).code})`);
  }
  const path = join(folder, 'report.html');
  checkWritable(path, '--out');
  return path;
}

function page(result: Sweep, run: Run, flags: Flags, report: string, output: Output): string {
  const { bold } = output.colors;
  const { worst, runs, recipe } = result;
  const system = counted(Number(recipe.config.banks), 'bank');
  return [
    bold(`The shipped system: ${system}, ${counted(runs, 'run')} ${howMany(result, flags)}`),
    '',
    riskLines(result, output),
    '',
    paragraphs(highlightsOf(result)),
    '',
    '  The same numbers again:',
    `  ${sweepCommand(result)}`,
    '',
    bold(`The worst is run ${fixed(worst.run, 0)}, counted from 0`),
    '',
    paragraphs(storyOf(run)),
    '',
    `  Again:   ${replayLine('banks', {}, worst.seed)}`,
    `  Report:  ${report}`,
    '',
  ].join('\n');
}

function howMany({ runs, elapsed }: Sweep, { runsMin, seconds }: Flags): string {
  if (runs > runsMin && elapsed.wall >= seconds) return `(as many as fitted in ${seconds} s)`;
  return `in ${elapsed.wall.toFixed(0)} s`;
}
