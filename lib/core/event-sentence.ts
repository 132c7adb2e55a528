import type { Entities, EventKinds, LoggedEvent } from './event-kind.ts';

/**
 * An event in one sentence, entities by their names.
 *
 * @param kinds the kinds of its model, with those that every model has.
 */
export function eventSentence(event: LoggedEvent, kinds: EventKinds, entities: Entities): string {
  const { columns, sentence } = kinds[event.type];
  return sentence.replace(/\{(\w+)\}/g, (_, field: string) => {
    const column = columns[field];
    const value = field === 't' ? event.t : event[field];
    if (value === null || value === undefined) return 'none';
    if (column?.type === 'entity' && typeof value === 'number') {
      return entities[column.entity].names[value] ?? String(value);
    }
    return typeof value === 'number' && !Number.isInteger(value)
      ? String(Number(value.toPrecision(6)))
      : String(value);
  });
}
