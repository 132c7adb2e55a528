import type { Columns, Entities, EventKinds } from './event-kind.ts';
import { EventRows } from './event-rows.ts';

const SEGMENTS_FIRST = 256;

/** One kind's rows, its tables' rows, and where the link from an event to its table rows is kept. */
export interface KindRows {
  readonly name: string;
  readonly rows: EventRows;
  readonly tables: readonly { readonly name: string; readonly rows: EventRows; readonly links: EventRows }[];
}

const LINK: Columns = { start: { type: 'integer' }, count: { type: 'integer' } };

/**
 * The log of one run: events in the order in which they came, as rows in typed-array columns, with
 * the ids of their causes. Runs of events of one kind, time and cause share a segment, so that an
 * event costs the hot loop no more than the writes of its own columns.
 */
export class EventLog {
  readonly kinds: EventKinds;
  entities: Entities;
  readonly byKind: readonly KindRows[];
  /** The id of the first event: what came before is in another log. */
  first = 0;
  /** The id of the next event. */
  count = 0;
  segmentCount = 0;
  segmentKind = new Int32Array(SEGMENTS_FIRST);
  /** The kind of every second event of a segment of pairs; -1 for a segment of one kind. */
  segmentPair = new Int32Array(SEGMENTS_FIRST);
  segmentTime = new Float64Array(SEGMENTS_FIRST);
  /** The first event of each segment, and its row within its kind (and its pair's). */
  segmentEvent = new Int32Array(SEGMENTS_FIRST);
  segmentRow = new Int32Array(SEGMENTS_FIRST);
  segmentPairRow = new Int32Array(SEGMENTS_FIRST);
  /** Where each segment's causes begin in `causes`; they end where the next segment's begin. */
  segmentCauses = new Int32Array(SEGMENTS_FIRST + 1);
  causes = new Int32Array(SEGMENTS_FIRST);
  causeCount = 0;
  /** What readers keep of events, by id: see `EventSource`. */
  readonly memo = new Map<number, unknown>();
  private lastKind = -1;
  private lastPair = -1;
  private lastTime = Number.NaN;
  private lastCause = -1;

  constructor(kinds: EventKinds, entities: Entities) {
    this.kinds = kinds;
    this.entities = entities;
    this.byKind = Object.entries(kinds).map(([name, kind]) => ({
      name,
      rows: new EventRows(kind.columns, entities),
      tables: Object.entries(kind.tables ?? {}).map(([table, columns]) => ({
        name: table,
        rows: new EventRows(columns, entities),
        links: new EventRows(LINK, entities),
      })),
    }));
  }

  /**
   * Appends an event of `kind` with one cause, or none (-1). Returns the row at which its columns
   * are to be written in `rowsOf(kind)`.
   */
  append(kind: number, time: number, cause: number): number {
    const rows = this.byKind[kind].rows;
    if (rows.used === rows.capacity) rows.reserve(1);
    if (!this.continues(kind, -1, time, cause)) this.openSegment(kind, -1, time, rows.count, 0, cause);
    this.count++;
    return rows.used++;
  }

  /** Appends an event whose causes are the first `causeCount` of `causes`, all different. Returns its row. */
  appendWithCauses(kind: number, time: number, causes: Int32Array, causeCount: number): number {
    if (causeCount < 2) return this.append(kind, time, causeCount === 1 ? causes[0] : -1);
    const rows = this.byKind[kind].rows;
    if (rows.used === rows.capacity) rows.reserve(1);
    this.openSegment(kind, -1, time, rows.count, 0, -1);
    this.pushCauses(causes, causeCount);
    this.lastKind = -1;
    this.count++;
    return rows.used++;
  }

  /** Room for `rows` events of a kind whose columns a hot loop writes itself, from `used` on. */
  reserve(kind: number, rows: number): EventRows {
    const kindRows = this.byKind[kind].rows;
    kindRows.reserve(rows);
    return kindRows;
  }

  /** Counts `events` events of `kind` with one cause, or none (-1), written into reserved room. */
  commit(kind: number, time: number, cause: number, events: number): void {
    if (events === 0) return;
    const { rows } = this.byKind[kind];
    if (!this.continues(kind, -1, time, cause)) this.openSegment(kind, -1, time, rows.count, 0, cause);
    rows.used += events;
    this.count += events;
  }

  /** Counts `pairs` events of `kind`, each followed by one of `pair`, written into reserved room. */
  commitPairs(kind: number, pair: number, time: number, cause: number, pairs: number): void {
    if (pairs === 0) return;
    const first = this.byKind[kind].rows;
    const second = this.byKind[pair].rows;
    if (!this.continues(kind, pair, time, cause)) {
      this.openSegment(kind, pair, time, first.count, second.count, cause);
    }
    first.used += pairs;
    second.used += pairs;
    this.count += 2 * pairs;
  }

  /** The number of a kind; -1 when there is none. For hot paths a model has `kindIndexes`. */
  kindNamed(name: string): number {
    return this.byKind.findIndex((kind) => kind.name === name);
  }

  rowsOf(kind: number): EventRows {
    return this.byKind[kind].rows;
  }

  /**
   * Links `count` new rows of the latest event's table number `table`; they are to be written from
   * the returned rows' `used - count` on.
   */
  appendTable(kind: number, table: number, count: number): EventRows {
    const { rows, links } = this.byKind[kind].tables[table];
    links.reserve(1);
    rows.reserve(count);
    links.integers[0][links.used] = rows.count;
    links.integers[1][links.used] = count;
    links.used++;
    rows.used += count;
    return rows;
  }

  /** The kind of event `id` of `segment`. */
  kindOf(id: number, segment: number): number {
    const pair = this.segmentPair[segment];
    return pair >= 0 && (id - this.segmentEvent[segment]) % 2 === 1 ? pair : this.segmentKind[segment];
  }

  /** The row of event `id` of `segment` within its kind. */
  rowOf(id: number, segment: number): number {
    const offset = id - this.segmentEvent[segment];
    if (this.segmentPair[segment] < 0) return this.segmentRow[segment] + offset;
    const row = offset % 2 === 1 ? this.segmentPairRow[segment] : this.segmentRow[segment];
    return row + (offset >> 1);
  }

  /** The segment that holds event `id`. */
  segmentOf(id: number): number {
    let low = 0;
    let high = this.segmentCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.segmentEvent[middle] <= id) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first event id after a segment. */
  segmentEnd(segment: number): number {
    return segment + 1 < this.segmentCount ? this.segmentEvent[segment + 1] : this.count;
  }

  /** How many causes every event in a segment has. */
  causeCountOf(segment: number): number {
    const end = segment + 1 < this.segmentCount ? this.segmentCauses[segment + 1] : this.causeCount;
    return end - this.segmentCauses[segment];
  }

  /** The ids of the causes of every event in a segment. */
  causesOf(segment: number): number[] {
    const end = segment + 1 < this.segmentCount ? this.segmentCauses[segment + 1] : this.causeCount;
    const causes: number[] = [];
    for (let i = this.segmentCauses[segment]; i < end; i++) causes.push(this.causes[i]);
    return causes;
  }

  /** Forgets every event and keeps the room that they took. Ids begin at `first`. */
  clear(first = 0): void {
    this.first = first;
    this.count = first;
    this.segmentCount = 0;
    this.causeCount = 0;
    this.memo.clear();
    this.lastKind = -1;
    for (const { rows, tables } of this.byKind) {
      rows.clear();
      for (const table of tables) {
        table.rows.clear();
        table.links.clear();
      }
    }
  }

  /** A copy that shares nothing. */
  clone(): EventLog {
    const copy = new EventLog(this.kinds, this.entities);
    copy.first = this.first;
    copy.count = this.count;
    copy.segmentCount = this.segmentCount;
    copy.segmentKind = this.segmentKind.slice();
    copy.segmentPair = this.segmentPair.slice();
    copy.segmentPairRow = this.segmentPairRow.slice();
    copy.segmentTime = this.segmentTime.slice();
    copy.segmentEvent = this.segmentEvent.slice();
    copy.segmentRow = this.segmentRow.slice();
    copy.segmentCauses = this.segmentCauses.slice();
    copy.causes = this.causes.slice();
    copy.causeCount = this.causeCount;
    copy.lastKind = this.lastKind;
    copy.lastPair = this.lastPair;
    copy.lastTime = this.lastTime;
    copy.lastCause = this.lastCause;
    this.byKind.forEach((kind, i) => {
      const to = copy.byKind[i];
      kind.rows.clone(to.rows);
      kind.tables.forEach((table, j) => {
        table.rows.clone(to.tables[j].rows);
        table.links.clone(to.tables[j].links);
      });
    });
    return copy;
  }

  /** True when an event like this needs no segment of its own. */
  private continues(kind: number, pair: number, time: number, cause: number): boolean {
    const { lastKind, lastPair, lastTime, lastCause } = this;
    return kind === lastKind && pair === lastPair && time === lastTime && cause === lastCause;
  }

  private openSegment(
    kind: number,
    pair: number,
    time: number,
    row: number,
    pairRow: number,
    cause: number,
  ): void {
    const segment = this.segmentCount++;
    if (segment === this.segmentKind.length) this.growSegments();
    this.segmentKind[segment] = kind;
    this.segmentPair[segment] = pair;
    this.segmentPairRow[segment] = pairRow;
    this.segmentTime[segment] = time;
    this.segmentEvent[segment] = this.count;
    this.segmentRow[segment] = row;
    this.segmentCauses[segment] = this.causeCount;
    if (cause >= 0) this.pushCause(cause);
    this.lastKind = kind;
    this.lastPair = pair;
    this.lastTime = time;
    this.lastCause = cause;
  }

  private pushCause(cause: number): void {
    if (this.causeCount === this.causes.length) this.growCauses(1);
    this.causes[this.causeCount++] = cause;
  }

  private pushCauses(causes: Int32Array, count: number): void {
    if (this.causeCount + count > this.causes.length) this.growCauses(count);
    const own = this.causes;
    for (let i = 0, at = this.causeCount; i < count; i++, at++) own[at] = causes[i];
    this.causeCount += count;
  }

  private growCauses(by: number): void {
    this.causes = grown(this.causes, new Int32Array(Math.max(this.causeCount + by, this.causeCount * 2)));
  }

  private growSegments(): void {
    const size = this.segmentKind.length * 2;
    this.segmentKind = grown(this.segmentKind, new Int32Array(size));
    this.segmentPair = grown(this.segmentPair, new Int32Array(size));
    this.segmentPairRow = grown(this.segmentPairRow, new Int32Array(size));
    this.segmentTime = grown(this.segmentTime, new Float64Array(size));
    this.segmentEvent = grown(this.segmentEvent, new Int32Array(size));
    this.segmentRow = grown(this.segmentRow, new Int32Array(size));
    this.segmentCauses = grown(this.segmentCauses, new Int32Array(size + 1));
  }
}

function grown<Numbers extends Int32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
