import { sharpeRatio } from '../../analysis/performance/sharpe-ratio.ts';
import { sortinoRatio } from '../../analysis/performance/sortino-ratio.ts';
import type { Metric } from '../../core/model.ts';
import { wealthUnits } from './accounts.ts';
import type { TradingContext } from './context.ts';
import { fromUnits, toUnits } from './money.ts';
import type { TradingState } from './state.ts';

/** What is measured of a run, in the order in which it is written. What is not defined is 0. */
export const metrics = {
  loss: { help: 'minus the P&L: open positions at their last price, after all fees', unit: 'currency' },
  pnl: { help: 'wealth at the end minus cash at the start', unit: 'currency', isGain: true },
  equityFinal: { help: 'cash, and open positions at their last price', unit: 'currency', isGain: true },
  returnPct: { help: 'P&L as a percentage of the cash at the start', unit: 'percent', isGain: true },
  trades: { help: 'positions that were closed', unit: 'trades' },
  openAtEnd: { help: 'positions that are still open', unit: 'positions' },
  winRatePct: { help: 'percentage of the trades with a profit after fees', unit: 'percent', isGain: true },
  profitFactor: {
    help: 'profits of winning trades over losses of losing ones; at most 1e6, and that without losses',
    unit: 'ratio',
    isGain: true,
  },
  sharpe: {
    help: 'mean over deviation of daily returns, times √daysPerYear; no riskless return is taken off',
    unit: 'ratio',
    isGain: true,
  },
  sortino: {
    help: 'mean daily return over the downside deviation from 0, times √daysPerYear',
    unit: 'ratio',
    isGain: true,
  },
  maxDrawdownPct: {
    help: 'the deepest fall of wealth from its highest point before, tick by tick; below 0',
    unit: 'percent',
    isGain: true,
  },
  maxDrawdown: { help: 'the deepest such fall in money', unit: 'currency' },
  exposurePct: { help: 'percentage of the ticks after which a position is open', unit: 'percent' },
  turnover: { help: 'notional of all fills', unit: 'currency' },
  fees: { help: 'fees of all fills', unit: 'currency' },
} satisfies Record<string, Metric>;

const PROFIT_FACTOR_MAX = 1e6;

/** Writes the metrics of the run so far. */
export function measure(state: TradingState, { config }: TradingContext, out: Float64Array): void {
  const { trades, tick, scale } = state;
  const units = wealthUnits(state);
  const wealth = fromUnits(units, scale.money);
  const pnl = fromUnits(units - toUnits(config.cash, scale.money), scale.money);
  let winning = 0;
  let gains = 0;
  let losses = 0;
  for (const trade of trades) {
    if (trade.pnl > 0) {
      winning++;
      gains += trade.pnl;
    } else losses -= trade.pnl;
  }
  const returns = dailyReturns(state, config.cash);
  const periodsPerYear = config.daysPerYear;
  const hasReturns = returns.length >= 2;
  const values = [
    -pnl,
    pnl,
    wealth,
    percent(pnl, config.cash),
    trades.length,
    state.openCount,
    percent(winning, trades.length),
    gains === 0 ? 0 : Math.min(losses === 0 ? PROFIT_FACTOR_MAX : gains / losses, PROFIT_FACTOR_MAX),
    hasReturns ? defined(sharpeRatio(returns, { periodsPerYear })) : 0,
    hasReturns ? defined(sortinoRatio(returns, { periodsPerYear })) : 0,
    -100 * state.drawdownShare,
    state.drawdown,
    percent(state.exposedTicks, tick + 1),
    state.turnover,
    state.fees,
  ];
  out.set(values);
  // No minus zero: it prints oddly.
  for (let i = 0; i < values.length; i++) out[i] += 0;
}

/** Returns day by day, from the cash at the start; none after a day that ends with nothing. */
export function dailyReturns({ days, wealth, tick }: TradingState, cash: number): number[] {
  const ends = tick < 0 ? [] : [...days, wealth];
  const returns: number[] = [];
  let before = cash;
  for (const end of ends) {
    if (before <= 0) break;
    returns.push(end / before - 1);
    before = end;
  }
  return returns;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

function defined(ratio: number): number {
  return Number.isFinite(ratio) ? ratio : 0;
}
