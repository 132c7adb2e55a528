import type { CacheContext } from './context.ts';
import { keep } from './memory.ts';
import type { CacheState } from './state.ts';

/** The slot of the draw of an entry's age. */
const AGE = 1;

/**
 * Fills each node with the most popular of the keys that it is asked for, the least popular of them first,
 * as if it had been asked for them in that order. Entries with a ttl are of every age.
 */
export function prefill(state: CacheState, context: CacheContext): void {
  const { prepared, config, chance } = context;
  const { nodes, keys, homes, ttl } = prepared;
  for (let node = 0; node < nodes; node++) {
    const entries = state.entries[node];
    for (const key of keysOf(node, homes, keys, config.capacity).reverse()) {
      keep(state, context, node, key, 0, key, node);
      if (ttl === Infinity) continue;
      entries.expires[entries.slotOf[key]] = ttl * chance.streams.expiries.uniform(key, node, AGE);
    }
  }
}

/** The most popular keys of a node, most popular first; of routings that do not ask for the key, of all. */
function keysOf(node: number, homes: Uint16Array, keys: number, capacity: number): number[] {
  const own: number[] = [];
  for (let key = 0; key < keys && own.length < capacity; key++) {
    if (homes.length === 0 || homes[key] === node) own.push(key);
  }
  return own;
}
