import { FaultlineError } from '../../core/faultline-error.ts';
import type { Modules } from '../../core/model.ts';
import type { TradingConfig } from './config.ts';
import { compileStrategy } from './graph/compile-strategy.ts';
import type { Graph } from './graph/graph.ts';
import { withParameters } from './graph/parameters.ts';
import { layOut, type SeriesPlan, seriesOf } from './graph/series.ts';
import { type Market, marketOf } from './market/market.ts';
import { type MoneyScale, mostDecimals } from './money.ts';
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
  readonly scale: MoneyScale;
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
  const watches = watchesOf(config, graph, market);
  return { market, graph, series, recorded, watches, scale: scaleOf(config, graph, market) };
}

/** The decimals of all that money is made of. */
function scaleOf({ cash }: TradingConfig, graph: Graph, { decimals }: Market): MoneyScale {
  const { nodes, fees, entrySlippage, exitSlippage } = graph;
  const entries = nodes.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const lots = [
    ...nodes.map((node) => node.lots),
    ...entries.map(({ count }) => ('lots' in count ? count.lots : 1)),
  ];
  const fractions = entries
    .flatMap(({ stop, target }) => [stop, target])
    .filter((each) => typeof each === 'number');
  const slippage = mostDecimals([entrySlippage, exitSlippage]);
  const scale = {
    // A level that is a fraction of what was paid has the decimals of both.
    price: Math.max(...decimals) + slippage + mostDecimals(fractions),
    slippage,
    lots: mostDecimals(lots.filter((each) => !Number.isNaN(each))),
    lotSize: mostDecimals(entries.map((entry) => entry.lotSize)),
    fee: mostDecimals([fees.rate]),
  };
  const product = scale.price + scale.slippage + scale.lots + scale.lotSize + scale.fee;
  return { ...scale, money: Math.max(product, mostDecimals([cash, fees.perOrder])) };
}
