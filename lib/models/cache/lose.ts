import { loseFetch } from './memory.ts';
import { freeRow } from './pool.ts';
import type { CacheState } from './state.ts';

/**
 * Nothing is left of a call but that its client waits for it, and of those that wait at the node for what it
 * fetches. `blame` is the event because of which; -1: none.
 */
export function lose(state: CacheState, call: number, blame: number): void {
  const { calls } = state;
  loseFetch(state, calls.node[call], calls.key[call], call);
  for (let each = call; each >= 0; ) {
    const waiter: number = calls.waiter[each];
    calls.waiter[each] = -1;
    if (calls.request[each] < 0) freeRow(calls, each);
    else {
      calls.isLost[each] = 1;
      calls.blame[each] = blame;
    }
    each = waiter;
  }
}
