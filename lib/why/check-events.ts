import type { Events } from '../core/events.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { justAfter } from '../core/just-after.ts';
import type { Simulation } from '../core/simulation.ts';

/** So many events, the latest, are compared with those that the recipe makes. */
const CHECKED_MAX = 1000;

/**
 * Checks that a run’s recipe makes the events that are asked about, as they are: an answer about others would
 * be wrong.
 *
 * @param simulation of the recipe, at its start.
 * @param ids of events, ascending.
 * @throws FaultlineError when it makes others.
 */
export function checkEvents(
  where: string,
  simulation: Simulation,
  events: Events,
  ids: readonly number[],
): void {
  const checked = ids.slice(-CHECKED_MAX);
  const last = checked.at(-1);
  if (last === undefined) return;
  simulation.advance(Number.POSITIVE_INFINITY, justAfter(events.get(last).t));
  for (const id of checked) {
    const made = id < simulation.eventCount ? simulation.events.get(id) : null;
    if (JSON.stringify(events.get(id)) === JSON.stringify(made)) continue;
    const given = `event ${id}, which its recipe does not make`;
    throw new FaultlineError(`${where}: run`, given, 'a run with its own recipe');
  }
}
