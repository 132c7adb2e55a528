import type { Command } from 'commander';
import { fixed } from '../figures/fixed.ts';
import { counted } from '../figures/quantity.ts';
import { DEFAULT_RUNS, RUNS_MAX, WORKERS_MAX } from '../node/sweep.ts';
import { checkWritable, writeWhole } from '../node/whole-file.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { duration } from './duration.ts';
import { withInterrupt } from './interrupt.ts';
import { countOption, levelsOption } from './number-option.ts';
import { riskLines } from './risk-lines.ts';
import { addRunOptions, planOf, type RunFlags, recipeOf, replayLine } from './run-options.ts';
import { paragraphs } from './run-summary.ts';
import { runsCsv } from './runs-csv.ts';
import { highlightsOf } from './story.ts';
import { sweepWithBar } from './sweep-with-bar.ts';
import { type Output, stdout } from './terminal.ts';

/** What the options of every command with many runs say. */
export interface ManyRunsFlags extends RunFlags {
  readonly runs: number;
  readonly workers?: number;
  readonly levels?: readonly number[];
  readonly measure?: string;
  readonly json?: true;
}

interface Flags extends ManyRunsFlags {
  readonly out?: string;
}

/** Adds the options of every command with many runs. */
export function addManyRunsOptions(command: Command): Command {
  return addRunOptions(
    command
      .option('--runs <count>', 'how many runs', countOption('--runs', RUNS_MAX), DEFAULT_RUNS)
      .option(
        '--workers <count>',
        'threads; the result is the same for any (default: one a core)',
        countOption('--workers', WORKERS_MAX),
      )
      .option('--levels <list>', 'levels of VaR and CVaR (default: 0.95,0.99,0.999)', levelsOption)
      .option('--measure <metric>', "the metric to measure (default: the model's loss)"),
  );
}

/** Adds `faultline sweep`: many runs, VaR and CVaR. */
export function addSweep(program: Command): void {
  const command = program
    .command('sweep')
    .summary('many runs: VaR and CVaR with intervals')
    .description('Runs a model many times and prints the risk of its loss.')
    .argument('[model]', 'a model, such as banks; left out: that of --recipe');
  addManyRunsOptions(command)
    .option('--json', 'print the result as one JSON object')
    .option('--out <file.csv>', "keep each run's index, seed and metrics")
    .addHelpText(
      'after',
      `
Examples:
  faultline sweep banks --runs 2000 --seed 1
  faultline sweep banks --runs 20000 --levels 0.99,0.999 --out runs.csv
  faultline sweep banks --set shocks=none --measure defaults --json`,
    )
    .action((model: string | undefined, flags: Flags) =>
      withInterrupt((signal) => act(model, flags, signal)),
    );
}

async function act(name: string | undefined, flags: Flags, signal: AbortSignal): Promise<void> {
  const plan = planOf(name, flags);
  recipeOf(plan);
  if (flags.out !== undefined) checkWritable(flags.out, '--out');
  const { runs, workers, levels, measure } = flags;
  const result = await sweepWithBar(plan, { runs, workers, levels, measure, signal });
  if (flags.out !== undefined) await writeWhole(flags.out, '--out', runsCsv(result), signal);
  if (flags.json) return stdout.write(`${JSON.stringify(jsonOf(result), null, 2)}\n`);
  await stdout.write(page(result, flags, stdout));
}

function jsonOf({ model, runs, seed, measure, levels, worst, digest, elapsed }: Sweep): unknown {
  return { model, runs, seed, measure, levels, worst, digest, elapsed };
}

function page(result: Sweep, flags: Flags, output: Output): string {
  const { colors } = output;
  const { model, runs, seed, worst, digest, elapsed } = result;
  const time = `${counted(runs, 'run')} in ${shortTime(elapsed.wall)}, ${shortTime(elapsed.cpu)} of CPU`;
  return [
    riskLines(result, output),
    '',
    paragraphs(highlightsOf(result)),
    '',
    `  ${colors.dim(`The worst is run ${fixed(worst.run, 0)}, counted from 0; again:`)}`,
    `  ${replayLine(model, flags, worst.seed)}`,
    '',
    ...(flags.out === undefined ? [] : [`  ${colors.dim('Runs  ')}  ${flags.out}`]),
    `  ${colors.dim('Seed  ')}  ${seed}`,
    `  ${colors.dim('Time  ')}  ${time}`,
    `  ${colors.dim('Digest')}  ${digest}`,
    '',
  ].join('\n');
}

function shortTime(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : duration(seconds);
}
