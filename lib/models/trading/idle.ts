import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import type { TradingState } from './state.ts';

/** Finds out, and records once, that nothing can happen any more. */
export function noticeIdle(state: TradingState, { prepared, log }: TradingContext): void {
  if (state.acts === state.actsSeen || state.isIdle) return;
  if (state.openCount > 0 || state.orders.length > 0) return;
  state.actsSeen = state.acts;
  const { nodes } = prepared.graph;
  for (let place = 0; place < nodes.length; place++) {
    if (state.isActive[place] === 1 && nodes[place].leadsToEntry) return;
  }
  state.isIdle = true;
  if (log === null) return;
  const row = log.append(KIND.strategy_idle, state.time, -1);
  const { numbers } = log.rowsOf(KIND.strategy_idle);
  numbers[0][row] = state.at;
  numbers[1][row] = state.offset;
}
