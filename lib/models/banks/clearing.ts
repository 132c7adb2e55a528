import type { BanksContext } from './context.ts';
import { failureOf } from './defaults.ts';
import { indexByBorrower } from './loans.ts';
import { type BanksState, debtsOf } from './state.ts';

/** Shares that change by no more than this have settled. */
const SETTLED = 1e-15;
const SWEEPS_MAX = 10_000;

/**
 * Clears the banks that fail now, and those whom that brings down: `paidShare` gets the share of its
 * debts that each pays, all creditors alike. A failed bank pays `clearingExternal` of its own assets and
 * `clearingInterbank` of what banks owe it; shares of the failed depend on each other, and the largest
 * that agree are taken (Eisenberg and Noe 2001; Rogers and Veraart 2013, their greatest clearing vector
 * by fictitious default). Living banks owe the estate in full, as their loans fall due.
 */
export function sharesOfClearing(state: BanksState, context: BanksContext): void {
  const { movers, moverCount, paidShare } = state;
  if (movers.subarray(0, moverCount).every((bank) => paidShare[bank] >= 0)) return;
  indexByBorrower(state.loans);
  let failed = movers.slice(0, moverCount);
  for (const bank of failed) paidShare[bank] = 1;
  for (;;) {
    settleShares(state, context, failed);
    const next = struckDown(state, context, failed);
    if (next.length === 0) return;
    for (const bank of next) paidShare[bank] = 1;
    failed = Int32Array.of(...failed, ...next);
  }
}

/** From above, so that the largest shares are found. */
function settleShares(state: BanksState, { config }: BanksContext, failed: Int32Array): void {
  const { paidShare } = state;
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep++) {
    let change = 0;
    for (const bank of failed) {
      const own = state.cash[bank] + state.externalAssets[bank] + state.investments[bank];
      const value = config.clearingExternal * own + config.clearingInterbank * receiptsOf(state, bank);
      const debts = debtsOf(state, bank);
      const share = debts > 0 ? Math.min(1, Math.max(0, value) / debts) : 1;
      change = Math.max(change, paidShare[bank] - share);
      paidShare[bank] = share;
    }
    if (change <= SETTLED) return;
  }
}

/** What a bank's debtors pay on what they owe it. */
function receiptsOf(state: BanksState, bank: number): number {
  const { loans, paidShare } = state;
  let receipts = 0;
  for (let k = loans.rowStart[bank]; k < loans.rowStart[bank + 1]; k++) {
    const share = paidShare[loans.borrower[k]];
    receipts += (loans.amount[k] + loans.arrears[k]) * (share >= 0 ? share : 1);
  }
  return receipts;
}

/** Living creditors of the failed who fail when they get no more than the shares as they stand. */
function struckDown(state: BanksState, context: BanksContext, failed: Int32Array): number[] {
  const { loans, paidShare, alive } = state;
  const creditors = new Set<number>();
  for (const bank of failed) {
    for (let at = loans.inStart[bank]; at < loans.inStart[bank + 1]; at++) {
      const creditor = loans.lender[loans.inSlot[at]];
      if (alive[creditor] === 1 && paidShare[creditor] < 0) creditors.add(creditor);
    }
  }
  const down = [...creditors].filter((bank) => {
    const claims = state.lent[bank] + state.arrearsClaim[bank];
    return failureOf(state, context.config, bank, claims - receiptsOf(state, bank)) >= 0;
  });
  return down.sort((a, b) => a - b);
}
