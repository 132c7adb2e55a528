import { totalOwed } from '../../analysis/obligations.ts';
import { type Books, countReceipts, PRECISION, settle } from '../../analysis/settle.ts';
import type { BanksConfig } from './config.ts';
import type { BanksContext } from './context.ts';
import { failureOf } from './defaults.ts';
import { indexByBorrower } from './loans.ts';
import type { BanksState } from './state.ts';

/**
 * Clears the banks of the round that are yet to fail, unless that is done, and those whom it brings down:
 * `paidShare` gets the share of its debts that each pays, all creditors alike. A failed bank pays
 * `clearingExternal` of its own assets and `clearingInterbank` of what banks owe it; shares of the failed
 * depend on each other, and the largest that agree are taken (Eisenberg and Noe 2001; Rogers and Veraart
 * 2013, their greatest clearing vector by fictitious default). Living banks owe the estate in full, as
 * their loans fall due.
 */
export function sharesOfClearing(state: BanksState, context: BanksContext): void {
  const { paidShare, alive } = state;
  const falling = state.movers.slice(0, state.moverCount).filter((bank) => alive[bank] === 1);
  if (falling.every((bank) => paidShare[bank] >= 0)) return;
  indexByBorrower(state.loans);
  // Shares that were expected of banks which still live are found anew.
  paidShare.fill(-1);
  let failed = falling;
  for (const bank of failed) paidShare[bank] = 1;
  for (;;) {
    settleShares(state, context, failed);
    const next = struckDown(state, context, failed);
    if (next.length === 0) return;
    for (const bank of next) paidShare[bank] = 1;
    failed = Int32Array.of(...failed, ...next);
  }
}

/** The largest shares that agree: all pay in full, but for those who then cannot, and so on. */
function settleShares(state: BanksState, { config }: BanksContext, failed: Int32Array): void {
  const books = booksOf(state, config, failed);
  const { estate, recovery, receipts, owed, share } = books;
  countReceipts(books);
  const short: number[] = [];
  const isShort = new Uint8Array(failed.length);
  for (;;) {
    const more = Array.from(failed.keys()).filter(
      (at) => isShort[at] === 0 && estate[at] + recovery * receipts[at] < owed[at],
    );
    if (more.length === 0) break;
    for (const at of more) isShort[at] = 1;
    short.push(...more);
    settle(books, short, PRECISION);
  }
  for (const [at, bank] of failed.entries()) state.paidShare[bank] = share[at];
}

/** The failed by their place: what they have and owe, and what of that to each other. Others pay in full. */
function booksOf(state: BanksState, config: BanksConfig, failed: Int32Array): Books {
  const { loans, bankCount } = state;
  const place = new Int32Array(bankCount).fill(-1);
  for (const [at, bank] of failed.entries()) place[bank] = at;
  const rowStart = [0];
  const column: number[] = [];
  const amount: number[] = [];
  const external = Float64Array.from(failed, (bank) => state.deposits[bank] + state.centralBank[bank]);
  const estate = Float64Array.from(failed, (bank) => {
    const own = state.cash[bank] + state.externalAssets[bank] + state.investments[bank];
    return config.clearingExternal * own;
  });
  for (const [here, bank] of failed.entries()) {
    for (let k = loans.rowStart[bank]; k < loans.rowStart[bank + 1]; k++) {
      const claim = loans.amount[k] + loans.arrears[k];
      if (place[loans.borrower[k]] < 0) estate[here] += config.clearingInterbank * claim;
    }
    for (let at = loans.inStart[bank]; at < loans.inStart[bank + 1]; at++) {
      const slot = loans.inSlot[at];
      const debt = loans.amount[slot] + loans.arrears[slot];
      const creditor = place[loans.lender[slot]];
      if (creditor < 0) external[here] += debt;
      else if (debt > 0) {
        column.push(creditor);
        amount.push(debt);
      }
    }
    rowStart.push(column.length);
  }
  const debts = {
    ...{ rowStart: Int32Array.from(rowStart), column: Int32Array.from(column) },
    ...{ amount: Float64Array.from(amount), external },
  };
  const share = new Float64Array(failed.length).fill(1);
  const receipts = new Float64Array(failed.length);
  const recovery = config.clearingInterbank;
  return { debts, owed: totalOwed(debts), estate, recovery, share, receipts, error: 0 };
}

/** Whether a bank fails when it has got what the failed pay, and has written down the rest. */
function isBroughtDown(state: BanksState, { config }: BanksContext, bank: number): boolean {
  const { loans, paidShare } = state;
  let claims = 0;
  let recovered = 0;
  for (let k = loans.rowStart[bank]; k < loans.rowStart[bank + 1]; k++) {
    const share = paidShare[loans.borrower[k]];
    if (share < 0) continue;
    claims += loans.amount[k] + loans.arrears[k];
    recovered += (loans.amount[k] + loans.arrears[k]) * share;
  }
  return failureOf(state, config, bank, claims, recovered) >= 0;
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
  return [...creditors].filter((bank) => isBroughtDown(state, context, bank)).sort((a, b) => a - b);
}
