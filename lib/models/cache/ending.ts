import { DISTURBANCE, phaseOf } from './agenda.ts';
import type { CacheContext } from './context.ts';
import { KIND } from './events.ts';
import { failuresOf, inWindow, overPlaces, PLACE_COUNTS } from './observations.ts';
import { UNANSWERED } from './outcome.ts';
import { freeRow } from './pool.ts';
import { settle } from './settle.ts';
import type { CacheState } from './state.ts';
import { endWindow } from './windows.ts';

/** The run is over: requests that nobody will answer have failed. */
export function complete(state: CacheState, context: CacheContext): void {
  const { requests, calls, observations, queue } = state;
  state.done = true;
  const unanswered = requests.count;
  for (let request = 0; request < requests.number.length; request++) {
    if (requests.number[request] >= 0) settle(state, context, request, UNANSWERED, -1, -1);
  }
  // Their clients waited for attempts that were lost.
  if (unanswered > 0) {
    for (let call = 0; call < calls.number.length; call++) {
      if (calls.number[call] >= 0 && calls.request[call] >= 0) freeRow(calls, call);
    }
  }
  // What was settled at the very end of a window has one of its own, of no length.
  const settled =
    overPlaces(observations, inWindow, PLACE_COUNTS.answered) + failuresOf(observations, inWindow);
  if (state.time > observations.windowStart || settled > 0) endWindow(state, context);
  const { log } = context;
  if (log === null) return;
  let unreached = 0;
  for (let i = queue.hasHole ? 1 : 0; i < queue.size; i++)
    if (phaseOf(queue.ranks[i]) === DISTURBANCE) unreached++;
  const row = log.append(KIND.complete, state.time, -1);
  const { integers } = log.rowsOf(KIND.complete);
  integers[0][row] = state.answered;
  integers[1][row] = state.failed;
  integers[2][row] = unanswered;
  integers[3][row] = unreached;
}
