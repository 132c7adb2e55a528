export {
  type CapitalRatiosInput,
  type CapitalRatiosResult,
  capitalRatios,
} from './analysis/capital-ratios.ts';
export type { MarginsInput } from './analysis/check-margins.ts';
export { type ClearingInput, type ClearingResult, clearingPayments } from './analysis/clearing-payments.ts';
export { type DebtRankInput, type DebtRankResult, debtRank } from './analysis/debt-rank.ts';
export type { FireSaleBank, FireSalesInput } from './analysis/fire-sale-setup.ts';
export { type FireSaleRound, type FireSalesResult, fireSales } from './analysis/fire-sales.ts';
export { type FurfineInput, type FurfineResult, furfine } from './analysis/furfine.ts';
export { type GaiKapadiaInput, type GaiKapadiaResult, gaiKapadia } from './analysis/gai-kapadia.ts';
export { type GaiKapadiaTheoryInput, gaiKapadiaTheory } from './analysis/gai-kapadia-theory.ts';
export { type IrbCapitalInput, type IrbCapitalResult, irbCapital } from './analysis/irb-capital.ts';
export { maximumEntropy } from './analysis/maximum-entropy.ts';
export { type MinimumDensityInput, minimumDensity } from './analysis/minimum-density.ts';
export { type NierInput, type NierResult, nier } from './analysis/nier.ts';
export {
  type RingVersusCompleteInput,
  type RingVersusCompleteResult,
  ringVersusComplete,
} from './analysis/ring-versus-complete.ts';
export { type SampleNetworksInput, sampleNetworks } from './analysis/sample-networks.ts';
export type { GivenConfig } from './core/config.ts';
export type { Entry, LoggedEvent } from './core/event-kind.ts';
export { type EventQuery, Events } from './core/events.ts';
export { FaultlineError } from './core/faultline-error.ts';
export type { AnyModel, Model, ModelOf } from './core/model.ts';
export type { CommandOf, GivenCommand, Recipe, RunOptions } from './core/recipe.ts';
export type { Run } from './core/run.ts';
export { runSeed, type Seed } from './core/seed.ts';
export type { AnyOf, EventOf, TypedEvents } from './core/typed-events.ts';
export type { Vocabulary } from './core/vocabulary.ts';
export { onAnyGround } from './figures/any-ground.ts';
export { type Curve, type CurvePlot, curveFigure } from './figures/curve-figure.ts';
export { differenceFigure } from './figures/difference-figure.ts';
export { differenceRows } from './figures/difference-rows.ts';
export { moneyText } from './figures/display-unit.ts';
export { exceedanceFigure } from './figures/exceedance-figure.ts';
export type { Figure } from './figures/figure.ts';
export { type DrawnSweep, histogramFigure } from './figures/histogram-figure.ts';
export { marketsFigure } from './figures/markets-figure.ts';
export { type DrawnRun, networkFigure } from './figures/network-figure.ts';
export { type PathsOptions, pathsFigure } from './figures/paths-figure.ts';
export { percent, quantity } from './figures/quantity.ts';
export { riskRows, type TableRow } from './figures/risk-rows.ts';
export { waterfallFigure } from './figures/waterfall-figure.ts';
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
export { models } from './models/models.ts';
export { attributeTail, type TailAttribution, type TailShare } from './node/attribute-tail.ts';
export { compare, type SweepPlan } from './node/compare.ts';
export { type DecomposeOptions, decompose } from './node/decompose.ts';
export { loadTable } from './node/load-table.ts';
export { type OpenOptions, open } from './node/open.ts';
export { run } from './node/run.ts';
export { type SweepOptions, sweep } from './node/sweep.ts';
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
export { valueAtRisk } from './study/value-at-risk.ts';
export { valueAtRiskInterval } from './study/value-at-risk-interval.ts';
