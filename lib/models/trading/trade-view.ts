import { moneyOf } from './accounts.ts';
import { shown } from './graph/decimal.ts';
import { timeText } from './market/time-text.ts';
import type { Prepared } from './prepared.ts';
import type { Fill, Trade } from './state.ts';
import { tradeId } from './trade-message.ts';

/** A trade without its chains; money to two digits. */
export interface TradeView {
  readonly trade_id: string;
  readonly position_id: string;
  readonly re_entry_num: number;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly entry_price: string;
  readonly entry_time: string;
  readonly exit_price: string;
  readonly exit_time: string;
  readonly pnl: string;
  readonly fees: string;
  readonly pnl_percent: string;
  readonly exit_reason: string;
}

/** A closed trade for people. */
export function tradeView(trade: Trade, { graph, market }: Prepared): TradeView {
  const { entry, exits, position, reEntry, number } = trade;
  const money = moneyOf(trade, graph.fees);
  const exit = exits.at(-1) as Fill;
  return {
    trade_id: tradeId(graph.positions[position], reEntry, number),
    position_id: graph.positions[position],
    re_entry_num: reEntry,
    symbol: market.symbols[trade.symbol],
    side: trade.side > 0 ? 'buy' : 'sell',
    quantity: entry.quantity,
    entry_price: shown(money.entryPrice, 2),
    entry_time: timeText(entry.at, entry.offset),
    exit_price: shown(money.exitPrice, 2),
    exit_time: timeText(exit.at, exit.offset),
    pnl: shown(money.pnl, 2),
    fees: shown(money.fees, 2),
    pnl_percent: shown(money.pnlPercent, 2),
    exit_reason: graph.reasons[trade.reason],
  };
}
