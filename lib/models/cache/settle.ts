import { planNext } from './arrivals.ts';
import type { CacheContext } from './context.ts';
import { PLACE_COUNTS, tallyAt, tallySettled } from './observations.ts';
import { isAnswer, REFUSED_BY_DATABASE } from './outcome.ts';
import { freeRow } from './pool.ts';
import { recordRequest } from './record.ts';
import type { CacheState } from './state.ts';

/** A request has its answer, by `call`, or has failed at a node (call -1; node -1: at none). */
export function settle(
  state: CacheState,
  context: CacheContext,
  request: number,
  outcome: number,
  node: number,
  call: number,
): void {
  const { requests, calls } = state;
  const { config, prepared } = context;
  const latency = state.time - requests.start[request];
  const isStale = call >= 0 && calls.version[call] < requests.version[request];
  const { nodesMax } = prepared;
  const place = outcome === REFUSED_BY_DATABASE ? nodesMax : node < 0 ? nodesMax + 1 : node;
  const isGood = latency <= config.objective;
  const isCounted = requests.isCounted[request];
  const { observations } = state;
  if (isCounted === 1) observations.to = state.time;
  if (isStale) tallyAt(observations, place, PLACE_COUNTS.stale, isCounted);
  tallySettled(observations, outcome, place, latency, isGood, isCounted);
  if (isAnswer(outcome)) state.answered++;
  else state.failed++;
  if (context.log !== null) recordRequest(state, context, context.log, request, outcome, node, call, isStale);
  const client = requests.client[request];
  freeRow(requests, request);
  if (prepared.isClosed && !state.done && state.sent < config.requests) planNext(state, context, client);
}
