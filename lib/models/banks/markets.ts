import { exp, expm1 } from '../../core/exp.ts';
import { log1p } from '../../core/log.ts';
import { MARKETS } from './channels.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import type { BanksState } from './state.ts';
import { noteOrder, takeCausesOfPrice } from './trace.ts';

/*
 * Orders fill at the average price along their own impact. With q units bought moving the price to
 * p exp(k q), the cost is the integral of the price, p (exp(k q) - 1) / k: so p' = p + k * cost, which
 * is linear in currency and exponential in units. A round trip returns to the price and the cash that
 * it began with. `slope` holds k.
 */

/** Buys for `cost` of cash; returns the units. Books of the buyer are the caller's. */
export function buy(state: BanksState, market: number, cost: number): number {
  const price = state.price[market];
  const slope = state.slope[market];
  const units = slope > 0 ? log1p((cost * slope) / price) / slope : cost / price;
  movePrice(state, market, price + slope * cost);
  state.unitsHeld[market] += units;
  state.lossMarkets += cost - units * state.price[market];
  return units;
}

/** Sells `units` for a reason that is a channel; returns the cash. */
export function sell(state: BanksState, market: number, units: number, channel = MARKETS): number {
  const price = state.price[market];
  const proceeds = proceedsOf(state, market, units);
  state.unitsHeld[market] -= units;
  movePrice(state, market, priceAfter(state, market, units, proceeds), channel);
  state.lossMarkets += units * price - proceeds;
  return proceeds;
}

/** What `units` would bring if they were sold now, as one order. */
export function proceedsOf(state: BanksState, market: number, units: number): number {
  const slope = state.slope[market];
  return slope > 0 ? (-state.price[market] * expm1(-slope * units)) / slope : units * state.price[market];
}

/** How many units would bring `cash` if they were sold now, as one order; Infinity where none would. */
export function unitsFor(state: BanksState, market: number, cash: number): number {
  const price = state.price[market];
  const slope = state.slope[market];
  if (slope * cash >= price) return Number.POSITIVE_INFINITY;
  return slope > 0 ? -log1p((-slope * cash) / price) / slope : cash / price;
}

/** The price that the sale of `units` for `proceeds` would leave. */
export function priceAfter(state: BanksState, market: number, units: number, proceeds: number): number {
  const price = state.price[market];
  const slope = state.slope[market];
  const fall = slope * proceeds;
  // The difference would cancel where little of the price is left.
  return fall < 0.5 * price ? price - fall : price * exp(-slope * units);
}

/** Takes units out of the banks' hands without an order. */
export function removeUnits(state: BanksState, market: number, units: number): void {
  state.unitsHeld[market] -= units;
}

/** No price falls below this, so that an order can always be filled. */
const PRICE_MIN = 1e-150;

/** Sets a price, moved by a channel; all holders are marked to it. */
export function movePrice(state: BanksState, market: number, wanted: number, channel = MARKETS): void {
  const price = wanted > PRICE_MIN ? wanted : PRICE_MIN;
  const move = price - state.price[market];
  state.lossMarkets -= state.unitsHeld[market] * move;
  state.moved[channel * state.marketCount + market] += move;
  if (channel !== MARKETS) state.hasMoved = true;
  state.price[market] = price;
}

const COMMON = -1;

/** The turn of a market: its noise of the step, and its price for the record when it has moved. */
export function closeMarket(state: BanksState, context: BanksContext, market: number): void {
  const { noise, correlation, stepsPerYear } = context.config;
  if (noise > 0) {
    const { streams } = context.chance;
    const common = streams.noise.normal(COMMON, state.time, 0);
    const own = streams.noise.normal(market, state.time, 0);
    const sigma = noise / Math.sqrt(stepsPerYear);
    const shock = sigma * (Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * own);
    movePrice(state, market, state.price[market] * exp(shock - 0.5 * sigma * sigma));
  }
  recordPrice(state, context, market);
}

/** Records the prices that are not the ones last recorded. */
export function recordPrices(state: BanksState, context: BanksContext): void {
  for (let m = 0; m < state.marketCount; m++) recordPrice(state, context, m);
}

/** Records a market's price if it is not the one last recorded. */
export function recordPrice(state: BanksState, context: BanksContext, market: number): void {
  if (state.price[market] === state.recordedPrice[market]) return;
  state.recordedPrice[market] = state.price[market];
  const { log } = context;
  const { trace } = state;
  if (log === null || trace === null) return;
  const event = log.count;
  takeCausesOfPrice(trace, market);
  const row = log.appendWithCauses(KIND.price, state.time, trace.causes, trace.causeCount);
  const rows = log.rowsOf(KIND.price);
  rows.integers[0][row] = market;
  rows.numbers[0][row] = state.price[market];
  trace.price[market] = event;
}

/** Remembers that the event recorded next moves a market's price. */
export function tracesOrder(state: BanksState, market: number, event: number): void {
  if (state.trace !== null) noteOrder(state.trace, market, event);
}
