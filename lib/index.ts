export {
  type CheHitRatioInput,
  type CheHitRatioResult,
  cheHitRatio,
} from './analysis/caching/che-hit-ratio.ts';
export { type ClusterHitRatioInput, clusterHitRatio } from './analysis/caching/cluster-hit-ratio.ts';
export { type ExactHitRatioInput, exactHitRatio } from './analysis/caching/exact-hit-ratio.ts';
export { type TtlHitRatioInput, ttlHitRatio } from './analysis/caching/ttl-hit-ratio.ts';
export { type WarmUpInput, type WarmUpResult, warmUp } from './analysis/caching/warm-up.ts';
export { zipfPopularity } from './analysis/caching/zipf-popularity.ts';
export {
  type CapitalRatiosInput,
  type CapitalRatiosResult,
  capitalRatios,
} from './analysis/capital-ratios.ts';
export type { MarginsInput } from './analysis/check-margins.ts';
export { type ClearingInput, type ClearingResult, clearingPayments } from './analysis/clearing-payments.ts';
export { type DebtRankInput, type DebtRankResult, debtRank } from './analysis/debt-rank.ts';
export { EVICTIONS, type EvictionName } from './analysis/eviction/eviction.ts';
export type { FireSaleBank, FireSalesInput } from './analysis/fire-sale-setup.ts';
export { type FireSaleRound, type FireSalesResult, fireSales } from './analysis/fire-sales.ts';
export { type FurfineInput, type FurfineResult, furfine } from './analysis/furfine.ts';
export { type GaiKapadiaInput, type GaiKapadiaResult, gaiKapadia } from './analysis/gai-kapadia.ts';
export { type GaiKapadiaTheoryInput, gaiKapadiaTheory } from './analysis/gai-kapadia-theory.ts';
export {
  createRing,
  type HashRing,
  ringOwner,
  ringOwners,
  ringShares,
} from './analysis/hashing/hash-ring.ts';
export { jumpHash } from './analysis/hashing/jump-hash.ts';
export { keyHash } from './analysis/hashing/key-hash.ts';
export { rendezvousOwner } from './analysis/hashing/rendezvous.ts';
export { movedShare, ringMaxOverMean, ringShareVariation } from './analysis/hashing/ring-balance.ts';
export type { IndicatorSpec, PriceSourceName } from './analysis/indicators/indicator.ts';
export {
  type BarColumns as IndicatorBars,
  indicatorSeries,
} from './analysis/indicators/indicator-series.ts';
export { type IrbCapitalInput, type IrbCapitalResult, irbCapital } from './analysis/irb-capital.ts';
export { type BlackScholesInput, blackScholes } from './analysis/markets/black-scholes.ts';
export { type Garch, type GarchMoments, garchMoments } from './analysis/markets/garch-moments.ts';
export {
  type StationaryBootstrapOptions,
  type StationaryBootstrapResult,
  stationaryBootstrap,
} from './analysis/markets/stationary-bootstrap.ts';
export { maximumEntropy } from './analysis/maximum-entropy.ts';
export { type MinimumDensityInput, minimumDensity } from './analysis/minimum-density.ts';
export { missCounter } from './analysis/miss-counter.ts';
export { missCounts } from './analysis/miss-counts.ts';
export { type NierInput, type NierResult, nier } from './analysis/nier.ts';
export {
  type DeflatedSharpeInput,
  type DeflatedSharpeResult,
  deflatedSharpe,
} from './analysis/performance/deflated-sharpe.ts';
export { type KupiecInput, type KupiecResult, kupiec } from './analysis/performance/kupiec.ts';
export { type Drawdown, maxDrawdown } from './analysis/performance/max-drawdown.ts';
export {
  type ProbabilisticSharpeInput,
  probabilisticSharpe,
} from './analysis/performance/probabilistic-sharpe.ts';
export { profitFactor } from './analysis/performance/profit-factor.ts';
export {
  type ReshuffleTradesOptions,
  type ReshuffleTradesResult,
  reshuffleTrades,
  type TradesOutcome,
} from './analysis/performance/reshuffle-trades.ts';
export { returnsOf } from './analysis/performance/returns-of.ts';
export { sampleKurtosis } from './analysis/performance/sample-kurtosis.ts';
export { sampleSkewness } from './analysis/performance/sample-skewness.ts';
export { type SharpeRatioOptions, sharpeRatio } from './analysis/performance/sharpe-ratio.ts';
export { type SortinoRatioOptions, sortinoRatio } from './analysis/performance/sortino-ratio.ts';
export {
  type VarBacktestOptions,
  type VarBacktestResult,
  varBacktest,
} from './analysis/performance/var-backtest.ts';
export { erlangB } from './analysis/queueing/erlang-b.ts';
export { erlangC } from './analysis/queueing/erlang-c.ts';
export { md1 } from './analysis/queueing/md1.ts';
export { mg1 } from './analysis/queueing/mg1.ts';
export { mmc } from './analysis/queueing/mm-c.ts';
export { retransmission } from './analysis/queueing/retransmission.ts';
export {
  type RingVersusCompleteInput,
  type RingVersusCompleteResult,
  ringVersusComplete,
} from './analysis/ring-versus-complete.ts';
export { type SampleNetworksInput, sampleNetworks } from './analysis/sample-networks.ts';
export type { Analysis, Claim, DroppedClaim } from './analyst/analysis.ts';
export type { AskOptions } from './analyst/ask-options.ts';
export { Client } from './client/client.ts';
export { ClientError } from './client/client-error.ts';
export { type ConnectOptions, connect } from './client/connect.ts';
export { RemoteSession } from './client/remote-session.ts';
export { SessionStream } from './client/session-stream.ts';
export type { StreamMessage } from './client/stream-message.ts';
export type { GivenConfig } from './core/config.ts';
export type { Entry, LoggedEvent } from './core/event-kind.ts';
export { type EventQuery, Events } from './core/events.ts';
export type { ArmResult, Experiment } from './core/experiment.ts';
export { FaultlineError } from './core/faultline-error.ts';
export type { AnyModel, Model, ModelOf } from './core/model.ts';
export { type ReadEventsOptions, readEvents } from './core/read-events.ts';
export type { Guard, WhyNotAnswer } from './core/reasons.ts';
export type { CommandOf, GivenCommand, Recipe, RunOptions } from './core/recipe.ts';
export type { Run } from './core/run.ts';
export { runSeed, type Seed } from './core/seed.ts';
export type { AnyOf, EventOf, TypedEvents } from './core/typed-events.ts';
export type { Vocabulary } from './core/vocabulary.ts';
export { onAnyGround } from './figures/any-ground.ts';
export { clusterFigure } from './figures/cluster-figure.ts';
export { type Curve, type CurvePlot, curveFigure } from './figures/curve-figure.ts';
export { differenceFigure } from './figures/difference-figure.ts';
export { differenceRows } from './figures/difference-rows.ts';
export { moneyText } from './figures/display-unit.ts';
export { equityFigure } from './figures/equity-figure.ts';
export { exceedanceFigure } from './figures/exceedance-figure.ts';
export type { Figure } from './figures/figure.ts';
export { type ChainedRun, type FlowOptions, flowFigure } from './figures/flow-figure.ts';
export { type DrawnSweep, histogramFigure } from './figures/histogram-figure.ts';
export { marketsFigure } from './figures/markets-figure.ts';
export { type DrawnRun, networkFigure } from './figures/network-figure.ts';
export { type PathsOptions, pathsFigure } from './figures/paths-figure.ts';
export { percent, quantity } from './figures/quantity.ts';
export { riskRows, type TableRow } from './figures/risk-rows.ts';
export { type TradesOptions, tradesFigure } from './figures/trades-figure.ts';
export { waterfallFigure } from './figures/waterfall-figure.ts';
export { type DrawnWhy, type WhyFigureOptions, whyFigure } from './figures/why-figure.ts';
export { LiveRun, type LiveSnapshot } from './live/live-run.ts';
export { banks } from './models/banks/banks.ts';
export type { BanksCommand } from './models/banks/banks-command.ts';
export type { BanksEvent } from './models/banks/banks-event.ts';
export type { BanksGivenConfig } from './models/banks/banks-given-config.ts';
export type { BanksMetrics } from './models/banks/banks-metrics.ts';
export type { BanksVocabulary } from './models/banks/banks-vocabulary.ts';
export type { BanksWholeConfig } from './models/banks/banks-whole-config.ts';
export {
  ACTIONS,
  type Decision,
  FEATURES,
  type Observation,
  type Policy,
  PRIORITIES,
} from './models/banks/policy.ts';
export type { BanksView, BankView, LoanView, MarketView } from './models/banks/view.ts';
export { cache } from './models/cache/cache.ts';
export type { CacheCommand } from './models/cache/cache-command.ts';
export type { CacheEvent } from './models/cache/cache-event.ts';
export type { CacheGivenConfig } from './models/cache/cache-given-config.ts';
export type { CacheMetrics } from './models/cache/cache-metrics.ts';
export type { CacheVocabulary } from './models/cache/cache-vocabulary.ts';
export type { CacheWholeConfig } from './models/cache/cache-whole-config.ts';
export type { CacheView, LatencyView, NodeView, PercentileView } from './models/cache/view.ts';
export { models } from './models/models.ts';
export { chainOf } from './models/trading/chain.ts';
export type { Bar, BarColumns } from './models/trading/market/bars-table.ts';
export type { Tick, TickColumns } from './models/trading/market/ticks-table.ts';
export type { ConditionResult, NodeMessage, OrderDetails } from './models/trading/node-message.ts';
export { strategies } from './models/trading/strategies/presets.ts';
export type {
  Condition,
  Costs,
  IndicatorDeclaration,
  Operand,
  Strategy,
  StrategyEdge,
  StrategyNode,
} from './models/trading/strategy.ts';
export type { TradeMessage, TradesSummary } from './models/trading/trade-message.ts';
export { tradesDigest } from './models/trading/trades-digest.ts';
export { trading } from './models/trading/trading.ts';
export type { TradingCommand } from './models/trading/trading-command.ts';
export type { TradingEvent } from './models/trading/trading-event.ts';
export type { TradingGivenConfig } from './models/trading/trading-given-config.ts';
export type { TradingMetrics } from './models/trading/trading-metrics.ts';
export type { TradingVocabulary } from './models/trading/trading-vocabulary.ts';
export type { TradingWholeConfig } from './models/trading/trading-whole-config.ts';
export type { PositionView, TradingView } from './models/trading/view.ts';
export type { NodeWhyNot, Sight, WithheldTick } from './models/trading/why-not.ts';
export { analystTools } from './node/analyst-tools.ts';
export {
  type AskRunOptions,
  type AskSweepOptions,
  ask,
  askSweep,
  type RunAnalysis,
  type SweepAnalysis,
} from './node/ask.ts';
export { attributeTail, type TailAttribution, type TailShare } from './node/attribute-tail.ts';
export { compare, type SweepPlan } from './node/compare.ts';
export { type DecomposeOptions, decompose } from './node/decompose.ts';
export {
  type Diagnostics,
  diagnosticsChain,
  diagnosticsOf,
  readDiagnostics,
  writeDiagnostics,
} from './node/diagnostics.ts';
export { type ExperimentOptions, experiment, type MadeExperiment } from './node/experiment.ts';
export { type Knee, type KneeOptions, knee } from './node/knee.ts';
export { loadEvents } from './node/load-events.ts';
export { loadTable } from './node/load-table.ts';
export { type OpenOptions, open } from './node/open.ts';
export { readTrace } from './node/read-trace.ts';
export { run } from './node/run.ts';
export {
  type RunStrategyOptions,
  runStrategy,
  type StrategyResult,
  strategyResult,
} from './node/run-strategy.ts';
export { sp500Bars } from './node/sp500.ts';
export { type SweepOptions, sweep } from './node/sweep.ts';
export { type TailFeatures, type TailFeaturesOptions, tailFeatures } from './node/tail-features.ts';
export { contrast, type Explained, leaveOut, prevent, questions, why } from './node/why.ts';
export { type MissingEvent, type NonEvent, whyNot } from './node/why-not.ts';
export { type Danfo, type DanfoFrame, fromDanfo, toDanfo } from './notebook/danfo.ts';
export { type MimeBundle, type NotebookHost, notebookHost } from './notebook/display/notebook-host.ts';
export { clearOutput, type Shown, show } from './notebook/display/show.ts';
export type { Comparison } from './study/comparison.ts';
export { conditionalValueAtRisk } from './study/conditional-value-at-risk.ts';
export { conditionalValueAtRiskInterval } from './study/conditional-value-at-risk-interval.ts';
export { contributions } from './study/contributions.ts';
export type { Decomposition, Stage } from './study/decomposition.ts';
export { pairedDifference } from './study/paired-difference.ts';
export { riskTable } from './study/risk-table.ts';
export { RunFailure } from './study/run-chunk.ts';
export type { Sweep } from './study/sweep-result.ts';
export type { TailFeature } from './study/tail-features.ts';
export { valueAtRisk } from './study/value-at-risk.ts';
export { valueAtRiskInterval } from './study/value-at-risk-interval.ts';
export { actualCauses } from './why/actual-causes.ts';
export type {
  ChainStep,
  Effect,
  FoundTarget,
  Prevention,
  RootCause,
  Verdict,
  Why,
  WhyTarget,
} from './why/answer.ts';
export type { Contrast } from './why/contrast.ts';
export type { Difference } from './why/difference.ts';
export type { Question } from './why/questions.ts';
export { shapleyValues } from './why/shapley.ts';
