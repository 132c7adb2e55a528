import { clearLatencies, createLatencies, type Latencies, recordLatency } from './latencies.ts';
import { HIT, isAnswer, OUTCOMES, WRITE } from './outcome.ts';

/** What is counted of all requests, by name of its place in a tally. */
export const COUNTS = {
  sent: 0,
  attempts: 1,
  answered: 2,
  failed: 3,
  /** Answered within the objective. */
  good: 4,
  stale: 5,
  /** Reads that a node looked up, and those that it had. */
  lookups: 6,
  hits: 7,
  /** Reads and writes that came to the database. */
  database: 8,
  /** Answers to which nobody listened any more. */
  late: 9,
} as const;

/** What is counted of each place: a node, the database, none. */
export const PLACE_COUNTS = {
  attempts: 0,
  lookups: 1,
  hits: 2,
  answered: 3,
  late: 4,
  slow: 5,
  failed: 6,
} as const;

const LENGTH = Object.keys(COUNTS).length;
/** Failures are counted by outcome, from the place `failed` on. */
export const FAILURES = OUTCOMES.length - WRITE - 1;
export const PLACE_LENGTH = Object.keys(PLACE_COUNTS).length - 1 + FAILURES;

/** Bits of the latencies of all counted requests, and of those of a window. */
const BITS = 7;
const WINDOW_BITS = 6;

/** What the observer has counted: of the requests that the metrics count, and in the window in hand. */
export interface Observations {
  counted: Float64Array;
  window: Float64Array;
  /** Place by place. */
  countedBy: Float64Array;
  windowBy: Float64Array;
  latencies: Latencies;
  windowLatencies: Latencies;
  /** Of each node: from an attempt's coming to its answer's leaving, its own line included. */
  nodeLatencies: Latencies[];
  /** When the first request that counts was sent, and the last one settled. */
  from: number;
  to: number;
  windowStart: number;
  /** At its start, the time that workers of each station had been busy. */
  busyBefore: Float64Array;
}

/** Nodes, then the database, then none. */
export function createObservations(nodesMax: number): Observations {
  const places = nodesMax + 2;
  return {
    counted: new Float64Array(LENGTH),
    window: new Float64Array(LENGTH),
    countedBy: new Float64Array(places * PLACE_LENGTH),
    windowBy: new Float64Array(places * PLACE_LENGTH),
    latencies: createLatencies(BITS),
    windowLatencies: createLatencies(WINDOW_BITS),
    nodeLatencies: Array.from({ length: nodesMax }, () => createLatencies(WINDOW_BITS)),
    from: -1,
    to: 0,
    windowStart: 0,
    busyBefore: new Float64Array(nodesMax + 1),
  };
}

export function clearObservations(observations: Observations): void {
  observations.counted.fill(0);
  observations.countedBy.fill(0);
  clearLatencies(observations.latencies);
  observations.from = -1;
  observations.to = 0;
  observations.busyBefore.fill(0);
  clearWindow(observations, 0, observations.nodeLatencies.length);
}

/** Begins a window; of the nodes, the first `nodeCount` have been used. */
export function clearWindow(observations: Observations, start: number, nodeCount: number): void {
  observations.window.fill(0);
  observations.windowBy.fill(0);
  clearLatencies(observations.windowLatencies);
  for (let node = 0; node < nodeCount; node++) clearLatencies(observations.nodeLatencies[node]);
  observations.windowStart = start;
}

/** One more of a count. */
export function tally({ counted, window }: Observations, count: number, isCounted: number): void {
  window[count]++;
  counted[count] += isCounted;
}

/** One more of a count of a place. */
export function tallyBy(
  { countedBy, windowBy }: Observations,
  place: number,
  count: number,
  isCounted: number,
): void {
  const at = place * PLACE_LENGTH + count;
  windowBy[at]++;
  countedBy[at] += isCounted;
}

/** A request is settled: by an answer from `place`, or by a failure there. */
export function tallySettled(
  observations: Observations,
  outcome: number,
  place: number,
  latency: number,
  isGood: boolean,
  isStale: boolean,
  isCounted: number,
  now: number,
): void {
  if (isCounted === 1) observations.to = now;
  if (!isAnswer(outcome)) {
    tally(observations, COUNTS.failed, isCounted);
    tallyBy(observations, place, PLACE_COUNTS.failed + outcome - WRITE - 1, isCounted);
    return;
  }
  tally(observations, COUNTS.answered, isCounted);
  tallyBy(observations, place, PLACE_COUNTS.answered, isCounted);
  if (isGood) tally(observations, COUNTS.good, isCounted);
  else tallyBy(observations, place, PLACE_COUNTS.slow, isCounted);
  if (isStale) tally(observations, COUNTS.stale, isCounted);
  recordLatency(observations.windowLatencies, latency);
  if (isCounted === 1) recordLatency(observations.latencies, latency);
}

/** A node has looked a key up. */
export function tallyLookup(
  observations: Observations,
  node: number,
  outcome: number,
  isCounted: number,
): void {
  tally(observations, COUNTS.lookups, isCounted);
  tallyBy(observations, node, PLACE_COUNTS.lookups, isCounted);
  if (outcome !== HIT) return;
  tally(observations, COUNTS.hits, isCounted);
  tallyBy(observations, node, PLACE_COUNTS.hits, isCounted);
}
