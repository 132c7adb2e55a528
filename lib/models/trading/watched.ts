import { lotsLeft } from './broker.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import type { GraphNode } from './graph/graph.ts';
import { writeConditions } from './record.ts';
import type { TradingState } from './state.ts';
import type { Watch } from './watches.ts';

const WAITING = 0;
const INACTIVE = 1;
const ACTING = 2;
const USED_UP = 3;

/** The watches that want the tick in hand. */
export function dueWatches(state: TradingState, watches: readonly Watch[]): readonly Watch[] {
  return watches.length === 0 ? watches : watches.filter((watch) => isDue(state, watch));
}

/** Records what the condition of a watched node sees when the walk comes to it, before it runs. */
export function recordWatched(
  state: TradingState,
  { prepared, log }: TradingContext,
  watches: readonly Watch[],
  place: number,
): void {
  if (log === null) return;
  for (const watch of watches) {
    if (watch.node !== place) continue;
    const node = prepared.graph.nodes[place];
    const holds = node.condition?.test(state) ?? true;
    const acts = holds && !isHeldBack(state, node);
    const row = log.append(KIND.node_watched, state.time, state.parent[place]);
    const { integers, numbers } = log.rowsOf(KIND.node_watched);
    integers[0][row] = place;
    const isUsedUp = node.type === 'ReEntrySignalNode' && state.reEntries[place] >= node.reEntriesMax;
    const isActive = state.isActive[place] === 1;
    integers[1][row] = isUsedUp ? USED_UP : !isActive ? INACTIVE : acts ? ACTING : WAITING;
    integers[2][row] = holds ? 1 : 0;
    numbers[0][row] = state.at;
    numbers[1][row] = state.offset;
    writeConditions(log, 'node_watched', state, node.condition);
  }
}

/** Whether a node does not act whatever its condition sees: its position is not open. */
function isHeldBack(state: TradingState, { type, position }: GraphNode): boolean {
  return type === 'ExitSignalNode' && position >= 0 && lotsLeft(state, position) <= 0;
}

function isDue({ tick, at, second }: TradingState, { by, from, to }: Watch): boolean {
  const now = by === 'tick' ? tick : by === 'ms' ? at : second;
  return now >= from && now <= to;
}
