import { type EventKinds, kindIndexes } from '../../core/event-kind.ts';
import { executionId, parentExecutionId, timestamp } from './execution-id.ts';
import { summaryOf, tradeOf } from './trade-message.ts';

const node = { type: 'entity', entity: 'node' } as const;
const position = { type: 'entity', entity: 'position' } as const;
const symbol = { type: 'entity', entity: 'symbol' } as const;
const reason = { type: 'entity', entity: 'reason' } as const;
const integer = { type: 'integer' } as const;
const flag = { type: 'flag' } as const;
const number = { type: 'number' } as const;
const money = { type: 'number', unit: 'currency' } as const;
const price = { type: 'number', unit: 'currency' } as const;
/** Null: missing. */
const anyNumber = { type: 'number', orNull: true } as const;
const side = { type: 'label', labels: ['buy', 'sell'] } as const;
/** Milliseconds since 1970 UTC; and minutes ahead of it, null for a date alone. */
const at = { type: 'number', unit: 'ms' } as const;
const offset = { type: 'number', unit: 'minutes', orNull: true } as const;

/** What every event of a node has. `ordinal` counts the node's events, from 1. */
const ofNode = { node, ordinal: integer, at, offset } as const;

/** What each comparison of a condition saw; null where a value is missing, which makes it false. */
const conditions = {
  condition: { type: 'entity', entity: 'condition' },
  result: flag,
  left: anyNumber,
  right: anyNumber,
  /** Of a crossing: both sides at the tick before. */
  leftBefore: anyNumber,
  rightBefore: anyNumber,
} as const;

/** What a node kept. */
const variables = { variable: { type: 'entity', entity: 'variable' }, value: anyNumber } as const;

/** When it came, as markets write it. */
const time = { timestamp: { type: 'text', make: timestamp } } as const;
/** The name of a node's event, and that of the event that made the node active. */
const identity = {
  execution_id: { type: 'text', make: executionId },
  parent_execution_id: { type: 'textOrNull', make: parentExecutionId },
  ...time,
} as const;

/** Why an order came to nothing. */
export const REJECTIONS = ['not enough cash for one lot', 'squared off before it filled'] as const;

/** What a watched node was: active without or with its condition, not active, out of re-entries. */
export const WATCHED = ['waiting', 'inactive', 'acting', 'used up'] as const;

/** What can happen in the trading model. */
export const events = {
  init: {
    help: 'The run as it opens: what is not in order in the data is counted.',
    columns: { symbols: integer, ticks: integer, cash: money, gaps: integer, duplicates: integer },
    sentence: '{ticks} ticks of {symbols} symbols, {cash} in cash; {gaps} gaps, {duplicates} repeated times.',
  },
  strategy_started: {
    help: 'The controller begins at the first tick.',
    columns: ofNode,
    computed: identity,
    sentence: '{node} starts.',
  },
  signal_emitted: {
    help: 'The condition of a signal node holds. `re_entry_num`: re-entries of its chain so far.',
    columns: { ...ofNode, re_entry_num: integer },
    tables: { conditions, variables },
    computed: identity,
    sentence: '{node} signals.',
  },
  condition_evaluated: {
    help: 'A ConditionNode decides; `result` says by which edges.',
    columns: { ...ofNode, result: flag },
    tables: { conditions, variables },
    computed: identity,
    sentence: '{node}: {result}.',
  },
  node_watched: {
    help: 'On request (`watch`): what the condition of a node sees at a tick, whether it acts on it or not.',
    columns: { node, at, offset, state: { type: 'label', labels: WATCHED }, result: flag },
    tables: { conditions },
    computed: time,
    sentence: '{node} is {state}, and its condition is {result}.',
  },
  order_placed: {
    help: 'An EntryNode or ExitNode orders. quantity in lots, null where cash will say; price: the last one.',
    columns: {
      ...ofNode,
      order: integer,
      position,
      symbol,
      side,
      entry: flag,
      quantity: anyNumber,
      price,
      re_entry_num: integer,
    },
    computed: identity,
    sentence: '{node} orders: {side} {quantity} of {symbol} for {position} at {price}.',
  },
  bracket_hit: {
    help: 'The stop or the target of an EntryNode is reached within a tick.',
    columns: {
      ...ofNode,
      order: integer,
      position,
      symbol,
      side,
      bracket: { type: 'label', labels: ['stop', 'target'] },
      quantity: number,
      level: price,
      price,
    },
    computed: identity,
    sentence: '{position} reaches its {bracket} at {level}: {side} {quantity} of {symbol} at {price}.',
  },
  square_off: {
    help: 'Every position is closed and every node stops.',
    columns: { ...ofNode, positions: integer },
    tables: { conditions, variables },
    computed: identity,
    sentence: '{node} squares off {positions} positions.',
  },
  order_filled: {
    help:
      'Lots change hands. raw: the market’s price; price: with slippage. Afterwards cash + position × mark ' +
      '= wealth, over all positions at their last prices.',
    columns: {
      at,
      offset,
      order: integer,
      position,
      symbol,
      side,
      quantity: number,
      lot_size: number,
      raw: price,
      price,
      fee: money,
      cash: money,
      wealth: money,
    },
    computed: time,
    sentence: 'Order {order}: {side} {quantity} of {symbol} at {price}, fee {fee}.',
  },
  order_rejected: {
    help: 'An order comes to nothing.',
    columns: { order: integer, position, why: { type: 'label', labels: REJECTIONS } },
    sentence: 'Order {order} for {position} comes to nothing: {why}.',
  },
  position_opened: {
    help: 'A position is open.',
    columns: {
      position,
      symbol,
      side,
      quantity: number,
      price,
      re_entry_num: integer,
      stop: anyNumber,
      target: anyNumber,
    },
    sentence: '{position} is open: {side} {quantity} of {symbol} at {price}.',
  },
  position_reduced: {
    help: 'A part of a position is closed.',
    columns: { position, closed: number, left: number },
    sentence: '{position}: {closed} closed, {left} left.',
  },
  position_closed: {
    help: 'A position is closed. Prices are means over its lots; pnl is after all its fees.',
    columns: {
      position,
      symbol,
      side,
      quantity: number,
      entry_price: price,
      exit_price: price,
      fees: money,
      pnl: money,
      reason,
    },
    sentence: '{position} is closed: {pnl} ({reason}).',
  },
  trade_update: {
    help:
      'A trade is complete: prices and money as they are shown, to two digits, half to even. `trade` and ' +
      '`summary` are made of it; entry_leaf, exit_leaf: events at which its chains end; parts: its exits.',
    columns: {
      position,
      entry_node: node,
      repeat: integer,
      re_entry_num: integer,
      symbol,
      side,
      quantity: number,
      entry_price: price,
      entry_at: at,
      exit_price: price,
      exit_at: at,
      offset,
      exit_offset: offset,
      pnl: money,
      fees: money,
      pnl_percent: number,
      reason,
      entry_leaf: integer,
      exit_leaf: integer,
      total_trades: integer,
      total_pnl: money,
      winning_trades: integer,
      losing_trades: integer,
    },
    tables: { parts: { reason, leaf: integer, quantity: number, price, at, offset } },
    computed: {
      trade: { type: { name: 'TradeMessage', file: 'trade-message.ts' }, make: tradeOf },
      summary: { type: { name: 'TradesSummary', file: 'trade-message.ts' }, make: summaryOf },
    },
    sentence: 'Trade of {position}: {pnl} ({pnl_percent} %), {reason}.',
  },
  candle: {
    help: 'A candle is complete; wealth: as it was when it ended.',
    columns: {
      at,
      offset,
      symbol,
      open: price,
      high: price,
      low: price,
      close: price,
      volume: anyNumber,
      wealth: money,
    },
    computed: time,
    sentence: '{symbol} {open}, {high}, {low}, {close}.',
  },
  tick_update: {
    help: 'On request (`tickUpdates`): what is open after a tick, and which nodes are active.',
    columns: {
      at,
      offset,
      realized_pnl: money,
      unrealized_pnl: money,
      total_pnl: money,
      open_trades: integer,
      closed_trades: integer,
    },
    tables: {
      open_positions: {
        position,
        symbol,
        side,
        quantity: number,
        entry_price: price,
        current_price: price,
        unrealized_pnl: money,
      },
      active_nodes: { node },
      ltp_store: { symbol, price },
    },
    computed: time,
    sentence: 'P&L {total_pnl}, of which {unrealized_pnl} in {open_trades} open positions.',
  },
  strategy_idle: {
    help: 'Nothing is open or ordered, and no active node leads to an entry: nothing more can happen.',
    columns: { at, offset },
    computed: time,
    sentence: 'The strategy can do nothing from here on.',
  },
  price_gap: {
    help: 'A command multiplies all prices from here on by 1 + return.',
    columns: { symbol, return: number },
    sentence: '{symbol} jumps by {return}.',
  },
} as const satisfies EventKinds;

/** The number of each kind in the log. */
export const KIND = kindIndexes(events);
