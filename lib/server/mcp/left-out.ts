import type { Entities, LoggedEvent } from '../../core/event-kind.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { Occasion } from '../../core/occasion.ts';
import type { Recipe } from '../../core/recipe.ts';
import { atOf } from '../../core/turn.ts';
import { sourceOf } from '../../node/why.ts';
import type { RootEvent } from '../../why/candidate.ts';
import { findEvent } from '../../why/find-target.ts';
import { Reruns } from '../../why/reruns.ts';
import type { KeptRun } from './kept-runs.ts';

/**
 * The recipe of a run without what begins with some of its events: commands are dropped, and the occasions of
 * shocks, decisions and arrivals are left out.
 *
 * @throws FaultlineError for an event with which nothing begins that could be left out.
 */
export function leftOut(
  { explained }: KeptRun & { readonly explained: { readonly recipe: Recipe } },
  ids: readonly number[],
): Recipe {
  const source = sourceOf('without', explained);
  const { model, events } = source;
  const { recipe } = explained;
  const roots: RootEvent[] = [...new Set(ids)].map((id) => {
    findEvent(source, { event: id });
    return rootOf(events.get(id), events.log.entities, model.reasons?.roots ?? {});
  });
  const target = findEvent(source, { event: ids[0] });
  const found = new Reruns(source as typeof source & { recipe: Recipe }, recipe, target).locate(roots);
  const dropped = new Set(found.map(({ command }) => command));
  const without: Occasion[] = found.flatMap(({ omission }) =>
    omission === null ? [] : omission.parts.map((part) => ({ at: atOf(omission.turn, model.phases), part })),
  );
  const all = [...(recipe.without ?? []), ...without];
  return {
    ...recipe,
    commands: recipe.commands.filter((_, index) => !dropped.has(index)),
    ...(all.length > 0 && { without: all }),
  };
}

type Roots = NonNullable<ReturnType<typeof sourceOf>['model']['reasons']>['roots'];

function rootOf(event: LoggedEvent, entities: Entities, roots: Roots): RootEvent {
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
    `events with which something begins, of the types ${types}; why lists them as root causes`,
  );
}
