import { describeGiven, FaultlineError } from '../core/faultline-error.ts';
import type { Recipe } from '../core/recipe.ts';
import { runSeed, type Seed } from '../core/seed.ts';
import type { Simulation } from '../core/simulation.ts';

/** A run of a sweep failed: the message names the run and holds its recipe. */
export class RunFailure extends Error {
  readonly index: number;
  readonly recipe: Recipe;
  /** What was wrong, without the recipe. */
  readonly reason: string;
  /** Whether the input was bad, such as a command for a time that never comes. */
  readonly isBadInput: boolean;

  constructor(index: number, recipe: Recipe, cause: unknown, isBadInput = cause instanceof FaultlineError) {
    const reason = cause instanceof Error ? cause.message : describeGiven(cause);
    super(`run ${index}: ${reason}; its recipe: ${JSON.stringify(recipe)}`, { cause });
    this.name = 'RunFailure';
    this.index = index;
    this.recipe = recipe;
    this.reason = reason;
    this.isBadInput = isBadInput;
  }
}

/**
 * Runs number `first` to `first + count` (excluded) of a sweep, one after the other in one simulation.
 * Returns their metrics, run by run. A pure function of the recipe, the seed and the numbers.
 *
 * @throws RunFailure
 */
export function runChunk(simulation: Simulation, seed: Seed, first: number, count: number): Float64Array {
  const width = Object.keys(simulation.model.metrics).length;
  const rows = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const own = runSeed(seed, first + i);
    try {
      simulation.restart(own);
      simulation.finish();
      simulation.measure(rows.subarray(i * width, (i + 1) * width));
    } catch (cause) {
      throw new RunFailure(first + i, { ...simulation.recipe, seed: own }, cause);
    }
  }
  return rows;
}
