import { BREAKER_CALLS_MAX, type Breakers, CLOSED, OPEN, TRYING } from './breakers.ts';
import type { CacheContext } from './context.ts';
import { KIND } from './events.ts';
import type { CacheState } from './state.ts';

/** Whether a call may go to a node. The first one after the open time tries, and the others wait for it. */
export function mayCall({ breakers, time }: CacheState, { config }: CacheContext, node: number): boolean {
  if (config.breaker === null || breakers.state[node] === CLOSED) return true;
  if (time < breakers.until[node]) return false;
  breakers.state[node] = TRYING;
  breakers.tried[node] = time;
  breakers.until[node] = time + config.breaker.open;
  return true;
}

/** A call to a node has succeeded: one that tried closes its breaker. */
export function callSucceeded(state: CacheState, context: CacheContext, call: number): void {
  const { breaker } = context.config;
  if (breaker === null || isOutdated(state, call)) return;
  const { breakers } = state;
  const node = state.calls.node[call];
  if (breakers.state[node] === CLOSED) {
    count(breakers, node, breaker.calls, 0);
    return;
  }
  recordBreaker(state, context, node, false, breakers.cause[node]);
  breakers.state[node] = CLOSED;
  breakers.calls[node] = 0;
  breakers.failures[node] = 0;
}

/** A call to a node has failed; `cause` is the event that says so. One that tried opens its breaker again. */
export function callFailed(state: CacheState, context: CacheContext, call: number, cause: number): void {
  const { breaker } = context.config;
  if (breaker === null || isOutdated(state, call)) return;
  const { breakers } = state;
  const node = state.calls.node[call];
  const hasTried = breakers.state[node] === TRYING;
  count(breakers, node, breaker.calls, 1);
  const judged = Math.min(breakers.calls[node], breaker.calls);
  if (!hasTried && (judged < breaker.calls || breakers.failures[node] < breaker.failures * judged)) return;
  breakers.state[node] = OPEN;
  breakers.until[node] = state.time + breaker.open;
  breakers.cause[node] = recordBreaker(state, context, node, true, cause);
}

/** Whether a call was sent before its node's breaker opened, or last let one try: it says nothing new. */
function isOutdated({ breakers, calls }: CacheState, call: number): boolean {
  const node = calls.node[call];
  if (breakers.state[node] === CLOSED) return false;
  return breakers.state[node] === OPEN || calls.sent[call] < breakers.tried[node];
}

function count(breakers: Breakers, node: number, length: number, failed: number): void {
  const at = node * BREAKER_CALLS_MAX + (breakers.calls[node] % length);
  if (breakers.calls[node] >= length) breakers.failures[node] -= breakers.failed[at];
  breakers.failed[at] = failed;
  breakers.failures[node] += failed;
  breakers.calls[node]++;
}

function recordBreaker(
  { breakers, time }: CacheState,
  { log }: CacheContext,
  node: number,
  isOpen: boolean,
  cause: number,
): number {
  if (log === null) return -1;
  const kind = isOpen ? KIND.breaker_opened : KIND.breaker_closed;
  const id = log.count;
  const row = log.append(kind, time, cause);
  const { integers } = log.rowsOf(kind);
  integers[0][row] = node;
  if (isOpen) integers[1][row] = breakers.failures[node];
  return id;
}

/** Whether clients may not call a node now. */
export function isOpen({ breakers, time }: CacheState, node: number): boolean {
  return breakers.state[node] !== CLOSED && time < breakers.until[node];
}
