import type { Command } from 'commander';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Seed } from '../core/seed.ts';
import { loadEvents } from '../node/load-events.ts';
import { type Explained, why } from '../node/why.ts';
import { whyNot } from '../node/why-not.ts';
import { interruptible, withInterrupt } from './interrupt.ts';
import { sizeOption } from './number-option.ts';
import { questionLines } from './question-lines.ts';
import { readJsonObject } from './read-json.ts';
import { addRunOptions, modelOf, planOf, type RunFlags, recipeOf } from './run-options.ts';
import { runToEnd } from './run-to-end.ts';
import { stdout } from './terminal.ts';
import { whyLines } from './why-lines.ts';
import { patternOf, type TargetFlags, targetOf } from './why-target.ts';
import { wrap } from './wrap.ts';

interface Flags extends RunFlags, TargetFlags {
  readonly not?: string;
  readonly log?: string;
  readonly json?: true;
}

/** Adds `faultline why`: the causes of an event, a fate or a metric's change. */
export function addWhy(program: Command): void {
  const command = program
    .command('why')
    .summary('why something happened in a run')
    .description(
      'Finds the chain that led to an event, the causes without which it does not come, shown by running ' +
        'again without each, and the smallest intervention that prevents it. Without a target: questions ' +
        'worth asking.',
    )
    .argument('[model]', 'a model, such as banks; left out: that of --recipe');
  addTargetOptions(addRunOptions(command))
    .option('--not <event>', "why an event did not come: 'default:bank=7'")
    .option('--log <file>', 'a log as lines of JSON, in place of a run: nothing is run again')
    .option('--json', 'print { target, chain, rootCauses, sets, prevention, text, … }')
    .addHelpText(
      'after',
      `
Examples:
  faultline why banks --seed 9
  faultline why banks --seed 9 --target default:bank=38
  faultline why banks --seed 9 --not default:bank=0
  faultline why cache --set requests=4000 --set 'chaos=[{"kind":"flush","at":200}]' \\
    --metric hitRatio --from 150 --to 260
  faultline why banks --commands shocks.json --event 812 --json
  faultline why cache --log production.ndjson --event 4711`,
    )
    .action((model: string | undefined, flags: Flags) =>
      withInterrupt((signal) => act(model, flags, signal)),
    );
}

/** Adds the options that say what is asked about. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--event <id>', 'an event by its id; of a default, the fate of its bank', sizeOption('--event'))
    .option('--target <event>', "the first event of a type with fields: 'default:bank=7'")
    .option('--metric <name>', 'the change of a metric between --from and --to')
    .option('--from <time>', 'of --metric', sizeOption('--from'))
    .option('--to <time>', 'of --metric', sizeOption('--to'));
}

async function act(name: string | undefined, flags: Flags, signal: AbortSignal): Promise<void> {
  const target = targetOf(flags);
  const explained = await explainedOf(name, flags, signal);
  if (flags.not !== undefined) {
    if (target !== null) throw new FaultlineError('--not', flags.not, 'without another target');
    const missing = patternOf(flags.not, '--not');
    const answer = interruptible(() => whyNot(explained, missing));
    await stdout.write(flags.json ? `${JSON.stringify(answer, null, 2)}\n` : `${wrap(answer.text)}\n`);
    return;
  }
  if (target === null) {
    await stdout.write(interruptible(() => questionLines(explained, flags.json === true, stdout)));
    return;
  }
  const answer = interruptible(() => why(explained, target));
  await stdout.write(flags.json ? `${JSON.stringify(answer, null, 2)}\n` : whyLines(answer, stdout));
}

/** The run, or the log, that the options name. @throws FaultlineError */
export async function explainedOf(
  name: string | undefined,
  flags: RunFlags & { readonly log?: string },
  signal: AbortSignal,
): Promise<Explained> {
  if (flags.log === undefined) {
    const plan = planOf(name, flags);
    return (await runToEnd(plan.model, recipeOf(plan), signal)) as Explained;
  }
  if (name === undefined)
    throw new FaultlineError('model', undefined, 'the model that the log is of, such as banks');
  const others = ['seed', 'set', 'strategy', 'recipe', 'commands', 'until'] as const;
  const given = others.find((option) => flags[option] !== undefined);
  if (given !== undefined) {
    throw new FaultlineError(`--${given}`, flags[given] as Seed, 'without --log, which nothing is run for');
  }
  const model = modelOf(name);
  const config = flags.config === undefined ? undefined : readJsonObject(flags.config, '--config');
  return { model, events: loadEvents(model, flags.log, { config }) };
}
