import { FaultlineError } from '../../core/faultline-error.ts';
import type { Modules } from '../../core/model.ts';
import type { TradingConfig } from './config.ts';
import { compileStrategy } from './graph/compile-strategy.ts';
import type { Graph } from './graph/graph.ts';
import { withParameters } from './graph/parameters.ts';
import { layOut, type SeriesPlan, seriesOf } from './graph/series.ts';
import { type Market, marketOf } from './market/market.ts';
import type { Strategy } from './strategy.ts';
import { type Watch, watchesOf } from './watches.ts';

/** What a config comes to before a seed is known. */
export interface Prepared {
  readonly market: Market;
  readonly graph: Graph;
  readonly series: SeriesPlan;
  /** The series whose closed candles are recorded. */
  readonly recorded: readonly number[];
  readonly watches: readonly Watch[];
}

/** @throws FaultlineError for a market or a strategy that cannot be run, naming row or node. */
export function prepare(config: TradingConfig, _modules: Modules): Prepared {
  const market = marketOf(config);
  if (typeof config.strategy === 'string') {
    throw new FaultlineError('config.strategy', config.strategy, 'the graph of that file, or of that name');
  }
  const strategy = withParameters(config.strategy as unknown as Strategy, config.parameters, 'strategy');
  const { graph, series } = compileStrategy(strategy, config.variant, market, market.givenNames, 'strategy');
  const timeframe = market.kind === 'bars' ? undefined : config.candles;
  const recorded = market.symbols.flatMap((_, symbol) =>
    timeframe === null ? [] : [seriesOf(series, symbol, timeframe, 1, 'config.candles')],
  );
  layOut(series);
  return { market, graph, series, recorded, watches: watchesOf(config, graph, market) };
}
