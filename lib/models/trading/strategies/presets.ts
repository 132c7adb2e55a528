import type { Strategy } from '../strategy.ts';
import { openingRange } from './opening-range.ts';
import { rsiReversal } from './rsi-reversal.ts';
import { smaCross } from './sma-cross.ts';

/** The strategies that come with it, by the name under which `preset` and `--strategy` know them. */
export const strategies = {
  'rsi-reversal': rsiReversal,
  'sma-cross': smaCross,
  'opening-range': openingRange,
} as const satisfies Record<string, Strategy>;

const generated = { market: { kind: 'garch' } };

/** Each with a market on which it makes sense. */
export const presets = {
  'rsi-reversal': { strategy: rsiReversal, ...generated },
  'sma-cross': { strategy: smaCross, bars: 'sp500', symbol: 'S&P 500', market: { kind: 'replay' } },
  'opening-range': { strategy: openingRange, ...generated },
};
