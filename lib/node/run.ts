import type { ModelOf } from '../core/model.ts';
import { checkOptions, RUN_OPTIONS, type RunOptions } from '../core/recipe.ts';
import { type Run, run as runWith } from '../core/run.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { nodeHost } from './node-host.ts';

/**
 * Runs a model to its end, synchronously. Fields of the config may name files and modules.
 *
 * @throws FaultlineError for bad config, seed or commands.
 */
export function run<Words extends Vocabulary>(
  model: ModelOf<Words>,
  options: RunOptions<Words> = {},
): Run<Words> {
  checkOptions('run', model, options, RUN_OPTIONS);
  return runWith(model, options, nodeHost);
}
