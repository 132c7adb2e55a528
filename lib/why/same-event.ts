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
 * event, and of a fate’s second coming, its time, and the entities, words and flags that it carries.
 */
export function sameEvent(model: AnyModel, log: EventLog, id: number): SameEvent {
  const kind = log.kindOf(id, log.segmentOf(id));
  const { name } = log.byKind[kind];
  const named = model.reasons?.fates[name];
  const fate = named && eventLike(log, id, kind, (place) => named.includes(place.name), true);
  return fate !== undefined && fate.idIn(log) === id ? fate : eventLike(log, id, kind, isTelling, false);
}

/** Events of a kind with the same values at some places, at any time or at the same one. */
function eventLike(
  log: EventLog,
  id: number,
  kind: number,
  tells: (place: Place) => boolean,
  isFate: boolean,
): SameEvent {
  const segment = log.segmentOf(id);
  const { rows } = log.byKind[kind];
  const places = rows.places.filter(tells);
  const row = log.rowOf(id, segment);
  const wanted = places.map((place) => rows.value(row, place));
  const time = log.segmentTime[segment];

  const idIn = (other: EventLog, fromSegment = 0): number => {
    const others = other.byKind[kind].rows;
    for (let at = fromSegment; at < other.segmentCount; at++) {
      if (other.segmentKind[at] !== kind && other.segmentPair[at] !== kind) continue;
      if (!isFate && other.segmentTime[at] !== time) continue;
      for (let each = other.segmentEvent[at]; each < other.segmentEnd(at); each++) {
        if (other.kindOf(each, at) !== kind) continue;
        const otherRow = other.rowOf(each, at);
        if (places.every((place, i) => Object.is(others.value(otherRow, place), wanted[i]))) return each;
      }
    }
    return -1;
  };
  return {
    isFate,
    fields: places.map((place) => place.name),
    idIn,
    timeIn: (other, fromSegment) => {
      const found = idIn(other, fromSegment);
      return found < 0 ? null : other.segmentTime[other.segmentOf(found)];
    },
  };
}

function isTelling({ column }: Place): boolean {
  return column.type === 'entity' || column.type === 'label' || column.type === 'flag';
}
