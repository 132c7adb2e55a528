import type { EventLog } from '../../core/event-log.ts';
import { SERVED } from './agenda.ts';
import { blame, CAUSES_MAX, latestOf } from './befallen.ts';
import type { Calls } from './calls.ts';
import type { CacheContext } from './context.ts';
import { DISTURBANCES } from './disturbance.ts';
import { KIND } from './events.ts';
import { IN_FORCE_MAX, inForce } from './in-force.ts';
import { HIT, isAnswer, REFUSED, UNAVAILABLE, WRITE } from './outcome.ts';
import { BEHIND_FETCH, IN_DATABASE_LINE, IN_LINE, stageIndex } from './stage.ts';
import type { CacheState } from './state.ts';

const causes = new Int32Array(CAUSES_MAX + 2 * IN_FORCE_MAX);
/** ABSENCES[0]: the node never had the key. */
const NEVER_THERE = 0;

/** Records that a request is settled: the parts of its latency, and what delayed it or emptied its node. */
export function recordRequest(
  state: CacheState,
  context: CacheContext,
  log: EventLog,
  request: number,
  outcome: number,
  node: number,
  call: number,
  isStale: boolean,
): void {
  const { requests, calls, time } = state;
  const hasAnswer = isAnswer(outcome);
  const isMiss = hasAnswer && outcome !== HIT && outcome !== WRITE;
  const absence = isMiss ? calls.absence[call] : -1;
  let count = 0;
  const delay = requests.cause[request];
  if (delay >= 0) causes[count++] = delay;
  const emptier = isMiss ? blameOf(state, context, call, absence) : -1;
  if (emptier >= 0 && emptier !== delay) causes[count++] = emptier;
  blame(state.befallen, outcome === UNAVAILABLE ? delay : emptier);
  const start = requests.start[request];
  const row = log.appendWithCauses(KIND.request, time, causes, count);
  const { integers, numbers } = log.rowsOf(KIND.request);
  integers[0][row] = requests.client[request];
  integers[1][row] = requests.ordinal[request];
  integers[2][row] = requests.key[request];
  integers[3][row] = node;
  integers[4][row] = outcome;
  integers[5][row] = absence;
  integers[6][row] = requests.attempts[request];
  integers[7][row] = isStale ? 1 : 0;
  integers[8][row] = requests.isCounted[request];
  numbers[0][row] = requests.sent[request];
  numbers[1][row] = time - start;
  numbers[2][row] = hasAnswer ? calls.queue[call] : 0;
  numbers[3][row] = hasAnswer ? calls.service[call] : 0;
  numbers[4][row] = hasAnswer ? calls.network[call] : 0;
  numbers[5][row] = hasAnswer ? calls.sent[call] - start : time - start;
}

/** The event because of which a node did not have a key: it was emptied, or the key has moved there. */
function blameOf(
  { calls, nodes }: CacheState,
  { prepared, config }: CacheContext,
  call: number,
  absence: number,
): number {
  if (calls.blame[call] >= 0) return calls.blame[call];
  if (absence !== NEVER_THERE || nodes.isWhole || config.replicas > 1 || prepared.homes.length === 0)
    return -1;
  const home = prepared.homes[calls.key[call]];
  if (home === calls.node[call]) return -1;
  return nodes.isMember[home] === 0 ? nodes.detection[home] : nodes.membershipCause;
}

/** Records a timeout; its causes are what the attempt ran into. */
export function recordTimeout(state: CacheState, { log }: CacheContext, call: number): number {
  if (log === null) return -1;
  const { calls, nodes } = state;
  const node = calls.node[call];
  // What a killed node was at is lost, though its worker or the database may not be done with it yet.
  const hasDied = calls.life[call] >= 0 && calls.life[call] !== nodes.life[node];
  const isLost = calls.isLost[call] === 1 || hasDied;
  const id = log.count;
  const loss = calls.isLost[call] === 1 ? calls.blame[call] : nodes.downCause[node];
  const slowness = isLost ? 0 : slownessOf(state, call);
  const count = isLost
    ? lossOf(state, node, loss)
    : slowness > 0 || !hasWaited(state, call)
      ? slowness
      : latestOf(state.befallen, causes);
  blame(state.befallen, count === 1 || slowness > 0 || (isLost && count > 0) ? causes[0] : -1);
  const row = log.appendWithCauses(KIND.timeout, state.time, causes, count);
  const { integers, numbers } = log.rowsOf(KIND.timeout);
  numbers[0][row] = isLost ? Number.NaN : doneOf(state, call);
  integers[0][row] = calls.client[call];
  integers[1][row] = calls.ordinal[call];
  integers[2][row] = calls.attempt[call];
  integers[3][row] = calls.node[call];
  integers[4][row] = isLost ? 1 : 0;
  integers[5][row] = stageIndex(calls.stage[call], isLost);
  return id;
}

/** The share of its service at a node that is done; NaN when no worker of a node is at it. */
function doneOf({ calls, time }: CacheState, call: number): number {
  if (calls.stage[call] !== SERVED) return Number.NaN;
  return (time - startOfService(calls, call)) / calls.service[call];
}

/** When a worker of its node took a call. */
function startOfService({ since, queue }: Calls, call: number): number {
  return since[call] + queue[call];
}

/**
 * What makes a node slow, or its line long: all that slows it, and where requests wait for each other all
 * surges; or that it, or another in whose place it is asked, has lost what it held. Writes causes, the
 * strongest first; returns how many.
 */
function slownessOf(state: CacheState, call: number): number {
  const { calls, nodes } = state;
  const node = calls.node[call];
  // What slows a node leaves alone what a worker is at.
  const until = calls.stage[call] === SERVED ? startOfService(calls, call) : Infinity;
  let count = nodes.slow[node] > 1 ? inForce(state, 'slow', node, until, causes, 0) : 0;
  if (count === 0 || hasWaited(state, call)) {
    count += inForce(state, 'surge', node, Infinity, causes, count);
  }
  return count > 0 ? count : only(calls.blame[call]);
}

/**
 * What lost an attempt: the event that is to blame, then all of its kind that were in force beside it and are
 * still, each of which may have lost it. Writes causes; returns how many.
 */
function lossOf(state: CacheState, node: number, loss: number): number {
  if (loss < 0) return 0;
  const { event, kind, since } = state.disturbances;
  causes[0] = loss;
  const row = event.indexOf(loss);
  const name = row < 0 ? undefined : DISTURBANCES[kind[row]];
  if (name !== 'partition' && name !== 'drop') return 1;
  const found = inForce(state, name, node, since[row], causes, 1);
  const at = causes.subarray(1, 1 + found).indexOf(loss);
  if (at >= 0) causes.copyWithin(1 + at, 2 + at, 1 + found);
  return at >= 0 ? found : 1 + found;
}

/** One cause, or none. */
function only(cause: number): number {
  causes[0] = cause;
  return cause < 0 ? 0 : 1;
}

/** Whether an attempt waits, or has waited, for others. */
function hasWaited({ calls }: CacheState, call: number): boolean {
  const stage = calls.stage[call];
  return calls.queue[call] > 0 || stage === IN_LINE || stage === IN_DATABASE_LINE || stage === BEHIND_FETCH;
}

/** Records that a full line turned an attempt away. */
export function recordRefusal(state: CacheState, { log }: CacheContext, call: number): number {
  if (log === null) return -1;
  const { calls } = state;
  const id = log.count;
  const slowness = slownessOf(state, call);
  const count = slowness > 0 ? slowness : latestOf(state.befallen, causes);
  blame(state.befallen, count === 1 || slowness > 0 ? causes[0] : -1);
  const row = log.appendWithCauses(KIND.refusal, state.time, causes, count);
  const { integers } = log.rowsOf(KIND.refusal);
  integers[0][row] = calls.client[call];
  integers[1][row] = calls.ordinal[call];
  integers[2][row] = calls.attempt[call];
  integers[3][row] = calls.node[call];
  integers[4][row] = calls.outcome[call] - REFUSED;
  return id;
}

/** Records that a client tries again: from here on, that is what delayed its request. */
export function recordRetry({ requests, time }: CacheState, { log }: CacheContext, request: number): void {
  if (log === null) return;
  const id = log.count;
  const row = log.append(KIND.retry, time, requests.cause[request]);
  const { integers, numbers } = log.rowsOf(KIND.retry);
  integers[0][row] = requests.client[request];
  integers[1][row] = requests.ordinal[request];
  integers[2][row] = requests.attempts[request];
  numbers[0][row] = time - requests.start[request];
  requests.cause[request] = id;
}

/** Records that a request has no budget for another attempt. */
export function recordSpent({ requests, time }: CacheState, { log }: CacheContext, request: number): number {
  if (log === null) return -1;
  const id = log.count;
  const row = log.append(KIND.retries_spent, time, requests.cause[request]);
  const { integers } = log.rowsOf(KIND.retries_spent);
  integers[0][row] = requests.client[request];
  integers[1][row] = requests.ordinal[request];
  integers[2][row] = requests.attempts[request];
  return id;
}

/** Records that a request gets a second attempt beside the first. */
export function recordHedge({ requests, time }: CacheState, { log }: CacheContext, request: number): void {
  if (log === null) return;
  const row = log.append(KIND.hedge, time, -1);
  const { integers } = log.rowsOf(KIND.hedge);
  integers[0][row] = requests.client[request];
  integers[1][row] = requests.ordinal[request];
  integers[2][row] = requests.attempts[request];
}

/** Records an answer to which nobody listens. */
export function recordLate({ calls, time }: CacheState, { log }: CacheContext, call: number): void {
  if (log === null) return;
  const row = log.append(KIND.late_answer, time, calls.blame[call]);
  const { integers, numbers } = log.rowsOf(KIND.late_answer);
  integers[0][row] = calls.client[call];
  integers[1][row] = calls.ordinal[call];
  integers[2][row] = calls.attempt[call];
  integers[3][row] = calls.node[call];
  numbers[0][row] = time - calls.sent[call];
}
