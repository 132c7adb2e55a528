import type { EventLog } from '../../core/event-log.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import { writeConditions } from './record.ts';
import type { TradingState } from './state.ts';
import type { Watch } from './watches.ts';

const WAITING = 0;
const INACTIVE = 1;
const ACTING = 2;
const USED_UP = 3;

/** Records what the conditions of watched nodes see, before the walk. */
export function recordWatched(state: TradingState, { prepared }: TradingContext, log: EventLog): void {
  for (const watch of prepared.watches) {
    if (!isDue(state, watch)) continue;
    const { condition, type, reEntriesMax } = prepared.graph.nodes[watch.node];
    const isUsedUp = type === 'ReEntrySignalNode' && state.reEntries[watch.node] >= reEntriesMax;
    const isActive = state.isActive[watch.node] === 1;
    const holds = condition?.test(state) ?? true;
    const row = log.append(KIND.node_watched, state.time, state.parent[watch.node]);
    const { integers, numbers } = log.rowsOf(KIND.node_watched);
    integers[0][row] = watch.node;
    integers[1][row] = isUsedUp ? USED_UP : isActive ? (holds ? ACTING : WAITING) : INACTIVE;
    integers[2][row] = holds ? 1 : 0;
    numbers[0][row] = state.at;
    numbers[1][row] = state.offset;
    writeConditions(log, 'node_watched', state, condition);
  }
}

function isDue({ tick, at, second }: TradingState, { by, from, to }: Watch): boolean {
  const now = by === 'tick' ? tick : by === 'ms' ? at : second;
  return now >= from && now <= to;
}
