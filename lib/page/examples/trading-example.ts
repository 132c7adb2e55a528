import type { SessionState } from '../../live/session-message.ts';
import type { Comparison, Operand, Strategy } from '../../models/trading/strategy.ts';
import { trading } from '../../models/trading/trading.ts';
import type { TradingView } from '../../models/trading/view.ts';
import { amountText } from './amount-text.ts';
import type { Example } from './example.ts';
import { percentText } from './percent-text.ts';

const viewOf = (state: SessionState): TradingView => state.view as TradingView;
const metric = (name: string) => (state: SessionState) => state.metrics[name] ?? 0;
const returned = metric('returnPct');
const drawdown = metric('maxDrawdownPct');

const CASH = 1_000_000;
const VOLATILITY = 0.04;
const fast: Operand = { type: 'ind', name: 'fast' };
const slow: Operand = { type: 'ind', name: 'slow' };
const clock = (op: Comparison['op'], value: string): Comparison => ({
  lhs: { type: 'time' },
  op,
  rhs: { type: 'const_time', value },
});

/**
 * Goes with a rising market, with a stop and a target both close by, and gives up for good when it has lost
 * one percent of the cash in a day. Each exit costs: the wilder the prices, the more of them there are.
 */
const trendFollower: Strategy = {
  fee_rate: '0.0001',
  slippage_rate: '0.00005',
  indicators: {
    fast: { kind: 'ema', period: 5, timeframe: '1m' },
    slow: { kind: 'ema', period: 20, timeframe: '1m' },
  },
  nodes: [
    { id: 'controller', type: 'StrategyController' },
    {
      id: 'morning',
      type: 'ConditionNode',
      condition: clock('<', '12:00'),
      variables: { pnl: { type: 'pnl' } },
    },
    {
      id: 'trend',
      type: 'EntrySignalNode',
      condition: { all: [{ lhs: fast, op: '>', rhs: slow }, clock('<', '15:00')] },
    },
    {
      id: 'buy',
      type: 'EntryNode',
      position_id: 'long',
      side: 'buy',
      quantity: { cash_share: '1' },
      stop_pct: '0.002',
      target_pct: '0.002',
    },
    { id: 'evening', type: 'ExitSignalNode', position_id: 'long', condition: clock('>=', '15:20') },
    { id: 'close', type: 'ExitNode', position_id: 'long', reason: 'end of day' },
    {
      id: 'again',
      type: 'ReEntrySignalNode',
      max_re_entries: 100_000,
      condition: { lhs: fast, op: 'crosses_above', rhs: slow },
    },
    { id: 'bell', type: 'ConditionNode', condition: clock('>=', '15:25') },
    {
      id: 'loss-limit',
      type: 'SquareOffNode',
      condition: {
        lhs: { type: 'pnl' },
        op: '<',
        rhs: {
          type: 'expr',
          op: '-',
          left: { type: 'node_variable', node: 'morning', name: 'pnl' },
          right: CASH / 100,
        },
      },
      reason: 'loss limit of a day',
    },
  ],
  edges: [
    ['controller', 'morning'],
    ['controller', 'loss-limit'],
    ['controller', 'trend'],
    ['morning', 'bell'],
    ['bell', 'morning'],
    ['trend', 'buy'],
    ['buy', 'evening'],
    ['evening', 'close'],
    ['close', 'trend'],
    ['buy', 'again', 'stop'],
    ['again', 'buy'],
    ['buy', 'trend', 'target'],
    ['buy', 'trend', 'rejected'],
  ],
};

/** A strategy that makes money in a calm market, and hits its loss limit in a wild one. */
export const tradingExample: Example = {
  model: trading,
  title: 'Trading strategy',
  sentence:
    'A strategy follows a calm, rising market, a stop below and a target above; wilder prices wear it out.',
  config: {
    strategy: trendFollower,
    cash: CASH,
    market: { kind: 'garch', interval: 60, days: 500, drift: 0.5, volatility: VOLATILITY },
  },
  seed: 1,
  pace: { turns: 80 },
  headline: [
    {
      label: 'P&L',
      of: (state) => amountText(Number(viewOf(state).pnl_summary.total_pnl)),
      help: 'realized and unrealized, after fees and slippage',
      isBad: (state) => Number(viewOf(state).pnl_summary.total_pnl) < 0,
    },
    {
      label: 'Return',
      of: (state) => percentText(returned(state) / 100, 1),
      help: 'P&L as a percentage of the cash at the start',
      isBad: (state) => returned(state) < 0,
    },
    {
      label: 'Drawdown',
      of: (state) => percentText(drawdown(state) / 100, 1),
      help: 'the deepest fall of wealth from its highest point before',
      isBad: (state) => drawdown(state) < -3,
    },
    {
      label: 'Trades',
      of: (state) => {
        const { total_trades, winning_trades } = viewOf(state).summary;
        return `${total_trades}, ${winning_trades} won`;
      },
      help: 'positions that were closed, and how many of them with a profit',
      // Nothing is active any more: it has squared off.
      isBad: (state) => viewOf(state).time > 0 && viewOf(state).active_nodes.length === 0,
    },
  ],
  lever: {
    label: 'Volatility',
    help: 'how wild prices are: standard deviation of a year’s returns',
    unit: 'a year',
    from: 0.02,
    to: 0.32,
    step: 0.01,
    start: VOLATILITY,
    breaksAt: VOLATILITY * 4,
    show: (value) => `${percentText(value)} a year`,
    path: 'market.volatility',
  },
};
