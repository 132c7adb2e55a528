import type { GivenConfig } from '../core/config.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel, Decomposable, ModelOf } from '../core/model.ts';
import { checkOptions, type GivenCommand, makeRecipe } from '../core/recipe.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { banks } from '../models/banks/banks.ts';
import type { BanksVocabulary } from '../models/banks/banks-vocabulary.ts';
import { type Decomposition, decompositionOf, type NamedSweep } from '../study/decomposition.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { nodeHost } from './node-host.ts';
import { type SweepOptions, sweep } from './sweep.ts';

/** What to run, how often, and which channels to switch on, in which order. */
export interface DecomposeOptions<Words extends Vocabulary = Vocabulary>
  extends Omit<SweepOptions<Words>, 'config' | 'keepGoing' | 'onProgress' | 'onAbort'> {
  /** A model that has channels; `banks` when left out. */
  readonly model?: ModelOf<Words> | undefined;
  /** The channels to switch on, in this order; those that the config has on when left out. */
  readonly order?: readonly Words['channel'][] | undefined;
  /** Also the average over all orders: twice the sweeps for three channels. */
  readonly shapley?: boolean | undefined;
  /** Told how many runs of all sweeps are done, now and then. */
  readonly onProgress?: ((done: number, runs: number) => void) | undefined;
}

const OPTIONS = [
  ...['model', 'order', 'shapley', 'seed', 'commands', 'until'],
  ...['runs', 'workers', 'chunk', 'measure', 'levels', 'onProgress', 'signal'],
];

/**
 * Splits the loss of a shock by switching channels on, one after the other, on the same noise: without
 * the shock, with it (adverse), then + each channel. What a channel adds depends on those before it, so
 * the order is part of the result; `shapley` averages over all.
 *
 * @throws FaultlineError for bad options; RunFailure, with its recipe, when a run fails.
 */
export async function decompose<Words extends Vocabulary = BanksVocabulary>(
  config: Words['given'] = {},
  options: DecomposeOptions<Words> = {},
): Promise<Decomposition<Words>> {
  // Without a model, `Words` are those of banks.
  return (await decomposeUntyped(config, options as DecomposeOptions)) as unknown as Decomposition<Words>;
}

async function decomposeUntyped(config: GivenConfig, options: DecomposeOptions): Promise<Decomposition> {
  checkOptions('decompose', options?.model ?? banks, options, OPTIONS);
  const { model = banks as AnyModel, order: wanted, shapley = false, onProgress, ...rest } = options;
  if (typeof shapley !== 'boolean') throw new FaultlineError('shapley', shapley, 'true or false');
  const { decomposable } = model;
  if (decomposable === undefined) throw new FaultlineError('model', model.name, 'a model with channels');
  const { runs = 1000 } = options;
  if (runs < 2) throw new FaultlineError('runs', runs, 'at least 2, for an interval');
  const whole = makeRecipe(model, { ...rest, config }, nodeHost);
  const on = channelsOn(decomposable, whole.config);
  const order = checkOrder(on, wanted);
  checkCommands(decomposable, order, whole.commands);
  const subsets = 2 ** order.length;
  const sweeps = (shapley ? subsets : order.length + 1) + 1;
  let finished = 0;
  const sweepWith = async (more: GivenConfig, isCalm: boolean): Promise<Sweep> => {
    const commands = whole.commands.filter(
      ({ name }) => !(isCalm && decomposable.calm.commands.includes(name)),
    );
    const result = await sweep(model, {
      ...rest,
      runs,
      seed: whole.seed,
      commands,
      measure: options.measure ?? decomposable.metric,
      config: { ...whole.config, ...more },
      onProgress: (done) => onProgress?.(finished * runs + done, sweeps * runs),
    });
    finished++;
    return result;
  };
  const bySubset = new Map<number, Sweep>();
  const withChannels = async (set: number): Promise<Sweep> => {
    const off = order.filter((_, channel) => ((set >> channel) & 1) === 0);
    const known = bySubset.get(set) ?? (await sweepWith(switchedOff(decomposable, off), false));
    bySubset.set(set, known);
    return known;
  };
  const calm = { ...switchedOff(decomposable, order), ...decomposable.calm.config };
  const stages: NamedSweep[] = [{ name: 'calm', sweep: await sweepWith(calm, true) }];
  for (let on = 0; on <= order.length; on++) {
    const name = on === 0 ? 'adverse' : order[on - 1];
    stages.push({ name, sweep: await withChannels(2 ** on - 1) });
  }
  const losses: Float64Array[] = [];
  for (let set = 0; shapley && set < subsets; set++) losses.push((await withChannels(set)).losses);
  const throughout = on.filter((name) => !order.includes(name));
  return decompositionOf(stages, order, throughout, shapley ? losses : null);
}

function switchedOff({ channels }: Decomposable, names: readonly string[]): GivenConfig {
  return Object.assign({}, ...names.map((name) => channels[name]));
}

/** The channels that a config has on. */
function channelsOn({ channels }: Decomposable, config: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(channels).filter((name) =>
    Object.entries(channels[name]).some(([field, off]) => config[field] !== off),
  );
}

/** Those of the channels that are wanted, each once; all when none are named. */
function checkOrder(on: readonly string[], wanted: readonly string[] | undefined): readonly string[] {
  if (wanted === undefined) return on;
  if (!Array.isArray(wanted)) throw new FaultlineError('order', wanted, 'a list of channels');
  for (const [i, name] of wanted.entries()) {
    if (!on.includes(name) || wanted.indexOf(name) !== i) {
      throw new FaultlineError(`order[${i}]`, name, `channels that are on, once each: ${on.join(', ')}`);
    }
  }
  return wanted;
}

/** A command that switches a channel itself would put its loss under another name. */
function checkCommands(
  { channels }: Decomposable,
  order: readonly string[],
  commands: readonly GivenCommand[],
): void {
  const fields = order.flatMap((name) => Object.keys(channels[name]));
  for (const [i, { name, path }] of commands.entries()) {
    const field = String(path).split('.')[0];
    if (name !== 'set' || !fields.includes(field)) continue;
    throw new FaultlineError(`commands[${i}].path`, path, 'a field that decompose does not switch itself');
  }
}
