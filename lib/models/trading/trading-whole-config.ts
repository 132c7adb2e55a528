// Made by scripts/model-types.js from what the model trading says of itself: change that.

/** A whole config of the model trading, as its recipes hold it. */
export type TradingWholeConfig = {
  /** A shipped strategy, with a market for it. Default: null. */
  readonly preset: 'rsi-reversal' | 'sma-cross' | 'opening-range' | null;
  /**
   * The graph { nodes, edges, indicators, parameters, … }, a JSON file, or a name as of presets.
   * Default: "rsi-reversal".
   */
  readonly strategy:
    | {
        readonly nodes: readonly {
          readonly [field: string]: unknown;
        }[];
        readonly edges: readonly (readonly string[])[];
        readonly [field: string]: unknown;
      }
    | string;
  /** Values of the strategy’s parameters; a field by a parameter’s name is taken as one. */
  readonly parameters: Readonly<Record<string, number | string>>;
  /** One of the strategy’s ways of counting costs. Default: null. */
  readonly variant: string | null;
  /**
   * Orders fill at the next tick or bar’s open; same: at the signal’s own price, which looks
   * ahead. Default: "next".
   */
  readonly fill: 'next' | 'same';
  /** What prices and cash are in, a label. Default: "money". */
  readonly currency: string;
  /** At the start. Number from 0 to 1e15; unit: currency; default: 1000000. */
  readonly cash: number;
  /**
   * Replay of ticks or bars; gbm, garch: generated; bootstrap: blocks of the bars’ returns. `set`
   * may change it in a run.
   */
  readonly market:
    | {
        readonly kind: 'replay';
      }
    | {
        readonly kind: 'gbm';
        /** Default: "ticks". */
        readonly shape: 'ticks' | 'bars';
        /** The first day; weekends are left out. Default: "2024-01-02". */
        readonly start: string;
        /** Integer from 1 to 100000; default: 5. */
        readonly days: number;
        /** Seconds; 86400: one price a day. Integer from 1 to 86400; default: 10. */
        readonly interval: number;
        /** When a day of trading begins. Default: "09:15". */
        readonly open: string;
        /** When it ends. Default: "15:30". */
        readonly close: string;
        /** Minutes ahead of UTC. Integer from -900 to 900; default: 330. */
        readonly utcOffset: number;
        /** The first price. Number above 0 to 1e9; default: 100. */
        readonly price: number;
        /** Decimals of a price. Integer from 0 to 6; default: 2. */
        readonly decimals: number;
        /**
         * Expected return a year, of log prices plus half their variance. Number from -10 to 10;
         * default: 0.05.
         */
        readonly drift: number;
        /** Standard deviation of log returns over a year. Number from 0 to 10; default: 0.2. */
        readonly volatility: number;
      }
    | {
        readonly kind: 'garch';
        /** Default: "ticks". */
        readonly shape: 'ticks' | 'bars';
        /** The first day; weekends are left out. Default: "2024-01-02". */
        readonly start: string;
        /** Integer from 1 to 100000; default: 5. */
        readonly days: number;
        /** Seconds; 86400: one price a day. Integer from 1 to 86400; default: 10. */
        readonly interval: number;
        /** When a day of trading begins. Default: "09:15". */
        readonly open: string;
        /** When it ends. Default: "15:30". */
        readonly close: string;
        /** Minutes ahead of UTC. Integer from -900 to 900; default: 330. */
        readonly utcOffset: number;
        /** The first price. Number above 0 to 1e9; default: 100. */
        readonly price: number;
        /** Decimals of a price. Integer from 0 to 6; default: 2. */
        readonly decimals: number;
        /**
         * Expected return a year, of log prices plus half their variance. Number from -10 to 10;
         * default: 0.05.
         */
        readonly drift: number;
        /** Standard deviation of log returns over a year. Number from 0 to 10; default: 0.2. */
        readonly volatility: number;
        /** Weight of the last squared return. Number from 0 below 1; default: 0.06. */
        readonly alpha: number;
        /** Weight of the last variance. Number from 0 below 1; default: 0.93. */
        readonly beta: number;
      }
    | {
        readonly kind: 'bootstrap';
        /** Mean length of a block, in bars. Number from 1 to 1e6; default: 10. */
        readonly block: number;
      };
  /** Name of prices that come without one. Default: "XYZ". */
  readonly symbol: string;
  /**
   * Last prices over time: [{ time, ltp: { XYZ: "101.5" } }], columns, or a CSV file. Default:
   * null.
   */
  readonly ticks:
    | string
    | readonly Readonly<Record<string, unknown>>[]
    | Readonly<Record<string, readonly (number | string | null)[]>>
    | null;
  /**
   * Bars over time: [{ time, open, high, low, close, volume }], columns, or a CSV file. Default:
   * null.
   */
  readonly bars:
    | string
    | readonly Readonly<Record<string, unknown>>[]
    | Readonly<Record<string, readonly (number | string | null)[]>>
    | null;
  /**
   * Days of trading in a year: Sharpe and Sortino ratios are annualised by it. Number above 0 to
   * 366; unit: days; default: 252.
   */
  readonly daysPerYear: number;
  /**
   * Length of the candles of ticks that the log keeps; null: none. Bars are kept as they are.
   * Default: "1m".
   */
  readonly candles: string | null;
  /** The log has, for every tick, open positions, P&L and active nodes. Default: false. */
  readonly tickUpdates: boolean;
  /** Why nothing happened: [{ node, at: "11:42" }] records what the node’s condition saw. */
  readonly watch: readonly {
    readonly node: string;
    /** A tick’s number, 11:42, or a date with its time. Integer from 0. */
    readonly at: number | string;
    /** Integer from 0. */
    readonly to?: number | string | undefined;
  }[];
};
