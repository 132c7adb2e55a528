import type { ModelState } from '../../core/model.ts';
import type { Loans } from './loans.ts';
import type { Trace } from './trace.ts';

/**
 * The state of a run: books in typed arrays, one place a bank. Units and booked values are kept
 * market by market: `units[market * bankCount + bank]`.
 */
export interface BanksState extends ModelState {
  /** The step in hand or, between two, the one that ended. */
  step: number;
  /** Where in it the run stands: see turns.ts. */
  phase: number;
  cursor: number;
  /** Rounds of contagion in the step so far, and what kind the one in hand is: see contagion.ts. */
  round: number;
  roundKind: number;
  /** Rounds of defaults among them. */
  defaultRound: number;
  horizon: number;
  bankCount: number;
  marketCount: number;

  /**
   * The ten columns below one after the other, each `bankCount` long and a view of this: the hot loops
   * read them all through one array, which costs the engine less than ten.
   */
  books: Float64Array;
  cash: Float64Array;
  externalAssets: Float64Array;
  /** Sums of `loans` by lender and, for `owed`, by borrower. */
  lent: Float64Array;
  arrearsClaim: Float64Array;
  deposits: Float64Array;
  owed: Float64Array;
  arrearsOwed: Float64Array;
  centralBank: Float64Array;
  /** As `valueBooks` last found them. */
  investments: Float64Array;
  equity: Float64Array;

  units: Float64Array;
  booked: Float64Array;
  loans: Loans;

  /** 1: acts; neither failed nor wound up. */
  alive: Uint8Array;
  /** 1: failed, its books are its estate's. */
  defaulted: Uint8Array;
  /** 1: wound up by command; it holds nothing. */
  deleted: Uint8Array;
  /** 1: may not lend. */
  halted: Uint8Array;
  /** Which of the prepared policies decides for a bank. */
  policyOf: Uint8Array;
  /** Not all of them by the same. */
  isMixed: boolean;
  /** Failed among the banks that it lent to. */
  failedBorrowers: Int32Array;
  /** What the estate of a failed bank has paid its creditors, and what it owed them. */
  recoveryPaid: Float64Array;
  claimsOnEstate: Float64Array;

  /** By bank, for channels.ts: where it began, what it was given, what it wrote down on failed banks. */
  openingEquityOf: Float64Array;
  injected: Float64Array;
  direct: Float64Array;
  /** By channel and market: what the channel has moved the price; and whether one but MARKETS has any. */
  moved: Float64Array;
  hasMoved: boolean;
  /** By channel and bank: what the channel has taken, but for the moves of prices on holdings of now. */
  taken: Float64Array;

  price: Float64Array;
  /** Prices as they were last recorded. */
  recordedPrice: Float64Array;
  /** Prices at the end of the step before. */
  previousPrice: Float64Array;
  /** What one unit of currency moves the price: p' = p + slope * currency. */
  slope: Float64Array;
  /** Units that the banks and the estates hold. */
  unitsHeld: Float64Array;
  rateShift: number;
  /** A shock has struck since contagion was last gone through. */
  isStricken: boolean;

  /** Shocks that strike in this step, in order. */
  dueCount: number;
  dueKind: Int32Array;
  dueOrdinal: Int32Array;
  dueBank: Int32Array;
  dueMarket: Int32Array;
  dueMagnitude: Float64Array;

  /** What the policies decided for this step. */
  priority: Uint8Array;
  action: Uint8Array;
  amount: Float64Array;
  /** The step's chance: by bank, a word for its policy and one for whom or where it acts. */
  words: Int32Array;

  /** The banks of the round in hand, ascending. */
  moverCount: number;
  movers: Int32Array;
  /** Living banks below a requirement, as `surveyBanks` last found them, ascending. */
  breachedCount: number;
  breached: Int32Array;
  /** By bank: it has called its loans and been called in this step; claims on it are due; it cannot pay. */
  hasRecalled: Uint8Array;
  isDue: Uint8Array;
  isIlliquid: Uint8Array;
  /** By market, in a round of sales: units to be sold, and those sold so far. */
  onSale: Float64Array;
  sold: Float64Array;
  /** By bank, in a round of sales: what it must shed, what it pays from cash, the share of units to sell. */
  required: Float64Array;
  fromCash: Float64Array;
  saleShare: Float64Array;
  /** By bank, in a round of defaults: the share of its debts that it pays. */
  paidShare: Float64Array;

  /** Defaults of this step that no other bank's has brought about. */
  firstCount: number;
  first: Int32Array;
  /** The bank that set off a bank's default in this step; itself for a first one, -1 for none. */
  trigger: Int32Array;
  /** By bank: the round of defaults in which it failed. */
  failedIn: Int32Array;
  /** The default that took most from a bank in this step, and how much it took. */
  worstDebtor: Int32Array;
  worstLoss: Float64Array;
  /** By trigger: banks that it brought down with itself, rounds, and what creditors lost. */
  cascadeSize: Int32Array;
  cascadeDepth: Int32Array;
  cascadeLoss: Float64Array;

  openingEquity: number;
  injections: number;
  income: number;
  lossMarkets: number;
  lossWriteOffs: number;
  interbankLosses: number;
  /** Whether a bank has owed the central bank anything, and the interest on it. */
  hasCredit: boolean;
  lastResortCost: number;
  defaultCount: number;
  cascadeDepthMax: number;

  trace: Trace | null;
}

/** The columns of `books`, as views of it. */
export function columnsOf(books: Float64Array, bankCount: number) {
  const column = (index: number): Float64Array => books.subarray(index * bankCount, (index + 1) * bankCount);
  return {
    cash: column(0),
    externalAssets: column(1),
    lent: column(2),
    arrearsClaim: column(3),
    deposits: column(4),
    owed: column(5),
    arrearsOwed: column(6),
    centralBank: column(7),
    investments: column(8),
    equity: column(9),
  };
}

/** Equity of bank `i`: everything that it owns less everything that it owes. */
export function equityOf(state: BanksState, i: number): number {
  return assetsOf(state, i) - debtsOf(state, i);
}

/** All that bank `i` owns, investments at market value: the first four columns of the books and they. */
export function assetsOf(state: BanksState, i: number): number {
  const { books, units, price, bankCount: n, marketCount } = state;
  let assets = books[i] + books[n + i] + books[2 * n + i] + books[3 * n + i];
  for (let m = 0, at = i; m < marketCount; m++, at += n) assets += units[at] * price[m];
  return assets;
}

/** All that bank `i` owes: the next four columns. */
export function debtsOf({ books, bankCount: n }: BanksState, i: number): number {
  return books[4 * n + i] + books[5 * n + i] + books[6 * n + i] + books[7 * n + i];
}

/** Values the investments and the equity of bank `i`, to the same bits as `valueBooks`. */
export function valueBook(state: BanksState, i: number): void {
  state.investments[i] = investmentsOf(state, i);
  state.equity[i] = equityOf(state, i);
}

/** Values every bank's investments and equity: `equityOf` for all at once, to the same bits. */
export function valueBooks(state: BanksState): void {
  const { bankCount: n, marketCount, books, units, price } = state;
  for (let i = 0; i < n; i++) {
    let assets = books[i] + books[n + i] + books[2 * n + i] + books[3 * n + i];
    let invested = 0;
    for (let m = 0, at = i; m < marketCount; m++, at += n) {
      const value = units[at] * price[m];
      invested += value;
      assets += value;
    }
    const debts = books[4 * n + i] + books[5 * n + i] + books[6 * n + i] + books[7 * n + i];
    books[8 * n + i] = invested;
    books[9 * n + i] = assets - debts;
  }
}

/** Market value of bank `i`'s investments. */
export function investmentsOf(state: BanksState, i: number): number {
  const { units, price, bankCount, marketCount } = state;
  let value = 0;
  for (let m = 0, at = i; m < marketCount; m++, at += bankCount) value += units[at] * price[m];
  return value;
}

/** Whether a bank still acts: neither failed nor wound up. */
export function isAlive(state: BanksState, i: number): boolean {
  return state.alive[i] === 1;
}
