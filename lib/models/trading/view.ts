import { entryPriceExactly, pnlUnits, unrealizedUnits, wealthUnits } from './accounts.ts';
import type { TradingContext } from './context.ts';
import { Big, shown } from './graph/decimal.ts';
import { timeText } from './market/time-text.ts';
import { fromUnits, shownUnits } from './money.ts';
import type { Trade, TradingState } from './state.ts';
import { type TradesSummary, tradeId, winRate } from './trade-message.ts';
import { type TradeView, tradeView } from './trade-view.ts';

/** An open position for people; money to two digits. */
export interface PositionView {
  readonly trade_id: string;
  readonly position_id: string;
  readonly status: 'OPEN' | 'PARTIAL';
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Lots still open. */
  readonly quantity: number;
  readonly entry_price: string;
  readonly entry_time: string;
  readonly current_price: string;
  readonly unrealized_pnl: string;
}

/** A run of the trading model at a moment. */
export interface TradingView {
  readonly time: number;
  readonly done: boolean;
  /** When the last tick was; null before the first. */
  readonly timestamp: string | null;
  readonly ltp_store: Readonly<Record<string, number>>;
  readonly cash: number;
  readonly wealth: number;
  readonly pnl_summary: {
    readonly realized_pnl: string;
    readonly unrealized_pnl: string;
    readonly total_pnl: string;
    readonly open_trades: number;
    readonly closed_trades: number;
  };
  readonly open_positions: readonly PositionView[];
  readonly active_nodes: readonly string[];
  readonly trades: readonly TradeView[];
  readonly summary: TradesSummary;
}

export function view(state: TradingState, { prepared }: TradingContext): TradingView {
  const { graph, market, scale } = prepared;
  const open = state.positions.filter((trade): trade is Trade => trade !== null);
  const { realized, unrealized } = pnlUnits(state);
  const money = (units: bigint): string => shownUnits(units, scale.money);
  const trades = state.trades.map((trade) => tradeView(trade, prepared));
  return {
    time: state.time,
    done: state.done,
    timestamp: state.tick < 0 ? null : timeText(state.at, state.offset),
    ltp_store: Object.fromEntries(
      market.symbols.flatMap((symbol, s) => (Number.isNaN(state.price[s]) ? [] : [[symbol, state.price[s]]])),
    ),
    cash: state.cash,
    wealth: fromUnits(wealthUnits(state), scale.money),
    pnl_summary: {
      realized_pnl: money(realized),
      unrealized_pnl: money(unrealized),
      total_pnl: money(realized + unrealized),
      open_trades: open.length,
      closed_trades: trades.length,
    },
    open_positions: open.map((trade) => ({
      trade_id: tradeId(graph.positions[trade.position], trade.reEntry, trade.repeat),
      position_id: graph.positions[trade.position],
      status: trade.exits.length === 0 ? 'OPEN' : 'PARTIAL',
      symbol: market.symbols[trade.symbol],
      side: trade.side > 0 ? 'buy' : 'sell',
      quantity: trade.left,
      entry_price: shown(entryPriceExactly(trade, scale), 2),
      entry_time: timeText(market.times[trade.entry.tick], market.offsets[trade.entry.tick]),
      current_price: shown(new Big(state.price[trade.symbol]), 2),
      unrealized_pnl: money(unrealizedUnits(state, trade)),
    })),
    active_nodes: graph.nodes.flatMap(({ id }, place) => (state.isActive[place] === 1 ? [id] : [])),
    trades,
    summary: summarize(trades),
  };
}

/** Sums over trades, of what is shown of them. */
export function summarize(trades: readonly TradeView[]): TradesSummary {
  const pnls = trades.map(({ pnl }) => new Big(pnl));
  const winning = pnls.filter((pnl) => pnl.gt(0)).length;
  return {
    total_trades: trades.length,
    total_pnl: shown(
      pnls.reduce((sum, pnl) => sum.plus(pnl), new Big(0)),
      2,
    ),
    winning_trades: winning,
    losing_trades: pnls.filter((pnl) => pnl.lt(0)).length,
    win_rate: winRate(winning, trades.length),
  };
}
