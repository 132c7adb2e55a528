import type { BanksContext } from './context.ts';
import { PaymentWriter } from './payment-writer.ts';
import type { BanksState } from './state.ts';

const INTEREST = 0;
const PRINCIPAL = 1;

/** What a loan costs its borrower in one step. */
interface Terms {
  /** Interest a step, on loan and arrears. */
  readonly rate: number;
  /** Share of the principal that falls due. */
  readonly share: number;
  /** Most of its cash after interest that the borrower owes in one repayment; Infinity for no limit. */
  readonly limit: number;
}

/**
 * Serves the loans in slots `from` to `end` (excluded), one after the other: arrears are made up,
 * interest is paid on loan and arrears, then the part of the principal that falls due is repaid. What
 * cannot be paid becomes arrears; a repayment cut by `repaymentCashLimit` is not due and stays loan.
 *
 * The hot loop of a run: it serves loans that are paid in full, and calls nothing, so that the engine
 * keeps every array at hand; any other loan goes to `serveShort`. A lender's cash and claims are
 * carried in locals, added to in the order of the loans: stepping one at a time changes no bit.
 */
export function serveLoans(state: BanksState, context: BanksContext, from: number, end: number): void {
  const { loans, books, bankCount } = state;
  const { rowStart, lender, borrower, amount, arrears, paid, repaid } = loans;
  const mayBeSpecial = loans.everBehind || loans.holeCount > 0;
  const terms = termsOf(state, context);
  const { rate, share, limit } = terms;
  const most = limit < 1 ? limit : 1;
  const record = context.log === null ? null : new PaymentWriter(context.log, state, from, end);
  const isRecorded = record !== null;
  const lent = 2 * bankCount;
  const owed = 5 * bankCount;
  let k = from;
  while (k < end) {
    const i = lender[k];
    const rowEnd = rowStart[i + 1] < end ? rowStart[i + 1] : end;
    let own = books[i];
    let claims = books[lent + i];
    for (; k < rowEnd; k++) {
      const j = borrower[k];
      const principal = amount[k];
      const interest = principal * rate;
      const due = principal * share;
      const left = books[j] - interest;
      if ((mayBeSpecial && (arrears[k] > 0 || principal === 0)) || left * most < due) break;
      books[j] = left - due;
      own += interest + due;
      amount[k] = principal - due;
      books[owed + j] -= due;
      claims -= due;
      if (isRecorded) {
        paid[k] = interest;
        repaid[k] = due;
      }
    }
    books[i] = own;
    books[lent + i] = claims;
    if (k < rowEnd) serveShort(state, terms, k++, record);
  }
  record?.finish(end);
}

function termsOf(state: BanksState, context: BanksContext): Terms {
  const { interbankRate, repaymentRate, repaymentCashLimit, stepsPerYear } = context.config;
  const share = repaymentRate / stepsPerYear;
  return {
    rate: (interbankRate + state.rateShift) / stepsPerYear,
    share: share < 1 ? share : 1,
    limit: repaymentCashLimit ?? Number.POSITIVE_INFINITY,
  };
}

/** Serves one loan whose borrower is behind, short of cash or at its limit; passes over a hole. */
function serveShort(state: BanksState, terms: Terms, slot: number, record: PaymentWriter | null): void {
  const { loans, cash } = state;
  const lender = loans.lender[slot];
  const borrower = loans.borrower[slot];
  const principal = loans.amount[slot];
  if (principal === 0 && loans.arrears[slot] === 0) {
    record?.skip(slot);
    return;
  }
  const interest = (principal + loans.arrears[slot]) * terms.rate;
  if (loans.arrears[slot] > 0) makeUp(state, lender, borrower, slot, record);
  const available = Math.max(0, cash[borrower]);
  const paid = Math.min(interest, available);
  const left = available - paid;
  const due = Math.min(principal * terms.share, left > 0 ? left * terms.limit : allowed(terms));
  const repaid = Math.min(due, left);
  cash[borrower] = left - repaid;
  cash[lender] += paid + repaid;
  loans.amount[slot] = principal - due;
  state.owed[borrower] -= due;
  state.lent[lender] -= due;
  loans.paid[slot] = paid;
  loans.repaid[slot] = repaid;
  if (paid < interest) fallBehind(state, lender, borrower, slot, interest - paid, INTEREST, record);
  if (repaid < due) fallBehind(state, lender, borrower, slot, due - repaid, PRINCIPAL, record);
}

/** With no cash left: nothing is due under a limit, everything without one. */
function allowed(terms: Terms): number {
  return terms.limit === Number.POSITIVE_INFINITY ? terms.limit : 0;
}

function fallBehind(
  state: BanksState,
  lender: number,
  borrower: number,
  slot: number,
  amount: number,
  of: number,
  record: PaymentWriter | null,
): void {
  state.loans.everBehind = true;
  state.loans.arrears[slot] += amount;
  state.arrearsClaim[lender] += amount;
  state.arrearsOwed[borrower] += amount;
  record?.arrears(lender, borrower, amount, of, slot + 1);
}

/** Pays arrears as far as the borrower's cash goes. */
function makeUp(
  state: BanksState,
  lender: number,
  borrower: number,
  slot: number,
  record: PaymentWriter | null,
): void {
  const { arrears } = state.loans;
  const amount = Math.min(state.cash[borrower], arrears[slot]);
  if (!(amount > 0)) return;
  arrears[slot] -= amount;
  state.cash[borrower] -= amount;
  state.cash[lender] += amount;
  state.arrearsClaim[lender] -= amount;
  state.arrearsOwed[borrower] -= amount;
  record?.arrearsPayment(lender, borrower, amount, slot);
}
