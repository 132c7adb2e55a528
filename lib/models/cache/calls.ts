import { clearPool, type Pool } from './pool.ts';

/** Attempts that a request may make; a call's number has room for so many. */
export const ATTEMPTS_MAX = 1024;

/**
 * Attempts under way, each a message that travels, waits and is served, also when its client has given up.
 * Rows of a pool; a free row has the number -1.
 */
export interface Calls extends Pool {
  /** The request's number times ATTEMPTS_MAX and its place among the request's attempts. */
  number: Float64Array;
  /** The request's row; -1: nobody waits for it. */
  request: Int32Array;
  node: Int32Array;
  /** The node's life in which it got there, -1 before: a node that was killed has forgotten it. */
  life: Int32Array;
  key: Int32Array;
  isWrite: Uint8Array;
  isCounted: Uint8Array;
  client: Int32Array;
  ordinal: Int32Array;
  attempt: Int32Array;
  sent: Float64Array;
  /** When the client stops waiting for it; Infinity: never. */
  deadline: Float64Array;
  /** When it came to where it is. */
  since: Float64Array;
  /** When it came to its node. */
  arrived: Float64Array;
  /** Time spent so far in lines, with workers, on the way. */
  queue: Float64Array;
  service: Float64Array;
  network: Float64Array;
  /** Words for the ways back: from the node, from the database. */
  way: Int32Array;
  databaseWay: Int32Array;
  /** Where it is: the phase of what comes next of it, or below 0 where it waits (stage.ts). */
  stage: Int8Array;
  /** What it brings back: see outcome.ts. */
  outcome: Int8Array;
  version: Int32Array;
  /** Why its node did not have the key: see entries.ts. */
  absence: Int8Array;
  /** No message of it is left; the client does not know. */
  isLost: Uint8Array;
  /** A write came while it was fetched: what it brings is not kept. */
  isOvertaken: Uint8Array;
  /** Next in the line where it waits, or the next free row, and the one before; -1: none. */
  next: Int32Array;
  previous: Int32Array;
  /** A fetch: the latest of those that wait for it; -1: none. */
  waiter: Int32Array;
  /** The event because of which it went wrong; -1: none. */
  blame: Int32Array;
}

const ROWS_FIRST = 64;

export function createCalls(): Calls {
  const calls: Calls = {
    count: 0,
    firstFree: -1,
    number: new Float64Array(ROWS_FIRST),
    request: new Int32Array(ROWS_FIRST),
    node: new Int32Array(ROWS_FIRST),
    life: new Int32Array(ROWS_FIRST),
    key: new Int32Array(ROWS_FIRST),
    isWrite: new Uint8Array(ROWS_FIRST),
    isCounted: new Uint8Array(ROWS_FIRST),
    client: new Int32Array(ROWS_FIRST),
    ordinal: new Int32Array(ROWS_FIRST),
    attempt: new Int32Array(ROWS_FIRST),
    sent: new Float64Array(ROWS_FIRST),
    deadline: new Float64Array(ROWS_FIRST),
    since: new Float64Array(ROWS_FIRST),
    arrived: new Float64Array(ROWS_FIRST),
    queue: new Float64Array(ROWS_FIRST),
    service: new Float64Array(ROWS_FIRST),
    network: new Float64Array(ROWS_FIRST),
    way: new Int32Array(ROWS_FIRST),
    databaseWay: new Int32Array(ROWS_FIRST),
    stage: new Int8Array(ROWS_FIRST),
    outcome: new Int8Array(ROWS_FIRST),
    version: new Int32Array(ROWS_FIRST),
    absence: new Int8Array(ROWS_FIRST),
    isLost: new Uint8Array(ROWS_FIRST),
    isOvertaken: new Uint8Array(ROWS_FIRST),
    next: new Int32Array(ROWS_FIRST),
    previous: new Int32Array(ROWS_FIRST),
    waiter: new Int32Array(ROWS_FIRST),
    blame: new Int32Array(ROWS_FIRST),
  };
  clearPool(calls);
  return calls;
}
