import type { EventKinds, LoggedEvent } from '../../core/event-kind.ts';

/**
 * The fields in which events name entities of a kind, each with the kinds of events that have it. Of `bank`:
 * `bank`, `lender`, `borrower`, … A whole number under the kind's own name counts, such as a `client`.
 */
export function entityFields(kinds: EventKinds, kind: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [type, { columns }] of Object.entries(kinds)) {
    for (const [field, column] of Object.entries(columns)) {
      const isNamed = column.type === 'entity' && column.entity === kind;
      if (!isNamed && !(column.type === 'integer' && field === kind)) continue;
      found.set(field, [...(found.get(field) ?? []), type]);
    }
  }
  return found;
}

/** What is an entity for people to look at; reasons, conditions and the like are only words. */
const WORDS: ReadonlySet<string> = new Set([
  'bankName',
  'policy',
  'place',
  'condition',
  'variable',
  'reason',
]);

const known = new WeakMap<LoggedEvent, readonly string[]>();

/** Whom an event is about, such as `bank:7`, each once. */
export function entitiesOf(event: LoggedEvent, kinds: EventKinds): readonly string[] {
  const before = known.get(event);
  if (before !== undefined) return before;
  const found = new Set<string>();
  for (const [field, column] of Object.entries(kinds[event.type]?.columns ?? {})) {
    const value = event[field];
    if (value === null || value === undefined) continue;
    if (column.type === 'entity' && !WORDS.has(column.entity)) found.add(`${column.entity}:${value}`);
    else if (column.type === 'integer' && field === 'client') found.add(`client:${value}`);
  }
  const list = [...found];
  known.set(event, list);
  return list;
}
