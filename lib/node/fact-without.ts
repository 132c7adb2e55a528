import type { Entities, LoggedEvent } from '../core/event-kind.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Occasion } from '../core/occasion.ts';
import type { Reasons } from '../core/reasons.ts';
import type { Recipe } from '../core/recipe.ts';
import { atOf } from '../core/turn.ts';
import type { RootEvent } from '../why/candidate.ts';
import { findEvent } from '../why/find-target.ts';
import { Reruns } from '../why/reruns.ts';
import type { Source } from '../why/source.ts';

/**
 * The recipe of a run without what begins with some of its events, and without some of its commands: shocks,
 * decisions and arrivals are left out, commands dropped.
 *
 * @param ids of events.
 * @param commands indexes in the recipe.
 * @throws FaultlineError for an event with which nothing begins that could be left out, and for an index that
 * no command has.
 */
export function recipeWithout(
  source: Source & { readonly recipe: Recipe },
  ids: readonly number[],
  commands: readonly number[] = [],
): Recipe {
  const { model, events, recipe } = source;
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
    const roots = [...new Set(ids)].map((id) => {
      findEvent(source, { event: id });
      return rootOf(events.get(id), events.log.entities, model.reasons?.roots ?? {});
    });
    const reruns = new Reruns(source, recipe, findEvent(source, { event: ids[0] }));
    for (const { command, omission } of reruns.locate(roots)) {
      if (command !== null) dropped.add(command);
      if (omission === null) continue;
      const at = atOf(omission.turn, model.phases);
      without.push(...omission.parts.map((part) => ({ at, part })));
    }
  }
  return {
    ...recipe,
    commands: recipe.commands.filter((_, index) => !dropped.has(index)),
    ...(without.length > 0 && { without }),
  };
}

function rootOf(event: LoggedEvent, entities: Entities, roots: Reasons['roots']): RootEvent {
  if (event.type === 'command') return { id: event.id, kind: 'command' };
  const root = Object.hasOwn(roots, event.type) ? roots[event.type] : undefined;
  const isRoot =
    root !== undefined &&
    (root.partOf === undefined ? event.causes.length === 0 : root.partOf(event, entities) !== null);
  if (isRoot) return { id: event.id, kind: root.kind };
  const types = ['command', ...Object.keys(roots)].join(', ');
  throw new FaultlineError(
    'without: events',
    `#${event.id} ${event.type}`,
    `events with which something begins, of the types ${types}`,
  );
}
