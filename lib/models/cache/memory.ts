import type { CacheContext } from './context.ts';
import {
  clearEntries,
  createEntries,
  EVICTED,
  EXPIRED,
  emptiedIn,
  emptyEntries,
  fetcherOf,
  UNFETCHED,
} from './entries.ts';
import type { CacheState } from './state.ts';

/** A memory for a node: a new one, or an old one that is cleared. */
export function giveMemory(state: CacheState, context: CacheContext, node: number): void {
  const { entries, policies } = state;
  const { prepared, config, chance } = context;
  if (node < entries.length) {
    clearEntries(entries[node]);
    prepared.policy.clear(policies[node]);
  } else {
    entries.push(createEntries(prepared.keys, config.capacity));
    policies.push(prepared.policy.create(config.capacity));
  }
  chance.streams.evictions.words(node, 0, 0);
  policies[node].seed0 = chance.words[0];
  policies[node].seed1 = chance.words[1];
}

/** The slot in which a node has a key, still alive; below 0: it has not, and why (entries.ts). */
export function lookUp(
  state: CacheState,
  context: CacheContext,
  node: number,
  key: number,
  occasion0: number,
  occasion1: number,
): number {
  const entries = state.entries[node];
  const slot = entries.slotOf[key];
  if (slot < 0) return slot;
  const { prepared } = context;
  if (entries.expires[slot] <= state.time) {
    forget(state, context, node, key, EXPIRED);
    return EXPIRED;
  }
  if (prepared.isSliding) entries.expires[slot] = expiryOf(state, context, occasion0, occasion1);
  prepared.policy.hit(state.policies[node], slot);
  return slot;
}

/**
 * A node keeps what it fetched, if its policy lets it in; what it has newer stays. The occasion keys what
 * chance there is.
 */
export function keep(
  state: CacheState,
  context: CacheContext,
  node: number,
  key: number,
  version: number,
  occasion0: number,
  occasion1: number,
): void {
  const entries = state.entries[node];
  const { prepared } = context;
  let slot = entries.slotOf[key];
  if (slot >= 0) {
    if (version < entries.version[slot]) return;
    entries.version[slot] = version;
    entries.expires[slot] = expiryOf(state, context, occasion0, occasion1);
    return;
  }
  const size = prepared.sizes === null ? prepared.size : prepared.sizes[key];
  if (!makeRoom(state, context, node, key, size, occasion0, occasion1)) {
    if (fetcherOf(slot) >= 0) entries.slotOf[key] = EVICTED;
    return;
  }
  slot = entries.firstFree;
  entries.firstFree = entries.nextFree[slot];
  entries.count++;
  entries.bytes += size;
  entries.slotOf[key] = slot;
  entries.keyOf[slot] = key;
  entries.version[slot] = version;
  entries.expires[slot] = expiryOf(state, context, occasion0, occasion1);
  prepared.policy.insert(state.policies[node], slot, key);
}

/**
 * Evicts until there is room; false when the policy keeps the newcomer out, or it is larger than the node.
 */
function makeRoom(
  state: CacheState,
  { prepared, config }: CacheContext,
  node: number,
  key: number,
  size: number,
  occasion0: number,
  occasion1: number,
): boolean {
  const entries = state.entries[node];
  const bytesMax = config.capacityBytes ?? Infinity;
  if (size > bytesMax) return false;
  const policy = state.policies[node];
  for (let i = 0; entries.count === config.capacity || entries.bytes + size > bytesMax; i++) {
    const victim = prepared.policy.victim(policy, key, occasion0, occasion1 + (i << 10));
    if (victim < 0) return false;
    remove(state, prepared, node, victim, EVICTED, true);
  }
  return true;
}

function expiryOf(
  state: CacheState,
  { prepared, chance }: CacheContext,
  occasion0: number,
  occasion1: number,
): number {
  const { ttl, ttlJitter } = prepared;
  if (ttlJitter === 0) return state.time + ttl;
  return state.time + ttl * (1 - ttlJitter * chance.streams.expiries.uniform(occasion0, occasion1, 0));
}

function remove(
  state: CacheState,
  prepared: CacheContext['prepared'],
  node: number,
  slot: number,
  absence: number,
  isEvicted: boolean,
): void {
  const entries = state.entries[node];
  const key = entries.keyOf[slot];
  prepared.policy.remove(state.policies[node], slot, key, isEvicted);
  entries.slotOf[key] = absence;
  entries.nextFree[slot] = entries.firstFree;
  entries.firstFree = slot;
  entries.count--;
  entries.bytes -= prepared.sizes === null ? prepared.size : prepared.sizes[key];
  if (entries.count === 0) entries.bytes = 0;
}

/** A node forgets a key, if it has it. */
export function forget(
  state: CacheState,
  { prepared }: CacheContext,
  node: number,
  key: number,
  absence: number,
): void {
  const slot = state.entries[node].slotOf[key];
  if (slot >= 0) remove(state, prepared, node, slot, absence, false);
}

/** A node forgets everything; `cause` is the event that made it. Returns how many entries it had. */
export function emptyNode(
  state: CacheState,
  { prepared }: CacheContext,
  node: number,
  cause: number,
): number {
  const { count } = state.entries[node];
  emptyEntries(state.entries[node], state.emptyings.length);
  state.emptyings.push(cause);
  prepared.policy.clear(state.policies[node]);
  return count;
}

/** A node forgets a share of the keys, those that `isHit` names; returns how many of them it had. */
export function forgetKeys(
  state: CacheState,
  { prepared }: CacheContext,
  node: number,
  cause: number,
  isHit: (key: number) => boolean,
): number {
  const { slotOf } = state.entries[node];
  let count = 0;
  for (let key = 0; key < slotOf.length; key++) {
    if (slotOf[key] < 0 || !isHit(key)) continue;
    remove(state, prepared, node, slotOf[key], emptiedIn(state.emptyings.length), false);
    count++;
  }
  state.emptyings.push(cause);
  return count;
}

/** Whether a node has, had or is fetching a key: only then is there anything to invalidate. */
export function hasSeen(state: CacheState, node: number, key: number): boolean {
  return state.entries[node].slotOf[key] !== -1;
}

/** The call that fetches a key for a node gets lost: others may fetch it. */
export function loseFetch(state: CacheState, node: number, key: number, call: number): void {
  const { slotOf } = state.entries[node];
  if (fetcherOf(slotOf[key]) === call) slotOf[key] = UNFETCHED;
}
