import type { Command } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import { compare } from '../node/compare.ts';
import type { Comparison } from '../study/comparison.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { comparisonLines } from './comparison-lines.ts';
import { withInterrupt } from './interrupt.ts';
import { collect, type Plan, planOf, recipeOf, withMore } from './run-options.ts';
import { addManyRunsOptions, type ManyRunsFlags } from './sweep-command.ts';
import { sweepWithBar } from './sweep-with-bar.ts';
import { stdout } from './terminal.ts';

interface Flags extends ManyRunsFlags {
  readonly setA?: readonly string[];
  readonly setB?: readonly string[];
  readonly commandsA?: string;
  readonly commandsB?: string;
}

/** Adds `faultline compare`: two configs on the same noise. */
export function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .summary('two configs on the same noise')
    .description('Runs two configs on the same noise and prints what b changes against a.')
    .argument('[model]', 'a model, such as banks; left out: that of --recipe')
    .option('--set-a <path=value>', 'one field of the config of a; repeatable', collect)
    .option('--set-b <path=value>', 'one field of the config of b; repeatable', collect)
    .option('--commands-a <file>', 'commands of a, in place of --commands')
    .option('--commands-b <file>', 'commands of b, in place of --commands');
  addManyRunsOptions(command)
    .option('--json', 'print the result as one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  faultline compare banks --set-b density=0.3 --runs 2000 --seed 1
  faultline compare banks --commands-b rescue.json --runs 2000
  faultline compare banks --set-a recovery=0.4 --set-b recovery=0.8 --json`,
    )
    .action((model: string | undefined, flags: Flags) =>
      withInterrupt((signal) => act(model, flags, signal)),
    );
}

async function act(name: string | undefined, flags: Flags, signal: AbortSignal): Promise<void> {
  const { setA = [], setB = [], commandsA, commandsB, ...shared } = flags;
  if (setA.length + setB.length === 0 && commandsA === undefined && commandsB === undefined) {
    throw new FaultlineError('--set-b', undefined, 'what is to differ, such as --set-b density=0.3');
  }
  if (flags.runs < 2) throw new FaultlineError('--runs', flags.runs, 'an integer of at least 2');
  const sideOf = (commands: string | undefined, set: readonly string[], option: string): Plan =>
    withMore(planOf(name, commands === undefined ? shared : { ...shared, commands }), set, option);
  const planA = sideOf(commandsA, setA, '--set-a');
  const planB = sideOf(commandsB, setB, '--set-b');
  // Both are checked before the first of them takes its time.
  for (const plan of [planA, planB]) recipeOf(plan);
  const { runs, workers, levels, measure } = flags;
  const options = { runs, workers, levels, measure, signal };
  const result = await compare(await sweepWithBar(planA, options), await sweepWithBar(planB, options));
  if (flags.json) return stdout.write(`${JSON.stringify(jsonOf(result), null, 2)}\n`);
  const given = { a: givenWords(setA, commandsA), b: givenWords(setB, commandsB) };
  await stdout.write(comparisonLines(result, given, stdout));
}

function givenWords(set: readonly string[], commands: string | undefined): string {
  return [...set, ...(commands === undefined ? [] : [`commands ${commands}`])].join(' ') || 'as given';
}

function jsonOf({ measure, runs, mean, levels, correlation, varianceReduction, a, b }: Comparison): unknown {
  const sideOf = ({ levels, worst, digest }: Sweep): unknown => ({ levels, worst, digest });
  const { model, seed } = a;
  const difference = { mean, levels, correlation, varianceReduction };
  return { model, runs, seed, measure, ...difference, a: sideOf(a), b: sideOf(b) };
}
