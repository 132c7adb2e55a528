import type { EventKinds, LoggedEvent } from '../../core/event-kind.ts';

/** An event in a sentence. Things known by number alone are called by their kind and number: `node 3`. */
export function eventSentence(kinds: EventKinds, event: LoggedEvent): string {
  const { columns, sentence } = kinds[event.type];
  return sentence.replace(/\{(\w+)\}/g, (_, field: string) => {
    const column = columns[field];
    const value = field === 't' ? event.t : event[field];
    if (value === null || value === undefined) return 'none';
    if (column?.type === 'entity' && typeof value === 'number') return `${column.entity} ${value}`;
    return typeof value === 'number' && !Number.isInteger(value)
      ? String(Number(value.toPrecision(6)))
      : String(value);
  });
}
