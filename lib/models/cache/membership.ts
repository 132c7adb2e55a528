import { DETECTION, plan } from './agenda.ts';
import { befall } from './befallen.ts';
import type { CacheContext } from './context.ts';
import { KIND } from './events.ts';
import { isReachable } from './nodes.ts';
import type { CacheState } from './state.ts';

/** Changes of a node are told apart so far. */
const CHANGES = 1024;

/** A node has become reachable, or unreachable, by the event `cause`: clients will notice, later. */
export function reachabilityChanged(
  state: CacheState,
  { config }: CacheContext,
  node: number,
  cause: number,
): void {
  const { nodes, time } = state;
  const { detection } = config;
  nodes.changed[node] = time;
  nodes.changeCause[node] = cause;
  const change = nodes.changes[node]++ % CHANGES;
  const at = typeof detection === 'number' ? time + detection : checkedAt(time, detection);
  plan(state, DETECTION, at, node * CHANGES + change, node * CHANGES + change);
}

/**
 * When the last of so many health checks in a row has found it so; they come at multiples of the interval.
 */
function checkedAt(time: number, { interval, failures }: { interval: number; failures: number }): number {
  return (Math.floor(time / interval) + failures) * interval;
}

/** Clients notice a change of a node, unless another has come since. `item` names both. */
export function detect(state: CacheState, context: CacheContext, item: number): void {
  const { nodes } = state;
  const node = Math.floor(item / CHANGES);
  if ((nodes.changes[node] - 1) % CHANGES !== item % CHANGES) return;
  const isThere = isReachable(nodes, node) && nodes.isRemoved[node] === 0;
  if ((nodes.isMember[node] === 1) === isThere || nodes.isRemoved[node] === 1) return;
  const id = recordDetection(state, context, node, isThere);
  setMember(state, context, node, isThere, id);
}

/** Clients take a node in, or out, because of the event `cause`. */
export function setMember(
  { nodes }: CacheState,
  { prepared }: CacheContext,
  node: number,
  isMember: boolean,
  cause: number,
): void {
  nodes.isMember[node] = isMember ? 1 : 0;
  nodes.memberCount += isMember ? 1 : -1;
  nodes.detection[node] = cause;
  nodes.membershipCause = cause;
  nodes.isWhole = isWhole(nodes.isMember, prepared.nodes);
}

/** Whether the members are the first `count` nodes. */
export function isWhole(isMember: Uint8Array, count: number): boolean {
  for (let node = 0; node < isMember.length; node++)
    if ((isMember[node] === 1) !== node < count) return false;
  return true;
}

function recordDetection(
  { nodes, time, befallen }: CacheState,
  { log }: CacheContext,
  node: number,
  isThere: boolean,
): number {
  if (log === null) return -1;
  const kind = isThere ? KIND.node_found : KIND.node_lost;
  const id = log.count;
  befall(befallen, id);
  const row = log.append(kind, time, nodes.changeCause[node]);
  const { integers, numbers } = log.rowsOf(kind);
  integers[0][row] = node;
  numbers[0][row] = time - nodes.changed[node];
  return id;
}
