import { fillExit } from './broker.ts';
import type { TradingContext } from './context.ts';
import { AT_END } from './graph/reasons.ts';
import { orderToClose } from './square-off.ts';
import type { TradingState } from './state.ts';

/**
 * After the last tick: positions stay open, or close at its last or its first price, as the strategy says.
 */
export function end(state: TradingState, context: TradingContext): void {
  const { atEnd, exitSlippage } = context.prepared.graph;
  if (atEnd === 'open') return;
  for (let position = 0; position < state.positions.length; position++) {
    const trade = state.positions[position];
    if (trade === null) continue;
    const opened = state.open[trade.symbol];
    const raw = atEnd === 'close' || Number.isNaN(opened) ? state.price[trade.symbol] : opened;
    const order = orderToClose(state, position, trade.left, AT_END, trade.entry.leaf);
    fillExit(state, context, order, raw, exitSlippage);
  }
  // Exits that wait have nothing left to close.
  state.orders = state.orders.filter(({ isEntry }) => isEntry);
}
