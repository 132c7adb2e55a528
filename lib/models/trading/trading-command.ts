// Made by scripts/model-types.js from what the model trading says of itself: change that.

/** What `set` may change while a run goes on: values by path. */
type LiveValues = {
  /** Replay of ticks or bars; gbm, garch: generated; bootstrap: blocks of the bars’ returns. */
  readonly market:
    | {
        readonly kind: 'replay';
      }
    | {
        readonly kind: 'gbm';
        /** Default: "ticks". */
        readonly shape?: 'ticks' | 'bars' | undefined;
        /** The first day; weekends are left out. Default: "2024-01-02". */
        readonly start?: string | undefined;
        /** Integer from 1 to 100000; default: 5. */
        readonly days?: number | undefined;
        /** Seconds; 86400: one price a day. Integer from 1 to 86400; default: 10. */
        readonly interval?: number | undefined;
        /** When a day of trading begins. Default: "09:15". */
        readonly open?: string | undefined;
        /** When it ends. Default: "15:30". */
        readonly close?: string | undefined;
        /** Minutes ahead of UTC. Integer from -900 to 900; default: 330. */
        readonly utcOffset?: number | undefined;
        /** The first price. Number above 0 to 1e9; default: 100. */
        readonly price?: number | undefined;
        /** Decimals of a price. Integer from 0 to 6; default: 2. */
        readonly decimals?: number | undefined;
        /**
         * Expected return a year, of log prices plus half their variance. Number from -10 to 10;
         * default: 0.05.
         */
        readonly drift?: number | undefined;
        /** Standard deviation of log returns over a year. Number from 0 to 10; default: 0.2. */
        readonly volatility?: number | undefined;
      }
    | {
        readonly kind: 'garch';
        /** Default: "ticks". */
        readonly shape?: 'ticks' | 'bars' | undefined;
        /** The first day; weekends are left out. Default: "2024-01-02". */
        readonly start?: string | undefined;
        /** Integer from 1 to 100000; default: 5. */
        readonly days?: number | undefined;
        /** Seconds; 86400: one price a day. Integer from 1 to 86400; default: 10. */
        readonly interval?: number | undefined;
        /** When a day of trading begins. Default: "09:15". */
        readonly open?: string | undefined;
        /** When it ends. Default: "15:30". */
        readonly close?: string | undefined;
        /** Minutes ahead of UTC. Integer from -900 to 900; default: 330. */
        readonly utcOffset?: number | undefined;
        /** The first price. Number above 0 to 1e9; default: 100. */
        readonly price?: number | undefined;
        /** Decimals of a price. Integer from 0 to 6; default: 2. */
        readonly decimals?: number | undefined;
        /**
         * Expected return a year, of log prices plus half their variance. Number from -10 to 10;
         * default: 0.05.
         */
        readonly drift?: number | undefined;
        /** Standard deviation of log returns over a year. Number from 0 to 10; default: 0.2. */
        readonly volatility?: number | undefined;
        /** Weight of the last squared return. Number from 0 below 1; default: 0.06. */
        readonly alpha?: number | undefined;
        /** Weight of the last variance. Number from 0 below 1; default: 0.93. */
        readonly beta?: number | undefined;
      }
    | {
        readonly kind: 'bootstrap';
        /** Mean length of a block, in bars. Number from 1 to 1e6; default: 10. */
        readonly block?: number | undefined;
      };
};

/** A command of the model trading, without the turn at which it lands. */
export type TradingCommand =
  | {
      /** Closes every position and stops every node, at once. */
      readonly name: 'square_off';
    }
  | {
      /** Prices jump: all that come are multiplied by 1 + return. */
      readonly name: 'gap';
      /** By how much prices jump, as a share of themselves. Number above -1 to 100. */
      readonly return: number;
      /** Whose; of all symbols when left out. */
      readonly symbol?: string | undefined;
    }
  | {
      readonly [Path in keyof LiveValues]: {
        /** Changes a live field of the config from here on. */
        readonly name: 'set';
        /** The field, and what is in it, joined by dots. */
        readonly path: Path;
        readonly value: LiveValues[Path];
      };
    }[keyof LiveValues];
