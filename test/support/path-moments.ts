import { tradingSimulation } from './trading-runs.ts';

/** No strategy to speak of: what is looked at is the market. */
export const idle = {
  strategy: {
    nodes: [
      { id: 'start', type: 'StrategyController' },
      { id: 'never', type: 'ConditionNode', condition: { lhs: '1', op: '>', rhs: '2' } },
    ],
    edges: [['start', 'never']],
  },
  candles: null,
};

/** A mean over many independent values, and its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly error: number;
}

export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** The last prices of `runs` runs over a market. */
export function lastPrices(market: object, daysPerYear: number, runs: number): number[] {
  const { simulation, state } = tradingSimulation({ ...idle, market, daysPerYear }, { log: false });
  return Array.from({ length: runs }, (_, run) => {
    simulation.restart(run + 1);
    simulation.finish();
    return state.price[0];
  });
}

/**
 * The mean square of a GARCH market's daily log returns around their known mean, and the mean of the fourth
 * powers over the square of `variance`, each over `runs` runs of `days` days after as many to forget the start.
 */
export function garchEstimates(
  { alpha, beta, variance }: { readonly alpha: number; readonly beta: number; readonly variance: number },
  days: number,
  runs: number,
): { readonly variance: Estimate; readonly kurtosis: Estimate } {
  const market = {
    ...{ kind: 'garch', interval: 86_400, price: 10_000, decimals: 6, drift: 0, days: 2 * days },
    ...{ volatility: Math.sqrt(variance), alpha, beta },
  };
  const { simulation, state } = tradingSimulation({ ...idle, market, daysPerYear: 1 }, { log: false });
  const squares: number[] = [];
  const fourths: number[] = [];
  for (let run = 0; run < runs; run++) {
    simulation.restart(run + 1);
    simulation.advance(days);
    let last = state.price[0];
    let square = 0;
    let fourth = 0;
    for (let day = 0; day < days; day++) {
      // The log return is a shock less half its variance, which the state has before the step.
      const half = state.variance / 2;
      simulation.advance(1);
      const shock = Math.log(state.price[0] / last) + half;
      last = state.price[0];
      square += shock ** 2;
      fourth += shock ** 4;
    }
    squares.push(square / days);
    fourths.push(fourth / days / variance ** 2);
  }
  return { variance: estimate(squares), kurtosis: estimate(fourths) };
}
