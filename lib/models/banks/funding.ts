import { sellForCash } from './act.ts';
import { CENT } from './cent.ts';
import { FUNDING } from './channels.ts';
import type { BanksContext } from './context.ts';
import { recordDistress } from './distress.ts';
import { KIND } from './events.ts';
import { borrowFromLastResort, creditLeft } from './last-resort.ts';
import { indexByBorrower } from './loans.ts';
import { type BanksState, isAlive } from './state.ts';
import { noteDue, noteHit } from './trace.ts';

/*
 * Funding contagion (Gai, Haldane and Kapadia 2011): a bank under stress calls in a share of its loans,
 * and its lenders call in theirs. What is called is due, as arrears are. Who owes pays from cash, then
 * sells, then borrows from the lender of last resort; who still cannot pay in full waits for what others
 * owe it, and is illiquid when nothing more comes in.
 */

/** `isDue`: nothing to do, a claim to be paid, paid as far as possible and still short. */
const [NOT_DUE, DUE, SHORT] = [0, 1, 2];

/**
 * A bank that is short pays again when it has this share of what it owes. Less would keep the cash of a ring
 * of banks going round and round, with a payment for every cent of what they owe.
 */
const PAID_AGAIN = 0.01;

/** Arrears of earlier steps and of this one's service are due. */
export function flagDue(state: BanksState): void {
  const { arrearsOwed, alive, isDue, bankCount } = state;
  for (let i = 0; i < bankCount; i++) {
    isDue[i] = arrearsOwed[i] >= CENT && alive[i] === 1 ? DUE : NOT_DUE;
  }
}

/** Banks that are below a requirement or behind with their debts, each once a step. */
export function findStressed(state: BanksState): boolean {
  const { bankCount, breached, breachedCount, hasRecalled, isDue, alive } = state;
  let b = 0;
  for (let i = 0; i < bankCount; i++) {
    const isBreached = b < breachedCount && breached[b] === i;
    if (isBreached) b++;
    if (hasRecalled[i] === 1 || alive[i] === 0) continue;
    if (isBreached || isDue[i] === SHORT) state.movers[state.moverCount++] = i;
  }
  return state.moverCount > 0;
}

/** The turn of a bank under stress: it recalls its loans, and its lenders theirs. */
export function recallLoans(state: BanksState, context: BanksContext, bank: number): void {
  if (!isAlive(state, bank)) return;
  const { loans, hasRecalled } = state;
  hasRecalled[bank] = 1;
  const event = recordStress(state, context, bank);
  indexByBorrower(loans);
  for (let k = loans.rowStart[bank]; k < loans.rowStart[bank + 1]; k++) recall(state, context, k, event);
  for (let at = loans.inStart[bank]; at < loans.inStart[bank + 1]; at++) {
    recall(state, context, loans.inSlot[at], event);
  }
}

/** Makes a share of a loan due now. Estates do not recall. */
function recall(state: BanksState, context: BanksContext, slot: number, cause: number): void {
  const { loans } = state;
  const lender = loans.lender[slot];
  const borrower = loans.borrower[slot];
  const amount = context.config.recallShare * loans.amount[slot];
  if (!(amount >= CENT) || !isAlive(state, lender)) return;
  loans.everBehind = true;
  loans.amount[slot] -= amount;
  loans.arrears[slot] += amount;
  state.lent[lender] -= amount;
  state.arrearsClaim[lender] += amount;
  state.owed[borrower] -= amount;
  state.arrearsOwed[borrower] += amount;
  state.isDue[borrower] = DUE;
  const { log } = context;
  if (log === null || state.trace === null) return;
  noteHit(state.trace, borrower, log.count);
  noteDue(state.trace, borrower, log.count);
  const row = log.append(KIND.recall, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.recall);
  integers[0][row] = lender;
  integers[1][row] = borrower;
  numbers[0][row] = amount;
}

/** Banks with something due; when there are none, those that stay short, if that is a failure. */
export function findDue(state: BanksState, { config }: BanksContext): boolean {
  if (findFlagged(state, DUE)) return true;
  return config.failsWhen.includes('illiquid') && findFlagged(state, SHORT);
}

function findFlagged(state: BanksState, flag: number): boolean {
  const { bankCount, alive, isDue, movers } = state;
  for (let i = 0; i < bankCount; i++) {
    if (isDue[i] === flag && alive[i] === 1) movers[state.moverCount++] = i;
  }
  return state.moverCount > 0;
}

/** The turn of a bank with claims on it: it pays all creditors the same share, or is illiquid. */
export function payDue(state: BanksState, context: BanksContext, bank: number): void {
  if (!isAlive(state, bank)) return;
  const { isDue, arrearsOwed, cash, loans } = state;
  const isLast = isDue[bank] === SHORT;
  const wanted = arrearsOwed[bank];
  isDue[bank] = NOT_DUE;
  const cause = state.trace === null ? -1 : state.trace.due[bank];
  if (cash[bank] < wanted) sellForCash(state, context, bank, wanted, cause, FUNDING);
  if (cash[bank] < wanted) borrowFromLastResort(state, context, bank, wanted - cash[bank], cause);
  const share = cash[bank] < wanted ? cash[bank] / wanted : 1;
  if (share > 0) {
    indexByBorrower(loans);
    for (let at = loans.inStart[bank]; at < loans.inStart[bank + 1]; at++) {
      payShare(state, context, loans.inSlot[at], share, cause);
    }
  }
  if (!(arrearsOwed[bank] >= CENT)) return;
  if (isLast) becomeIlliquid(state, context, bank, arrearsOwed[bank], cause);
  else isDue[bank] = SHORT;
}

/** A bank is given cash from outside: one that could not pay gets another try. */
export function giveAnotherTry(state: BanksState, bank: number): void {
  state.isIlliquid[bank] = 0;
  if (state.arrearsOwed[bank] >= CENT) state.isDue[bank] = DUE;
}

/** Money has come in: a bank that was short pays again, once it can pay enough of what it owes. */
export function noteReceipt(state: BanksState, bank: number): void {
  const { isDue, cash, arrearsOwed } = state;
  if (isDue[bank] === SHORT && cash[bank] >= Math.max(CENT, PAID_AGAIN * arrearsOwed[bank]))
    isDue[bank] = DUE;
}

function payShare(
  state: BanksState,
  context: BanksContext,
  slot: number,
  share: number,
  cause: number,
): void {
  const { loans, cash } = state;
  const borrower = loans.borrower[slot];
  const lender = loans.lender[slot];
  const due = loans.arrears[slot];
  const amount = Math.min(share === 1 ? due : share * due, cash[borrower]);
  if (!(amount > 0)) return;
  loans.arrears[slot] = due - amount;
  if (loans.arrears[slot] === 0 && loans.amount[slot] === 0) loans.holeCount++;
  cash[borrower] -= amount;
  cash[lender] += amount;
  state.arrearsOwed[borrower] -= amount;
  state.arrearsClaim[lender] -= amount;
  noteReceipt(state, lender);
  const { log } = context;
  if (log === null) return;
  const row = log.append(KIND.arrears_payment, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.arrears_payment);
  integers[0][row] = lender;
  integers[1][row] = borrower;
  numbers[0][row] = amount;
}

/** A bank that cannot pay fails in the next round, if the config says so. */
export function becomeIlliquid(
  state: BanksState,
  context: BanksContext,
  bank: number,
  short: number,
  cause: number,
): void {
  if (!context.config.failsWhen.includes('illiquid')) return;
  state.isIlliquid[bank] = 1;
  const { log } = context;
  if (log === null || state.trace === null) return;
  noteHit(state.trace, bank, log.count);
  const row = log.append(KIND.illiquid, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.illiquid);
  integers[0][row] = bank;
  numbers[0][row] = short;
  numbers[1][row] = creditLeft(state, context.config, bank);
}

/** Returns the event; -1 with the log off. */
function recordStress(state: BanksState, context: BanksContext, bank: number): number {
  const { log } = context;
  const row = recordDistress(state, context, KIND.stressed, bank);
  if (log === null) return -1;
  log.rowsOf(KIND.stressed).numbers[2][row] = state.arrearsOwed[bank];
  return log.count - 1;
}
