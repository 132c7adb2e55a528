import { pick } from '../../core/chance.ts';
import { pow } from '../../core/pow.ts';
import { HEDGE, plan, planCall, RETRY, TIMEOUT } from './agenda.ts';
import { drawAlias } from './alias-table.ts';
import { planNext, TOKENS_MAX } from './arrivals.ts';
import { ATTEMPTS_MAX } from './calls.ts';
import { callFailed, callSucceeded, mayCall } from './circuit-breaker.ts';
import type { CacheContext } from './context.ts';
import { sendToNode } from './network.ts';
import { COUNTS, PLACE_COUNTS, tally, tallyAt } from './observations.ts';
import { isAnswer, TIMED_OUT, UNAVAILABLE } from './outcome.ts';
import { freeRow, takeRow } from './pool.ts';
import { recordHedge, recordLate, recordRefusal, recordRetry, recordSpent, recordTimeout } from './record.ts';
import { route } from './routing.ts';
import { settle } from './settle.ts';
import type { CacheState } from './state.ts';

/** Draws of a request, by slot. */
const KEY = 0;
const KIND_OF_REQUEST = 1;
const HOT = 2;

/** A client sends a new request. An open stream goes on whatever becomes of it. */
export function arrive(state: CacheState, context: CacheContext, client: number): void {
  const { config, prepared } = context;
  if (state.sent >= config.requests) return;
  const { requests, observations } = state;
  const request = takeRow(requests);
  const ordinal = state.ordinals[client]++;
  const isCounted = state.sent >= prepared.firstCounted ? 1 : 0;
  if (isCounted === 1 && observations.from < 0) observations.from = state.time;
  state.sent++;
  requests.number[request] = ordinal * prepared.stride + client;
  requests.client[request] = client;
  requests.ordinal[request] = ordinal;
  requests.isCounted[request] = isCounted;
  requests.start[request] = state.time;
  requests.sent[request] = state.due.length === 0 ? state.time : Number.NaN;
  requests.attempts[request] = 0;
  requests.awaited[request] = 0;
  requests.cause[request] = -1;
  const key = keyOf(state, context, client, ordinal);
  requests.key[request] = key;
  requests.isWrite[request] = isWrite(context, client, ordinal);
  requests.version[request] = state.commits === 0 ? 0 : state.versions[key];
  tally(observations, COUNTS.sent, isCounted);
  const { budget } = prepared.retries;
  if (budget !== Infinity) state.tokens = Math.min(TOKENS_MAX, state.tokens + budget);
  if (!prepared.isClosed && state.sent < config.requests) planNext(state, context, client);
  tryOnce(state, context, request);
}

/** A client does not send its next request. Those after it come as if it had been answered at once. */
export function stayAway(state: CacheState, context: CacheContext, client: number): void {
  if (state.sent >= context.config.requests) return;
  state.ordinals[client]++;
  state.sent++;
  state.leftOut++;
  if (state.sent < context.config.requests) planNext(state, context, client);
}

function keyOf(
  state: CacheState,
  { prepared, chance }: CacheContext,
  client: number,
  ordinal: number,
): number {
  const { hotShare, hotKey } = state.disturbances;
  if (hotShare > 0 && chance.streams.keys.uniform(client, ordinal, HOT) < hotShare) return hotKey;
  const { trace, popularity, keys } = prepared;
  if (trace !== null) return trace[(state.sent - 1) % trace.length];
  chance.streams.keys.words(client, ordinal, KEY);
  const word = chance.words[0];
  let key = popularity === null ? pick(word, keys) : drawAlias(popularity, word, chance.words[1]);
  if (state.offset === 0) return key;
  key += state.offset;
  return key < keys ? key : key - keys;
}

function isWrite({ config, chance }: CacheContext, client: number, ordinal: number): number {
  if (config.writeFraction === 0) return 0;
  return chance.streams.keys.uniform(client, ordinal, KIND_OF_REQUEST) < config.writeFraction ? 1 : 0;
}

/** A client makes an attempt, if there is a node that it may ask. */
function tryOnce(state: CacheState, context: CacheContext, request: number): void {
  const { requests, nodes } = state;
  const { prepared } = context;
  const attempt = requests.attempts[request]++;
  const node = route(state, context, request, attempt);
  if (node < 0 || !mayCall(state, context, node)) {
    if (requests.awaited[request] === 0) {
      requests.cause[request] = node < 0 ? nodes.membershipCause : state.breakers.cause[node];
    }
    giveUp(state, context, request, UNAVAILABLE, node);
    return;
  }
  const call = startCall(state, request, attempt, node);
  nodes.outstanding[node]++;
  requests.awaited[request]++;
  tally(state.observations, COUNTS.attempts, requests.isCounted[request]);
  if (prepared.timeout !== Infinity) startTimer(state, context, call, attempt);
  if (prepared.hedge !== Infinity && requests.attempts[request] === 1) {
    planCall(state, HEDGE, state.time + prepared.hedge, call);
  }
  sendToNode(state, context, call);
}

function startCall(
  { calls, requests, time }: CacheState,
  request: number,
  attempt: number,
  node: number,
): number {
  const call = takeRow(calls);
  calls.life[call] = -1;
  calls.number[call] = requests.number[request] * ATTEMPTS_MAX + attempt;
  calls.request[call] = request;
  calls.node[call] = node;
  calls.key[call] = requests.key[request];
  calls.isWrite[call] = requests.isWrite[request];
  calls.isCounted[call] = requests.isCounted[request];
  calls.client[call] = requests.client[request];
  calls.ordinal[call] = requests.ordinal[request];
  calls.attempt[call] = attempt;
  calls.sent[call] = time;
  calls.deadline[call] = Infinity;
  calls.queue[call] = 0;
  calls.service[call] = 0;
  calls.network[call] = 0;
  calls.absence[call] = -1;
  calls.isLost[call] = 0;
  calls.waiter[call] = -1;
  calls.blame[call] = -1;
  return call;
}

function startTimer(state: CacheState, { prepared }: CacheContext, call: number, attempt: number): void {
  const { timeoutFactor } = prepared.retries;
  const wait = timeoutFactor === 1 ? prepared.timeout : prepared.timeout * pow(timeoutFactor, attempt);
  state.calls.deadline[call] = state.time + wait;
  plan(state, TIMEOUT, state.calls.deadline[call], state.calls.number[call], call);
}

/** A client waits no longer for an attempt, which may be under way still. */
export function timeOut(state: CacheState, context: CacheContext, call: number): void {
  const { calls } = state;
  const request = calls.request[call];
  if (request >= 0) {
    const cause = recordTimeout(state, context, call);
    orphan(state, call);
    calls.blame[call] = cause;
    state.requests.cause[request] = cause;
    callFailed(state, context, call, cause);
    giveUp(state, context, request, TIMED_OUT, calls.node[call]);
  }
  if (calls.isLost[call] === 1) freeRow(calls, call);
}

/** Nobody waits for an attempt any more. */
function orphan({ calls, requests, nodes }: CacheState, call: number): void {
  nodes.outstanding[calls.node[call]]--;
  requests.awaited[calls.request[call]]--;
  calls.request[call] = -1;
}

/** An answer comes to its client, who may have given it up. */
export function atClient(state: CacheState, context: CacheContext, call: number): void {
  const { calls, requests, observations } = state;
  const request = calls.request[call];
  const node = calls.node[call];
  const outcome = calls.outcome[call];
  if (request < 0) {
    tallyAt(observations, node, PLACE_COUNTS.late, calls.isCounted[call]);
    recordLate(state, context, call);
    freeRow(calls, call);
    return;
  }
  orphan(state, call);
  if (isAnswer(outcome)) {
    callSucceeded(state, context, call);
    if (requests.awaited[request] > 0) orphanOthers(state, request);
    settle(state, context, request, outcome, node, call);
  } else {
    const cause = recordRefusal(state, context, call);
    requests.cause[request] = cause;
    callFailed(state, context, call, cause);
    giveUp(state, context, request, outcome, node);
  }
  freeRow(calls, call);
}

/** A request has its answer: its other attempts are for nobody. */
function orphanOthers(state: CacheState, request: number): void {
  const { calls } = state;
  for (let call = 0; call < calls.number.length; call++) {
    if (calls.number[call] < 0 || calls.request[call] !== request) continue;
    orphan(state, call);
    // It was lost, and no timer will find its row.
    if (calls.isLost[call] === 1 && calls.deadline[call] === Infinity) freeRow(calls, call);
  }
}

/** An attempt has failed: if no other is under way the client tries again, or the request fails. */
function giveUp(
  state: CacheState,
  context: CacheContext,
  request: number,
  outcome: number,
  node: number,
): void {
  const { requests } = state;
  if (requests.awaited[request] > 0) return;
  const { retries } = context.prepared;
  const made = requests.attempts[request];
  if (made > retries.max) {
    settle(state, context, request, outcome, node, -1);
    return;
  }
  if (retries.budget !== Infinity) {
    if (state.tokens < 1) {
      requests.cause[request] = recordSpent(state, context, request);
      settle(state, context, request, outcome, node, -1);
      return;
    }
    state.tokens--;
  }
  const number = requests.number[request] * ATTEMPTS_MAX + made;
  plan(state, RETRY, state.time + waitOf(state, context, request, made), number, request);
}

/** How long a client waits before attempt number `made`. */
function waitOf({ requests }: CacheState, context: CacheContext, request: number, made: number): number {
  const { delay, isExponential, factor, maxDelay, jitter } = context.prepared.retries;
  if (delay === 0) return 0;
  const wait = isExponential ? Math.min(maxDelay, delay * pow(factor, made - 1)) : delay;
  if (jitter === 0) return wait;
  const draw = context.chance.streams.choices.uniform(
    requests.client[request],
    requests.ordinal[request],
    made * 4 + 2,
  );
  return wait * (1 - jitter * draw);
}

/** A client tries again. */
export function retry(state: CacheState, context: CacheContext, request: number): void {
  recordRetry(state, context, request);
  tryOnce(state, context, request);
}

/** A client that still waits for its first attempt makes a second one beside it. */
export function hedge(state: CacheState, context: CacheContext, call: number): void {
  const { calls, requests } = state;
  const request = calls.request[call];
  if (request < 0 || requests.attempts[request] !== 1) return;
  recordHedge(state, context, request);
  tryOnce(state, context, request);
}
