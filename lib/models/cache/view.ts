import { isOpen } from './circuit-breaker.ts';
import type { CacheContext } from './context.ts';
import { NODE_STATES } from './events.ts';
import { type Latencies, latencyInterval, latencyQuantile } from './latencies.ts';
import { countAt, failuresOf, inWindow, overPlaces, PLACE_COUNTS, windowLatencies } from './observations.ts';
import type { CacheState } from './state.ts';
import { busyShare, nodeStateOf, shareOf } from './windows.ts';

/** A percentile of the window in hand; null where there is nothing to take it of. */
export interface PercentileView {
  readonly value: number | null;
  /** Covers it in about 95 of 100 cases; null on a side where the count is too small to tell. */
  readonly interval: readonly [number | null, number | null];
}

/** Latencies of a window, with what they are of. */
export interface LatencyView {
  /** The window, up to now. */
  readonly from: number;
  readonly to: number;
  /** How many they are of. */
  readonly count: number;
  readonly mean: number | null;
  readonly p50: PercentileView;
  readonly p95: PercentileView;
  readonly p99: PercentileView;
}

export interface NodeView {
  readonly node: number;
  readonly state: (typeof NODE_STATES)[number];
  /** Whether clients send to it. */
  readonly member: boolean;
  readonly breakerOpen: boolean;
  readonly entries: number;
  readonly busy: number;
  readonly waiting: number;
  /** Attempts for which a client waits. */
  readonly outstanding: number;
  /** Of the window in hand. */
  readonly attempts: number;
  readonly hitRatio: number | null;
  readonly busyShare: number | null;
  /** From an attempt's coming to its answer's leaving, the wait in its own line included. */
  readonly latency: LatencyView;
}

/** The cluster as people see it. */
export interface CacheView {
  readonly time: number;
  readonly done: boolean;
  readonly requests: {
    readonly sent: number;
    readonly answered: number;
    readonly failed: number;
    readonly inFlight: number;
  };
  /** Of the window in hand; failed requests have no latency and are counted beside. */
  readonly latency: LatencyView & { readonly failed: number };
  readonly hitRatio: number | null;
  readonly availability: number | null;
  readonly nodes: readonly NodeView[];
  readonly database: { readonly busy: number; readonly waiting: number; readonly busyShare: number | null };
}

/** A picture of the state. */
export function view(state: CacheState, { config, prepared }: CacheContext): CacheView {
  const { observations, stations, nodes, time } = state;
  const over = (count: number): number => overPlaces(observations, inWindow, count);
  const answered = over(PLACE_COUNTS.answered);
  const failed = failuresOf(observations, inWindow);
  const database = prepared.nodesMax;
  return {
    time,
    done: state.done,
    requests: {
      sent: state.sent - state.leftOut,
      answered: state.answered,
      failed: state.failed,
      inFlight: state.requests.count,
    },
    latency: { ...latencyView(state, windowLatencies(observations)), failed },
    hitRatio: orNull(shareOf(over(PLACE_COUNTS.hits), over(PLACE_COUNTS.lookups))),
    availability: orNull(shareOf(answered, answered + failed)),
    nodes: Array.from({ length: nodes.count }, (_, node) => nodeView(state, config.workers, node)),
    database: {
      busy: stations.busy[database],
      waiting: stations.waiting[database],
      busyShare: orNull(busyShare(state, database, config.database.workers)),
    },
  };
}

function nodeView(state: CacheState, workers: number, node: number): NodeView {
  const { nodes, stations, observations, entries } = state;
  const of = (count: number): number => inWindow(observations, countAt(node, count));
  return {
    node,
    state: NODE_STATES[nodeStateOf(nodes, node)],
    member: nodes.isMember[node] === 1,
    breakerOpen: isOpen(state, node),
    entries: entries[node].count,
    busy: stations.busy[node],
    waiting: stations.waiting[node],
    outstanding: nodes.outstanding[node],
    attempts: of(PLACE_COUNTS.attempts),
    hitRatio: orNull(shareOf(of(PLACE_COUNTS.hits), of(PLACE_COUNTS.lookups))),
    busyShare: orNull(busyShare(state, node, workers)),
    latency: latencyView(state, observations.nodeLatencies[node]),
  };
}

function latencyView({ observations, time }: CacheState, latencies: Latencies): LatencyView {
  const [count, sum] = latencies.stats;
  const percentile = (p: number): PercentileView => ({
    value: count === 0 ? null : latencyQuantile(latencies, p),
    interval: latencyInterval(latencies, p),
  });
  return {
    from: observations.windowStart,
    to: time,
    count,
    mean: count === 0 ? null : sum / count,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
