import type { LoggedEvent } from '../core/event-kind.ts';
import type { EventQuery, Events } from '../core/events.ts';

/** What is looked for, and how much of it is wanted. */
export interface EventSearch {
  readonly query: EventQuery;
  /** Only events with a larger id. */
  readonly after: number;
  readonly limit: number;
  /** The last of them, not the first. */
  readonly last: boolean;
}

/** Events of a log that match, in order, and how many there are beyond the limit. */
export interface FoundEvents {
  readonly events: readonly LoggedEvent[];
  readonly more: number;
}

/** @throws FaultlineError for a type that the model does not have. */
export function foundEvents(events: Events, { query, after, limit, last }: EventSearch): FoundEvents {
  const found: LoggedEvent[] = [];
  let count = 0;
  for (const event of events.where(query)) {
    if (event.id <= after) continue;
    count++;
    if (!last && found.length === limit) continue;
    found.push(event);
    if (found.length === 2 * limit + 1) found.splice(0, limit);
  }
  const kept = last ? found.slice(-limit) : found;
  return { events: kept, more: count - kept.length };
}

/** So many events from an id on, or fewer where the log ends. */
export function eventsFrom(events: Events, first: number, count: number): readonly LoggedEvent[] {
  const end = Math.min(events.count, first + count);
  return first >= end ? [] : [...events.range(first, end)];
}
