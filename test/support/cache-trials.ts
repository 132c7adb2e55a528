import fc from 'fast-check';
import { noHost } from '../../lib/core/host.ts';
import { type GivenCommand, makeRecipe, type Recipe } from '../../lib/core/recipe.ts';
import { Simulation } from '../../lib/core/simulation.ts';
import { type CacheGivenConfig, cache } from '../../lib/index.ts';
import { draws } from './draws.ts';
import { inRecipe } from './in-recipe.ts';
import { someCommands, someConfig } from './some-cache.ts';

/** A config of a small cluster in which all that can happen does, commands at its start, and a seed. */
export interface CacheTrial {
  readonly config: CacheGivenConfig;
  readonly commands: readonly GivenCommand[];
  readonly seed: number;
}

export const someCacheTrial: fc.Arbitrary<CacheTrial> = someConfig.chain((config) =>
  fc.record({ config: fc.constant(config), commands: someCommands(config), seed: fc.integer() }),
);

/** The recipe of a trial, with what `more` changes in its config. */
export function recipeOf(trial: CacheTrial, more: CacheGivenConfig = {}): Recipe {
  const { config, commands, seed } = trial;
  const options = { config: { ...config, ...more }, commands, seed };
  return makeRecipe(cache, options as never, noHost);
}

/** A run of a recipe, at its end and checked. */
export function finishedCache(recipe: Recipe, log = true): Simulation {
  const simulation = new Simulation(cache, recipe, noHost, log);
  simulation.finish();
  simulation.check();
  return simulation;
}

/** A property of trials; a failure names the recipe. */
export function forCacheTrials(cases: number, body: (trial: CacheTrial) => void): void {
  const property = fc.property(someCacheTrial, (trial) => inRecipe(recipeOf(trial), () => body(trial)));
  fc.assert(property, draws(cases));
}
