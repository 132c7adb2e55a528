import type { LoggedEvent } from '../../core/event-kind.ts';
import type { PositionView, TradingView } from '../../models/trading/view.ts';

/** `tick_update` of the document: money in numbers. */
export interface TickFrame {
  readonly timestamp: string;
  readonly current_time: string;
  readonly open_positions: readonly TickPosition[];
  readonly pnl_summary: {
    readonly realized_pnl: number;
    readonly unrealized_pnl: number;
    readonly total_pnl: number;
    readonly closed_trades: number;
    readonly open_trades: number;
  };
  readonly active_nodes: readonly string[];
  readonly ltp_store: Readonly<Record<string, number>>;
}

interface TickPosition {
  readonly position_id: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly entry_price: number;
  readonly current_price: number;
  readonly unrealized_pnl: number;
}

interface TickEvent extends Omit<TickFrame['pnl_summary'], never> {
  readonly timestamp: string;
  readonly open_positions: readonly (Omit<TickPosition, 'position_id'> & { readonly position: string })[];
  readonly active_nodes: readonly { readonly node: string }[];
  readonly ltp_store: readonly { readonly symbol: string; readonly price: number }[];
}

/** A tick of the log. */
export function tickOfEvent(event: LoggedEvent): TickFrame {
  const fields = event as unknown as TickEvent;
  const { active_nodes, ltp_store, open_positions, timestamp } = fields;
  const { closed_trades, open_trades, realized_pnl, total_pnl, unrealized_pnl } = fields;
  return {
    timestamp,
    current_time: timestamp,
    open_positions: open_positions.map(({ position, ...row }) => ({ position_id: position, ...row })),
    pnl_summary: { realized_pnl, unrealized_pnl, total_pnl, closed_trades, open_trades },
    active_nodes: active_nodes.map(({ node }) => node),
    ltp_store: Object.fromEntries(ltp_store.map(({ price, symbol }) => [symbol, price])),
  };
}

/** The latest tick of a run, from what people see of it; null before the first. */
export function tickOfView(view: TradingView): TickFrame | null {
  const { active_nodes, ltp_store, open_positions, pnl_summary, timestamp } = view;
  if (timestamp === null) return null;
  const { closed_trades, open_trades } = pnl_summary;
  return {
    timestamp,
    current_time: timestamp,
    open_positions: open_positions.map(tickPosition),
    pnl_summary: {
      realized_pnl: Number(pnl_summary.realized_pnl),
      unrealized_pnl: Number(pnl_summary.unrealized_pnl),
      total_pnl: Number(pnl_summary.total_pnl),
      closed_trades,
      open_trades,
    },
    active_nodes,
    ltp_store,
  };
}

function tickPosition(position: PositionView): TickPosition {
  const { current_price, entry_price, position_id, quantity, side, symbol, unrealized_pnl } = position;
  return {
    position_id,
    symbol,
    side,
    quantity,
    entry_price: Number(entry_price),
    current_price: Number(current_price),
    unrealized_pnl: Number(unrealized_pnl),
  };
}
