import {
  COUNT,
  clearLatencies,
  createLatencies,
  type Latencies,
  latenciesSince,
  latenciesSoFar,
  recordLatency,
} from './latencies.ts';
import { HIT, isAnswer, OUTCOMES, WRITE } from './outcome.ts';

/** Failures are counted by outcome. */
export const FAILURES = OUTCOMES.length - WRITE - 1;

/** What is counted of all requests, by its number. */
export const COUNTS = { sent: 0, attempts: 1 } as const;

/** What is counted of each place: a node, the database, none. From `failed` on by outcome. */
export const PLACE_COUNTS = {
  attempts: 0,
  /** Reads that a node looked up, and those that it had. */
  lookups: 1,
  hits: 2,
  answered: 3,
  /** Answered later than the objective. */
  slow: 4,
  /** Answers to which nobody listened any more. */
  late: 5,
  /** Answers older than what was committed when they were asked for. */
  stale: 6,
  /** Reads and writes that came from it to the database. */
  database: 7,
  failed: 8,
} as const;

const COMMON = Object.keys(COUNTS).length;
const PER_PLACE = PLACE_COUNTS.failed + FAILURES;
const BITS = 7;
const NODE_BITS = 6;

/**
 * What the observer has counted since the start: requests that the metrics leave out, and those that they
 * count. What a window saw is what has come since its start.
 */
export interface Observations {
  readonly places: number;
  /** Two for each count: of requests left out, of those that count. */
  tallies: Float64Array;
  /** Of answered requests, in the same order. */
  latencies: Latencies[];
  /**
   * Of each node in the window in hand: from an attempt's coming to its answer's leaving, its line
   * included.
   */
  nodeLatencies: Latencies[];
  /** When the first request that counts was sent, and the last one settled. */
  from: number;
  to: number;
  windowStart: number;
  /** At its start: counts, latencies, and the time that workers of each station had been busy. */
  talliesBefore: Float64Array;
  latenciesBefore: Float64Array;
  answersBefore: number;
  busyBefore: Float64Array;
}

export function createObservations(nodesMax: number): Observations {
  const places = nodesMax + 2;
  const counts = COMMON + places * PER_PLACE;
  const latencies = [createLatencies(BITS), createLatencies(BITS)];
  return {
    places,
    tallies: new Float64Array(2 * counts),
    latencies,
    nodeLatencies: Array.from({ length: nodesMax }, () => createLatencies(NODE_BITS)),
    from: -1,
    to: 0,
    windowStart: 0,
    talliesBefore: new Float64Array(counts),
    latenciesBefore: new Float64Array(latencies[0].counts.length + 1),
    answersBefore: -1,
    busyBefore: new Float64Array(nodesMax + 1),
  };
}

export function clearObservations(observations: Observations): void {
  observations.tallies.fill(0);
  for (const latencies of observations.latencies) clearLatencies(latencies);
  observations.from = -1;
  observations.to = 0;
  observations.busyBefore.fill(0);
  observations.answersBefore = -1;
  beginWindow(observations, 0, observations.nodeLatencies.length);
}

/** Begins a window; of the nodes, the first `nodeCount` have been used. */
export function beginWindow(observations: Observations, start: number, nodeCount: number): void {
  const { tallies, talliesBefore, latencies, latenciesBefore, nodeLatencies } = observations;
  for (let i = 0; i < talliesBefore.length; i++) talliesBefore[i] = tallies[2 * i] + tallies[2 * i + 1];
  const answers = latencies[0].stats[COUNT] + latencies[1].stats[COUNT];
  if (answers !== observations.answersBefore) latenciesSoFar(latencies, latenciesBefore);
  observations.answersBefore = answers;
  for (let node = 0; node < nodeCount; node++) clearLatencies(nodeLatencies[node]);
  observations.windowStart = start;
}

/** Latencies of the requests answered in the window in hand. */
export function windowLatencies({ latencies, latenciesBefore }: Observations): Latencies {
  return latenciesSince(latencies, latenciesBefore);
}

/** One more of a count. */
export function tally({ tallies }: Observations, count: number, isCounted: number): void {
  tallies[2 * count + isCounted]++;
}

/** One more of a count of a place. */
export function tallyAt({ tallies }: Observations, place: number, count: number, isCounted: number): void {
  tallies[2 * (COMMON + place * PER_PLACE + count) + isCounted]++;
}

/** A count, of the requests that count. */
export function counted({ tallies }: Observations, count: number): number {
  return tallies[2 * count + 1];
}

/** A count in the window in hand. */
export function inWindow({ tallies, talliesBefore }: Observations, count: number): number {
  return tallies[2 * count] + tallies[2 * count + 1] - talliesBefore[count];
}

/** The number of a place's count, for `counted` and `inWindow`. */
export function countAt(place: number, count: number): number {
  return COMMON + place * PER_PLACE + count;
}

/** What `of`, `counted` or `inWindow`, gives for a count summed over all places. */
export function overPlaces(observations: Observations, of: typeof counted, count: number): number {
  let sum = 0;
  for (let place = 0; place < observations.places; place++) sum += of(observations, countAt(place, count));
  return sum;
}

/** Failures of all outcomes at a place. */
export function failuresAt(observations: Observations, of: typeof counted, place: number): number {
  let sum = 0;
  for (let i = 0; i < FAILURES; i++) sum += of(observations, countAt(place, PLACE_COUNTS.failed + i));
  return sum;
}

/** Failures of all outcomes, summed over all places. */
export function failuresOf(observations: Observations, of: typeof counted): number {
  let sum = 0;
  for (let place = 0; place < observations.places; place++) sum += failuresAt(observations, of, place);
  return sum;
}

/** A request is settled: by an answer from `place`, or by a failure there. */
export function tallySettled(
  observations: Observations,
  outcome: number,
  place: number,
  latency: number,
  isGood: boolean,
  isCounted: number,
): void {
  if (!isAnswer(outcome)) {
    tallyAt(observations, place, PLACE_COUNTS.failed + outcome - WRITE - 1, isCounted);
    return;
  }
  tallyAt(observations, place, PLACE_COUNTS.answered, isCounted);
  if (!isGood) tallyAt(observations, place, PLACE_COUNTS.slow, isCounted);
  recordLatency(observations.latencies[isCounted], latency);
}

/** A node has looked a key up. */
export function tallyLookup(
  observations: Observations,
  node: number,
  outcome: number,
  isCounted: number,
): void {
  tallyAt(observations, node, PLACE_COUNTS.lookups, isCounted);
  if (outcome === HIT) tallyAt(observations, node, PLACE_COUNTS.hits, isCounted);
}
