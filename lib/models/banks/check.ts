import { lossesOf } from './channels.ts';
import { type BanksState, equityOf } from './state.ts';

const RELATIVE = 1e-9;

/**
 * Recounts from the loans and holdings what the fast code keeps in running sums.
 *
 * @throws Error that names the first invariant that does not hold, with both numbers.
 */
export function check(state: BanksState): void {
  checkClaims(state);
  checkMarkets(state);
  checkSigns(state);
  const book =
    state.openingEquity +
    state.injections +
    state.income -
    state.lastResortCost -
    state.lossMarkets -
    state.lossWriteOffs;
  let equity = 0;
  let interest = 0;
  let markets = 0;
  let scale = state.openingEquity;
  for (let i = 0; i < state.bankCount; i++) {
    equity += equityOf(state, i) - state.recoveryPaid[i];
    scale += Math.abs(state.deposits[i]);
    const losses = lossesOf(state, i);
    interest += losses.interest;
    markets += losses.shocks + losses.markets + losses.fireSales + losses.funding;
  }
  const { lossMarkets, lossWriteOffs, lastResortCost } = state;
  same('interest, as what other channels leave', interest, -state.income, scale);
  same('losses by price and order', markets, lossMarkets + lossWriteOffs + lastResortCost, scale);
  same('equity over all books is what its channels make it', equity, book, scale);
  for (let i = 0; i < state.bankCount; i++) {
    if (state.alive[i] !== 1 - (state.defaulted[i] | state.deleted[i]))
      throw new Error(`check: is bank ${i} alive?`);
    if (state.defaulted[i] === 1 && state.owed[i] !== 0)
      throw new Error(`check: failed bank ${i} still owes banks`);
  }
}

/** Sums by lender and borrower, pending loans included; interbank claims equal interbank debts. */
function checkClaims(state: BanksState): void {
  const { bankCount, loans } = state;
  const lent = new Float64Array(bankCount);
  const owed = new Float64Array(bankCount);
  const claim = new Float64Array(bankCount);
  const debt = new Float64Array(bankCount);
  for (let i = 0; i < bankCount; i++) {
    for (let k = loans.rowStart[i]; k < loans.rowStart[i + 1]; k++) {
      if (loans.lender[k] !== i)
        throw new Error(`check: slot ${k} lies in the row of ${i}, not of ${loans.lender[k]}`);
      if (k > loans.rowStart[i] && loans.borrower[k] <= loans.borrower[k - 1]) {
        throw new Error(`check: two loans of ${i} to ${loans.borrower[k]}, or out of order`);
      }
      lent[i] += loans.amount[k];
      owed[loans.borrower[k]] += loans.amount[k];
      claim[i] += loans.arrears[k];
      debt[loans.borrower[k]] += loans.arrears[k];
    }
  }
  for (let p = 0; p < loans.pendingCount; p++) {
    lent[loans.pendingLender[p]] += loans.pendingAmount[p];
    owed[loans.pendingBorrower[p]] += loans.pendingAmount[p];
  }
  for (let i = 0; i < bankCount; i++) {
    const scale = 1 + state.deposits[i] + state.externalAssets[i];
    same(`loans of bank ${i}`, state.lent[i], lent[i], scale);
    same(`borrowing of bank ${i}`, state.owed[i], owed[i], scale);
    same(`arrears owed to bank ${i}`, state.arrearsClaim[i], claim[i], scale);
    same(`arrears owed by bank ${i}`, state.arrearsOwed[i], debt[i], scale);
  }
}

function checkMarkets(state: BanksState): void {
  for (let m = 0; m < state.marketCount; m++) {
    let held = 0;
    for (let i = 0; i < state.bankCount; i++) held += state.units[m * state.bankCount + i];
    same(`units held of market ${m}`, state.unitsHeld[m], held, 1 + held);
    if (!(state.price[m] > 0))
      throw new Error(`check: price of market ${m} is ${state.price[m]}; above 0 it must be`);
  }
}

function checkSigns(state: BanksState): void {
  const books = {
    cash: state.cash,
    externalAssets: state.externalAssets,
    deposits: state.deposits,
    units: state.units,
  };
  for (const [name, book] of Object.entries(books)) {
    for (let i = 0; i < book.length; i++) {
      if (!(book[i] >= -1e-6)) throw new Error(`check: ${name} of bank ${i % state.bankCount} is ${book[i]}`);
    }
  }
}

function same(what: string, kept: number, counted: number, scale: number): void {
  if (Math.abs(kept - counted) <= RELATIVE * (Math.abs(scale) + Math.abs(counted))) return;
  throw new Error(`check: ${what}: kept ${kept}, counted ${counted}`);
}
