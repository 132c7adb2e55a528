import { entryPriceExactly, notionalOf, paidPrice, priceUnits, wealthOf } from './accounts.ts';
import { activateNext, deactivateExits } from './activation.ts';
import type { TradingContext } from './context.ts';
import { decimalSum } from './graph/decimal.ts';
import { DONE, type EntryOrder, type GraphNode, REJECTED } from './graph/graph.ts';
import { exactly, type Operand } from './graph/operand.ts';
import { fromUnits, tenTo, toUnits } from './money.ts';
import { CASHLESS, recordFill, recordOpening, recordRejection } from './record-orders.ts';
import { recordClosing } from './record-trades.ts';
import type { Fill, Order, Trade, TradingState } from './state.ts';

const NONE: readonly number[] = [];

/** Lots that can still be closed: those that are not on their way out already. */
export function lotsLeft({ positions, leaving }: TradingState, position: number): number {
  const trade = positions[position];
  if (trade === null) return 0;
  return leaving[position] === 0 ? trade.left : decimalSum(trade.left, -leaving[position]);
}

/** Enters at the market’s price `raw`. Returns false when the cash does not buy a lot. */
function fillEntry(
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
  const price = paidPrice(raw, slippage, side, state.scale);
  const quantity = lotsOf(entry, price, state.cash, graph.fees.rate);
  if (!(quantity > 0)) {
    recordRejection(state, context, order, CASHLESS);
    return false;
  }
  const fill = { tick: state.tick, quantity, raw, price, slippage, reason: -1, leaf: order.leaf };
  const numbered = state.openedAs[order.position];
  const repeat = (numbered[order.reEntry] ?? 0) + 1;
  numbered[order.reEntry] = repeat;
  const trade: Trade = {
    repeat,
    sequence: ++state.opened,
    position: order.position,
    entryNode: order.node,
    symbol,
    side,
    reEntry: order.reEntry,
    lotSize,
    entry: fill,
    exits: [],
    left: quantity,
    flow: 0n,
    paid: 0n,
    fees: 0,
    pnl: 0,
    stop: Number.NaN,
    target: Number.NaN,
    opening: -1,
    reductions: NONE,
  };
  state.positions[order.position] = trade;
  state.openCount++;
  state.price[symbol] = raw;
  const cause = settle(state, context, trade, order, fill, side);
  trade.stop = levelOf(entry.stop, trade, -1, state);
  trade.target = levelOf(entry.target, trade, 1, state);
  trade.opening = recordOpening(state, context, trade, cause);
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
  const price = paidPrice(raw, slippage, -trade.side, state.scale);
  const { reason, leaf } = order;
  const fill: Fill = { tick: state.tick, quantity, raw, price, slippage, reason, leaf };
  // A list that grows from nothing takes room for 16, and nearly every trade has one exit.
  if (trade.exits.length === 0) trade.exits = [fill];
  else trade.exits.push(fill);
  trade.left = decimalSum(trade.left, -quantity);
  state.price[trade.symbol] = raw;
  const cause = settle(state, context, trade, order, fill, -trade.side);
  if (trade.left > 0) {
    recordClosing(state, context, trade, cause);
    return;
  }
  trade.pnl = fromUnits(trade.flow, state.scale.money);
  state.positions[order.position] = null;
  state.openCount--;
  state.leaving[order.position] = 0;
  state.trades.push(trade);
  state.wealth = wealthOf(state);
  recordClosing(state, context, trade, cause);
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
  const { scale } = state;
  const { rate, perOrder } = context.prepared.graph.fees;
  const price = priceUnits(fill, side, scale);
  const notional = notionalOf(fill.quantity, price, scale.price + scale.slippage, trade.lotSize, scale);
  // The scale leaves room for the rate: the division is exact.
  const share = (notional * toUnits(rate, scale.fee)) / tenTo(scale.fee);
  const fee = share + toUnits(perOrder, scale.money);
  const flow = -BigInt(side) * notional - fee;
  trade.paid += fee;
  trade.flow += flow;
  trade.fees = fromUnits(trade.paid, scale.money);
  state.cashUnits += flow;
  state.cash = fromUnits(state.cashUnits, scale.money);
  state.fees += fromUnits(fee, scale.money);
  state.turnover += fromUnits(notional, scale.money);
  state.wealth = wealthOf(state);
  return recordFill(state, context, trade, order, fill, side, fromUnits(fee, scale.money));
}

function lotsOf({ count, lotSize }: EntryOrder, price: number, cash: number, feeRate: number): number {
  if ('lots' in count) return count.lots;
  // A hair less than all, so that rounding never buys more than there is cash for.
  const spend = cash * count.cashShare * (1 - 2 ** -52);
  return Math.floor(spend / (price * (1 + feeRate) * lotSize));
}

/**
 * Where a stop (`way` -1) or target (1) lies: a fraction of the entry price, or a price, without rounding.
 */
function levelOf(level: number | Operand | null, trade: Trade, way: number, state: TradingState): number {
  if (level === null) return Number.NaN;
  if (typeof level !== 'number') {
    const price = level.value(state);
    return Number.isFinite(price) ? exactly(level)(state).round(state.scale.price).toNumber() : Number.NaN;
  }
  const price = entryPriceExactly(trade, state.scale);
  return price.plus(price.times(level).times(way * trade.side)).toNumber();
}

/** Fills every order that waits, if its symbol has a price at this tick: exits first, as placed. */
export function fillWaiting(state: TradingState, context: TradingContext): void {
  const waiting = state.orders;
  state.orders = [];
  for (const isEntry of [false, true]) {
    for (const order of waiting) if (order.isEntry === isEntry) fillOrder(state, context, order);
  }
}

function fillOrder(state: TradingState, context: TradingContext, order: Order): void {
  const { nodes, exitSlippage } = context.prepared.graph;
  const { position, node: place } = order;
  const node = nodes[place];
  const { symbol } = order.isEntry ? (node.entry as EntryOrder) : (state.positions[position] as Trade);
  const raw = state.open[symbol];
  if (Number.isNaN(raw)) {
    state.orders.push(order);
    return;
  }
  if (order.isEntry) {
    state.isEntering[position] = 0;
    enterAt(state, context, order, node, raw);
    return;
  }
  const before = state.leaving[position];
  fillExit(state, context, order, raw, exitSlippage);
  if (state.positions[position] !== null) state.leaving[position] = decimalSum(before, -order.quantity);
  if (node.type === 'ExitNode') activateNext(state, context, place, DONE, order);
  if (state.positions[position] === null) deactivateExits(state, context, position);
}

/** Fills an entry, or not, and activates what either leads to. */
export function enterAt(
  state: TradingState,
  context: TradingContext,
  order: Order,
  node: GraphNode,
  raw: number,
): void {
  const isFilled = fillEntry(state, context, order, node, raw);
  activateNext(state, context, order.node, isFilled ? DONE : REJECTED, order);
}
