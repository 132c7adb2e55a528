/** The most calls over which a breaker judges. */
export const BREAKER_CALLS_MAX = 1000;

export const CLOSED = 0;
export const OPEN = 1;
/** One call tries whether the node is well again. */
export const TRYING = 2;

/** The clients' circuit breakers, one a node: a ring of the latest calls, and how many of them failed. */
export interface Breakers {
  state: Uint8Array;
  until: Float64Array;
  /** When it last let a call try. */
  tried: Float64Array;
  calls: Int32Array;
  failures: Int32Array;
  /** The ring of each node, one after the other: 1 failed. */
  failed: Uint8Array;
  /** The event that opened it. */
  cause: Int32Array;
}

export function createBreakers(nodesMax: number): Breakers {
  return {
    state: new Uint8Array(nodesMax),
    until: new Float64Array(nodesMax),
    tried: new Float64Array(nodesMax),
    calls: new Int32Array(nodesMax),
    failures: new Int32Array(nodesMax),
    failed: new Uint8Array(nodesMax * BREAKER_CALLS_MAX),
    cause: new Int32Array(nodesMax),
  };
}
