import fc from 'fast-check';
import { noHost } from '../../lib/core/host.ts';
import type { AnyModel } from '../../lib/core/model.ts';
import { type GivenCommand, makeRecipe, type Recipe } from '../../lib/core/recipe.ts';
import type { Seed } from '../../lib/core/seed.ts';
import { Simulation } from '../../lib/core/simulation.ts';
import type { Vocabulary } from '../../lib/core/vocabulary.ts';
import { LiveRun } from '../../lib/live/live-run.ts';
import { draws } from '../support/draws.ts';
import { inRecipe } from '../support/in-recipe.ts';

/** What the author of a model gives the contract tests to try it with. */
export interface Samples<Config extends object> {
  /** Small configs under which all that can happen does, soon. */
  readonly config: fc.Arbitrary<Config>;
  /** Commands of a recipe for such a config, each at a turn that comes. */
  readonly commands: (config: Config) => fc.Arbitrary<GivenCommand[]>;
  /** A command to be given to a live run. */
  readonly deed: (config: Config) => fc.Arbitrary<Deed>;
  /** A config in which chance plays a part, whatever the seed. */
  readonly noisy: Config;
}

/** A command without `at`. */
export type Deed = Vocabulary['command'];

/** What somebody does with a live run: some turns, or a command. */
export type Move = { readonly turns: number } | { readonly deed: Deed };

/** A recipe to try, and what to do with it live. */
export interface Trial {
  readonly recipe: Recipe;
  readonly moves: readonly Move[];
}

const someSeed: fc.Arbitrary<Seed> = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.string());
const someTurns = fc.record({ turns: fc.oneof(fc.nat(3), fc.nat(120)) });

export function someTrial<Config extends object>(
  model: AnyModel,
  samples: Samples<Config>,
): fc.Arbitrary<Trial> {
  return samples.config
    .chain((config) => {
      const move = fc.oneof(someTurns, someTurns, fc.record({ deed: samples.deed(config) }));
      return fc.record({
        config: fc.constant(config as Record<string, unknown>),
        commands: samples.commands(config),
        seed: someSeed,
        moves: fc.array(move, { maxLength: 10 }),
      });
    })
    .map(({ moves, ...options }) => ({ recipe: makeRecipe(model, options, noHost), moves }));
}

/** A property of trials. The recipe is in every failure. */
export function forTrials(
  trials: fc.Arbitrary<Trial>,
  cases: number,
  body: (recipe: Recipe, moves: readonly Move[]) => void,
): void {
  const property = fc.property(trials, ({ recipe, moves }) => inRecipe(recipe, () => body(recipe, moves)));
  fc.assert(property, draws(cases));
}

export function simulate(model: AnyModel, recipe: Recipe, log = true): Simulation {
  return new Simulation(model, recipe, noHost, log);
}

export function finished(model: AnyModel, recipe: Recipe, log = true): Simulation {
  const simulation = simulate(model, recipe, log);
  simulation.finish();
  return simulation;
}

export function openLive(model: AnyModel, recipe: Recipe): LiveRun {
  return new LiveRun(simulate(model, recipe), recipe.commands.length);
}

/** Makes moves on a live run, as far as it goes. */
export function make(moves: readonly Move[], live: LiveRun): void {
  for (const move of moves) {
    if ('turns' in move) live.step(move.turns);
    else if (!live.done) live.command(move.deed);
  }
}
