import { activateNext, deactivateExits } from './activation.ts';
import { fillExit } from './broker.ts';
import { complete } from './completion.ts';
import type { TradingContext } from './context.ts';
import { STOP, TARGET } from './graph/graph.ts';
import { ON_TARGET, STOPPED } from './graph/reasons.ts';
import { recordBracket } from './record-orders.ts';
import { orderToClose } from './square-off.ts';
import type { Trade, TradingState } from './state.ts';

/**
 * Closes positions whose stop or target lies within the tick, the stop first: which of two came first in a
 * bar nobody knows, and hoping for the better one is how backtests flatter. A bar that opens beyond the stop
 * fills at its open.
 */
export function checkBrackets(state: TradingState, context: TradingContext): void {
  for (let position = 0; position < state.positions.length; position++) {
    const trade = state.positions[position];
    if (trade === null) continue;
    const { side, symbol, stop, target } = trade;
    const open = state.open[symbol];
    // What is against the position, and what is for it; a comparison with a missing price or level is false.
    const worst = side > 0 ? state.low[symbol] : state.high[symbol];
    const best = side > 0 ? state.high[symbol] : state.low[symbol];
    if (side * (worst - stop) <= 0) {
      close(state, context, trade, STOP, stop, side * (open - stop) <= 0 ? open : stop);
    } else if (side * (best - target) >= 0) {
      close(state, context, trade, TARGET, target, side * (open - target) >= 0 ? open : target);
    }
  }
}

function close(
  state: TradingState,
  context: TradingContext,
  trade: Trade,
  outcome: typeof STOP | typeof TARGET,
  level: number,
  raw: number,
): void {
  const { position, entryNode, entry, left, reEntry } = trade;
  // What was on its way out is closed with the rest.
  state.orders = state.orders.filter((order) => order.isEntry || order.position !== position);
  state.leaving[position] = 0;
  const reason = outcome === STOP ? STOPPED : ON_TARGET;
  const wasActive = state.isActive[entryNode];
  complete(state, entryNode);
  state.isActive[entryNode] = wasActive;
  const order = orderToClose(state, position, left, reason, entry.leaf);
  const leaf = recordBracket(state, context, trade, order, outcome === TARGET ? 1 : 0, level, raw);
  const slippage = outcome === STOP ? context.prepared.graph.exitSlippage : 0;
  fillExit(state, context, { ...order, leaf, event: leaf }, raw, slippage);
  activateNext(state, context, entryNode, outcome, { reEntry, leaf });
  deactivateExits(state, context, position);
}
