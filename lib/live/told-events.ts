import type { EventLog } from '../core/event-log.ts';
import type { Events } from '../core/events.ts';
import type { SessionMessage, Skipped } from './session-message.ts';

/** Events to be told one by one, and what of them was not. */
export interface Told {
  readonly messages: readonly SessionMessage[];
  readonly skipped: Skipped | null;
}

/**
 * The events from `first` on as messages, of a weight of at most `most` in all. When there are more, the
 * kinds of the least weight are told first, so that a default is not lost among payments, and of the others
 * it is said how many there were.
 *
 * @param weights of one event, by kind; each is 1 when left out.
 */
export function toldEvents(events: Events, first: number, most: number, weights?: ArrayLike<number>): Told {
  const { log } = events;
  const end = log.count;
  const counts = countsOf(log, first, end);
  const loads = counts.map((count, kind) => count * (weights?.[kind] ?? 1));
  if (loads.reduce((sum, load) => sum + load, 0) <= most) {
    return { messages: messagesOf(events, first, end, null), skipped: null };
  }
  const isTold = counts.map(() => false);
  let left = most;
  for (const kind of lightestFirst(loads)) {
    if (loads[kind] > left) break;
    left -= loads[kind];
    isTold[kind] = true;
  }
  const untold = log.byKind.flatMap(({ name }, kind) =>
    counts[kind] > 0 && !isTold[kind] ? [[name, counts[kind]]] : [],
  );
  return {
    messages: messagesOf(events, first, end, isTold),
    skipped: { from: first, to: end - 1, counts: Object.fromEntries(untold) },
  };
}

function lightestFirst(loads: readonly number[]): number[] {
  const present = [...loads.keys()].filter((kind) => loads[kind] > 0);
  return present.sort((a, b) => loads[a] - loads[b] || a - b);
}

/** How many events of each kind there are, counted by segments. */
function countsOf(log: EventLog, first: number, end: number): number[] {
  const counts = log.byKind.map(() => 0);
  let id = first;
  for (let segment = log.segmentOf(first); id < end; segment++) {
    const stop = Math.min(end, log.segmentEnd(segment));
    const pair = log.segmentPair[segment];
    const length = stop - id;
    if (pair < 0) counts[log.segmentKind[segment]] += length;
    else {
      const isSecond = log.kindOf(id, segment) === pair;
      const seconds = isSecond ? Math.ceil(length / 2) : Math.floor(length / 2);
      counts[pair] += seconds;
      counts[log.segmentKind[segment]] += length - seconds;
    }
    id = stop;
  }
  return counts;
}

function messagesOf(
  events: Events,
  first: number,
  end: number,
  isTold: readonly boolean[] | null,
): SessionMessage[] {
  const { log } = events;
  const messages: SessionMessage[] = [];
  let id = first;
  for (let segment = log.segmentOf(first); id < end; segment++) {
    const stop = Math.min(end, log.segmentEnd(segment));
    const pair = log.segmentPair[segment];
    if (isTold === null || isTold[log.segmentKind[segment]] || (pair >= 0 && isTold[pair])) {
      for (; id < stop; id++) {
        if (isTold === null || isTold[log.kindOf(id, segment)]) messages.push(messageOf(events, id));
      }
    }
    id = stop;
  }
  return messages;
}

function messageOf(events: Events, id: number): SessionMessage {
  const event = events.get(id);
  const { columns } = events.log.kinds[event.type];
  const about: string[] = [];
  for (const [field, column] of Object.entries(columns)) {
    const value = event[field];
    if (column.type === 'entity' && value !== null) about.push(`${column.entity}:${value}`);
  }
  return { type: 'event', kind: event.type, about, body: JSON.stringify(event) };
}
