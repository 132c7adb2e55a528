import { type Host, noHost } from './host.ts';
import type { ModelOf } from './model.ts';
import { makeRecipe, type Recipe, type RunOptions } from './recipe.ts';
import { Simulation } from './simulation.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a run gives. */
export interface Run<Words extends Vocabulary = Vocabulary> {
  readonly recipe: Recipe<Words>;
  readonly metrics: Words['metrics'];
  readonly events: Words['events'];
  /** SHA-256 of the log: equal recipes give equal digests on every engine. Counted when asked for. */
  readonly digest: string;
}

/**
 * Runs a model to its end.
 *
 * @throws FaultlineError for bad config, seed or commands.
 */
export function run<Words extends Vocabulary>(
  model: ModelOf<Words>,
  options: RunOptions<Words> = {},
  host: Host = noHost,
): Run<Words> {
  return runRecipe(model, makeRecipe(model, options, host), host);
}

/** Runs a recipe to its end. */
export function runRecipe<Words extends Vocabulary>(
  model: ModelOf<Words>,
  recipe: Recipe<Words>,
  host: Host = noHost,
): Run<Words> {
  const simulation = new Simulation(model, recipe, host, true);
  simulation.finish();
  const { events } = simulation;
  let digest: string | null = null;
  return {
    recipe,
    metrics: simulation.metrics(),
    events: events as Words['events'],
    get digest() {
      digest ??= events.digest();
      return digest;
    },
  };
}
