import { MARKETS, moveUnits } from './channels.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { indexByBorrower, settleLoans } from './loans.ts';
import { recordPrices, removeUnits } from './markets.ts';
import { type BanksState, equityOf } from './state.ts';

/**
 * Winds up a solvent bank. Its debtors pay what they owe it, refinanced by depositors where their cash
 * is short; it pays its creditors in full, selling external assets and then units to the outside where
 * its own cash is short; the outside takes over the rest of its book and pays the owners the equity.
 */
export function deleteBank(state: BanksState, context: BanksContext, bank: number, cause: number): void {
  const { loans } = state;
  recordPrices(state, context);
  // Loans are pending only while no phase counts slots, so that packing them here moves none in use.
  if (loans.pendingCount > 0) settleLoans(loans);
  for (let k = loans.rowStart[bank]; k < loans.rowStart[bank + 1]; k++) settleLoan(state, context, k, cause);
  raiseCash(state, context, bank, cause);
  indexByBorrower(loans);
  for (let at = loans.inStart[bank]; at < loans.inStart[bank + 1]; at++) {
    settleLoan(state, context, loans.inSlot[at], cause);
  }
  handOver(state, context, bank, cause);
}

/** Pays a loan and its arrears back at par; what the borrower lacks in cash, depositors put in. */
function settleLoan(state: BanksState, context: BanksContext, slot: number, cause: number): void {
  const { loans, cash, deposits } = state;
  const loan = loans.amount[slot];
  const arrears = loans.arrears[slot];
  const whole = loan + arrears;
  if (!(whole > 0)) return;
  const lender = loans.lender[slot];
  const borrower = loans.borrower[slot];
  const refinanced = whole > cash[borrower] ? whole - cash[borrower] : 0;
  deposits[borrower] += refinanced;
  cash[borrower] += refinanced - whole;
  cash[lender] += whole;
  loans.amount[slot] = 0;
  loans.arrears[slot] = 0;
  loans.holeCount++;
  state.lent[lender] -= loan;
  state.owed[borrower] -= loan;
  state.arrearsClaim[lender] -= arrears;
  state.arrearsOwed[borrower] -= arrears;
  if (context.log === null) return;
  const row = context.log.append(KIND.settlement, state.time, cause);
  const { integers, numbers } = context.log.rowsOf(KIND.settlement);
  integers[0][row] = lender;
  integers[1][row] = borrower;
  numbers[0][row] = loan;
  numbers[1][row] = arrears;
  numbers[2][row] = refinanced;
}

function raiseCash(state: BanksState, context: BanksContext, bank: number, cause: number): void {
  const { cash, externalAssets, units, price, bankCount } = state;
  const missing = (): number => state.owed[bank] + state.arrearsOwed[bank] - cash[bank];
  if (missing() > 0) {
    const amount = Math.min(missing(), externalAssets[bank]);
    externalAssets[bank] -= amount;
    cash[bank] += amount;
    recordSale(state, context, bank, -1, amount, 0, cause);
  }
  for (let m = 0; m < state.marketCount && missing() > 0; m++) {
    const at = m * bankCount + bank;
    const sold = Math.min(missing() / price[m], units[at]);
    moveUnits(state, bank, m, -sold, sold * price[m], MARKETS);
    cash[bank] += sold * price[m];
    removeUnits(state, m, sold);
    recordSale(state, context, bank, m, sold * price[m], sold, cause);
  }
}

function recordSale(
  state: BanksState,
  context: BanksContext,
  bank: number,
  market: number,
  amount: number,
  units: number,
  cause: number,
): void {
  if (context.log === null) return;
  const row = context.log.append(KIND.asset_sale, state.time, cause);
  const { integers, numbers } = context.log.rowsOf(KIND.asset_sale);
  integers[0][row] = bank;
  integers[1][row] = market;
  numbers[0][row] = amount;
  numbers[1][row] = units;
}

function handOver(state: BanksState, context: BanksContext, bank: number, cause: number): void {
  const { bankCount, marketCount, units } = state;
  const equity = equityOf(state, bank);
  if (context.log !== null) {
    const row = context.log.append(KIND.bank_deleted, state.time, cause);
    const { integers, numbers } = context.log.rowsOf(KIND.bank_deleted);
    integers[0][row] = bank;
    const books = [state.cash, state.externalAssets, state.deposits, state.centralBank];
    numbers[0][row] = equity;
    for (const [b, book] of books.entries()) numbers[1 + b][row] = book[bank];
    for (let m = 0; m < marketCount; m++) numbers[1 + books.length + m][row] = units[m * bankCount + bank];
  }
  state.injections -= equity;
  state.injected[bank] -= equity;
  state.deleted[bank] = 1;
  state.alive[bank] = 0;
  for (const book of [state.cash, state.externalAssets, state.deposits, state.centralBank]) book[bank] = 0;
  for (const book of [state.lent, state.owed, state.arrearsClaim, state.arrearsOwed]) book[bank] = 0;
  for (let m = 0; m < marketCount; m++) {
    const at = m * bankCount + bank;
    removeUnits(state, m, units[at]);
    moveUnits(state, bank, m, -units[at], units[at] * state.price[m], MARKETS);
    state.booked[at] = 0;
  }
}
