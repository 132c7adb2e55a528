// Made by scripts/model-types.js from what the model trading says of itself: change that.
import type { EventHead } from '../../core/vocabulary.ts';
import type { TradeMessage, TradesSummary } from './trade-message.ts';

/** The fields of each type of event. */
type Fields = {
  /** The run as it opens: what is not in order in the data is counted. */
  readonly init: {
    readonly symbols: number;
    readonly ticks: number;
    readonly cash: number;
    readonly gaps: number;
    readonly duplicates: number;
  };
  /** The controller begins at the first tick. */
  readonly strategy_started: {
    readonly node: string;
    readonly ordinal: number;
    readonly at: number;
    readonly offset: number | null;
    readonly execution_id: string;
    readonly parent_execution_id: string | null;
    readonly timestamp: string;
  };
  /** The condition of a signal node holds. `re_entry_num`: re-entries of its chain so far. */
  readonly signal_emitted: {
    readonly node: string;
    readonly ordinal: number;
    readonly at: number;
    readonly offset: number | null;
    readonly re_entry_num: number;
    readonly conditions: readonly {
      readonly condition: string;
      readonly result: boolean;
      readonly left: number | null;
      readonly right: number | null;
      readonly leftBefore: number | null;
      readonly rightBefore: number | null;
    }[];
    readonly variables: readonly { readonly variable: string; readonly value: number | null }[];
    readonly execution_id: string;
    readonly parent_execution_id: string | null;
    readonly timestamp: string;
  };
  /** A ConditionNode decides; `result` says by which edges. */
  readonly condition_evaluated: {
    readonly node: string;
    readonly ordinal: number;
    readonly at: number;
    readonly offset: number | null;
    readonly result: boolean;
    readonly conditions: readonly {
      readonly condition: string;
      readonly result: boolean;
      readonly left: number | null;
      readonly right: number | null;
      readonly leftBefore: number | null;
      readonly rightBefore: number | null;
    }[];
    readonly variables: readonly { readonly variable: string; readonly value: number | null }[];
    readonly execution_id: string;
    readonly parent_execution_id: string | null;
    readonly timestamp: string;
  };
  /**
   * On request (`watch`): what the condition of a node sees at a tick, whether it acts on it or
   * not.
   */
  readonly node_watched: {
    readonly node: string;
    readonly at: number;
    readonly offset: number | null;
    readonly state: 'waiting' | 'inactive' | 'acting' | 'used up';
    readonly result: boolean;
    readonly conditions: readonly {
      readonly condition: string;
      readonly result: boolean;
      readonly left: number | null;
      readonly right: number | null;
      readonly leftBefore: number | null;
      readonly rightBefore: number | null;
    }[];
    readonly timestamp: string;
  };
  /**
   * An EntryNode or ExitNode orders. quantity in lots, null where cash will say; price: the last
   * one.
   */
  readonly order_placed: {
    readonly node: string;
    readonly ordinal: number;
    readonly at: number;
    readonly offset: number | null;
    readonly order: number;
    readonly position: string;
    readonly symbol: string;
    readonly side: 'buy' | 'sell';
    readonly entry: boolean;
    readonly quantity: number | null;
    readonly price: number;
    readonly re_entry_num: number;
    readonly execution_id: string;
    readonly parent_execution_id: string | null;
    readonly timestamp: string;
  };
  /** The stop or the target of an EntryNode is reached within a tick. */
  readonly bracket_hit: {
    readonly node: string;
    readonly ordinal: number;
    readonly at: number;
    readonly offset: number | null;
    readonly order: number;
    readonly position: string;
    readonly symbol: string;
    readonly side: 'buy' | 'sell';
    readonly bracket: 'stop' | 'target';
    readonly quantity: number;
    readonly level: number;
    readonly price: number;
    readonly execution_id: string;
    readonly parent_execution_id: string | null;
    readonly timestamp: string;
  };
  /** Every position is closed and every node stops. */
  readonly square_off: {
    readonly node: string;
    readonly ordinal: number;
    readonly at: number;
    readonly offset: number | null;
    readonly positions: number;
    readonly conditions: readonly {
      readonly condition: string;
      readonly result: boolean;
      readonly left: number | null;
      readonly right: number | null;
      readonly leftBefore: number | null;
      readonly rightBefore: number | null;
    }[];
    readonly variables: readonly { readonly variable: string; readonly value: number | null }[];
    readonly execution_id: string;
    readonly parent_execution_id: string | null;
    readonly timestamp: string;
  };
  /**
   * Lots change hands. raw: the market’s price; price: with slippage. Afterwards cash + position
   * × mark = wealth, over all positions at their last prices.
   */
  readonly order_filled: {
    readonly at: number;
    readonly offset: number | null;
    readonly order: number;
    readonly position: string;
    readonly symbol: string;
    readonly side: 'buy' | 'sell';
    readonly quantity: number;
    readonly lot_size: number;
    readonly raw: number;
    readonly price: number;
    readonly fee: number;
    readonly cash: number;
    readonly wealth: number;
    readonly timestamp: string;
  };
  /** An order comes to nothing. */
  readonly order_rejected: {
    readonly order: number;
    readonly position: string;
    readonly why: 'not enough cash for one lot' | 'squared off before it filled';
  };
  /** A position is open. */
  readonly position_opened: {
    readonly position: string;
    readonly symbol: string;
    readonly side: 'buy' | 'sell';
    readonly quantity: number;
    readonly price: number;
    readonly re_entry_num: number;
    readonly stop: number | null;
    readonly target: number | null;
  };
  /** A part of a position is closed. */
  readonly position_reduced: { readonly position: string; readonly closed: number; readonly left: number };
  /** A position is closed. Prices are means over its lots; pnl is after all its fees. */
  readonly position_closed: {
    readonly position: string;
    readonly symbol: string;
    readonly side: 'buy' | 'sell';
    readonly quantity: number;
    readonly entry_price: number;
    readonly exit_price: number;
    readonly fees: number;
    readonly pnl: number;
    readonly reason: string;
  };
  /**
   * A trade is complete: prices and money as they are shown, to two digits, half to even. `trade`
   * and `summary` are made of it; entry_leaf, exit_leaf: events at which its chains end; parts:
   * its exits.
   */
  readonly trade_update: {
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
    readonly total_trades: number;
    readonly total_pnl: number;
    readonly winning_trades: number;
    readonly losing_trades: number;
    readonly parts: readonly {
      readonly reason: string;
      readonly leaf: number;
      readonly quantity: number;
      readonly price: number;
      readonly at: number;
      readonly offset: number | null;
    }[];
    readonly trade: TradeMessage;
    readonly summary: TradesSummary;
  };
  /** A candle is complete; wealth: as it was when it ended. */
  readonly candle: {
    readonly at: number;
    readonly offset: number | null;
    readonly symbol: string;
    readonly open: number;
    readonly high: number;
    readonly low: number;
    readonly close: number;
    readonly volume: number | null;
    readonly wealth: number;
    readonly timestamp: string;
  };
  /** On request (`tickUpdates`): what is open after a tick, and which nodes are active. */
  readonly tick_update: {
    readonly at: number;
    readonly offset: number | null;
    readonly realized_pnl: number;
    readonly unrealized_pnl: number;
    readonly total_pnl: number;
    readonly open_trades: number;
    readonly closed_trades: number;
    readonly open_positions: readonly {
      readonly position: string;
      readonly symbol: string;
      readonly side: 'buy' | 'sell';
      readonly quantity: number;
      readonly entry_price: number;
      readonly current_price: number;
      readonly unrealized_pnl: number;
    }[];
    readonly active_nodes: readonly { readonly node: string }[];
    readonly ltp_store: readonly { readonly symbol: string; readonly price: number }[];
    readonly timestamp: string;
  };
  /** Nothing is open or ordered, and no active node leads to an entry: nothing more can happen. */
  readonly strategy_idle: { readonly at: number; readonly offset: number | null; readonly timestamp: string };
  /** A command multiplies all prices from here on by 1 + return. */
  readonly price_gap: { readonly symbol: string; readonly return: number };
  /** A command of the recipe lands. It has no causes: a person gave it. */
  readonly command: { readonly name: 'square_off' | 'gap' | 'set'; readonly command: number };
  /** A live field of the config was changed by `set`; value is null where it is not a number. */
  readonly config_set: { readonly path: 'market'; readonly value: number | null };
};

/** An event of the model trading. */
export type TradingEvent = { [Type in keyof Fields]: EventHead<Type> & Fields[Type] }[keyof Fields];
