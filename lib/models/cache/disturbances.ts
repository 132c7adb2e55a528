/** Disturbances in force. Rows of a table; a row that is free has kind -1. */
export interface Disturbances {
  count: number;
  kind: Int32Array;
  /** Which of all that began it was, and how many have begun. */
  begun: Float64Array;
  begunLast: number;
  /** When it began. */
  since: Float64Array;
  value: Float64Array;
  /** A hot key. */
  key: Int32Array;
  /** A partition: 1 from the clients, 2 from the database, 3 from both. */
  from: Int32Array;
  event: Int32Array;
  /** Row by row, whether it is about each node. */
  isAbout: Uint8Array;
  /** What they come to: arrivals so many times as often, and a share of the requests for one key. */
  surge: number;
  hotKey: number;
  hotShare: number;
  hotCause: number;
}

export function createDisturbances(): Disturbances {
  return {
    ...{ count: 0, kind: new Int32Array(0), begun: new Float64Array(0), begunLast: 0 },
    ...{ since: new Float64Array(0) },
    ...{ value: new Float64Array(0), key: new Int32Array(0) },
    ...{ from: new Int32Array(0), event: new Int32Array(0), isAbout: new Uint8Array(0) },
    ...{ surge: 1, hotKey: -1, hotShare: 0, hotCause: -1 },
  };
}

export function clearDisturbances(disturbances: Disturbances): void {
  Object.assign(disturbances, createDisturbances());
}
