import { wealthOf } from './accounts.ts';
import type { TradingContext } from './context.ts';
import { Big } from './graph/decimal.ts';
import { bigOf } from './money.ts';
import type { Fill, Trade, TradingState } from './state.ts';

/** Relative to what has changed hands: far above the rounding of as many sums, far below a cent of a fill. */
const TOLERANCE = 1e-9;

/** Counts the books again in exact decimals. @throws Error that names the first thing that is wrong */
export function check(state: TradingState, { config, prepared }: TradingContext): void {
  const { scale } = prepared;
  const { fees } = prepared.graph;
  const open = state.positions.filter((trade): trade is Trade => trade !== null);
  let cash = new Big(config.cash);
  for (const trade of [...state.trades, ...open]) {
    const { entry, exits, side, lotSize } = trade;
    const before = cash;
    let left = new Big(entry.quantity);
    for (const [fill, way] of [[entry, side] as const, ...exits.map((exit) => [exit, -side] as const)]) {
      const notional = paidFor(fill, way).times(fill.quantity).times(lotSize);
      cash = cash.minus(notional.times(way)).minus(notional.times(fees.rate)).minus(fees.perOrder);
      if (fill !== entry) left = left.minus(fill.quantity);
    }
    same(bigOf(trade.flow, scale.money), cash.minus(before), 'the cash of a trade');
    same(new Big(trade.left), left, 'what is left of a trade');
  }
  same(bigOf(state.cashUnits, scale.money), cash, 'cash');
  if (state.cash !== cash.toNumber()) throw new Error(`cash is ${state.cash}, and ${cash} exactly`);
  const size = config.cash + state.turnover + state.fees + 1;
  near(state.wealth, wealthOf(state), size, 'wealth');
  if (open.length !== state.openCount)
    throw new Error(`${open.length} positions are open, not ${state.openCount}`);
  for (const [position, trade] of state.positions.entries()) {
    const leaving = state.leaving[position];
    const ordered = state.orders
      .filter((order) => !order.isEntry && order.position === position)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    near(leaving, ordered, 1 + ordered, 'lots that orders close');
    if (leaving > (trade?.left ?? 0) * (1 + TOLERANCE))
      throw new Error('more lots are on order than are open');
  }
}

/** What a lot’s unit costs: the market’s price, and slippage the worse way. */
function paidFor({ raw, slippage }: Fill, way: number): Big {
  return new Big(raw).times(new Big(slippage).times(way).plus(1));
}

function same(value: Big, counted: Big, what: string): void {
  if (!value.eq(counted)) throw new Error(`${what} is ${value}, and ${counted} when it is counted again`);
}

function near(value: number, counted: number, scale: number, what: string): void {
  if (Math.abs(value - counted) <= TOLERANCE * scale) return;
  throw new Error(`${what} is ${value}, and ${counted} when it is counted again`);
}
