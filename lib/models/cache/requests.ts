import { clearPool, type Pool } from './pool.ts';

/**
 * Requests under way: a client wants something, until it has an answer or gives up. Rows of a pool; a free
 * row has the number -1.
 */
export interface Requests extends Pool {
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
  /** The same; NaN when it was sent within the turn of something else. */
  sent: Float64Array;
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
    next: new Int32Array(ROWS_FIRST),
    number: new Float64Array(ROWS_FIRST),
    client: new Int32Array(ROWS_FIRST),
    ordinal: new Int32Array(ROWS_FIRST),
    key: new Int32Array(ROWS_FIRST),
    isWrite: new Uint8Array(ROWS_FIRST),
    isCounted: new Uint8Array(ROWS_FIRST),
    start: new Float64Array(ROWS_FIRST),
    sent: new Float64Array(ROWS_FIRST),
    version: new Int32Array(ROWS_FIRST),
    attempts: new Int32Array(ROWS_FIRST),
    awaited: new Int32Array(ROWS_FIRST),
    cause: new Int32Array(ROWS_FIRST),
  };
  clearPool(requests);
  return requests;
}
