import type { Metric } from '../../core/model.ts';
import { COUNT, latencyQuantile, SUM } from './latencies.ts';
import { COUNTS, countAt, counted, FAILURES, failuresOf, overPlaces, PLACE_COUNTS } from './observations.ts';
import type { CacheState } from './state.ts';

/** What is measured of a run, in the order in which it is written. Of none, ratios and latencies are 0. */
export const metrics = {
  loss: { help: 'share of the requests that failed or missed the latency objective', unit: 'share' },
  hitRatio: { help: 'share of the reads looked up at a node that it had', unit: 'share', isGain: true },
  latencyMean: { help: 'mean latency of answered requests; the failed are in availability', unit: 'time' },
  latencyP50: { help: 'median latency of answered requests', unit: 'time' },
  latencyP95: { help: '95th percentile of the latency of answered requests', unit: 'time' },
  latencyP99: { help: '99th percentile of the latency of answered requests', unit: 'time' },
  throughput: { help: 'requests answered in a unit of time', unit: 'per time', isGain: true },
  goodput: {
    help: 'requests answered within the objective in a unit of time',
    unit: 'per time',
    isGain: true,
  },
  availability: { help: 'share of the settled requests that were answered', unit: 'share', isGain: true },
  staleReads: { help: 'answers older than what was committed when they were asked for', unit: 'requests' },
  databaseLoad: { help: 'reads and writes that come to the database in a unit of time', unit: 'per time' },
  retryAmplification: { help: 'attempts for each request', unit: 'attempts' },
  failures: { help: 'requests that failed', unit: 'requests' },
  lateAnswers: { help: 'answers to attempts that had been given up', unit: 'attempts' },
} satisfies Record<string, Metric>;

/** The ways in which a place costs requests: an answer beyond the objective, or a failure by outcome. */
export const LOSSES = [
  'slow',
  'timeout',
  'refused',
  'refusedByDatabase',
  'unavailable',
  'unanswered',
] as const;

/** Writes the metrics of the requests that count. */
export function measure({ observations }: CacheState, out: Float64Array): void {
  const { from, to } = observations;
  const latencies = observations.latencies[1];
  const answered = overPlaces(observations, counted, PLACE_COUNTS.answered);
  const good = answered - overPlaces(observations, counted, PLACE_COUNTS.slow);
  const failed = failuresOf(observations, counted);
  const settled = answered + failed;
  const span = from < 0 ? 0 : to - from;
  const hits = overPlaces(observations, counted, PLACE_COUNTS.hits);
  const values = [
    ratio(settled - good, settled),
    ratio(hits, overPlaces(observations, counted, PLACE_COUNTS.lookups)),
    ratio(latencies.stats[SUM], latencies.stats[COUNT]),
    latencyQuantile(latencies, 0.5),
    latencyQuantile(latencies, 0.95),
    latencyQuantile(latencies, 0.99),
    ratio(answered, span),
    ratio(good, span),
    ratio(answered, settled),
    overPlaces(observations, counted, PLACE_COUNTS.stale),
    ratio(overPlaces(observations, counted, PLACE_COUNTS.database), span),
    ratio(counted(observations, COUNTS.attempts), counted(observations, COUNTS.sent)),
    failed,
    overPlaces(observations, counted, PLACE_COUNTS.late),
  ];
  out.set(values);
}

function ratio(part: number, whole: number): number {
  // What took next to no time is as much as a number can say.
  return whole > 0 ? Math.min(part / whole, Number.MAX_VALUE) : 0;
}

/** Writes the loss by place and way: with all of them it is whole. */
export function measureLosses({ observations }: CacheState, out: Float64Array): void {
  const settled =
    overPlaces(observations, counted, PLACE_COUNTS.answered) + failuresOf(observations, counted);
  const ways = LOSSES.length;
  for (let place = 0; place < observations.places; place++) {
    out[place * ways] = ratio(counted(observations, countAt(place, PLACE_COUNTS.slow)), settled);
    for (let failure = 0; failure < FAILURES; failure++) {
      const count = countAt(place, PLACE_COUNTS.failed + failure);
      out[place * ways + 1 + failure] = ratio(counted(observations, count), settled);
    }
  }
}
