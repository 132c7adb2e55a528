import { lossesOf, lostBy, netWorthOf } from './channels.ts';
import type { BanksContext } from './context.ts';
import type { Loans } from './loans.ts';
import { lossOf } from './metrics.ts';
import { type BanksState, equityOf, investmentsOf } from './state.ts';

/** The state as people look at it. */
export function view(state: BanksState, context: BanksContext): unknown {
  const { prepared } = context;
  return {
    step: state.time,
    done: state.done,
    defaults: state.defaultCount,
    loss: lossOf(state),
    banks: prepared.banks.map(({ name }, bank) => ({
      bank,
      name,
      cash: state.cash[bank],
      loans: state.lent[bank],
      investments: investmentsOf(state, bank),
      externalAssets: state.externalAssets[bank],
      arrears: state.arrearsClaim[bank],
      borrowed: state.owed[bank],
      arrearsOwed: state.arrearsOwed[bank],
      centralBank: state.centralBank[bank],
      deposits: state.deposits[bank],
      equity: equityOf(state, bank),
      openingEquity: state.openingEquityOf[bank],
      injected: state.injected[bank],
      netWorth: netWorthOf(state, bank),
      lost: lostBy(state, bank),
      losses: lossesOf(state, bank),
      defaulted: state.defaulted[bank] === 1,
      deleted: state.deleted[bank] === 1,
    })),
    loans: loansOf(state.loans),
    markets: prepared.marketNames.map((market, m) => ({
      market,
      price: state.price[m],
      return: state.price[m] / prepared.startPrice[m] - 1,
    })),
  };
}

/** Every loan, those of the step in hand included. */
function loansOf(loans: Loans): unknown[] {
  const settled = Array.from({ length: loans.count }, (_, k) => ({
    lender: loans.lender[k],
    borrower: loans.borrower[k],
    amount: loans.amount[k],
    arrears: loans.arrears[k],
  }));
  const pending = Array.from({ length: loans.pendingCount }, (_, p) => ({
    lender: loans.pendingLender[p],
    borrower: loans.pendingBorrower[p],
    amount: loans.pendingAmount[p],
    arrears: 0,
  }));
  return [...settled, ...pending].filter((loan) => loan.amount > 0 || loan.arrears > 0);
}
