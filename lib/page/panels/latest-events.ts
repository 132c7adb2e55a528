import type { EventKinds, LoggedEvent } from '../../core/event-kind.ts';
import type { FoundEvents } from '../../live/found-events.ts';
import type { Ask } from './ask.ts';
import { entityFields } from './entity-fields.ts';
import { parseEntity } from './entity-id.ts';

/** So many events of the log are gone through for one question: the run waits meanwhile. */
const SLICE = 50_000;

/** How far a run has come. */
export interface Reached {
  readonly time: number;
  /** In its log. */
  readonly events: number;
}

/**
 * The latest events about an entity, newest first, at most `limit`. It looks back slice by slice, and only as
 * far as it has to; a run that goes on is not held up by a long log.
 *
 * @throws what `signal` was aborted with.
 */
export async function latestEvents(
  ask: Ask,
  kinds: EventKinds,
  entity: string,
  { events: count, time }: Reached,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly LoggedEvent[]> {
  const id = parseEntity(entity);
  if (id === null) return [];
  const fields = [...entityFields(kinds, id.kind)];
  const span = count > SLICE ? (time * SLICE) / count : time;
  const found = new Map<number, LoggedEvent>();
  for (let to = Number.POSITIVE_INFINITY, i = 1; ; i++) {
    const from = Math.max(0, time - i * span);
    for (const [field, types] of fields) {
      const times = { from, ...(Number.isFinite(to) && { to }) };
      const query = { type: [...types], ...times, [field]: id.key };
      const { events } = (await ask({ do: 'events', query, limit, last: true })) as FoundEvents;
      for (const event of events) found.set(event.id, event);
      signal?.throwIfAborted();
    }
    if (found.size >= limit || from === 0) {
      return [...found.values()].sort((a, b) => b.id - a.id).slice(0, limit);
    }
    to = from;
  }
}
