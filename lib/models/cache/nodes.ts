import { zero } from './columns.ts';

/** What is true of each node, and what clients believe. Event ids are -1 where nothing happened. */
export interface Nodes {
  /** Nodes that there are or were. */
  count: number;
  isUp: Uint8Array;
  /** Taken out for good. */
  isRemoved: Uint8Array;
  /** Clients send to it. */
  isMember: Uint8Array;
  memberCount: number;
  /** The members are the nodes of the start: keys have their homes. */
  isWhole: boolean;
  /** How often it lost its memory and all that it was at. */
  life: Int32Array;
  /** When it last became reachable or unreachable, how often, and the event that did it. */
  changed: Float64Array;
  changes: Int32Array;
  changeCause: Int32Array;
  /** The event that took it down. */
  downCause: Int32Array;
  /** The detection that last took it out of the members or let it in. */
  detection: Int32Array;
  /** Attempts for which a client waits. */
  outstanding: Int32Array;
  /** The latest event that changed the members. */
  membershipCause: number;
  /** Service takes so many times as long. */
  slow: Float64Array;
  /** Probability of the loss of a message to or from it, besides the network's. */
  loss: Float64Array;
  lossCause: Int32Array;
  isCutFromClients: Uint8Array;
  isCutFromDatabase: Uint8Array;
  cutCause: Int32Array;
}

export function createNodes(nodesMax: number): Nodes {
  const integers = (): Int32Array => new Int32Array(nodesMax);
  const flags = (): Uint8Array => new Uint8Array(nodesMax);
  const numbers = (): Float64Array => new Float64Array(nodesMax);
  return {
    ...{ count: 0, memberCount: 0, isWhole: true, membershipCause: -1 },
    ...{ isUp: flags(), isRemoved: flags(), isMember: flags() },
    ...{ life: integers(), changed: numbers(), changes: integers(), changeCause: integers() },
    ...{ downCause: integers(), detection: integers(), outstanding: integers() },
    ...{ slow: numbers(), loss: numbers(), lossCause: integers() },
    ...{ isCutFromClients: flags(), isCutFromDatabase: flags(), cutCause: integers() },
  };
}

/** The first `count` nodes, up and members. */
export function clearNodes(nodes: Nodes, count: number): void {
  zero(nodes);
  nodes.count = count;
  nodes.memberCount = count;
  nodes.isWhole = true;
  nodes.membershipCause = -1;
  nodes.isUp.fill(1, 0, count);
  nodes.isMember.fill(1, 0, count);
  nodes.slow.fill(1);
  for (const events of [nodes.changeCause, nodes.downCause, nodes.detection]) events.fill(-1);
  for (const events of [nodes.lossCause, nodes.cutCause]) events.fill(-1);
}

/** Whether clients could reach a node that they would ask. */
export function isReachable(nodes: Nodes, node: number): boolean {
  return nodes.isUp[node] === 1 && nodes.isCutFromClients[node] === 0;
}
