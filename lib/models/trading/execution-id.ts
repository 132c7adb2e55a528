import type { EventSource, LoggedEvent } from '../../core/event-kind.ts';
import { timeText } from './market/time-text.ts';

/** When an event came, as markets write it: in the time of the place, or a date alone. */
export function timestamp({ at, offset }: LoggedEvent): string {
  return timeText(at as number, (offset as number | null) ?? Number.NaN);
}

/**
 * The name of a node's event: the node, when, and which of the node's events it is, such as
 * `exec_entry-2_20241029_091900_1`. The same in every run of a recipe.
 */
export function executionId(event: LoggedEvent): string {
  const [date, clock = ''] = timestamp(event).split('T');
  const time = clock.slice(0, 8).replaceAll(':', '');
  return ['exec', event.node, date.replaceAll('-', ''), time, event.ordinal]
    .filter((part) => part !== '')
    .join('_');
}

/**
 * The name of the event that made a node active; null for the controller, and for what a person commanded.
 */
export function parentExecutionId(event: LoggedEvent, events: EventSource): string | null {
  const [cause] = event.causes;
  const parent = cause === undefined ? null : events.get(cause);
  return parent === null || parent.ordinal === undefined ? null : executionId(parent);
}
