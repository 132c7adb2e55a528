import { activateNext, deactivateExits } from './activation.ts';
import { enterAt, fillExit, lotsLeft } from './broker.ts';
import { complete, retire } from './completion.ts';
import type { TradingContext } from './context.ts';
import { decimalSum } from './graph/decimal.ts';
import { DONE, ELSE, type EntryOrder, type GraphNode, REJECTED } from './graph/graph.ts';
import { keepAndWrite, recordDecision, recordStart } from './record.ts';
import { recordOrder } from './record-orders.ts';
import { squareOff } from './square-off.ts';
import type { Trade, TradingState } from './state.ts';
import { dueWatches, recordWatched } from './watched.ts';
import type { Watch } from './watches.ts';

const NO_WATCHES: readonly Watch[] = [];

/**
 * Visits every node once, in the order of the walk. Active ones run; one that completes makes others active,
 * which run in the same walk if it has yet to come to them. `held`: places whose nodes do not decide.
 */
export function walk(state: TradingState, context: TradingContext, held: readonly number[] | null): void {
  const { nodes } = context.prepared.graph;
  const { isActive } = state;
  const watches = context.log === null ? NO_WATCHES : dueWatches(state, context.prepared.watches);
  for (let place = 0; place < nodes.length; place++) {
    if (watches.length > 0) recordWatched(state, context, watches, place);
    if (isActive[place] !== 1) continue;
    if (held?.includes(place)) passOver(state, context, place, nodes[place]);
    else visit(state, context, place, nodes[place]);
  }
}

function visit(state: TradingState, context: TradingContext, place: number, node: GraphNode): void {
  switch (node.type) {
    case 'StrategyController':
      start(state, context, place);
      return;
    case 'EntrySignalNode':
      if (!holds(state, node)) return;
      if (state.reEntry[place] === 0) for (const each of node.countsAnew) state.reEntries[each] = 0;
      signal(state, context, place, node, state.reEntry[place]);
      return;
    case 'ExitSignalNode':
      if (node.position >= 0 && lotsLeft(state, node.position) <= 0) return;
      if (holds(state, node)) signal(state, context, place, node, state.reEntry[place]);
      return;
    case 'ReEntrySignalNode':
      if (state.reEntries[place] >= node.reEntriesMax) retire(state, place);
      else if (holds(state, node)) {
        state.reEntries[place]++;
        signal(state, context, place, node, state.reEntry[place] + 1);
      }
      return;
    case 'ConditionNode':
      decide(state, context, place, node);
      return;
    case 'SquareOffNode':
      if (holds(state, node)) squareOff(state, context, place, state.parent[place]);
      return;
    case 'EntryNode':
      enter(state, context, place, node);
      return;
    case 'ExitNode':
      exit(state, context, place, node);
      return;
  }
}

/**
 * A node does not decide. A signal may still come at a later tick; an order or a square-off does not come,
 * and the strategy goes on as it says: as after an order that comes to nothing, or behind the square-off.
 */
function passOver(state: TradingState, context: TradingContext, place: number, node: GraphNode): void {
  switch (node.type) {
    case 'StrategyController':
      start(state, context, place);
      return;
    case 'ReEntrySignalNode':
      if (state.reEntries[place] >= node.reEntriesMax) retire(state, place);
      return;
    case 'SquareOffNode':
      if (holds(state, node)) goOn(state, context, place, DONE, 0);
      return;
    case 'EntryNode':
      if (mayEnter(state, node)) goOn(state, context, place, REJECTED, state.reEntry[place]);
      return;
    case 'ExitNode':
      if (lotsLeft(state, node.position) > 0 || state.isEntering[node.position] === 0) retire(state, place);
      return;
  }
}

function goOn(
  state: TradingState,
  context: TradingContext,
  place: number,
  outcome: number,
  reEntry: number,
): void {
  retire(state, place);
  activateNext(state, context, place, outcome, { reEntry, leaf: state.parent[place] });
}

function holds(state: TradingState, { condition }: GraphNode): boolean {
  return condition?.test(state) ?? true;
}

function start(state: TradingState, context: TradingContext, place: number): void {
  complete(state, place);
  const leaf = recordStart(state, context, place);
  activateNext(state, context, place, DONE, { reEntry: 0, leaf });
}

function signal(
  state: TradingState,
  context: TradingContext,
  place: number,
  node: GraphNode,
  reEntry: number,
): void {
  complete(state, place);
  const leaf = recordDecision('signal_emitted', state, context, place, node, reEntry);
  keepAndWrite('signal_emitted', state, context, node);
  activateNext(state, context, place, DONE, { reEntry, leaf });
}

function decide(state: TradingState, context: TradingContext, place: number, node: GraphNode): void {
  const isMet = holds(state, node);
  if (!isMet && node.next[ELSE].length === 0) return;
  complete(state, place);
  const leaf = recordDecision('condition_evaluated', state, context, place, node, isMet ? 1 : 0);
  keepAndWrite('condition_evaluated', state, context, node);
  const reEntry = state.reEntry[place];
  activateNext(state, context, place, isMet ? DONE : ELSE, { reEntry, leaf });
}

/** Its position is not open, nor about to be, and there is a price. */
function mayEnter({ positions, isEntering, price }: TradingState, { position, entry }: GraphNode): boolean {
  const { symbol } = entry as EntryOrder;
  return positions[position] === null && isEntering[position] === 0 && !Number.isNaN(price[symbol]);
}

function enter(state: TradingState, context: TradingContext, place: number, node: GraphNode): void {
  if (!mayEnter(state, node)) return;
  const { position } = node;
  const { symbol, count } = node.entry as EntryOrder;
  const price = state.price[symbol];
  complete(state, place);
  const quantity = 'lots' in count ? count.lots : Number.NaN;
  const order = recordOrder(state, context, place, node, true, quantity);
  if (context.config.fill === 'next') {
    state.isEntering[position] = 1;
    state.orders.push(order);
    return;
  }
  enterAt(state, context, order, node, price);
}

function exit(state: TradingState, context: TradingContext, place: number, node: GraphNode): void {
  const { position } = node;
  const left = lotsLeft(state, position);
  if (left <= 0) {
    // An entry on its way will fill; otherwise there is nothing to close, and nothing happens.
    if (state.isEntering[position] === 0) retire(state, place);
    return;
  }
  complete(state, place);
  const quantity = node.lots < left ? node.lots : left;
  const order = recordOrder(state, context, place, node, false, quantity);
  if (context.config.fill === 'next') {
    state.leaving[position] = decimalSum(state.leaving[position], quantity);
    state.orders.push(order);
    if (quantity === left) deactivateExits(state, context, position);
    return;
  }
  const { symbol } = state.positions[position] as Trade;
  fillExit(state, context, order, state.price[symbol], context.prepared.graph.exitSlippage);
  activateNext(state, context, place, DONE, order);
  if (state.positions[position] === null) deactivateExits(state, context, position);
}
