import { clearEventQueue } from '../../core/event-queue.ts';
import { openClients } from './arrivals.ts';
import { clearBefallen } from './befallen.ts';
import { openChaos } from './chaos.ts';
import { zero } from './columns.ts';
import type { CacheContext } from './context.ts';
import { clearDisturbances } from './disturbances.ts';
import { KIND } from './events.ts';
import { giveMemory } from './memory.ts';
import { clearNodes } from './nodes.ts';
import { clearObservations } from './observations.ts';
import { clearPool } from './pool.ts';
import { prefill } from './prefill.ts';
import { planShift } from './shift.ts';
import type { CacheState } from './state.ts';
import { clearStations } from './stations.ts';
import { planWindow } from './windows.ts';

/** Sets the state to the start of a run: an empty cluster, and clients about to send. */
export function openCluster(state: CacheState, context: CacheContext): void {
  const { prepared, log } = context;
  clearEventQueue(state.queue);
  clearPool(state.requests);
  clearPool(state.calls);
  clearStations(state.stations);
  clearNodes(state.nodes, prepared.nodes);
  clearDisturbances(state.disturbances);
  clearObservations(state.observations);
  clearBefallen(state.befallen);
  zero(state.breakers);
  state.versions.fill(0);
  state.ordinals.fill(0);
  state.strikes.fill(0);
  state.isStruck.fill(0);
  state.due.length = 0;
  state.emptyings.length = 0;
  state.deeds.length = 0;
  for (const count of ['time', 'worldly', 'offset', 'deedsTime', 'round', 'tokens'] as const) {
    state[count] = 0;
  }
  for (const count of ['sent', 'leftOut', 'answered', 'failed', 'commits'] as const) state[count] = 0;
  state.done = false;
  // Just before 0: what is put down for time 0 has turns of its own, as at any time.
  state.time = -Number.MIN_VALUE;
  for (let node = 0; node < prepared.nodes; node++) giveMemory(state, context, node);
  if (context.config.prefill) prefill(state, context);
  if (log !== null) {
    const row = log.append(KIND.init, 0, -1);
    const { integers } = log.rowsOf(KIND.init);
    integers[0][row] = prepared.nodes;
    integers[1][row] = prepared.keys;
  }
  openClients(state, context);
  openChaos(state, context);
  planWindow(state, context);
  planShift(state, context);
  state.time = 0;
}
