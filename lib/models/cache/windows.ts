import type { EventLog } from '../../core/event-log.ts';
import { nextTime } from '../../core/event-queue.ts';
import { plan, WINDOW } from './agenda.ts';
import { endOfWindow } from './befallen.ts';
import type { CacheContext } from './context.ts';
import { KIND } from './events.ts';
import { COUNT, type Latencies, latencyQuantile, SUM } from './latencies.ts';
import type { Nodes } from './nodes.ts';
import {
  beginWindow,
  COUNTS,
  countAt,
  failuresAt,
  failuresOf,
  inWindow,
  overPlaces,
  PLACE_COUNTS,
  windowLatencies,
} from './observations.ts';
import type { CacheState } from './state.ts';
import { busyTimeOf } from './stations.ts';

/** What a node is, as an index into NODE_STATES. */
export function nodeStateOf(nodes: Nodes, node: number): number {
  if (nodes.isRemoved[node] === 1) return 4;
  if (nodes.isUp[node] === 0) return 3;
  if (nodes.isCutFromClients[node] === 1 || nodes.isCutFromDatabase[node] === 1) return 2;
  return nodes.slow[node] > 1 ? 1 : 0;
}

/**
 * Puts the end of the window that begins now down. Where nothing happens for longer than that it lasts so
 * many times as long, so that there are no more windows than things that happen.
 */
export function planWindow(state: CacheState, { config }: CacheContext): void {
  const now = Math.max(0, state.time);
  const idle = nextTime(state.queue) - now;
  const times = idle < Infinity ? Math.max(1, Math.floor(idle / config.window)) : 1;
  plan(state, WINDOW, now + times * config.window, 0, 0);
}

/** A window ends: it is recorded, and another begins. */
export function endWindow(state: CacheState, context: CacheContext): void {
  if (context.log !== null) recordWindow(state, context, context.log);
  const { observations, stations, nodes, time } = state;
  for (let station = 0; station < observations.busyBefore.length; station++) {
    observations.busyBefore[station] = busyTimeOf(stations, station, time);
  }
  beginWindow(observations, time, nodes.count);
}

/** Share of a whole; NaN, which the log shows as null, of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : part / whole;
}

/** So many in a unit of time; 0 in a window of no length, of which there can be one, at the end. */
function rateOf(count: number, span: number): number {
  return span > 0 ? count / span : 0;
}

/** The share of its workers that was busy in the window so far; NaN without a count of workers. */
export function busyShare(state: CacheState, station: number, workers: number | null): number {
  const { observations, stations, time } = state;
  const span = time - observations.windowStart;
  if (workers === null || span <= 0) return Number.NaN;
  return (busyTimeOf(stations, station, time) - observations.busyBefore[station]) / (span * workers);
}

function recordWindow(state: CacheState, { config, prepared }: CacheContext, log: EventLog): void {
  const { observations, nodes, stations, entries, time } = state;
  const { nodeLatencies, windowStart } = observations;
  const all = (count: number): number => inWindow(observations, count);
  const over = (count: number): number => overPlaces(observations, inWindow, count);
  const answered = over(PLACE_COUNTS.answered);
  const failed = failuresOf(observations, inWindow);
  const span = time - windowStart;
  const causes = endOfWindow(state.befallen, log.count);
  const row = log.appendWithCauses(KIND.window, time, causes, causes.length);
  const { integers, numbers } = log.rowsOf(KIND.window);
  const counts = [
    all(COUNTS.sent),
    answered,
    failed,
    state.requests.count,
    all(COUNTS.attempts),
    over(PLACE_COUNTS.stale),
    stations.waiting[prepared.nodesMax],
  ];
  const values = [
    windowStart,
    shareOf(over(PLACE_COUNTS.hits), over(PLACE_COUNTS.lookups)),
    ...latencyNumbers(windowLatencies(observations)),
    rateOf(answered, span),
    rateOf(answered - over(PLACE_COUNTS.slow), span),
    shareOf(answered, answered + failed),
    rateOf(over(PLACE_COUNTS.database), span),
    busyShare(state, prepared.nodesMax, config.database.workers),
  ];
  for (const [i, count] of counts.entries()) integers[i][row] = count;
  for (const [i, value] of values.entries()) numbers[i][row] = value;
  const table = log.appendTable(KIND.window, 0, nodes.count);
  for (let node = 0; node < nodes.count; node++) {
    const to = table.used - nodes.count + node;
    const of = (count: number): number => inWindow(observations, countAt(node, count));
    const ofNode = [
      node,
      nodeStateOf(nodes, node),
      nodes.isMember[node],
      of(PLACE_COUNTS.attempts),
      entries[node].count,
      stations.waiting[node],
      nodeLatencies[node].stats[COUNT],
      of(PLACE_COUNTS.stale),
    ];
    const answeredBy = of(PLACE_COUNTS.answered);
    const settledBy = answeredBy + failuresAt(observations, inWindow, node);
    const numbersOfNode = [
      shareOf(of(PLACE_COUNTS.hits), of(PLACE_COUNTS.lookups)),
      busyShare(state, node, config.workers),
      ...latencyNumbers(nodeLatencies[node]),
      rateOf(answeredBy, span),
      rateOf(answeredBy - of(PLACE_COUNTS.slow), span),
      shareOf(answeredBy, settledBy),
      rateOf(of(PLACE_COUNTS.database), span),
      shareOf(of(PLACE_COUNTS.attempts), settledBy),
    ];
    for (const [i, count] of ofNode.entries()) table.integers[i][to] = count;
    for (const [i, value] of numbersOfNode.entries()) table.numbers[i][to] = value;
  }
}

/** Mean and percentiles; NaN where there is nothing. */
function latencyNumbers(latencies: Latencies): number[] {
  if (latencies.stats[COUNT] === 0) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  const mean = latencies.stats[SUM] / latencies.stats[COUNT];
  return [mean, ...[0.5, 0.95, 0.99].map((p) => latencyQuantile(latencies, p))];
}
