import { ringOwner, ringOwners } from '../../analysis/hashing/hash-ring.ts';
import { moduloOwner } from '../../analysis/hashing/modulo-owner.ts';
import { rendezvousOwner, rendezvousOwners } from '../../analysis/hashing/rendezvous.ts';
import { pick } from '../../core/chance.ts';
import type { CacheContext } from './context.ts';
import type { CacheState } from './state.ts';

const owners = new Int32Array(16);

/**
 * The node that an attempt goes to, among those that clients take for members; -1: there is none. Of
 * routings by key, attempt number a goes to replica a.
 */
export function route(state: CacheState, context: CacheContext, request: number, attempt: number): number {
  const { nodes, requests } = state;
  const { config } = context;
  if (nodes.memberCount === 0) return -1;
  switch (config.routing) {
    case 'round-robin':
      return nthMember(state, state.round++ % nodes.memberCount);
    case 'random':
      return nthMember(state, drawn(state, context, request, attempt, nodes.memberCount, 0));
    case 'least-outstanding':
      return leastOutstanding(state, context, request, attempt);
    case 'power-of-two':
      return betterOfTwo(state, context, request, attempt);
    default:
      return ownerOf(state, context, requests.key[request], attempt);
  }
}

/** The node of a key, by hash. */
function ownerOf(
  { nodes }: CacheState,
  { config, prepared }: CacheContext,
  key: number,
  attempt: number,
): number {
  const { replicas, routing } = config;
  if (replicas === 1) {
    if (nodes.isWhole) return prepared.homes[key];
    const hash = prepared.hashes[key];
    if (prepared.ring !== null) return ringOwner(prepared.ring, hash, nodes.isMember);
    return routing === 'hash' ? moduloOwner(hash, nodes.isMember) : rendezvousOwner(hash, nodes.isMember);
  }
  const hash = prepared.hashes[key];
  const count = Math.min(replicas, nodes.memberCount);
  if (prepared.ring !== null) ringOwners(prepared.ring, hash, nodes.isMember, count, owners);
  else if (routing === 'rendezvous') rendezvousOwners(hash, nodes.isMember, count, owners);
  else return nthFrom(nodes.isMember, moduloOwner(hash, nodes.isMember), attempt % count);
  return owners[attempt % count];
}

/** The member that comes so many after one, around. */
function nthFrom(isMember: Uint8Array, first: number, steps: number): number {
  let node = first;
  for (let left = steps; left > 0; ) {
    node = (node + 1) % isMember.length;
    if (isMember[node] === 1) left--;
  }
  return node;
}

function nthMember({ nodes }: CacheState, n: number): number {
  if (nodes.isWhole) return n;
  let left = n;
  for (let node = 0; ; node++) if (nodes.isMember[node] === 1 && left-- === 0) return node;
}

/** One of 0 … count - 1, keyed by the attempt. */
function drawn(
  { requests }: CacheState,
  { chance }: CacheContext,
  request: number,
  attempt: number,
  count: number,
  slot: number,
): number {
  chance.streams.choices.words(requests.client[request], requests.ordinal[request], attempt * 4 + slot);
  return pick(chance.words[0], count);
}

/** The member with the fewest attempts under way; of equals, one by chance. */
function leastOutstanding(
  state: CacheState,
  context: CacheContext,
  request: number,
  attempt: number,
): number {
  const { nodes } = state;
  let least = Infinity;
  let equals = 0;
  for (let node = 0; node < nodes.count; node++) {
    if (nodes.isMember[node] === 0) continue;
    if (nodes.outstanding[node] < least) {
      least = nodes.outstanding[node];
      equals = 0;
    }
    if (nodes.outstanding[node] === least) equals++;
  }
  let left = drawn(state, context, request, attempt, equals, 0);
  for (let node = 0; ; node++) {
    if (nodes.isMember[node] === 1 && nodes.outstanding[node] === least && left-- === 0) return node;
  }
}

/** Of two different members by chance the one with fewer attempts under way (Mitzenmacher 2001). */
function betterOfTwo(state: CacheState, context: CacheContext, request: number, attempt: number): number {
  const { nodes } = state;
  const count = nodes.memberCount;
  const first = drawn(state, context, request, attempt, count, 0);
  if (count === 1) return nthMember(state, first);
  const step = 1 + drawn(state, context, request, attempt, count - 1, 1);
  const one = nthMember(state, first);
  const other = nthMember(state, (first + step) % count);
  return nodes.outstanding[other] < nodes.outstanding[one] ? other : one;
}
