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
  /** Time that workers were busy, up to `since`. */
  busyTime: Float64Array;
  since: Float64Array;
}

export function createStations(count: number): Stations {
  return {
    busy: new Int32Array(count),
    waiting: new Int32Array(count),
    head: new Int32Array(count),
    tail: new Int32Array(count),
    busyTime: new Float64Array(count),
    since: new Float64Array(count),
  };
}

export function clearStations(stations: Stations): void {
  zero(stations);
  stations.head.fill(-1);
  stations.tail.fill(-1);
}

/** So many workers are busy from now on. */
export function setBusy(stations: Stations, station: number, busy: number, now: number): void {
  stations.busyTime[station] += stations.busy[station] * (now - stations.since[station]);
  stations.since[station] = now;
  stations.busy[station] = busy;
}

/** Time that the workers of a station have been busy in all. */
export function busyTimeOf(stations: Stations, station: number, now: number): number {
  return stations.busyTime[station] + stations.busy[station] * (now - stations.since[station]);
}
