import type { BanksConfig } from './config.ts';
import type { BanksState } from './state.ts';

/** Equity below 0 or a requirement by less than this share of the assets it is measured on is rounding. */
const ROUNDING = 1e-12;

/** All that bank `i` owns, of books that `valueBooks` has just valued. */
export function valuedAssets({ books, bankCount: n }: BanksState, i: number): number {
  return books[i] + books[n + i] + books[2 * n + i] + books[3 * n + i] + books[8 * n + i];
}

/** Risk-weighted assets of bank `i` (standardised approach), of valued books. Arrears count as loans. */
export function riskWeightedAssets(
  { books, bankCount: n }: BanksState,
  { cash, interbank, investments, external }: BanksConfig['riskWeights'],
  i: number,
): number {
  const claims = books[2 * n + i] + books[3 * n + i];
  return cash * books[i] + external * books[n + i] + interbank * claims + investments * books[8 * n + i];
}

/** Equity over total assets of bank `i`, of valued books; NaN without any, which the log shows as null. */
export function leverageRatioOf(state: BanksState, i: number): number {
  return ratioOf(state.equity[i], valuedAssets(state, i));
}

/** Equity over risk-weighted assets of bank `i`, of valued books; NaN without any. */
export function capitalRatioOf(state: BanksState, { riskWeights }: BanksConfig, i: number): number {
  return ratioOf(state.equity[i], riskWeightedAssets(state, riskWeights, i));
}

function ratioOf(equity: number, assets: number): number {
  return assets > 0 ? equity / assets : Number.NaN;
}

/** The equity below which a bank is below `ratio` of `assets`, by more than rounding. */
export function belowBy(ratio: number, assets: number): number {
  return ratio * assets - ROUNDING * assets;
}

/** Whether equity is below `ratio` of `assets`, by more than rounding. */
export function isBelow(equity: number, ratio: number, assets: number): boolean {
  return equity < belowBy(ratio, assets);
}
