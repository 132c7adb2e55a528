import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Entities, EventKind, LoggedEvent } from './event-kind.ts';
import type { EventLog } from './event-log.ts';
import type { EventRows, Place } from './event-rows.ts';
import { eventSentence } from './event-sentence.ts';
import { FaultlineError } from './faultline-error.ts';

/** What `Events.where` looks for: a type, a span of time (both ends included), values of fields. */
export interface EventQuery {
  readonly type?: string | readonly string[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly [field: string]: unknown;
}

/** The events of a run, in order, made from the log's columns when they are asked for. */
export class Events implements Iterable<LoggedEvent> {
  /** The columns themselves, for those who look at very many. */
  readonly log: EventLog;

  constructor(log: EventLog) {
    this.log = log;
  }

  get count(): number {
    return this.log.count;
  }

  /** What computed fields keep of events. */
  get memo(): Map<number, unknown> {
    return this.log.memo;
  }

  /** The event with an id. @throws RangeError when there is none. */
  get(id: number): LoggedEvent {
    if (!Number.isInteger(id) || id < this.log.first || id >= this.log.count) {
      throw new RangeError(
        `events: given id ${id}; an integer from ${this.log.first} to ${this.log.count - 1}`,
      );
    }
    return this.make(id, this.log.segmentOf(id));
  }

  *[Symbol.iterator](): Generator<LoggedEvent> {
    yield* this.range(this.log.first);
  }

  /** Events from id `first` (included) to `end` (excluded). */
  *range(first: number, end = Number.POSITIVE_INFINITY): Generator<LoggedEvent> {
    for (let id = first, segment = this.log.segmentOf(first); id < Math.min(end, this.log.count); id++) {
      while (id >= this.log.segmentEnd(segment)) segment++;
      yield this.make(id, segment);
    }
  }

  /**
   * Events that match, in order, one at a time. Whole segments of other kinds and times are passed over.
   *
   * @throws FaultlineError for a type that the model does not have.
   */
  *where(query: EventQuery): Generator<LoggedEvent> {
    const { type, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, ...fields } = query;
    const { log } = this;
    const types = type === undefined ? null : typeof type === 'string' ? [type] : type;
    for (const wanted of types ?? []) this.requireType(wanted);
    const isWanted = log.byKind.map((kind) => types === null || types.includes(kind.name));
    const wanted = Object.entries(fields);
    for (let segment = 0; segment < log.segmentCount; segment++) {
      const time = log.segmentTime[segment];
      if (time < from || time > to) continue;
      if (!isWanted[log.segmentKind[segment]] && !isWanted[log.segmentPair[segment]]) continue;
      for (let id = log.segmentEvent[segment]; id < log.segmentEnd(segment); id++) {
        if (!isWanted[log.kindOf(id, segment)]) continue;
        const event = this.make(id, segment);
        if (wanted.every(([field, value]) => event[field] === value)) yield event;
      }
    }
  }

  /** @throws FaultlineError for a type that the model does not have. */
  requireType(type: string): void {
    if (this.log.kindNamed(type) >= 0) return;
    throw new FaultlineError('events: type', type, `one of ${Object.keys(this.log.kinds).join(', ')}`);
  }

  /** All events of a type, as a list. */
  ofType(type: string): LoggedEvent[] {
    return [...this.where({ type })];
  }

  toArray(): LoggedEvent[] {
    return [...this];
  }

  toJSON(): LoggedEvent[] {
    return this.toArray();
  }

  /** The event's sentence, entities by their names. */
  sentence(event: LoggedEvent): string {
    return eventSentence(event, this.log.kinds, this.log.entities);
  }

  /**
   * SHA-256 over kinds, order, times, causes and every column, as lower-case hex: equal exactly when
   * the logs are equal to the last bit.
   */
  digest(): string {
    const { log } = this;
    const hash = sha256.create();
    hash.update(utf8ToBytes(JSON.stringify([Object.keys(log.kinds), log.entities])));
    const segments = log.segmentCount;
    for (const array of [
      log.segmentKind.subarray(0, segments),
      log.segmentPair.subarray(0, segments),
      log.segmentTime.subarray(0, segments),
      log.segmentEvent.subarray(0, segments),
      log.segmentCauses.subarray(0, segments),
      log.causes.subarray(0, log.causeCount),
    ]) {
      hash.update(new Uint8Array(array.buffer, 0, array.byteLength));
    }
    for (const kind of log.byKind) {
      for (const rows of [kind.rows, ...kind.tables.flatMap((table) => [table.links, table.rows])]) {
        for (const bytes of rows.bytes()) hash.update(bytes);
      }
    }
    return bytesToHex(hash.digest());
  }

  private make(id: number, segment: number): LoggedEvent {
    const { log } = this;
    const kind = log.byKind[log.kindOf(id, segment)];
    const row = log.rowOf(id, segment);
    const event: Record<string, unknown> = {
      id,
      t: log.segmentTime[segment],
      type: kind.name,
      causes: log.causesOf(segment),
    };
    readRow(event, kind.rows, row, log.entities);
    for (const { name, links, rows } of kind.tables) {
      const [start, count] = links.places;
      const first = links.value(row, start);
      const end = first + links.value(row, count);
      const list: Record<string, unknown>[] = [];
      for (let at = first; at < end; at++) list.push(readRow({}, rows, at, log.entities));
      event[name] = list;
    }
    const accessors = accessorsOf(log.kinds[kind.name]);
    if (accessors.length === 0) return event as LoggedEvent;
    Object.defineProperty(event, SOURCE, { value: this });
    for (const [field, accessor] of accessors) Object.defineProperty(event, field, accessor);
    return event as LoggedEvent;
  }
}

/** Where an event keeps the events that it is one of. */
const SOURCE = Symbol('events');

type Accessor = readonly [field: string, accessor: PropertyDescriptor];
const accessorsByKind = new WeakMap<EventKind, readonly Accessor[]>();

/**
 * The fields of a kind that are made when they are read. All events of the kind share the functions: with
 * functions of its own each event would be an object of another shape, and far dearer.
 */
function accessorsOf(kind: EventKind): readonly Accessor[] {
  const known = accessorsByKind.get(kind);
  if (known !== undefined) return known;
  const { entries, computed = {} } = kind;
  const accessors: Accessor[] = [];
  const add = (field: string, make: (event: LoggedEvent, events: Events) => unknown): void => {
    function get(this: LoggedEvent & { readonly [SOURCE]: Events }): unknown {
      return make(this, this[SOURCE]);
    }
    accessors.push([field, { enumerable: true, get }]);
  };
  if (entries !== undefined) add('entries', entries);
  for (const [field, { make }] of Object.entries(computed)) add(field, make);
  accessorsByKind.set(kind, accessors);
  return accessors;
}

function readRow(
  into: Record<string, unknown>,
  rows: EventRows,
  row: number,
  entities: Entities,
): Record<string, unknown> {
  for (const place of rows.places) into[place.name] = readValue(rows, row, place, entities);
  return into;
}

function readValue(rows: EventRows, row: number, place: Place, entities: Entities): unknown {
  const { column } = place;
  const value = rows.value(row, place);
  switch (column.type) {
    case 'number':
      return Number.isNaN(value) ? null : value;
    case 'integer':
      return value;
    case 'flag':
      return value !== 0;
    case 'label':
      return value < 0 ? null : column.labels[value];
    case 'entity': {
      if (value < 0) return null;
      const kind = entities[column.entity];
      return kind.printed === 'index' ? value : kind.names[value];
    }
    case 'numbersBy':
      return Object.fromEntries(
        entities[column.entity].names.map((name, i) => [name, rows.value(row, place, i)]),
      );
  }
}
