import { entryPriceExactly, wealthOf } from './accounts.ts';
import { activateNext, deactivateExits } from './activation.ts';
import type { TradingContext } from './context.ts';
import { Big } from './graph/decimal.ts';
import { DONE, type EntryOrder, type GraphNode } from './graph/graph.ts';
import type { Operand } from './graph/operand.ts';
import { CASHLESS, recordFill, recordOpening, recordRejection } from './record-orders.ts';
import { recordClosing } from './record-trades.ts';
import type { Fill, Order, Trade, TradingState } from './state.ts';

/** Lots that can still be closed: those that are not on their way out already. */
export function lotsLeft({ positions, leaving }: TradingState, position: number): number {
  const trade = positions[position];
  return trade === null ? 0 : trade.left - leaving[position];
}

/** Enters at the market’s price `raw`. Returns false when the cash does not buy a lot. */
export function fillEntry(
  state: TradingState,
  context: TradingContext,
  order: Order,
  node: GraphNode,
  raw: number,
): boolean {
  const { graph } = context.prepared;
  const entry = node.entry as EntryOrder;
  const { side, symbol, lotSize } = entry;
  const slippage = graph.entrySlippage;
  const price = slippage === 0 ? raw : raw * (1 + slippage * side);
  const quantity = lotsOf(entry, price, state.cash, graph.fees.rate);
  if (!(quantity > 0)) {
    recordRejection(state, context, order, CASHLESS);
    return false;
  }
  const fill: Fill = { tick: state.tick, at: state.at, offset: state.offset, quantity, raw, price, slippage };
  const count = ++state.opened[order.position];
  const trade: Trade = {
    number: count,
    position: order.position,
    entryNode: order.node,
    symbol,
    side,
    reEntry: order.reEntry,
    lotSize,
    entry: fill,
    exits: [],
    left: quantity,
    fees: 0,
    pnl: 0,
    reason: -1,
    entryLeaf: order.leaf,
    exitLeaf: -1,
    stop: Number.NaN,
    target: Number.NaN,
  };
  state.positions[order.position] = trade;
  state.openCount++;
  state.price[symbol] = raw;
  const cause = settle(state, context, trade, order, fill, side);
  trade.stop = levelOf(entry.stop, trade, -1, state);
  trade.target = levelOf(entry.target, trade, 1, state);
  recordOpening(state, context, trade, cause);
  return true;
}

/** Closes lots of an open position at the market’s price `raw`. */
export function fillExit(
  state: TradingState,
  context: TradingContext,
  order: Order,
  raw: number,
  slippage: number,
): void {
  const trade = state.positions[order.position] as Trade;
  const quantity = Math.min(order.quantity, trade.left);
  const price = slippage === 0 ? raw : raw * (1 - slippage * trade.side);
  const fill: Fill = { tick: state.tick, at: state.at, offset: state.offset, quantity, raw, price, slippage };
  trade.exits.push(fill);
  // The last exit closes what is left, whatever differences of doubles made of it.
  trade.left = quantity === trade.left ? 0 : remainder(trade);
  state.price[trade.symbol] = raw;
  trade.pnl += trade.side * (price - trade.entry.price) * quantity * trade.lotSize;
  const cause = settle(state, context, trade, order, fill, -trade.side);
  if (trade.left > 0) {
    recordClosing(state, context, trade, cause);
    return;
  }
  trade.reason = order.reason;
  trade.exitLeaf = order.leaf;
  state.positions[order.position] = null;
  state.openCount--;
  state.leaving[order.position] = 0;
  state.realized += trade.pnl;
  state.trades.push(trade);
  state.wealth = wealthOf(state);
  recordClosing(state, context, trade, cause);
  deactivateExits(state, context, order.position, order.node);
}

/** Pays for a fill and records it. Returns the event’s id. */
function settle(
  state: TradingState,
  context: TradingContext,
  trade: Trade,
  order: Order,
  fill: Fill,
  side: number,
): number {
  const { rate, perOrder } = context.prepared.graph.fees;
  const notional = fill.price * fill.quantity * trade.lotSize;
  const fee = notional * rate + perOrder;
  trade.fees += fee;
  trade.pnl -= fee;
  state.fees += fee;
  state.turnover += notional;
  state.cash -= side * notional + fee;
  state.wealth = wealthOf(state);
  return recordFill(state, context, trade, order, fill, side, fee);
}

/** Lots are decimals: what is left of them is worked out as such. */
function remainder({ entry, exits }: Trade): number {
  let left = new Big(entry.quantity);
  for (const { quantity } of exits) left = left.minus(quantity);
  return left.toNumber();
}

function lotsOf({ count, lotSize }: EntryOrder, price: number, cash: number, feeRate: number): number {
  if ('lots' in count) return count.lots;
  // A hair less than all, so that rounding never buys more than there is cash for.
  const spend = cash * count.cashShare * (1 - 2 ** -52);
  return Math.floor(spend / (price * (1 + feeRate) * lotSize));
}

/**
 * Where a stop (`way` -1) or target (1) lies: a fraction of the entry price, in exact decimals, or a price.
 */
function levelOf(level: number | Operand | null, trade: Trade, way: number, state: TradingState): number {
  if (level === null) return Number.NaN;
  if (typeof level !== 'number') return level.value(state);
  const price = entryPriceExactly(trade);
  return price.plus(price.times(level).times(way * trade.side)).toNumber();
}

/** Fills every order that waits, if its symbol has a price at this tick: exits first, as placed. */
export function fillWaiting(state: TradingState, context: TradingContext): void {
  const waiting = state.orders;
  state.orders = [];
  const { nodes, exitSlippage } = context.prepared.graph;
  for (const isEntry of [false, true]) {
    for (const order of waiting) {
      if (order.isEntry !== isEntry) continue;
      const node = nodes[order.node];
      const raw = state.open[isEntry ? (node.entry as EntryOrder).symbol : symbolOf(state, order)];
      if (Number.isNaN(raw)) state.orders.push(order);
      else if (isEntry) {
        state.isEntering[order.position] = 0;
        if (fillEntry(state, context, order, node, raw))
          activateNext(state, context, order.node, DONE, order);
      } else {
        const before = state.leaving[order.position];
        fillExit(state, context, order, raw, exitSlippage);
        if (state.positions[order.position] !== null) state.leaving[order.position] = before - order.quantity;
        if (node.type === 'ExitNode') activateNext(state, context, order.node, DONE, order);
      }
    }
  }
}

function symbolOf({ positions }: TradingState, { position }: Order): number {
  return (positions[position] as Trade).symbol;
}
