import type { Command } from 'commander';
import type { Analysis } from '../analyst/analysis.ts';
import type { AskOptions } from '../analyst/ask-options.ts';
import { citedIds } from '../analyst/claim-ground.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { models } from '../models/models.ts';
import { ask, askSweep } from '../node/ask.ts';
import { plainText } from '../node/fact-lines.ts';
import { RUNS_MAX } from '../node/sweep.ts';
import { interruptible, withInterrupt } from './interrupt.ts';
import { countOption, sizeOption } from './number-option.ts';
import { addRunOptions, planOf, type RunFlags, recipeOf } from './run-options.ts';
import { sweepWithBar } from './sweep-with-bar.ts';
import { type Output, stdout } from './terminal.ts';
import { addTargetOptions, explainedOf } from './why-command.ts';
import { type TargetFlags, targetOf } from './why-target.ts';
import { wrap } from './wrap.ts';

interface Flags extends RunFlags, TargetFlags {
  readonly log?: string;
  readonly sweepRuns?: number;
  readonly modelName?: string;
  readonly temperature?: number;
  readonly baseUrl?: string;
  readonly timeout?: number;
  readonly tokensMax?: number;
  readonly toolCallsMax?: number;
  readonly json?: true;
}

const TOKENS_MAX = 100_000_000;
const TOOL_CALLS_MAX = 1000;
const WHY = 'Why did this happen?';

/** Adds `faultline ask`: a question in plain words. */
export function addAsk(program: Command): void {
  const command = program
    .command('ask')
    .summary('ask about a run in plain words')
    .description(
      'Answers a question about a run: exactly, by running again; and in the words of a language model ' +
        'where one is configured, of which only what passes the check is shown. The key is read from ' +
        'OPENAI_API_KEY alone; OPENAI_BASE_URL names any OpenAI-compatible server.',
    )
    .argument('[model]', 'a model, such as banks; left out: that of --recipe')
    .argument('[question...]', 'the question, best in quotes');
  addTargetOptions(addRunOptions(command))
    .option('--log <file>', 'a log as lines of JSON, in place of a run: nothing is run again')
    .option(
      '--sweep-runs <count>',
      'ask about so many runs: what do the worst share?',
      countOption('--sweep-runs', RUNS_MAX),
    )
    .option('--model-name <name>', 'the language model (default: FAULTLINE_MODEL, or gpt-4o-mini)')
    .option('--temperature <number>', 'of the language model, 0 to 2', sizeOption('--temperature'))
    .option('--base-url <address>', 'of the server (default: OPENAI_BASE_URL, or that of OpenAI)')
    .option('--timeout <seconds>', 'for the whole answer (default: 60)', sizeOption('--timeout'))
    .option(
      '--tokens-max <count>',
      'tokens of all requests and replies (default: 60000)',
      countOption('--tokens-max', TOKENS_MAX),
    )
    .option('--tool-calls-max <count>', 'calls of tools (default: 12)', toolCallsOption)
    .option('--json', 'print { question, target, answer, claims, dropped, by, notice, usage, why }')
    .addHelpText(
      'after',
      `
Examples:
  faultline ask banks "why did bank 7 fail?" --seed 7
  faultline ask cache "why did the hit ratio drop between 30 and 40?"
  faultline ask banks "what do the worst 1 % share?" --sweep-runs 2000
  OPENAI_BASE_URL=http://localhost:11434/v1 FAULTLINE_MODEL=qwen3 \\
    faultline ask banks "why did bank 7 fail?"`,
    )
    .action((model: string | undefined, question: readonly string[], flags: Flags) =>
      withInterrupt((signal) => act(model, question, flags, signal)),
    );
}

async function act(
  first: string | undefined,
  words: readonly string[],
  flags: Flags,
  signal: AbortSignal,
): Promise<void> {
  const [name, question] = askedOf(first, words, flags);
  const target = targetOf(flags) ?? undefined;
  const printed = new Printed(stdout, flags.json === true);
  const options = { ...optionsOf(flags), signal, onText: printed.take };
  if (flags.sweepRuns !== undefined) {
    if (target !== undefined || flags.log !== undefined) {
      const option = target === undefined ? '--log' : '--event, --target or --metric';
      throw new FaultlineError('--sweep-runs', flags.sweepRuns, `without ${option}`);
    }
    const plan = planOf(name, flags);
    recipeOf(plan);
    const sweep = await sweepWithBar(plan, { runs: flags.sweepRuns, signal });
    const { features, ...analysis } = await interruptible(() => askSweep(sweep, question, options));
    return printed.end(analysis, { question, ...analysis, features });
  }
  const explained = await explainedOf(name, flags, signal);
  const answer = await interruptible(() => ask(explained, question, { ...options, target }));
  await printed.end(answer, { question, ...answer });
}

/** The model’s name and the question. With a recipe the first word may belong to the question. */
function askedOf(
  first: string | undefined,
  words: readonly string[],
  flags: Flags,
): [name: string | undefined, question: string] {
  const isModel = models.some(({ name }) => name === first);
  const isQuestion = first !== undefined && flags.recipe !== undefined && !isModel;
  const question = (isQuestion ? [first, ...words] : words).join(' ').trim();
  if (question === '' && targetOf(flags) === null) {
    throw new FaultlineError('question', undefined, 'a question after the model: "why did bank 7 fail?"');
  }
  return [isQuestion ? undefined : first, question === '' ? WHY : question];
}

function optionsOf({ modelName, temperature, baseUrl, timeout, ...flags }: Flags): AskOptions {
  const { tokensMax, toolCallsMax } = flags;
  return {
    ...(modelName !== undefined && { model: modelName }),
    ...(temperature !== undefined && { temperature }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    ...(tokensMax !== undefined && { tokensMax }),
    ...(toolCallsMax !== undefined && { toolCallsMax }),
  };
}

function toolCallsOption(text: string): number {
  return text.trim() === '0' ? 0 : countOption('--tool-calls-max', TOOL_CALLS_MAX)(text);
}

/** An answer on its way to the terminal, piece by piece as it comes. */
class Printed {
  private written: Promise<void> = Promise.resolve();
  private readonly output: Output;
  private readonly isJson: boolean;

  constructor(output: Output, isJson: boolean) {
    this.output = output;
    this.isJson = isJson;
  }

  /** Pieces are whole lines, so that each can be wrapped by itself. */
  readonly take = (chunk: string): void => {
    if (this.isJson) return;
    const lines = chunk
      .split('\n')
      .map((line) => wrap(line, { indent: line.startsWith('- ') ? '  ' : '', first: '' }));
    this.write(lines.join('\n'));
  };

  /** The notice, and what was dropped. Resolves when all is written. */
  async end({ notice, dropped }: Analysis, json: object): Promise<void> {
    const { dim } = this.output.colors;
    if (this.isJson) this.write(`${JSON.stringify(json, null, 2)}\n`);
    else {
      const lines = dropped.map(({ claim, reason }) => {
        const cited = citedIds(claim).map((id) => `#${id}`);
        const told = [`“${plainText(claim.text)}”`, ...cited].join(' ');
        return wrap(`${told}: ${plainText(reason)}`, { first: '- ', indent: '  ' });
      });
      const text = [wrap(plainText(notice)), ...(lines.length > 0 ? ['Dropped:', ...lines] : [])];
      this.write(`\n\n${text.map((each) => each.split('\n').map(dim).join('\n')).join('\n')}\n`);
    }
    await this.written;
  }

  private write(text: string): void {
    this.written = this.written.then(() => this.output.write(text));
    // Whoever waits for the end hears of it.
    this.written.catch(() => {});
  }
}
