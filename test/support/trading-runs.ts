import { makeRecipe } from '../../lib/core/recipe.ts';
import { Simulation } from '../../lib/core/simulation.ts';
import type { TradingState } from '../../lib/models/trading/state.ts';
import { trading } from '../../lib/models/trading/trading.ts';
import { nodeHost } from '../../lib/node/node-host.ts';

/** A run of the trading model before its first tick, and what it remembers. */
export function tradingSimulation(
  config: object,
  { seed = 1, log = true }: { readonly seed?: number; readonly log?: boolean } = {},
): { readonly simulation: Simulation; readonly state: TradingState } {
  const recipe = makeRecipe(trading, { config: config as never, seed }, nodeHost);
  const simulation = new Simulation(trading, recipe, nodeHost, log);
  return { simulation, state: simulation.state as TradingState };
}

/** Some prices of a quarter of an hour each, from 9:15 on, as ticks or as bars that open where the last one closed. */
export function marketOf(cents: readonly number[], shape: 'ticks' | 'bars', perDay = 25): object {
  const time = (i: number): string => {
    const minutes = 9 * 60 + 15 + 15 * (i % perDay);
    return new Date(Date.UTC(2024, 0, 2 + Math.floor(i / perDay), 0, minutes)).toISOString();
  };
  if (shape === 'ticks')
    return { ticks: cents.map((each, i) => ({ time: time(i), ltp: { XYZ: each / 100 } })) };
  return {
    bars: cents.map((close, i) => {
      const open = cents[Math.max(0, i - 1)];
      // Wicks of the bar's own prices, so that nothing of a bar comes from another one's future.
      const [high, low] = [Math.max(open, close) + (close % 7), Math.min(open, close) - (close % 5)];
      return { time: time(i), open: open / 100, high: high / 100, low: low / 100, close: close / 100 };
    }),
  };
}
