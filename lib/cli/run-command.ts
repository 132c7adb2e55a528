import { type Command, Option } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Run } from '../core/run.ts';
import { checkWritable, writeWhole } from '../node/whole-file.ts';
import { withInterrupt } from './interrupt.ts';
import { addRunOptions, planOf, type RunFlags, recipeOf, replayLine } from './run-options.ts';
import { runSummary } from './run-summary.ts';
import { runToEnd } from './run-to-end.ts';
import { additionsOf } from './story.ts';
import { stdout } from './terminal.ts';

interface Flags extends RunFlags {
  readonly json?: true;
  readonly events?: 'ndjson';
  readonly saveRecipe?: string;
}

/** Adds `faultline run`: one run, as a summary, a JSON object or its events. */
export function addRun(program: Command): void {
  const command = program
    .command('run')
    .summary('one run: its metrics and its story')
    .description('Runs a model once and prints what happened.')
    .argument('[model]', 'a model, such as banks; left out: that of --recipe');
  addRunOptions(command)
    .option('--json', 'print { recipe, metrics, eventCount, digest }, of the trading model also its trades')
    .addOption(new Option('--events <format>', 'print every event instead').choices(['ndjson']))
    .option('--save-recipe <file>', 'keep the recipe, from which --recipe makes the same run again')
    .addHelpText(
      'after',
      `
Examples:
  faultline run banks --seed 7
  faultline run banks --seed 7 --set banks=60 --set steps=40 --json
  faultline run banks --set shockRates.bank_failure=0.5 --events ndjson | head
  faultline run --recipe run.json --set recovery=0.9
  faultline run trading --strategy sma-cross --set fast=50 --set slow=200`,
    )
    .action((model: string | undefined, flags: Flags) =>
      withInterrupt((signal) => act(model, flags, signal)),
    );
}

async function act(name: string | undefined, flags: Flags, signal: AbortSignal): Promise<void> {
  if (flags.json && flags.events) throw new FaultlineError('--events', flags.events, 'without --json');
  const plan = planOf(name, flags);
  const { model } = plan;
  if (flags.saveRecipe !== undefined) checkWritable(flags.saveRecipe, '--save-recipe');
  const recipe = recipeOf(plan);
  const run = await runToEnd(model, recipe, signal);
  if (flags.saveRecipe !== undefined) {
    await writeWhole(flags.saveRecipe, '--save-recipe', [`${JSON.stringify(recipe, null, 2)}\n`], signal);
  }
  if (flags.events) return printEvents(run, signal);
  if (flags.json) return stdout.write(`${JSON.stringify(jsonOf(run), null, 2)}\n`);
  const again = replayLine(model.name, flags, flags.recipe === undefined ? recipe.seed : flags.seed);
  await stdout.write(runSummary(model, run, again, stdout));
}

function jsonOf(run: Run): unknown {
  const { recipe, metrics, events, digest } = run;
  return { recipe, metrics, eventCount: events.count, digest, ...additionsOf(run) };
}

const BATCH_LENGTH = 1 << 16;

/** A line for each event, as fast as the reader takes them. */
async function printEvents({ events }: Run, signal: AbortSignal): Promise<void> {
  let batch = '';
  for (const event of events) {
    batch += `${JSON.stringify(event)}\n`;
    if (batch.length < BATCH_LENGTH) continue;
    signal.throwIfAborted();
    await stdout.write(batch, signal);
    batch = '';
  }
  await stdout.write(batch, signal);
}
