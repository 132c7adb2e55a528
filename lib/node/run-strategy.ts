import { FaultlineError } from '../core/faultline-error.ts';
import type { Run } from '../core/run.ts';
import type { Bar, BarColumns } from '../models/trading/market/bars-table.ts';
import type { Tick, TickColumns } from '../models/trading/market/ticks-table.ts';
import { type NodeMessage, nodeMessage } from '../models/trading/node-message.ts';
import { NODE_KINDS } from '../models/trading/record.ts';
import type { Strategy } from '../models/trading/strategy.ts';
import type { TradeMessage, TradesSummary } from '../models/trading/trade-message.ts';
import { tradesDigest } from '../models/trading/trades-digest.ts';
import { trading } from '../models/trading/trading.ts';
import type { TradingMetrics } from '../models/trading/trading-metrics.ts';
import type { TradingVocabulary } from '../models/trading/trading-vocabulary.ts';
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

/** What a strategy did. */
export interface StrategyResult {
  /** In the order in which they were closed. */
  readonly trades: readonly TradeMessage[];
  readonly summary: TradesSummary;
  /** The events of nodes, in order: the chains of trades are made of them. Told when asked for. */
  readonly events: readonly NodeMessage[];
  readonly metrics: TradingMetrics;
  /** SHA-256 of the list of trades as JSON. Counted when asked for. */
  readonly tradesDigest: string;
  /** The run that it is told of: its recipe, and its whole log with orders, fills and candles. */
  readonly run: Run<TradingVocabulary>;
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
  return strategyResult(run(trading, { config: { ...config, ...given } as never }));
}

/** What a run of the trading model did, told as `runStrategy` tells it. */
export function strategyResult(run: Run<TradingVocabulary>): StrategyResult {
  const updates = run.events.ofType('trade_update') as unknown as readonly TradeUpdate[];
  const trades = updates.map(({ trade }) => trade);
  let events: readonly NodeMessage[] | null = null;
  let digest: string | null = null;
  return {
    trades,
    summary: updates.at(-1)?.summary ?? NO_TRADES,
    get events() {
      events ??= [...nodeMessages(run)];
      return events;
    },
    metrics: run.metrics,
    get tradesDigest() {
      digest ??= tradesDigest(trades);
      return digest;
    },
    run,
  };
}

/** The events of nodes in a run of the trading model, told one by one. */
export function* nodeMessages({ events, recipe }: Run<TradingVocabulary>): Generator<NodeMessage> {
  const { nodes } = recipe.config.strategy as unknown as Strategy;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const event of events.where({ type: NODE_KINDS })) yield nodeMessage(event, byId);
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
