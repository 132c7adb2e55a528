import type { EventKinds, LoggedEvent } from '../../core/event-kind.ts';
import { entitiesOf } from './entity-fields.ts';

/** Which events are shown. */
export interface FeedFilter {
  /** Kinds of events; none: all. */
  readonly kinds: ReadonlySet<string>;
  /** Such as `bank:7`; null: of whomever. */
  readonly entity: string | null;
}

/** The events that a filter lets through, newest first. */
export function feedRows(
  events: readonly LoggedEvent[],
  kinds: EventKinds,
  filter: FeedFilter,
): readonly LoggedEvent[] {
  const rows: LoggedEvent[] = [];
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i];
    if (filter.kinds.size > 0 && !filter.kinds.has(event.type)) continue;
    if (filter.entity !== null && !entitiesOf(event, kinds).includes(filter.entity)) continue;
    rows.push(event);
  }
  return rows;
}

/** How many events there are of each kind, in the order in which the model names its kinds. */
export function kindCounts(
  events: readonly LoggedEvent[],
  kinds: EventKinds,
): readonly (readonly [kind: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.keys(kinds).flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [[kind, count] as const];
  });
}

/** Whom the events are about, in order of kind and number or name. */
export function entitiesIn(events: readonly LoggedEvent[], kinds: EventKinds): readonly string[] {
  const found = new Set(events.flatMap((event) => entitiesOf(event, kinds)));
  return [...found].sort(byKindAndKey);
}

function byKindAndKey(a: string, b: string): number {
  const [kindA, keyA] = a.split(':', 2);
  const [kindB, keyB] = b.split(':', 2);
  if (kindA !== kindB) return kindA < kindB ? -1 : 1;
  const difference = Number(keyA) - Number(keyB);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0;
}

/** Rows that are made for a list that is scrolled: from `first` (included) to `end` (excluded). */
export function rowsInSight(
  scrolled: number,
  height: number,
  rowHeight: number,
  count: number,
  beyond = 6,
): { readonly first: number; readonly end: number } {
  const top = Math.floor(Math.max(0, scrolled) / rowHeight) - beyond;
  const bottom = Math.ceil((Math.max(0, scrolled) + height) / rowHeight) + beyond;
  const end = Math.min(count, Math.max(0, bottom));
  return { first: Math.min(Math.max(0, top), end), end };
}

/** A kind of event as words: `interest_payment` as `interest payment`. */
export function kindWords(kind: string): string {
  return kind.replaceAll('_', ' ');
}
