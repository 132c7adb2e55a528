import { lengthen } from './columns.ts';

/**
 * Requests under way: a client wants something, until it has an answer or gives up. Rows of a pool; a free
 * row has the number -1.
 */
export interface Requests {
  count: number;
  firstFree: number;
  nextFree: Int32Array;
  /** The client's ordinal times the stride plus the client: the same in any run. */
  number: Float64Array;
  client: Int32Array;
  /** How many the client had sent before. */
  ordinal: Int32Array;
  key: Int32Array;
  isWrite: Uint8Array;
  /** Whether the metrics count it. */
  isCounted: Uint8Array;
  start: Float64Array;
  /** What the database had committed when the request was sent. */
  version: Int32Array;
  attempts: Int32Array;
  /** Attempts for which the client waits. */
  awaited: Int32Array;
  /** The latest of the events that delayed it; -1: none. */
  cause: Int32Array;
}

const ROWS_FIRST = 64;

export function createRequests(): Requests {
  const requests: Requests = {
    count: 0,
    firstFree: -1,
    nextFree: new Int32Array(ROWS_FIRST),
    number: new Float64Array(ROWS_FIRST),
    client: new Int32Array(ROWS_FIRST),
    ordinal: new Int32Array(ROWS_FIRST),
    key: new Int32Array(ROWS_FIRST),
    isWrite: new Uint8Array(ROWS_FIRST),
    isCounted: new Uint8Array(ROWS_FIRST),
    start: new Float64Array(ROWS_FIRST),
    version: new Int32Array(ROWS_FIRST),
    attempts: new Int32Array(ROWS_FIRST),
    awaited: new Int32Array(ROWS_FIRST),
    cause: new Int32Array(ROWS_FIRST),
  };
  clearRequests(requests);
  return requests;
}

/** Frees every row. */
export function clearRequests(requests: Requests): void {
  requests.count = 0;
  requests.firstFree = -1;
  freeRows(requests, 0);
}

function freeRows(requests: Requests, first: number): void {
  for (let row = requests.number.length - 1; row >= first; row--) {
    requests.number[row] = -1;
    requests.nextFree[row] = requests.firstFree;
    requests.firstFree = row;
  }
}

/** Takes a row. */
export function takeRequest(requests: Requests): number {
  if (requests.firstFree < 0) {
    const length = requests.number.length;
    lengthen(requests, 2 * length);
    freeRows(requests, length);
  }
  const row = requests.firstFree;
  requests.firstFree = requests.nextFree[row];
  requests.count++;
  return row;
}

/** Gives a row back. */
export function freeRequest(requests: Requests, row: number): void {
  requests.number[row] = -1;
  requests.nextFree[row] = requests.firstFree;
  requests.firstFree = row;
  requests.count--;
}
