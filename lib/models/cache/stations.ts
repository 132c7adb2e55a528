import { zero } from './columns.ts';

/**
 * Places where calls are served: the nodes and, after them, the database. Its workers serve so many at once;
 * the others wait in a line, linked through the calls.
 */
export interface Stations {
  busy: Int32Array;
  waiting: Int32Array;
  /** The first and the last of the line; -1: nobody. */
  head: Int32Array;
  tail: Int32Array;
  /** Times at which workers became idle, less those at which they became busy, summed. */
  turns: Float64Array;
}

export function createStations(count: number): Stations {
  return {
    busy: new Int32Array(count),
    waiting: new Int32Array(count),
    head: new Int32Array(count),
    tail: new Int32Array(count),
    turns: new Float64Array(count),
  };
}

export function clearStations(stations: Stations): void {
  zero(stations);
  stations.head.fill(-1);
  stations.tail.fill(-1);
}

/** So many more workers, or fewer, are busy from now on. */
export function addBusy(stations: Stations, station: number, more: number, now: number): void {
  stations.busy[station] += more;
  stations.turns[station] -= more * now;
}

/** Time that the workers of a station have been busy in all. */
export function busyTimeOf(stations: Stations, station: number, now: number): number {
  return stations.turns[station] + stations.busy[station] * now;
}
