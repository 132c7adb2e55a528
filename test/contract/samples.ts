import * as someBanks from '../support/some-banks.ts';
import * as someCache from '../support/some-cache.ts';
import * as someTrading from '../support/some-trading.ts';
import type { Samples } from './trial.ts';

/** What each model is tried with. */
// biome-ignore lint/suspicious/noExplicitAny: the list forgets each model's own config
export const samples: Readonly<Record<string, Samples<any>>> = {
  banks: {
    config: someBanks.someConfig,
    commands: someBanks.someCommands,
    deed: someBanks.someDeed,
    noisy: { banks: 5, steps: 8, density: 0.4, noise: 0.2, policy: 'rules', shocks: 'none' },
  },
  trading: {
    config: someTrading.someConfig,
    commands: someTrading.someCommands,
    deed: someTrading.someDeed,
    noisy: {
      strategy: 'rsi-reversal',
      parameters: { period: 2 },
      market: { kind: 'garch', days: 1, interval: 300 },
    },
  },
  cache: {
    config: someCache.someConfig,
    commands: someCache.someCommands,
    deed: someCache.someDeed,
    noisy: { requests: 60, keys: 9, nodes: 2, capacity: 3 },
  },
};
