import { befall } from './befallen.ts';
import type { CacheContext } from './context.ts';
import { KIND } from './events.ts';
import { lose } from './lose.ts';
import { reachabilityChanged, setMember } from './membership.ts';
import { emptyNode, giveMemory, loseFetch } from './memory.ts';
import { isReachable } from './nodes.ts';
import { takeFrom } from './serve.ts';
import type { CacheState } from './state.ts';
import { addBusy } from './stations.ts';

/** A node is gone with all it held and was at. Returns the event. */
export function killNode(state: CacheState, context: CacheContext, node: number, cause: number): number {
  const { nodes, stations, calls } = state;
  const wasReachable = isReachable(nodes, node);
  const lost = stations.waiting[node] + stations.busy[node];
  const id = recordFate(state, context, KIND.node_killed, node, cause, state.entries[node].count, lost);
  nodes.isUp[node] = 0;
  nodes.life[node]++;
  nodes.downCause[node] = id;
  emptyNode(state, context, node, id);
  // Those that a worker has, or that come from the database, get lost when they come to be done.
  for (let call = 0; call < calls.number.length; call++) {
    if (calls.number[call] >= 0 && calls.node[call] === node) loseFetch(state, node, calls.key[call], call);
  }
  for (let call = stations.head[node]; call >= 0; call = stations.head[node]) {
    takeFrom(state, node, call);
    lose(state, call, id);
  }
  addBusy(stations, node, -stations.busy[node], state.time);
  if (wasReachable) reachabilityChanged(state, context, node, id);
  return id;
}

/** A node is up again, its memory empty. */
export function restartNode(state: CacheState, context: CacheContext, node: number, cause: number): void {
  const id = recordFate(state, context, KIND.node_restarted, node, cause);
  state.nodes.isUp[node] = 1;
  if (isReachable(state.nodes, node)) reachabilityChanged(state, context, node, id);
}

/** A new node joins; clients will notice. */
export function addNode(state: CacheState, context: CacheContext, cause: number): void {
  const { nodes } = state;
  const node = nodes.count++;
  const id = recordFate(state, context, KIND.node_added, node, cause);
  giveMemory(state, context, node);
  nodes.isUp[node] = 1;
  if (isReachable(nodes, node)) reachabilityChanged(state, context, node, id);
}

/** A node is taken out for good: clients know at once, and it finishes what it was at. */
export function removeNode(state: CacheState, context: CacheContext, node: number, cause: number): void {
  const { nodes, entries } = state;
  const id = recordFate(state, context, KIND.node_removed, node, cause, entries[node].count);
  nodes.isRemoved[node] = 1;
  if (nodes.isMember[node] === 1) setMember(state, context, node, false, id);
}

/** Records what became of a node, with up to two counts. */
function recordFate(
  { time, befallen }: CacheState,
  { log }: CacheContext,
  kind: number,
  node: number,
  cause: number,
  ...counts: number[]
): number {
  if (log === null) return -1;
  const id = log.count;
  befall(befallen, id);
  const row = log.append(kind, time, cause);
  const { integers } = log.rowsOf(kind);
  integers[0][row] = node;
  for (const [i, count] of counts.entries()) integers[1 + i][row] = count;
  return id;
}
