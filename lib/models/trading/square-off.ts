import { activateNext } from './activation.ts';
import { fillExit, lotsLeft } from './broker.ts';
import { complete } from './completion.ts';
import type { TradingContext } from './context.ts';
import { decimalSum } from './graph/decimal.ts';
import { DONE } from './graph/graph.ts';
import { keepAndWrite, recordDecision } from './record.ts';
import { recordRejection, SQUARED } from './record-orders.ts';
import type { Order, Trade, TradingState } from './state.ts';

/** A SquareOffNode completes: all positions are closed, all nodes stop, and then its own edges lead on. */
export function squareOff(state: TradingState, context: TradingContext, place: number, cause: number): void {
  const node = context.prepared.graph.nodes[place];
  complete(state, place);
  const leaf = recordDecision('square_off', state, context, place, node, state.openCount, cause);
  keepAndWrite('square_off', state, context, node);
  closeAll(state, context, node.reason, leaf);
  activateNext(state, context, place, DONE, { reEntry: 0, leaf });
}

/**
 * Closes all positions in the order of their entries, drops entries that wait, and stops every node. `leaf`:
 * the event that ordered it.
 */
export function closeAll(state: TradingState, context: TradingContext, reason: number, leaf: number): void {
  state.isActive.fill(0);
  state.acts++;
  const waiting = state.orders;
  state.orders = [];
  for (const order of waiting) {
    if (order.isEntry) {
      state.isEntering[order.position] = 0;
      recordRejection(state, context, order, SQUARED, leaf);
    } else {
      // It still fills, but its ExitNode has stopped too: it leads nowhere.
      const { entryNode } = state.positions[order.position] as Trade;
      state.orders.push({ ...order, node: entryNode });
    }
  }
  const open = state.positions.filter((trade) => trade !== null);
  for (const { position, symbol } of open.sort((a, b) => a.sequence - b.sequence)) {
    const quantity = lotsLeft(state, position);
    if (quantity <= 0) continue;
    const order = orderToClose(state, position, quantity, reason, leaf);
    if (context.config.fill === 'next') {
      state.leaving[position] = decimalSum(state.leaving[position], quantity);
      state.orders.push(order);
    } else {
      fillExit(state, context, order, state.price[symbol], context.prepared.graph.exitSlippage);
    }
  }
}

/** An order that no ExitNode placed. */
export function orderToClose(
  state: TradingState,
  position: number,
  quantity: number,
  reason: number,
  leaf: number,
): Order {
  const { reEntry, entryNode: node } = state.positions[position] as Trade;
  const number = ++state.orderCount;
  return { number, node, position, isEntry: false, quantity, reEntry, reason, leaf, event: leaf };
}
