import { setImmediate as nextTurn } from 'node:timers/promises';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';
import type { Recipe } from '../core/recipe.ts';
import { type Run, runRecipe } from '../core/run.ts';
import { nodeHost } from '../node/node-host.ts';
import { RunFailure } from '../study/run-chunk.ts';
import { Interrupted, interruptible } from './interrupt.ts';

/**
 * Runs a recipe to its end; Ctrl-C breaks it off.
 *
 * @throws FaultlineError for bad input; RunFailure, with the recipe, when the run fails; Interrupted.
 */
export async function runToEnd(model: AnyModel, recipe: Recipe, signal: AbortSignal): Promise<Run> {
  // A Ctrl-C that came while nothing could hear it is heard now: during the run it would wait for the end.
  await nextTurn();
  signal.throwIfAborted();
  try {
    return interruptible(() => runRecipe(model, recipe, nodeHost));
  } catch (error) {
    if (error instanceof FaultlineError || error instanceof Interrupted) throw error;
    throw new RunFailure(0, recipe, error);
  }
}
