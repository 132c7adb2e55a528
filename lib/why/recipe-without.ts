import { FaultlineError } from '../core/faultline-error.ts';
import type { Occasion } from '../core/occasion.ts';
import type { Recipe } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import { atOf } from '../core/turn.ts';
import type { RootEvent } from './candidate.ts';
import { findEvent } from './find-target.ts';
import { Reruns } from './reruns.ts';
import { rootAt } from './roots.ts';
import type { Source } from './source.ts';

/**
 * The recipe of a run without what begins with some of its events, and without some of its commands: shocks
 * do not strike, requests are not sent, decisions become to hold, commands are dropped.
 *
 * @param ids of events: commands, shocks, decisions, arrivals, such as `why` names them.
 * @param commands indexes in the recipe.
 * @throws FaultlineError for an event with which nothing begins that could be left out, and for an index that
 * no command has.
 */
export function recipeWithout(
  source: Source & { readonly recipe: Recipe },
  ids: readonly number[],
  commands: readonly number[] = [],
): Recipe {
  const { model, recipe } = source;
  const dropped = new Set<number | null>();
  for (const index of commands) {
    if (!(Number.isInteger(index) && index >= 0 && index < recipe.commands.length)) {
      const last = recipe.commands.length - 1;
      const allowed = last < 0 ? 'no index: the run has no commands' : `an index from 0 to ${last}`;
      throw new FaultlineError('without: commands', index, allowed);
    }
    dropped.add(index);
  }
  const without: Occasion[] = [...(recipe.without ?? [])];
  if (ids.length > 0) {
    const roots = [...new Set(ids)].map((id) => rootOf(source, id)).sort((a, b) => a.id - b.id);
    const told = roots.map(({ id }) => id);
    const reruns = new Reruns('without', source, findEvent(source, { event: told[0] }), told);
    for (const { command, omission } of reruns.locate(roots)) {
      if (command !== null) dropped.add(command);
      if (omission === null) continue;
      const at = atOf(omission.turn, model.phases);
      without.push(...omission.parts.map((part) => ({ at, part })));
    }
  }
  const left = recipe.commands.filter((_, index) => !dropped.has(index));
  const found = { ...recipe, commands: left, ...(without.length > 0 && { without }) };
  return { ...found, commands: landing(source, found) };
}

function rootOf(source: Source, id: number): RootEvent {
  const { type } = findEvent(source, { event: id });
  const root = rootAt(source, id);
  if (root !== null) return root;
  const types = ['command', ...Object.keys(source.model.reasons?.roots ?? {})].join(', ');
  throw new FaultlineError(
    'without: events',
    `#${id} ${type}`,
    `events with which something begins, of the types ${types}; why lists them as root causes`,
  );
}

/** The commands of a recipe that find a turn to land before: a run without a cause may end sooner. */
function landing({ model, host }: Source, recipe: Recipe): Recipe['commands'] {
  const simulation = new Simulation(model, recipe, host, false);
  simulation.advance();
  const late = new Set(simulation.commandsToCome());
  return late.size === 0 ? recipe.commands : recipe.commands.filter((_, index) => !late.has(index));
}
