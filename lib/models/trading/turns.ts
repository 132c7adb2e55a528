import type { MutableTurnKey } from '../../core/turn.ts';
import { wealthOf } from './accounts.ts';
import { checkBrackets } from './brackets.ts';
import { fillWaiting } from './broker.ts';
import { closeEndedCandles, closeFormingCandles, feedCandles } from './candles.ts';
import type { TradingContext } from './context.ts';
import { end } from './ending.ts';
import { keepSides } from './graph/condition.ts';
import { noticeIdle } from './idle.ts';
import { nextPrices } from './market/next-prices.ts';
import { recordTick } from './record-tick.ts';
import type { TradingState } from './state.ts';
import { walk } from './walk.ts';

/** The key of the next turn: a tick. */
export function nextTurn({ tick }: TradingState, _context: TradingContext, key: MutableTurnKey): void {
  key.time = tick + 1;
  key.phase = 0;
  key.round = 0;
  key.entity = 0;
  key.ordinal = 0;
}

/** Runs ticks before time `before` (excluded), at most `turnsMax`; returns how many. */
export function advance(
  state: TradingState,
  context: TradingContext,
  turnsMax: number,
  before: number,
): number {
  let turns = 0;
  while (turns < turnsMax && !state.done && state.tick + 1 < before) {
    happen(state, context, null);
    turns++;
  }
  return turns;
}

/** The next tick, at which the nodes at some places of the walk do not decide: see docs/trading.md. */
export function omit(state: TradingState, context: TradingContext, parts: readonly number[]): void {
  happen(state, context, parts);
}

/**
 * A tick: orders that wait fill at its first price, stops and targets are looked for within it, and at its
 * last price candles are fed and the graph is walked. `held`: places whose nodes do not decide.
 */
function happen(state: TradingState, context: TradingContext, held: readonly number[] | null): void {
  const { prepared, log, config } = context;
  const { market, graph, series } = prepared;
  const tick = ++state.tick;
  state.time = tick;
  const day = market.days[tick];
  if (day !== state.day) {
    if (tick > 0) state.days.push(state.wealth);
    state.day = day;
  }
  nextPrices(state, context, tick);
  if (series.list.length > 0) closeEndedCandles(state, context);
  if (state.orders.length > 0) fillWaiting(state, context);
  if (state.openCount > 0) checkBrackets(state, context);
  const { price, close } = state;
  for (let s = 0; s < price.length; s++) if (close[s] > 0) price[s] = close[s];
  if (state.openCount > 0) state.wealth = wealthOf(state);
  if (series.list.length > 0) feedCandles(state, context);
  walk(state, context, held);
  if (graph.crossings > 0) keepSides(state, graph.crossingLeaves);
  const isLast = tick + 1 === market.count;
  if (isLast) end(state, context);
  mark(state);
  noticeIdle(state, context);
  if (log !== null && config.tickUpdates) recordTick(state, log);
  if (!isLast) return;
  closeFormingCandles(state, context);
  state.done = true;
}

/** Takes the wealth after a tick into what is measured of it. */
function mark(state: TradingState): void {
  if (state.openCount > 0) {
    state.exposedTicks++;
    state.wealth = wealthOf(state);
  }
  const { wealth, peak } = state;
  if (wealth >= peak) {
    state.peak = wealth;
    return;
  }
  const fall = peak - wealth;
  if (fall > state.drawdown) state.drawdown = fall;
  if (peak > 0 && fall > state.drawdownShare * peak) state.drawdownShare = fall / peak;
}
