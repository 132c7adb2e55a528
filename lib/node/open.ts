import { setImmediate as nextTick } from 'node:timers/promises';
import type { ModelOf } from '../core/model.ts';
import { checkOptions, makeRecipe, RUN_OPTIONS, type RunOptions } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { LiveRun } from '../live/live-run.ts';
import { nodeHost } from './node-host.ts';

/** How a live run starts, and how fast it goes. */
export interface OpenOptions<Words extends Vocabulary = Vocabulary> extends RunOptions<Words> {
  /** Awaited before each turn that `for await` makes; left out: as fast as the reader reads. */
  readonly pace?: (() => Promise<void>) | undefined;
}

/** Turns between two chances for the rest of the process to do something. */
const TURNS_AT_ONCE = 256;

/**
 * Opens a live run at its start.
 *
 * @throws FaultlineError for bad config, seed or commands.
 */
export function open<Words extends Vocabulary>(
  model: ModelOf<Words>,
  options: OpenOptions<Words> = {},
): LiveRun<Words> {
  checkOptions('open', model, options, [...RUN_OPTIONS, 'pace']);
  const recipe = makeRecipe(model, options, nodeHost);
  let turns = 0;
  const unpaced = (): Promise<void> | undefined => (++turns % TURNS_AT_ONCE === 0 ? nextTick() : undefined);
  return new LiveRun(
    new Simulation(model, recipe, nodeHost, true),
    recipe.commands.length,
    options.pace ?? unpaced,
  );
}
