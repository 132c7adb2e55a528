import type { TradingGivenConfig } from '../../lib/models/trading/trading-given-config.ts';
import { everything } from '../support/some-strategies.ts';

/** Recipes of the trading model whose digests are kept. */
export const TRADING_SAMPLES: Readonly<
  Record<string, { config: TradingGivenConfig; seed?: number | string; commands?: never }>
> = {
  'RSI reversal on GARCH ticks': { config: { market: { kind: 'garch', days: 2 } }, seed: 7 },
  'SMA cross on the S&P 500, B': { config: { preset: 'sma-cross', variant: 'B' } },
  'SMA cross on drawn bars': {
    config: { preset: 'sma-cross', market: { kind: 'bootstrap', block: 20 } },
    seed: 'drawn',
  },
  'opening range on GBM bars, same fills': {
    config: {
      strategy: 'opening-range',
      fill: 'same',
      market: { kind: 'gbm', shape: 'bars', days: 10, interval: 60, volatility: 0.4 },
    },
  },
  'everything, tick by tick': {
    config: {
      strategy: everything,
      tickUpdates: true,
      candles: '30m',
      market: { kind: 'garch', days: 3, interval: 60 },
      watch: [{ node: 'again', at: '11:00', to: '11:10' }],
    },
    seed: 3,
  },
};
