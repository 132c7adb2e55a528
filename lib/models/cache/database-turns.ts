import { INVALIDATION, plan } from './agenda.ts';
import type { CacheContext } from './context.ts';
import { hasSeen } from './memory.ts';
import { invalidationTime, isInvalidationLost, sendFromDatabase } from './network.ts';
import { PLACE_COUNTS, tallyAt } from './observations.ts';
import { MISS, REFUSED_BY_DATABASE, WRITE } from './outcome.ts';
import { enter, leave } from './serve.ts';
import type { CacheState } from './state.ts';

/** A call comes to the database. */
export function atDatabase(state: CacheState, context: CacheContext, call: number): void {
  const { calls, observations } = state;
  tallyAt(observations, calls.node[call], PLACE_COUNTS.database, calls.isCounted[call]);
  if (enter(state, context, context.prepared.nodesMax, call)) return;
  calls.outcome[call] = REFUSED_BY_DATABASE;
  sendFromDatabase(state, context, call);
}

/** The database has read or written what a call wants. */
export function committed(state: CacheState, context: CacheContext, call: number): void {
  const { calls, versions } = state;
  leave(state, context, context.prepared.nodesMax);
  const key = calls.key[call];
  if (calls.isWrite[call] === 1) {
    versions[key]++;
    state.commits++;
    if (context.config.writes !== 'ttl') invalidate(state, context, call);
  }
  calls.version[call] = state.commits === 0 ? 0 : versions[key];
  calls.outcome[call] = calls.isWrite[call] === 1 ? WRITE : MISS;
  sendFromDatabase(state, context, call);
}

/**
 * Sends invalidations to the nodes that have, had or are fetching what was written; the others can only get
 * what is committed now. With write-through, the node that writes is told by the answer.
 */
function invalidate(state: CacheState, context: CacheContext, call: number): void {
  const { calls, nodes } = state;
  const isWriteThrough = context.config.writes === 'write-through';
  const key = calls.key[call];
  const request = calls.number[call] - calls.attempt[call];
  for (let node = 0; node < nodes.count; node++) {
    if (nodes.isUp[node] === 0 || !hasSeen(state, node, key)) continue;
    if (isWriteThrough && node === calls.node[call]) continue;
    const [client, ordinal, attempt] = [calls.client[call], calls.ordinal[call], calls.attempt[call]];
    if (isInvalidationLost(state, context, node, client, ordinal, attempt)) continue;
    const time = state.time + invalidationTime(context, node, client, ordinal, attempt);
    plan(state, INVALIDATION, time, request + node, key * context.prepared.nodesMax + node);
  }
}
