import type { LoggedEvent } from '../core/event-kind.ts';
import type { Run } from '../core/run.ts';
import { fixed } from '../figures/fixed.ts';
import { counted, percent, quantity } from '../figures/quantity.ts';
import { chainOf } from '../models/trading/chain.ts';
import type { TradingConfig } from '../models/trading/config.ts';
import { irregularityLines } from '../models/trading/market/irregularities.ts';
import { type Market, marketOf } from '../models/trading/market/market.ts';
import { timeText } from '../models/trading/market/time-text.ts';
import { summaryOf, type TradeMessage, type TradesSummary } from '../models/trading/trade-message.ts';
import { tradesDigest } from '../models/trading/trades-digest.ts';
import { conditionalValueAtRisk } from '../study/conditional-value-at-risk.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { valueAtRisk } from '../study/value-at-risk.ts';
import { grouped } from './grouped.ts';
import { listed } from './listed.ts';
import { conditionWords, nodeWords, shortTime } from './node-words.ts';
import { tradeRows } from './trade-rows.ts';
import { riskWords } from './trading-risk.ts';

const TRADES_SHOWN = 10;
const CHAIN_SHOWN = 6;
const WATCHED_SHOWN = 6;
const SYMBOLS_SHOWN = 4;
/** Levels of the value at risk of drawdowns. */
const DEEP = [0.95, 0.99];

/** A trade as the log has it: its message, and the events at which its chains end. */
interface TradeUpdate {
  readonly trade: TradeMessage;
  readonly pnl: number;
  readonly fees: number;
  readonly entry_leaf: number;
  readonly exit_leaf: number;
}

/**
 * What was traded on, the largest trades as a table, their sums, the chain of the largest loss, the value at
 * risk, and the digest of the trades.
 */
export function tradingStory(run: Run): readonly string[] {
  const { events, recipe } = run;
  const config = recipe.config as unknown as TradingConfig;
  const market = marketOf(config);
  const updates = tradesOf(run);
  const ahead =
    'With fill = same an order fills at the very price that gave its signal, which no order can get: such ' +
    'results look ahead.';
  const sections = [
    marketWords(run, config, market),
    config.fill === 'same' ? [ahead] : [],
    watchedWords(events.ofType('node_watched').filter(({ state }) => state !== 'acting')),
    commandWords(run),
    idleWords(run),
    tableOf(updates),
    sumsOf(run, updates),
    largestLoss(run, updates),
    riskWords(run, market),
    [`The list of trades as JSON has SHA-256 ${tradesDigest(updates.map(({ trade }) => trade))}.`],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

/** Every trade, the sums over them, and the digest of their list. */
export function tradingAdditions(run: Run): {
  readonly trades: readonly TradeMessage[];
  readonly summary: TradesSummary;
  readonly tradesDigest: string;
} {
  const updates = run.events.ofType('trade_update');
  const trades = updates.map(({ trade }) => trade as TradeMessage);
  const none = { total_trades: 0, total_pnl: 0, winning_trades: 0, losing_trades: 0 };
  const last = updates.at(-1) ?? (none as unknown as LoggedEvent);
  return { trades, summary: summaryOf(last), tradesDigest: tradesDigest(trades) };
}

/** How many runs lose, how deep they fall, and how much they trade. */
export function tradingHighlights({ metrics, runs, recipe }: Sweep): readonly string[] {
  const { pnl, maxDrawdownPct, trades } = metrics;
  const { market } = recipe.config as unknown as TradingConfig;
  const losing = pnl.reduce((count, each) => count + (each < 0 ? 1 : 0), 0);
  const tradesAt = (level: number): string => quantity(valueAtRisk(trades, level));
  const falls = Array.from(maxDrawdownPct, (each) => -each / 100);
  const replayed =
    'A replay draws nothing, so all runs are the same one. With bars, --set market.kind=bootstrap draws ' +
    'their returns again, in blocks.';
  if (market.kind === 'replay') return [replayed];
  return [
    `${percent(losing / runs)} of the runs lose. A run has ${tradesAt(0.5)} trades in the median, ` +
      `${tradesAt(0.05)} to ${tradesAt(0.95)} in nine of ten.`,
    `The largest drawdown of a run is ${percent(valueAtRisk(falls, 0.5))} in the median; ` +
      DEEP.map((level) => {
        const beyond = percent(conditionalValueAtRisk(falls, level));
        return `at ${percent(level)} its VaR is ${percent(valueAtRisk(falls, level))}, its CVaR ${beyond}`;
      }).join('; ') +
      '.',
  ];
}

function tradesOf({ events }: Run): readonly TradeUpdate[] {
  return events.ofType('trade_update') as unknown as readonly TradeUpdate[];
}

/** On what was traded, and what is not in order in it. */
function marketWords({ recipe }: Run, config: TradingConfig, market: Market): string[] {
  const { count, kind, symbols, times, offsets, irregularities } = market;
  const cut = recipe.until === null ? '' : `, of which the run ends at number ${quantity(recipe.until, 12)}`;
  const timeOf = (i: number): string => shortTime(timeText(times[i], offsets[i]));
  const span = `${timeOf(0)} to ${timeOf(count - 1)}`;
  const rows = counted(count, kind === 'bars' ? 'bar' : 'tick');
  const what = `${rows} of ${listed(symbols, SYMBOLS_SHOWN)}, ${span}${cut}`;
  if (irregularities === null || market.resampling !== null) return [`${originOf(market, config)}: ${what}.`];
  const lines = irregularityLines({ irregularities });
  if (lines.length === 0) return [`Replayed: ${what}, without gaps and repeated times.`];
  return [`Replayed: ${what}. Not in order:`, ...lines.map((line) => `- ${line}.`)];
}

function originOf({ resampling }: Market, { market }: TradingConfig): string {
  if (resampling !== null) {
    const { rows, meanBlock } = resampling;
    return `Drawn from ${counted(rows, 'return')} of bars, in blocks of ${meanBlock} on average`;
  }
  return market.kind === 'gbm' ? 'Generated by geometric Brownian motion' : 'Generated by GARCH(1,1)';
}

/** The commands that landed, and what they did. */
function commandWords({ events, recipe }: Run): string[] {
  return events.ofType('command').map(({ t, name, command }) => {
    const given = recipe.commands[Number(command)];
    const words = Object.entries(given).filter(([field]) => field !== 'name' && field !== 'at');
    const fields = words.map(([field, value]) => `${field} ${JSON.stringify(value)}`).join(', ');
    return `Command ${name}${fields === '' ? '' : ` (${fields})`} before tick ${quantity(t, 12)}.`;
  });
}

/** From when on the strategy could do nothing any more. */
function idleWords({ events }: Run): string[] {
  const [idle] = events.ofType('strategy_idle');
  if (idle === undefined) return [];
  const since = shortTime(idle.timestamp);
  return [
    `From ${since} on the strategy can do nothing: nothing is open, and no active node leads to an entry.`,
  ];
}

/** What watched nodes saw when they did not act. */
function watchedWords(withheld: readonly LoggedEvent[]): string[] {
  if (withheld.length === 0) return [];
  const more = withheld.length - WATCHED_SHOWN;
  return [
    'What the watched nodes saw when they did not act:',
    ...withheld
      .slice(0, WATCHED_SHOWN)
      .map(
        (event) =>
          `- ${shortTime(event.timestamp)}: ${event.node} is ${event.state}: ${conditionWords(event)}`,
      ),
    ...(more > 0 ? [`- and ${counted(more, 'tick')} more`] : []),
  ];
}

function tableOf(updates: readonly TradeUpdate[]): string[] {
  if (updates.length === 0) return [];
  if (updates.length <= TRADES_SHOWN) return [tradeRows(updates.map(({ trade }) => trade))];
  const bySize = [...updates].sort((a, b) => Math.abs(b.pnl) - Math.abs(a.pnl));
  const largest = new Set(bySize.slice(0, TRADES_SHOWN));
  const shown = updates.filter((update) => largest.has(update));
  return [
    `The ${TRADES_SHOWN} of ${quantity(updates.length, 12)} trades with the largest profit or loss, in the ` +
      'order in which they were closed:',
    tradeRows(shown.map(({ trade }) => trade)),
  ];
}

function sumsOf({ events, metrics, recipe }: Run, updates: readonly TradeUpdate[]): string[] {
  const money = (amount: number): string => fixed(amount, 2);
  const sumOf = (list: readonly TradeUpdate[]): number => list.reduce((sum, { pnl }) => sum + pnl, 0);
  const won = updates.filter(({ pnl }) => pnl > 0);
  const lost = updates.filter(({ pnl }) => pnl < 0);
  const fees = updates.reduce((sum, trade) => sum + trade.fees, 0);
  const rejected = grouped(events.ofType('order_rejected'), ({ why }) => String(why));
  const open = metrics.openAtEnd;
  return [
    updates.length === 0
      ? 'No trade was closed.'
      : `Of ${counted(updates.length, 'trade')} ${quantity(won.length, 12)} won ${money(sumOf(won))} and ` +
        `${quantity(lost.length, 12)} lost ${money(-sumOf(lost))}, after fees of ${money(fees)}: P&L ` +
        `${money(sumOf(updates))} ${recipe.config.currency}.`,
    ...(open === 0
      ? []
      : [
          `${counted(open, 'position')} still open at the end: in equityFinal at the last price, not in ` +
            'this sum.',
        ]),
    ...rejected.map(([why, orders]) => `${counted(orders.length, 'order')} came to nothing: ${why}.`),
  ];
}

/** The worst trade, and every node on the way to its entry and its exit, the last of them at least. */
function largestLoss({ events }: Run, updates: readonly TradeUpdate[]): string[] {
  const worst = updates.reduce<TradeUpdate | undefined>(
    (least, each) => (least === undefined || each.pnl < least.pnl ? each : least),
    undefined,
  );
  if (worst === undefined) return [];
  const { trade_id: id } = worst.trade;
  const entry = chainOf(events, worst.entry_leaf);
  const whole = chainOf(events, worst.exit_leaf);
  const leaf = whole.findIndex((event) => event.id === worst.entry_leaf);
  const title =
    worst.pnl < 0
      ? `The chain of the largest loss, ${id}:`
      : `No trade lost. The chain of the least profit, ${id}:`;
  if (leaf >= 0) return [title, ...chainLines(entry), ...chainLines(whole.slice(leaf + 1))];
  // What closed it is no consequence of its entry: a square-off.
  const shared = whole.filter((event, i) => event.id !== entry[i]?.id);
  const exit = shared.length > 0 ? ['Its exit has a chain of its own:', ...chainLines(shared)] : [];
  return [title, ...chainLines(entry), ...exit];
}

function chainLines(chain: readonly LoggedEvent[]): string[] {
  const left = chain.length > CHAIN_SHOWN ? chain.length - CHAIN_SHOWN : 0;
  const lines = chain.slice(left).map((event) => `- ${shortTime(event.timestamp)}: ${nodeWords(event)}`);
  if (left === 0) return lines;
  const [first] = chain;
  return [`- ${counted(left, 'event')} before, from ${first.node}, ${shortTime(first.timestamp)}`, ...lines];
}
