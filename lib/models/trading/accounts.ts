import { Big } from './graph/decimal.ts';
import type { Fill, Trade, TradingState } from './state.ts';

/** What a fill costs, as the strategy says: each a decimal. */
export interface Fees {
  readonly rate: number;
  readonly perOrder: number;
}

/** A fill's price without rounding: the market's, and the slippage on it. */
export function exactPrice({ raw, slippage }: Fill, side: number): Big {
  const price = new Big(raw);
  return slippage === 0 ? price : price.plus(price.times(slippage).times(side));
}

/** The price at which a position was entered, without rounding. */
export function entryPriceExactly({ entry, side }: Trade): Big {
  return exactPrice(entry, side);
}

/** What a trade came to, in exact decimals. */
export interface TradeMoney {
  /** Lots closed. */
  readonly closed: Big;
  readonly entryPrice: Big;
  /** The mean over the lots closed. */
  readonly exitPrice: Big;
  readonly fees: Big;
  /** After the fees of the entry and of every exit. */
  readonly pnl: Big;
  /** Of the notional of the entry. */
  readonly pnlPercent: Big;
}

/** The money of a trade that has at least one exit. */
export function moneyOf(trade: Trade, fees: Fees): TradeMoney {
  const { entry, exits, side, lotSize } = trade;
  const entryPrice = exactPrice(entry, side);
  const notional = entryPrice.times(entry.quantity).times(lotSize);
  let closed = new Big(0);
  let received = new Big(0);
  for (const exit of exits) {
    closed = closed.plus(exit.quantity);
    received = received.plus(exactPrice(exit, -side).times(exit.quantity));
  }
  const traded = notional.plus(received.times(lotSize));
  const paid = traded.times(fees.rate).plus(new Big(fees.perOrder).times(exits.length + 1));
  const gross = received.minus(entryPrice.times(closed)).times(lotSize).times(side);
  const pnl = gross.minus(paid);
  return {
    closed,
    entryPrice,
    exitPrice: received.div(closed),
    fees: paid,
    pnl,
    pnlPercent: pnl.div(notional).times(100),
  };
}

/** Profit and loss of the whole run so far, after fees: closed and open. */
export function totalPnl(state: TradingState): number {
  let sum = state.realized;
  if (state.openCount === 0) return sum;
  for (let position = 0; position < state.positions.length; position++) {
    if (state.positions[position] !== null) sum += openPnl(state, position);
  }
  return sum;
}

/** The same in exact decimals. */
export function totalPnlExactly({ trades, positions, price }: TradingState, fees: Fees): Big {
  let sum = new Big(0);
  for (const trade of trades) sum = sum.plus(moneyOf(trade, fees).pnl);
  for (const trade of positions) {
    if (trade === null) continue;
    const { entry, exits, side, lotSize, left, symbol } = trade;
    const entryPrice = exactPrice(entry, side);
    let flows = entryPrice.times(entry.quantity).times(-side);
    let traded = entryPrice.times(entry.quantity);
    for (const exit of exits) {
      const value = exactPrice(exit, -side).times(exit.quantity);
      flows = flows.plus(value.times(side));
      traded = traded.plus(value);
    }
    flows = flows.plus(new Big(price[symbol]).times(left).times(side));
    sum = sum.plus(flows.minus(traded.times(fees.rate)).times(lotSize));
    sum = sum.minus(new Big(fees.perOrder).times(exits.length + 1));
  }
  return sum;
}

/**
 * Profit and loss of an open position, of what is closed of it and of what is not; NaN when it is not open.
 */
export function openPnl(state: TradingState, position: number): number {
  const trade = state.positions[position];
  return trade === null ? Number.NaN : trade.pnl + unrealized(state, trade);
}

/** What is still open of a position, at the last price. */
export function unrealized({ price }: TradingState, { entry, side, lotSize, left, symbol }: Trade): number {
  return side * (price[symbol] - entry.price) * left * lotSize;
}

/** Cash, and what every open position would bring at the last price. */
export function wealthOf(state: TradingState): number {
  let wealth = state.cash;
  if (state.openCount === 0) return wealth;
  for (const trade of state.positions) {
    if (trade !== null) wealth += trade.side * trade.left * trade.lotSize * state.price[trade.symbol];
  }
  return wealth;
}
