import { highWord, type Seed, seedInteger } from '../../core/seed.ts';
import { threefry } from '../../core/threefry.ts';
import { checkInteger } from '../check-input.ts';

/** Members' places on the circle of the 32-bit hashes: plain data, made by `createRing`. */
export interface HashRing {
  readonly memberCount: number;
  /** The virtual nodes' places, ascending; where two are the same, the lower member is first. */
  readonly positions: Uint32Array;
  /** The member of each virtual node, 0 to memberCount - 1. */
  readonly owners: Int32Array;
  /** The circle in equal buckets, as many as a power of two: the first virtual node in or after each. */
  readonly bucketStarts: Int32Array;
  /** A hash shifted right by this is its bucket. */
  readonly bucketShift: number;
}

const MEMBERS_MAX = 2 ** 16;
const VIRTUAL_NODES_MAX = 2 ** 16;
const POSITIONS_MAX = 2 ** 24;
// Sorted together with its place, a member has to fit into the 21 bits that a double has left.
const MEMBER_SPAN = 2 ** 21;
const CIRCLE = 2 ** 32;
// Tells these draws from others of the same seed.
const RING_STREAM = 0x72696e67;

/**
 * A ring of consistent hashing (Karger, Lehman, Leighton, Panigrahy, Levine & Lewin, STOC 1997): each of
 * `memberCount` members (1 to 65,536) has `virtualNodes` places (1 to 65,536) on the circle of the 32-bit
 * hashes, and owns what lies between them and the next places before. A place is a function of the seed, the
 * member and its number among the member's, and of nothing else: one more member, or one more place each,
 * leaves all others where they were.
 *
 * @throws FaultlineError for counts out of range, or more than 2^24 places in all, and for a bad seed.
 */
export function createRing(memberCount: number, virtualNodes: number, seed: Seed): HashRing {
  checkInteger('memberCount', memberCount, 1, MEMBERS_MAX);
  const perMemberMax = Math.min(VIRTUAL_NODES_MAX, Math.floor(POSITIONS_MAX / memberCount));
  checkInteger('virtualNodes', virtualNodes, 1, perMemberMax);
  const count = memberCount * virtualNodes;
  const places = sortedPlaces(memberCount, virtualNodes, seedInteger(seed));
  const positions = new Uint32Array(count);
  const owners = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    positions[i] = Math.floor(places[i] / MEMBER_SPAN);
    owners[i] = places[i] % MEMBER_SPAN;
  }
  const bucketBits = Math.max(1, 32 - Math.clz32(count - 1));
  const bucketShift = 32 - bucketBits;
  const bucketStarts = startsOf(positions, bucketShift, bucketBits);
  return { memberCount, positions, owners, bucketStarts, bucketShift };
}

/** Each virtual node as position * MEMBER_SPAN + member, ascending. */
function sortedPlaces(memberCount: number, virtualNodes: number, seed: number): Float64Array {
  const key = new Int32Array(2);
  threefry(highWord(seed), seed | 0, RING_STREAM, 0, 1, key);
  const places = new Float64Array(memberCount * virtualNodes);
  const blocks = Math.ceil(virtualNodes / 2);
  const words = new Int32Array(2 * blocks);
  for (let member = 0, at = 0; member < memberCount; member++) {
    threefry(key[0], key[1], 0, member, blocks, words);
    for (let v = 0; v < virtualNodes; v++) places[at++] = (words[v] >>> 0) * MEMBER_SPAN + member;
  }
  return places.sort();
}

function startsOf(positions: Uint32Array, bucketShift: number, bucketBits: number): Int32Array {
  const starts = new Int32Array(1 << bucketBits);
  for (let bucket = 0, i = 0; bucket < starts.length; bucket++) {
    while (i < positions.length && positions[i] >>> bucketShift < bucket) i++;
    starts[bucket] = i;
  }
  return starts;
}

/** The first virtual node at or after the hash, clockwise; the number of them where there is none. */
function clockwise({ positions, bucketStarts, bucketShift }: HashRing, hash: number): number {
  let at = bucketStarts[hash >>> bucketShift];
  while (at < positions.length && positions[at] < hash) at++;
  return at;
}

/**
 * The member that owns a hash (an unsigned 32-bit integer): the first one clockwise from it for which
 * `alive`, one number a member, is not 0. -1 when there is none. Nothing is checked and nothing allocated.
 */
export function ringOwner(ring: HashRing, hash: number, alive: Uint8Array): number {
  const { owners } = ring;
  const from = clockwise(ring, hash);
  for (let at = from; at < owners.length; at++) if (alive[owners[at]] !== 0) return owners[at];
  for (let at = 0; at < from; at++) if (alive[owners[at]] !== 0) return owners[at];
  return -1;
}

/**
 * Writes the first `count` different living members clockwise from a hash into `out`, the owner first: where
 * copies are kept. Returns how many there are, fewer than `count` when fewer are alive. `out` needs `count`
 * places. Nothing is checked and nothing allocated.
 */
export function ringOwners(
  ring: HashRing,
  hash: number,
  alive: Uint8Array,
  count: number,
  out: Int32Array,
): number {
  const { owners } = ring;
  const from = clockwise(ring, hash);
  let found = 0;
  for (let step = 0, at = from; step < owners.length && found < count; step++, at++) {
    if (at >= owners.length) at -= owners.length;
    const owner = owners[at];
    if (alive[owner] === 0) continue;
    let known = 0;
    while (known < found && out[known] !== owner) known++;
    if (known === found) out[found++] = owner;
  }
  return found;
}

/**
 * The share of all hashes that each member owns, exactly, from the arcs: they add up to 1, or are all 0 when
 * nobody is alive. Without `alive`, one number a member, all are.
 */
export function ringShares(ring: HashRing, alive?: Uint8Array): Float64Array {
  const { positions, owners, memberCount } = ring;
  const living = alive ?? new Uint8Array(memberCount).fill(1);
  const shares = new Float64Array(memberCount);
  let before = positions[positions.length - 1] - CIRCLE;
  for (let at = 0; at < positions.length; at++) {
    const owner = living[owners[at]] === 0 ? ringOwner(ring, positions[at], living) : owners[at];
    if (owner >= 0) shares[owner] += positions[at] - before;
    before = positions[at];
  }
  for (let member = 0; member < memberCount; member++) shares[member] /= CIRCLE;
  return shares;
}
