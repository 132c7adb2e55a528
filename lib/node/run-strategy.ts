import type { LoggedEvent } from '../core/event-kind.ts';
import type { Events } from '../core/events.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Bar, BarColumns } from '../models/trading/market/bars-table.ts';
import type { Tick, TickColumns } from '../models/trading/market/ticks-table.ts';
import type { Strategy } from '../models/trading/strategy.ts';
import type { TradeMessage, TradesSummary } from '../models/trading/trade-message.ts';
import { tradesDigest } from '../models/trading/trades-digest.ts';
import { trading } from '../models/trading/trading.ts';
import type { TradingMetrics } from '../models/trading/trading-metrics.ts';
import { run } from './run.ts';

/** What `runStrategy` is given. */
export interface RunStrategyOptions {
  /** The graph, the path of one as JSON, or the name of one that comes with it. */
  readonly strategy: Strategy | string;
  /** Last prices over time, or the path of a CSV file. */
  readonly ticks?: readonly Tick[] | TickColumns | string;
  /** Bars over time, or the path of a CSV file; in place of ticks. */
  readonly bars?: readonly Bar[] | BarColumns | string;
  /**
   * `next`, the default: orders fill at the next tick, or the next bar's open. `same`: at the price that gave
   * the signal, which no order can get: it looks ahead.
   */
  readonly fill?: 'next' | 'same';
  /** Any other field of the trading model's config. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** An event of a node, as it is told. */
export interface NodeEvent extends LoggedEvent {
  readonly execution_id: string;
  /** Of the event that made the node active; null for the first. */
  readonly parent_execution_id: string | null;
  readonly timestamp: string;
  readonly event_type: string;
  readonly node_id: string;
}

/** What a strategy did. */
export interface StrategyResult {
  /** In the order in which they were closed. */
  readonly trades: readonly TradeMessage[];
  readonly summary: TradesSummary;
  /** The events of nodes, in order: the chains of trades are made of them. */
  readonly events: readonly NodeEvent[];
  readonly metrics: TradingMetrics;
  /** SHA-256 of the list of trades as JSON. */
  readonly tradesDigest: string;
  /** The whole log: orders, fills, candles too. */
  readonly log: Events;
}

const OPTIONS = ['strategy', 'ticks', 'bars', 'fill', 'config'];

/**
 * Runs a strategy over ticks or bars.
 *
 * @throws FaultlineError for a strategy that cannot be run, naming the node; for data that is out of order,
 * naming the row; for unknown options.
 */
export function runStrategy(options: RunStrategyOptions): StrategyResult {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new FaultlineError('runStrategy', options, `an object with any of ${OPTIONS.join(', ')}`);
  }
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    throw new FaultlineError('runStrategy', unknown, `no such option; known are ${OPTIONS.join(', ')}`);
  }
  const { config = {}, ...given } = options;
  const { events, metrics } = run(trading, { config: { ...config, ...given } as never });
  return strategyResult(events as unknown as Events, metrics);
}

/** What a run of the trading model did, told as `runStrategy` tells it. */
export function strategyResult(log: Events, metrics: TradingMetrics): StrategyResult {
  const updates = log.ofType('trade_update') as unknown as readonly TradeUpdate[];
  const trades = updates.map(({ trade }) => trade);
  return {
    trades,
    summary: updates.at(-1)?.summary ?? NO_TRADES,
    events: [...log].filter((event) => event.execution_id !== undefined).map(nodeEvent),
    metrics,
    tradesDigest: tradesDigest(trades),
    log,
  };
}

interface TradeUpdate {
  readonly trade: TradeMessage;
  readonly summary: TradesSummary;
}

const NO_TRADES: TradesSummary = {
  total_trades: 0,
  total_pnl: '0.00',
  winning_trades: 0,
  losing_trades: 0,
  win_rate: '0.00',
};

function nodeEvent(event: LoggedEvent): NodeEvent {
  return { ...event, event_type: event.type, node_id: event.node } as NodeEvent;
}
