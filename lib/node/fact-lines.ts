import type { FactEvent } from '../analyst/facts.ts';
import type { Column, LoggedEvent } from '../core/event-kind.ts';
import type { Events } from '../core/events.ts';
import { numberText } from '../why/number-text.ts';

/** A list in an event that is longer is told by its length: it would bear out any number. */
const ITEMS_MAX = 8;

/** A text on one line, without what could move a terminal’s cursor or turn the direction of what follows. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** A value of plain data with every text in it made plain; of texts of several lines the lines are kept. */
export function plainData<Value>(value: Value): Value {
  if (typeof value === 'string') return value.split('\n').map(plainText).join('\n') as Value;
  if (Array.isArray(value)) return value.map(plainData) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const plain = Object.entries(value).map(([name, each]) => [name, plainData(each)]);
  return Object.fromEntries(plain) as Value;
}

/** An event as claims about it are checked; null when there is none of that id. */
export function factEvent(events: Events, id: number): FactEvent | null {
  if (!Number.isInteger(id) || id < events.log.first || id >= events.count) return null;
  const event = events.get(id);
  const { t, type, causes } = event;
  return plainData({
    id,
    t,
    type,
    causes,
    sentence: events.sentence(event),
    fields: fieldsOf(events, event),
  });
}

/** `#12 t=6 default bank=7 equity=-1.75 <- #11`: an event in few tokens. */
export function eventLine(events: Events, event: LoggedEvent): string {
  const { columns } = events.log.kinds[event.type];
  const words = Object.entries(shortFields(events, event)).map(([name, value]) => {
    const named = nameOf(events, columns[name], value);
    return `${name}=${shown(value)}${named === null ? '' : ` (${named})`}`;
  });
  const causes = event.causes.length === 0 ? [] : ['<-', ...event.causes.map((id) => `#${id}`)];
  return plainText([`#${event.id}`, `t=${numberText(event.t)}`, event.type, ...words, ...causes].join(' '));
}

/**
 * The fields of an event; beside entities that have a number and a name, the name, so that digits in it are
 * not taken for figures.
 */
function fieldsOf(events: Events, event: LoggedEvent): Record<string, unknown> {
  const { columns } = events.log.kinds[event.type];
  const fields = shortFields(events, event);
  for (const [name, value] of Object.entries(fields)) {
    const named = nameOf(events, columns[name], value);
    if (named !== null) fields[`${name}'s name`] = named;
  }
  return fields;
}

function shortFields(events: Events, event: LoggedEvent): Record<string, unknown> {
  const { columns, tables = {} } = events.log.kinds[event.type];
  const fields: Record<string, unknown> = {};
  for (const name of [...Object.keys(columns), ...Object.keys(tables)]) {
    const value = event[name];
    if (value === null || value === undefined) continue;
    const isLong = typeof value === 'object' && Object.keys(value).length > ITEMS_MAX;
    if (!isLong) fields[name] = value;
  }
  return fields;
}

/** The name of an entity that is printed by its number, unless it is no more than that: `Bank 7`. */
function nameOf(events: Events, column: Column | undefined, value: unknown): string | null {
  if (column?.type !== 'entity' || typeof value !== 'number') return null;
  const name = events.log.entities[column.entity].names[value];
  const isPlain = name === undefined || name.toLowerCase() === `${column.entity} ${value}`.toLowerCase();
  return isPlain ? null : name;
}

function shown(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
