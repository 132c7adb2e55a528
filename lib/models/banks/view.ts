import { type Losses, lossesOf, lostBy, netWorthOf } from './channels.ts';
import type { BanksContext } from './context.ts';
import type { Loans } from './loans.ts';
import { lossOf } from './metrics.ts';
import { type BanksState, equityOf, investmentsOf } from './state.ts';

/** The state as people look at it; money in the config's currency. */
export interface BanksView {
  readonly step: number;
  readonly done: boolean;
  /** Banks that have failed. */
  readonly defaults: number;
  /** The metric `loss`, so far. */
  readonly loss: number;
  readonly banks: readonly BankView[];
  readonly loans: readonly LoanView[];
  readonly markets: readonly MarketView[];
}

/** A bank's books. */
export interface BankView {
  /** 0-based. */
  readonly bank: number;
  readonly name: string;
  readonly cash: number;
  /** Lent to other banks, without arrears. */
  readonly loans: number;
  /** Units in the markets at their prices. */
  readonly investments: number;
  readonly externalAssets: number;
  /** Claims on banks that are behind. */
  readonly arrears: number;
  /** Borrowed from other banks, without arrears. */
  readonly borrowed: number;
  readonly arrearsOwed: number;
  /** Owed to the central bank. */
  readonly centralBank: number;
  readonly deposits: number;
  readonly equity: number;
  readonly openingEquity: number;
  /** Capital that commands gave it. */
  readonly injected: number;
  /** Equity; of a failed bank, with all that it owed its creditors when it failed. */
  readonly netWorth: number;
  /** Opening equity and injections less net worth: the sum over `losses`. */
  readonly lost: number;
  /** What the equity went to, by channel. */
  readonly losses: Readonly<Losses>;
  readonly defaulted: boolean;
  /** Wound up by a command. */
  readonly deleted: boolean;
}

/** A loan between two banks. */
export interface LoanView {
  /** 0-based. */
  readonly lender: number;
  readonly borrower: number;
  /** Principal that is not due. */
  readonly amount: number;
  /** What fell due and was not paid. */
  readonly arrears: number;
}

/** A market's price. */
export interface MarketView {
  readonly market: string;
  readonly price: number;
  /** Since the start, as a share. */
  readonly return: number;
}

/** The state as people look at it. */
export function view(state: BanksState, context: BanksContext): BanksView {
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
function loansOf(loans: Loans): LoanView[] {
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
