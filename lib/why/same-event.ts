import type { EventLog } from '../core/event-log.ts';
import type { Place } from '../core/event-rows.ts';
import type { AnyModel } from '../core/model.ts';

/** Finds in another log of the same model the event that is the same one. */
export interface SameEvent {
  /** It is the same whenever it comes; otherwise only at its own time. */
  readonly isFate: boolean;
  /** The fields that tell. */
  readonly fields: readonly string[];
  /** When it comes first, looking from a segment on; null when it does not. */
  readonly timeIn: (log: EventLog, fromSegment?: number) => number | null;
  /** The id of the first; -1 when it does not come. */
  readonly idIn: (log: EventLog, fromSegment?: number) => number;
}

/**
 * What makes an event the same one in another run: the fields of a fate that the model names; of any other
 * event its time, and the entities, words and flags that it carries.
 */
export function sameEvent(model: AnyModel, log: EventLog, id: number): SameEvent {
  const segment = log.segmentOf(id);
  const kind = log.kindOf(id, segment);
  const { name, rows } = log.byKind[kind];
  const named = model.reasons?.fates[name];
  const first = named === undefined ? id : firstLike(log, id, kind, named);
  // The second of its kind is that one, and not whichever comes.
  const fate = first === id ? named : undefined;
  const places = rows.places.filter((place) => (fate ? fate.includes(place.name) : isTelling(place)));
  const row = log.rowOf(id, segment);
  const wanted = places.map((place) => rows.value(row, place));
  const time = log.segmentTime[segment];

  const idIn = (other: EventLog, fromSegment = 0): number => {
    const others = other.byKind[kind].rows;
    for (let at = fromSegment; at < other.segmentCount; at++) {
      if (other.segmentKind[at] !== kind && other.segmentPair[at] !== kind) continue;
      if (fate === undefined && other.segmentTime[at] !== time) continue;
      for (let each = other.segmentEvent[at]; each < other.segmentEnd(at); each++) {
        if (other.kindOf(each, at) !== kind) continue;
        const otherRow = other.rowOf(each, at);
        if (places.every((place, i) => Object.is(others.value(otherRow, place), wanted[i]))) return each;
      }
    }
    return -1;
  };
  return {
    isFate: fate !== undefined,
    fields: places.map((place) => place.name),
    idIn,
    timeIn: (other, fromSegment) => {
      const found = idIn(other, fromSegment);
      return found < 0 ? null : other.segmentTime[other.segmentOf(found)];
    },
  };
}

/** The first event of a kind that has the fields of event `id`. */
function firstLike(log: EventLog, id: number, kind: number, fields: readonly string[]): number {
  const { rows } = log.byKind[kind];
  const places = rows.places.filter(({ name }) => fields.includes(name));
  const row = log.rowOf(id, log.segmentOf(id));
  for (let at = 0; at < log.segmentCount; at++) {
    if (log.segmentKind[at] !== kind && log.segmentPair[at] !== kind) continue;
    for (let each = log.segmentEvent[at]; each < log.segmentEnd(at); each++) {
      if (log.kindOf(each, at) !== kind) continue;
      const other = log.rowOf(each, at);
      if (places.every((place) => Object.is(rows.value(other, place), rows.value(row, place)))) return each;
    }
  }
  return id;
}

function isTelling({ column }: Place): boolean {
  return column.type === 'entity' || column.type === 'label' || column.type === 'flag';
}
