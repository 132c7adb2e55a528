import type { Events } from './events.ts';
import { type Host, noHost } from './host.ts';
import type { AnyModel } from './model.ts';
import { makeRecipe, type Recipe, type RunOptions } from './recipe.ts';
import { Simulation } from './simulation.ts';

/** What a run gives. */
export interface Run {
  readonly recipe: Recipe;
  readonly metrics: Readonly<Record<string, number>>;
  readonly events: Events;
  /** SHA-256 of the log: equal recipes give equal digests on every engine. Counted when asked for. */
  readonly digest: string;
}

/**
 * Runs a model to its end.
 *
 * @throws FaultlineError for bad config, seed or commands.
 */
export function run(model: AnyModel, options: RunOptions = {}, host: Host = noHost): Run {
  return runRecipe(model, makeRecipe(model, options, host), host);
}

/** Runs a recipe to its end. */
export function runRecipe(model: AnyModel, recipe: Recipe, host: Host = noHost): Run {
  const simulation = new Simulation(model, recipe, host, true);
  simulation.finish();
  const { events } = simulation;
  let digest: string | null = null;
  return {
    recipe,
    metrics: simulation.metrics(),
    events,
    get digest() {
      digest ??= events.digest();
      return digest;
    },
  };
}
