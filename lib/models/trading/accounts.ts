import type { Big } from './graph/decimal.ts';
import { bigOf, fromUnits, type MoneyScale, tenTo, toUnits } from './money.ts';
import type { Fill, Trade, TradingState } from './state.ts';

/** A fill's price in units of 10^-(price + slippage): the market's, and the slippage on it. */
export function priceUnits(
  { raw, slippage }: Pick<Fill, 'raw' | 'slippage'>,
  side: number,
  scale: MoneyScale,
): bigint {
  const worse = toUnits(slippage, scale.slippage) * BigInt(side);
  return toUnits(raw, scale.price) * (tenTo(scale.slippage) + worse);
}

/** What is paid at the market's price `raw`: the double nearest to it with slippage. */
export function paidPrice(raw: number, slippage: number, side: number, scale: MoneyScale): number {
  if (slippage === 0) return raw;
  return fromUnits(priceUnits({ raw, slippage }, side, scale), scale.price + scale.slippage);
}

/** What a position was entered at, slippage included. */
export function entryPriceExactly({ entry, side }: Trade, scale: MoneyScale): Big {
  return bigOf(priceUnits(entry, side, scale), scale.price + scale.slippage);
}

/** What lots of a trade are worth at a price of so many decimals, in units of money. */
export function notionalOf(
  lots: number,
  price: bigint,
  decimals: number,
  lotSize: number,
  scale: MoneyScale,
): bigint {
  const factor = tenTo(scale.money - decimals - scale.lots - scale.lotSize);
  return price * toUnits(lots, scale.lots) * toUnits(lotSize, scale.lotSize) * factor;
}

/** What is open of a position at the last price, in units of money: below 0 for what was sold. */
export function worthOf({ price, scale }: TradingState, { side, left, lotSize, symbol }: Trade): bigint {
  const last = toUnits(price[symbol], scale.price);
  return BigInt(side) * notionalOf(left, last, scale.price, lotSize, scale);
}

/** What is open of a position has gained or lost since its entry, in units of money. */
export function unrealizedUnits(state: TradingState, trade: Trade): bigint {
  const { scale } = state;
  const { entry, side, left, lotSize } = trade;
  const paid = notionalOf(left, priceUnits(entry, side, scale), scale.price + scale.slippage, lotSize, scale);
  return worthOf(state, trade) - BigInt(side) * paid;
}

/** Cash, and what every open position would bring at the last price, in units of money. */
export function wealthUnits(state: TradingState): bigint {
  let wealth = state.cashUnits;
  if (state.openCount === 0) return wealth;
  for (const trade of state.positions) if (trade !== null) wealth += worthOf(state, trade);
  return wealth;
}

/** The same to the last digits of a double, but at every tick. */
export function wealthOf(state: TradingState): number {
  let wealth = state.cash;
  if (state.openCount === 0) return wealth;
  for (const trade of state.positions) {
    if (trade !== null) wealth += trade.side * trade.left * trade.lotSize * state.price[trade.symbol];
  }
  return wealth;
}

/** Profit and loss of the whole run so far, after fees: closed and open. */
export function totalPnl(state: TradingState): number {
  return wealthOf(state) - state.cashAtStart;
}

/** The same without rounding. */
export function totalPnlExactly(state: TradingState): Big {
  const { scale } = state;
  return bigOf(wealthUnits(state) - toUnits(state.cashAtStart, scale.money), scale.money);
}

/**
 * Profit and loss of an open position, of what is closed of it and of what is not; NaN when it is not open.
 */
export function openPnl(state: TradingState, position: number): number {
  const trade = state.positions[position];
  if (trade === null) return Number.NaN;
  return fromUnits(trade.flow + worthOf(state, trade), state.scale.money);
}

/** Sums over what is open: its gains and losses, and, of the rest of all P&L, what is closed. In units. */
export function pnlUnits(state: TradingState): { readonly realized: bigint; readonly unrealized: bigint } {
  let unrealized = 0n;
  for (const trade of state.positions) if (trade !== null) unrealized += unrealizedUnits(state, trade);
  const total = wealthUnits(state) - toUnits(state.cashAtStart, state.scale.money);
  return { realized: total - unrealized, unrealized };
}
