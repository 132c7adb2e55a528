import { priceUnits } from './accounts.ts';
import { fromUnits, type MoneyScale, shownRatio, shownUnits, tenTo, toUnits } from './money.ts';
import type { Trade } from './state.ts';

/** What a trade came to. */
export interface TradeMoney {
  /** The doubles nearest to what it is exactly. */
  readonly entryPrice: number;
  /** The mean over the lots closed. */
  readonly exitPrice: number;
  /** With two places, half to even. */
  readonly shown: {
    readonly entryPrice: string;
    readonly exitPrice: string;
    readonly fees: string;
    /** After the fees of the entry and of every exit. */
    readonly pnl: string;
    /** Of the notional of the entry. */
    readonly pnlPercent: string;
  };
}

/** The money of a closed trade. */
export function tradeMoney(trade: Trade, scale: MoneyScale): TradeMoney {
  const { entry, exits, side, lotSize, flow, paid } = trade;
  const decimals = scale.price + scale.slippage;
  const entryPrice = priceUnits(entry, side, scale);
  let lots = 0n;
  let received = 0n;
  for (const exit of exits) {
    const quantity = toUnits(exit.quantity, scale.lots);
    lots += quantity;
    received += priceUnits(exit, -side, scale) * quantity;
  }
  const one = tenTo(decimals);
  const notional =
    entryPrice *
    toUnits(entry.quantity, scale.lots) *
    toUnits(lotSize, scale.lotSize) *
    tenTo(scale.money - decimals - scale.lots - scale.lotSize);
  return {
    entryPrice: fromUnits(entryPrice, decimals),
    // One exit, or several at one price, is that price; other means are as near as a double comes.
    exitPrice: received % lots === 0n ? fromUnits(received / lots, decimals) : ratio(received, lots * one),
    shown: {
      entryPrice: shownUnits(entryPrice, decimals),
      exitPrice: shownRatio(received, lots * one),
      fees: shownUnits(paid, scale.money),
      pnl: shownUnits(flow, scale.money),
      pnlPercent: shownRatio(100n * flow, notional),
    },
  };
}

const DIGITS = 25;

/** A quotient of whole numbers to 25 places, as a double. */
function ratio(numerator: bigint, denominator: bigint): number {
  return fromUnits((numerator * tenTo(DIGITS)) / denominator, DIGITS);
}
