import type { BanksConfig } from './config.ts';
import { belowBy } from './requirements.ts';
import { type BanksState, valueBooks } from './state.ts';

/** What a look through all banks has found; those below a requirement are in `state.breached`. */
export interface Survey {
  /** A living bank is insolvent or illiquid. */
  mayFail: boolean;
  /** A living bank has claims on it to pay. */
  hasDue: boolean;
}

const survey: Survey = { mayFail: false, hasDue: false };

/**
 * Values every book, as `valueBooks` does, and looks through the living on the way: a pass over all banks
 * in every round of contagion, and in most steps the only one. What is returned holds until the next call.
 */
export function surveyBanks(state: BanksState, config: BanksConfig): Survey {
  if (!config.fireSales && !config.funding) return surveyEquity(state);
  const { bankCount: n, marketCount, books, units, price, alive, isIlliquid, isDue, breached } = state;
  const { leverageRequirement, capitalRequirement, riskWeights } = config;
  const { cash, interbank, investments, external } = riskWeights;
  let mayFail = 0;
  let hasDue = 0;
  let count = 0;
  for (let i = 0; i < n; i++) {
    const claims = books[2 * n + i] + books[3 * n + i];
    const own = books[i] + books[n + i] + books[2 * n + i] + books[3 * n + i];
    let assets = own;
    let invested = 0;
    for (let m = 0, at = i; m < marketCount; m++, at += n) {
      const value = units[at] * price[m];
      invested += value;
      assets += value;
    }
    const debts = books[4 * n + i] + books[5 * n + i] + books[6 * n + i] + books[7 * n + i];
    const equity = assets - debts;
    books[8 * n + i] = invested;
    books[9 * n + i] = equity;
    if (alive[i] === 0) continue;
    if (equity < belowBy(0, own + invested)) mayFail = 1;
    mayFail |= isIlliquid[i];
    hasDue |= isDue[i];
    const weighted = cash * books[i] + external * books[n + i] + interbank * claims + investments * invested;
    if (
      equity < belowBy(leverageRequirement, own + invested) ||
      equity < belowBy(capitalRequirement, weighted)
    ) {
      breached[count++] = i;
    }
  }
  state.breachedCount = count;
  survey.mayFail = mayFail !== 0;
  survey.hasDue = hasDue !== 0;
  return survey;
}

/** The same where requirements and dues move nobody: only failures are looked for. */
function surveyEquity(state: BanksState): Survey {
  const { bankCount, equity, alive, isIlliquid } = state;
  valueBooks(state);
  let mayFail = 0;
  for (let i = 0; i < bankCount; i++) {
    if (alive[i] === 1 && (equity[i] < 0 || isIlliquid[i] === 1)) mayFail = 1;
  }
  state.breachedCount = 0;
  survey.mayFail = mayFail !== 0;
  survey.hasDue = false;
  return survey;
}
