import { timeText } from './market/time-text.ts';
import type { Prepared } from './prepared.ts';
import type { Fill, Trade } from './state.ts';
import { type TradeMessage, tradeId } from './trade-message.ts';
import { tradeMoney } from './trade-money.ts';

/** A trade without its chains; money to two digits. */
export type TradeView = Pick<
  TradeMessage,
  | 'trade_id'
  | 'position_id'
  | 're_entry_num'
  | 'symbol'
  | 'side'
  | 'quantity'
  | 'entry_price'
  | 'entry_time'
  | 'exit_price'
  | 'exit_time'
  | 'pnl'
  | 'fees'
  | 'pnl_percent'
  | 'exit_reason'
>;

/** A closed trade for people. */
export function tradeView(trade: Trade, { graph, market, scale }: Prepared): TradeView {
  const { entry, exits, position, reEntry, repeat } = trade;
  const { shown } = tradeMoney(trade, scale);
  const exit = exits.at(-1) as Fill;
  return {
    trade_id: tradeId(graph.positions[position], reEntry, repeat),
    position_id: graph.positions[position],
    re_entry_num: reEntry,
    symbol: market.symbols[trade.symbol],
    side: trade.side > 0 ? 'buy' : 'sell',
    quantity: entry.quantity,
    entry_price: shown.entryPrice,
    entry_time: timeText(market.times[entry.tick], market.offsets[entry.tick]),
    exit_price: shown.exitPrice,
    exit_time: timeText(market.times[exit.tick], market.offsets[exit.tick]),
    pnl: shown.pnl,
    fees: shown.fees,
    pnl_percent: shown.pnlPercent,
    exit_reason: graph.reasons[exit.reason],
  };
}
