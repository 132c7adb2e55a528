import type { Command } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import { attributeTail, type TailAttribution } from '../node/attribute-tail.ts';
import { decompose } from '../node/decompose.ts';
import type { Decomposition } from '../study/decomposition.ts';
import { decompositionLines } from './decomposition-lines.ts';
import { withInterrupt } from './interrupt.ts';
import { ProgressBar, progressOf } from './progress-bar.ts';
import { planOf, recipeOf } from './run-options.ts';
import { addManyRunsOptions, type ManyRunsFlags } from './sweep-command.ts';
import { chunkOf } from './sweep-with-bar.ts';
import { tailLines } from './tail-lines.ts';
import { stdout } from './terminal.ts';

interface Flags extends ManyRunsFlags {
  readonly order?: readonly string[];
  readonly shapley?: true;
}

/** Adds `faultline decompose`: the loss of a shock, split by channel, and its tail, split by bank. */
export function addDecompose(program: Command): void {
  const command = program
    .command('decompose')
    .summary('a loss, split by channel and by bank')
    .description(
      'Switches the channels of a loss on, one after the other, on the same noise: without the shock, ' +
        'with it, then + each channel. Another order gives other shares: --shapley averages over all.',
    )
    .argument('[model]', 'a model, such as banks; left out: that of --recipe');
  addManyRunsOptions(command)
    .option('--order <list>', 'channels, in the order to switch them on; others stay on throughout', (text) =>
      text.split(','),
    )
    .option('--shapley', 'also the average over all orders')
    .option('--json', 'print the result as one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  faultline decompose banks --runs 2000 --seed 1
  faultline decompose banks --set steps=8 \\
    --set 'shocks=[{"kind":"asset_price_crash","at":2,"magnitude":0.3}]'
  faultline decompose banks --order fireSales,direct,funding --shapley --json`,
    )
    .action((model: string | undefined, flags: Flags) =>
      withInterrupt((signal) => act(model, flags, signal)),
    );
}

async function act(name: string | undefined, flags: Flags, signal: AbortSignal): Promise<void> {
  if (flags.runs < 2) throw new FaultlineError('--runs', flags.runs, 'an integer of at least 2');
  const plan = planOf(name, flags);
  recipeOf(plan);
  const { runs, workers, levels, measure, order, shapley } = flags;
  const bar = new ProgressBar();
  let result: Decomposition;
  try {
    const { config, ...options } = plan.options;
    result = await decompose(config, {
      ...options,
      ...{ model: plan.model, runs, workers, levels, measure, order, shapley, signal },
      chunk: chunkOf(runs, workers),
      onProgress: (done, all) => bar.show(progressOf(done, all, bar.seconds)),
    });
  } finally {
    bar.clear();
  }
  const tail = tailOf(result);
  if (flags.json) return stdout.write(`${JSON.stringify(jsonOf(result, tail), null, 2)}\n`);
  const tailText = tail === null ? [] : [tailLines(tail, stdout), ''];
  const { digest } = result.sweep;
  const end = [`  ${stdout.colors.dim('Digest')}  ${digest}`, ''];
  await stdout.write([decompositionLines(result, stdout), '', ...tailText, ...end].join('\n'));
}

/** The tail by bank, at the middle of the levels; null when another metric was measured. */
export function tailOf({ sweep }: Decomposition): TailAttribution | null {
  const levels = Object.keys(sweep.levels).map(Number);
  const level = levels[levels.length >> 1];
  try {
    return attributeTail(sweep, level);
  } catch (error) {
    if (error instanceof FaultlineError) return null;
    throw error;
  }
}

function jsonOf({ sweep, ...rest }: Decomposition, tail: TailAttribution | null): unknown {
  return { ...rest, recipe: sweep.recipe, tail };
}
