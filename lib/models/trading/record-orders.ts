import { wealthUnits } from './accounts.ts';
import { appendMoved } from './append-moved.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import type { EntryOrder, GraphNode } from './graph/graph.ts';
import { fromUnits } from './money.ts';
import { appendOfNode } from './record.ts';
import type { Fill, Order, Trade, TradingState } from './state.ts';

/** Indices into REJECTIONS. */
export const CASHLESS = 0;
export const SQUARED = 1;

const BUY = 0;
const SELL = 1;

/** `side` 1 or -1 as the log's label. */
export function sideLabel(side: number): number {
  return side > 0 ? BUY : SELL;
}

/** Numbers the order that a node places, and records it. `quantity` NaN: cash will say. */
export function recordOrder(
  state: TradingState,
  { log }: TradingContext,
  place: number,
  node: GraphNode,
  isEntry: boolean,
  quantity: number,
): Order {
  const number = ++state.orderCount;
  const { position, reason } = node;
  const reEntry = state.reEntry[place];
  const event = log === null ? -1 : log.count;
  if (log !== null) {
    const trade = state.positions[position] as Trade;
    const { symbol, side } = isEntry ? (node.entry as EntryOrder) : trade;
    const row = appendOfNode(log, 'order_placed', state, place, state.parent[place]);
    const { integers, numbers } = log.rowsOf(KIND.order_placed);
    integers[2][row] = number;
    integers[3][row] = position;
    integers[4][row] = symbol;
    integers[5][row] = sideLabel(isEntry ? side : -side);
    integers[6][row] = isEntry ? 1 : 0;
    integers[7][row] = reEntry;
    numbers[2][row] = quantity;
    numbers[3][row] = state.price[symbol];
  }
  return { number, node: place, position, isEntry, quantity, reEntry, reason, leaf: event, event };
}

/** Records that lots changed hands. Returns the event’s id, -1 with the log off. */
export function recordFill(
  state: TradingState,
  { log }: TradingContext,
  { symbol, lotSize, entry }: Trade,
  order: Order,
  fill: Fill,
  side: number,
  fee: number,
): number {
  if (log === null) return -1;
  const id = log.count;
  const row = appendMoved(log, KIND.order_filled, state, order.event, entry.leaf, symbol);
  const { integers, numbers } = log.rowsOf(KIND.order_filled);
  integers[0][row] = order.number;
  integers[1][row] = order.position;
  integers[2][row] = symbol;
  integers[3][row] = sideLabel(side);
  numbers[0][row] = state.at;
  numbers[1][row] = state.offset;
  numbers[2][row] = fill.quantity;
  numbers[3][row] = lotSize;
  numbers[4][row] = fill.raw;
  numbers[5][row] = fill.price;
  numbers[6][row] = fee;
  numbers[7][row] = state.cash;
  numbers[8][row] = fromUnits(wealthUnits(state), state.scale.money);
  return id;
}

/** Records that an order comes to nothing. `by`: the event that squared it off. */
export function recordRejection(
  state: TradingState,
  { log }: TradingContext,
  order: Order,
  why: number,
  by = -1,
): void {
  if (log === null) return;
  const causes = by < 0 ? [order.event] : [order.event, by];
  const row = log.appendWithCauses(KIND.order_rejected, state.time, Int32Array.from(causes), causes.length);
  const { integers } = log.rowsOf(KIND.order_rejected);
  integers[0][row] = order.number;
  integers[1][row] = order.position;
  integers[2][row] = why;
}

/** Records that a position is open. Returns the event’s id, -1 with the log off. */
export function recordOpening(
  state: TradingState,
  { log }: TradingContext,
  { position, symbol, side, entry, reEntry, stop, target }: Trade,
  cause: number,
): number {
  if (log === null) return -1;
  const id = log.count;
  const row = log.append(KIND.position_opened, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.position_opened);
  integers[0][row] = position;
  integers[1][row] = symbol;
  integers[2][row] = sideLabel(side);
  integers[3][row] = reEntry;
  numbers[0][row] = entry.quantity;
  numbers[1][row] = entry.price;
  numbers[2][row] = stop;
  numbers[3][row] = target;
  return id;
}

/** Records that a stop (0) or target (1) is reached. Returns the event’s id, -1 with the log off. */
export function recordBracket(
  state: TradingState,
  { log }: TradingContext,
  { entryNode, entry, position, symbol, side }: Trade,
  { number, quantity }: Order,
  bracket: number,
  level: number,
  price: number,
): number {
  if (log === null) return -1;
  const id = log.count;
  const row = appendOfNode(log, 'bracket_hit', state, entryNode, entry.leaf, symbol);
  const { integers, numbers } = log.rowsOf(KIND.bracket_hit);
  integers[2][row] = number;
  integers[3][row] = position;
  integers[4][row] = symbol;
  integers[5][row] = sideLabel(-side);
  integers[6][row] = bracket;
  numbers[2][row] = quantity;
  numbers[3][row] = level;
  numbers[4][row] = price;
  return id;
}
