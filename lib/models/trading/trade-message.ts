import type { EventSource, LoggedEvent } from '../../core/event-kind.ts';
import { flowOf, leafName } from './flow.ts';
import { timeText } from './market/time-text.ts';
import { shownRatio } from './money.ts';

/** A trade as it is told: money as decimals of two digits, chains as names of events. */
export interface TradeMessage {
  /**
   * Position and number of the re-entry; where that is not the position's only such trade, its number too.
   */
  readonly trade_id: string;
  readonly position_id: string;
  readonly re_entry_num: number;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Lots. */
  readonly quantity: number;
  readonly entry_price: string;
  readonly entry_time: string;
  /** The mean over the lots. */
  readonly exit_price: string;
  readonly exit_time: string;
  /** After the fees of the entry and all exits. */
  readonly pnl: string;
  readonly fees: string;
  /** Of the notional of the entry. */
  readonly pnl_percent: string;
  readonly duration_minutes: number;
  readonly status: 'CLOSED';
  readonly entry_trigger: string;
  readonly exit_reason: string;
  /** Every exit in order: with several, `exit_…` here is of the last one. */
  readonly exits: readonly TradeExit[];
  /** The last event of each chain: its parents, walked, are the chain. */
  readonly entry_leaf_id: string | null;
  readonly exit_leaf_id: string | null;
  /** The chains from the start of the strategy; null where one is longer than FLOW_MAX. */
  readonly entry_flow_ids: readonly string[] | null;
  readonly exit_flow_ids: readonly string[] | null;
}

/** One exit of a trade: a part of its lots, or all. */
export interface TradeExit {
  readonly time: string;
  /** Lots. */
  readonly quantity: number;
  readonly price: string;
  readonly reason: string;
  /** The last event of the chain that led to it. */
  readonly leaf_id: string | null;
}

/** Sums over the trades so far. */
export interface TradesSummary {
  readonly total_trades: number;
  /** The sum of the trades' P&Ls as they are shown. */
  readonly total_pnl: string;
  readonly winning_trades: number;
  readonly losing_trades: number;
  /** Percent of all trades. */
  readonly win_rate: string;
}

/** The columns of a `trade_update` that make the trade. */
interface TradeFields {
  readonly position: string;
  readonly entry_node: string;
  readonly repeat: number;
  readonly re_entry_num: number;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly entry_price: number;
  readonly entry_at: number;
  readonly exit_price: number;
  readonly exit_at: number;
  readonly offset: number | null;
  readonly exit_offset: number | null;
  readonly pnl: number;
  readonly fees: number;
  readonly pnl_percent: number;
  readonly reason: string;
  readonly entry_leaf: number;
  readonly exit_leaf: number;
  readonly parts: readonly {
    readonly reason: string;
    readonly leaf: number;
    readonly quantity: number;
    readonly price: number;
    readonly at: number;
    readonly offset: number | null;
  }[];
}

/** The trade of a `trade_update`. */
export function tradeOf(event: LoggedEvent, events: EventSource): TradeMessage {
  const fields = event as unknown as TradeFields;
  const { position, re_entry_num, repeat, entry_at, exit_at } = fields;
  return {
    trade_id: tradeId(position, re_entry_num, repeat),
    position_id: position,
    re_entry_num,
    symbol: fields.symbol,
    side: fields.side,
    quantity: fields.quantity,
    entry_price: fields.entry_price.toFixed(2),
    entry_time: timeText(entry_at, fields.offset ?? Number.NaN),
    exit_price: fields.exit_price.toFixed(2),
    exit_time: timeText(exit_at, fields.exit_offset ?? Number.NaN),
    pnl: fields.pnl.toFixed(2),
    fees: fields.fees.toFixed(2),
    pnl_percent: fields.pnl_percent.toFixed(2),
    duration_minutes: (exit_at - entry_at) / 60_000,
    status: 'CLOSED',
    entry_trigger: fields.entry_node,
    exit_reason: fields.reason,
    exits: fields.parts.map(({ at, offset, quantity, price, reason, leaf }) => ({
      time: timeText(at, offset ?? Number.NaN),
      quantity,
      price: price.toFixed(2),
      reason,
      leaf_id: leafName(events, leaf),
    })),
    entry_leaf_id: leafName(events, fields.entry_leaf),
    exit_leaf_id: leafName(events, fields.exit_leaf),
    // Made when they are read: with the trades they are most of a message.
    get entry_flow_ids() {
      return flowOf(events, fields.entry_leaf);
    },
    get exit_flow_ids() {
      return flowOf(events, fields.exit_leaf);
    },
  };
}

/** The sums of a `trade_update`. */
export function summaryOf(event: LoggedEvent): TradesSummary {
  const { total_trades, total_pnl, winning_trades, losing_trades } = event as unknown as Readonly<
    Record<string, number>
  >;
  return {
    total_trades,
    total_pnl: total_pnl.toFixed(2),
    winning_trades,
    losing_trades,
    win_rate: winRate(winning_trades, total_trades),
  };
}

/** Percent with two digits, half to even. */
export function winRate(winning: number, total: number): string {
  return shownRatio(BigInt(100 * winning), BigInt(Math.max(1, total)));
}

/** The name of a trade, unlike any other of its run. `repeat`: which of those with that number it is. */
export function tradeId(position: string, reEntry: number, repeat: number): string {
  const name = `${position}-r${reEntry}`;
  return repeat === 1 ? name : `${name}-${repeat}`;
}
