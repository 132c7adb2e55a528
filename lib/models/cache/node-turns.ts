import type { CacheContext } from './context.ts';
import { absenceOf, emptyingOf, fetchedBy, fetcherOf, INVALIDATED, UNFETCHED } from './entries.ts';
import { recordLatency } from './latencies.ts';
import { lose } from './lose.ts';
import { forget, keep, lookUp } from './memory.ts';
import { sendToClient, sendToDatabase } from './network.ts';
import { PLACE_COUNTS, tallyAt, tallyLookup } from './observations.ts';
import { HIT, MISS, REFUSED, WRITE } from './outcome.ts';
import { enter, leave } from './serve.ts';
import { BEHIND_FETCH } from './stage.ts';
import type { CacheState } from './state.ts';

/** An attempt comes to its node. */
export function atNode(state: CacheState, context: CacheContext, call: number): void {
  const { calls, nodes, observations } = state;
  const node = calls.node[call];
  if (nodes.isUp[node] === 0) {
    lose(state, call, nodes.downCause[node]);
    return;
  }
  calls.life[call] = nodes.life[node];
  calls.arrived[call] = state.time;
  tallyAt(observations, node, PLACE_COUNTS.attempts, calls.isCounted[call]);
  if (!enter(state, context, node, call)) reply(state, context, call, REFUSED);
}

/** A worker of a node is done with a call: it answers, or the database is asked. */
export function served(state: CacheState, context: CacheContext, call: number): void {
  const { calls, nodes } = state;
  const node = calls.node[call];
  if (calls.life[call] !== nodes.life[node]) {
    lose(state, call, nodes.downCause[node]);
    return;
  }
  leave(state, context, node);
  if (calls.isWrite[call] === 1) {
    sendToDatabase(state, context, call);
    return;
  }
  const key = calls.key[call];
  const occasion = occasionOf(calls.ordinal[call], node);
  const slot = lookUp(state, context, node, key, calls.client[call], occasion);
  tallyLookup(state.observations, node, slot >= 0 ? HIT : MISS, calls.isCounted[call]);
  if (slot >= 0) {
    calls.version[call] = state.entries[node].version[slot];
    reply(state, context, call, HIT);
    return;
  }
  miss(state, context, call, slot);
}

/** A node does not have a key, as `code` says: one call fetches it, or each does. */
function miss(state: CacheState, context: CacheContext, call: number, code: number): void {
  const { calls, entries } = state;
  const node = calls.node[call];
  const key = calls.key[call];
  calls.absence[call] = absenceOf(code);
  const emptying = emptyingOf(code);
  // Who has left knows better why: it was too late.
  if (emptying >= 0 && calls.request[call] >= 0) calls.blame[call] = state.emptyings[emptying];
  const { herd } = context.config;
  const fetcher = fetcherOf(code);
  // With leases, what is fetched since before a write is not for those that come after it.
  const isCurrent = fetcher >= 0 && !(herd === 'lease' && calls.isOvertaken[fetcher] === 1);
  if (isCurrent && herd !== 'none') {
    calls.since[call] = state.time;
    calls.waiter[call] = calls.waiter[fetcher];
    calls.waiter[fetcher] = call;
    calls.stage[call] = BEHIND_FETCH;
    return;
  }
  calls.isOvertaken[call] = 0;
  if (!isCurrent) entries[node].slotOf[key] = fetchedBy(call);
  sendToDatabase(state, context, call);
}

/** The database's answer comes to the node: it keeps what it was sent, and answers all that waited for it. */
export function filled(state: CacheState, context: CacheContext, call: number): void {
  const { calls, nodes } = state;
  const node = calls.node[call];
  if (calls.life[call] !== nodes.life[node]) {
    lose(state, call, nodes.downCause[node]);
    return;
  }
  const outcome = calls.outcome[call];
  const key = calls.key[call];
  const version = calls.version[call];
  if (outcome === WRITE) {
    if (context.config.writes === 'write-through') {
      keep(state, context, node, key, version, calls.client[call], occasionOf(calls.ordinal[call], node));
    }
    reply(state, context, call, WRITE);
    return;
  }
  const isFetch = fetcherOf(state.entries[node].slotOf[key]) === call;
  const isKept = outcome === MISS && !(calls.isOvertaken[call] === 1 && context.config.herd === 'lease');
  if (isKept) {
    keep(state, context, node, key, version, calls.client[call], occasionOf(calls.ordinal[call], node));
  } else if (isFetch) {
    state.entries[node].slotOf[key] = UNFETCHED;
  }
  let waiter = calls.waiter[call];
  calls.waiter[call] = -1;
  reply(state, context, call, outcome);
  while (waiter >= 0) {
    const next = calls.waiter[waiter];
    calls.waiter[waiter] = -1;
    calls.version[waiter] = version;
    calls.queue[waiter] += state.time - calls.since[waiter];
    reply(state, context, waiter, outcome);
    waiter = next;
  }
}

/** Tells apart what comes to different nodes for one request. */
function occasionOf(ordinal: number, node: number): number {
  return Math.imul(ordinal, 1024) + node;
}

/** A node answers. */
function reply(state: CacheState, context: CacheContext, call: number, outcome: number): void {
  const { calls, observations } = state;
  calls.outcome[call] = outcome;
  recordLatency(observations.nodeLatencies[calls.node[call]], state.time - calls.arrived[call]);
  sendToClient(state, context, call);
}

/** An invalidation comes to a node. */
export function invalidated(state: CacheState, context: CacheContext, node: number, key: number): void {
  if (state.nodes.isUp[node] === 0) return;
  forget(state, context, node, key, INVALIDATED);
  const fetcher = fetcherOf(state.entries[node].slotOf[key]);
  if (fetcher >= 0) state.calls.isOvertaken[fetcher] = 1;
}
