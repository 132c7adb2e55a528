// Made by scripts/model-types.js from what the model trading says of itself: change that.

/** The metrics of the model trading: numbers of a run, or what a sweep has of each. */
export type TradingMetrics<Value = number> = {
  /** Minus the P&L: open positions at their last price, after all fees. Unit: currency. */
  readonly loss: Value;
  /** Wealth at the end minus cash at the start. Unit: currency. */
  readonly pnl: Value;
  /** Cash, and open positions at their last price. Unit: currency. */
  readonly equityFinal: Value;
  /** P&L as a percentage of the cash at the start. Unit: percent. */
  readonly returnPct: Value;
  /** Positions that were closed. Unit: trades. */
  readonly trades: Value;
  /** Positions that are still open. Unit: positions. */
  readonly openAtEnd: Value;
  /** Percentage of the trades with a profit after fees. Unit: percent. */
  readonly winRatePct: Value;
  /**
   * Profits of winning trades over losses of losing ones; at most 1e6, and that without losses.
   * Unit: ratio.
   */
  readonly profitFactor: Value;
  /**
   * Mean over deviation of daily returns, times √daysPerYear; no riskless return is taken off.
   * Unit: ratio.
   */
  readonly sharpe: Value;
  /** Mean daily return over the downside deviation from 0, times √daysPerYear. Unit: ratio. */
  readonly sortino: Value;
  /**
   * The deepest fall of wealth from its highest point before, tick by tick; below 0. Unit:
   * percent.
   */
  readonly maxDrawdownPct: Value;
  /** The deepest such fall in money. Unit: currency. */
  readonly maxDrawdown: Value;
  /** Percentage of the ticks after which a position is open. Unit: percent. */
  readonly exposurePct: Value;
  /** Notional of all fills. Unit: currency. */
  readonly turnover: Value;
  /** Fees of all fills. Unit: currency. */
  readonly fees: Value;
};
