/**
 * Interbank loans, at most one for an ordered pair, packed lender by lender and within a lender by
 * borrower. New ones wait aside until `settleLoans`; a loan of nothing is a hole until then.
 */
export interface Loans {
  count: number;
  /** The loans of lender i lie from rowStart[i] (included) to rowStart[i + 1] (excluded). */
  rowStart: Int32Array;
  lender: Int32Array;
  borrower: Int32Array;
  amount: Float64Array;
  /** What fell due on the loan and was not paid. */
  arrears: Float64Array;
  /** False until a loan of this run falls behind: until then `arrears` is 0 throughout. */
  everBehind: boolean;
  /** What the latest service of each loan paid, for the record. */
  paid: Float64Array;
  repaid: Float64Array;
  pendingCount: number;
  pendingLender: Int32Array;
  pendingBorrower: Int32Array;
  pendingAmount: Float64Array;
  holeCount: number;
  /** Loans by borrower, when `indexed`: slots from inStart[j] to inStart[j + 1]. */
  indexed: boolean;
  inStart: Int32Array;
  inSlot: Int32Array;
}

export function createLoans(bankCount: number, capacity: number): Loans {
  return {
    count: 0,
    rowStart: new Int32Array(bankCount + 1),
    lender: new Int32Array(capacity),
    borrower: new Int32Array(capacity),
    amount: new Float64Array(capacity),
    arrears: new Float64Array(capacity),
    everBehind: false,
    paid: new Float64Array(capacity),
    repaid: new Float64Array(capacity),
    pendingCount: 0,
    pendingLender: new Int32Array(bankCount),
    pendingBorrower: new Int32Array(bankCount),
    pendingAmount: new Float64Array(bankCount),
    holeCount: 0,
    indexed: false,
    inStart: new Int32Array(bankCount + 2),
    inSlot: new Int32Array(capacity),
  };
}

/** Begins a run with `count` loans, whose pairs are in their places. */
export function startLoans(loans: Loans, count: number): void {
  loans.count = count;
  loans.pendingCount = 0;
  loans.holeCount = 0;
  loans.indexed = false;
  loans.everBehind = false;
  loans.arrears.fill(0, 0, count);
}

/** Begins a run with the loans of a matrix, kept row after row: `[i * banks + j]` is what i lends to j. */
export function fillFromMatrix(loans: Loans, matrix: Float64Array): void {
  const banks = loans.rowStart.length - 1;
  let count = 0;
  for (let i = 0, at = 0; i < banks; i++) {
    loans.rowStart[i] = count;
    reserveLoans(loans, count + banks);
    for (let j = 0; j < banks; j++, at++) {
      if (!(matrix[at] > 0)) continue;
      loans.lender[count] = i;
      loans.borrower[count] = j;
      loans.amount[count++] = matrix[at];
    }
  }
  loans.rowStart[banks] = count;
  startLoans(loans, count);
}

/** Room for `capacity` loans; what is there stays. */
export function reserveLoans(loans: Loans, capacity: number): void {
  if (loans.lender.length >= capacity) return;
  const size = Math.max(capacity, loans.lender.length * 2);
  const { lender, borrower, amount, arrears } = loans;
  loans.lender = new Int32Array(size);
  loans.borrower = new Int32Array(size);
  loans.amount = new Float64Array(size);
  loans.arrears = new Float64Array(size);
  loans.paid = new Float64Array(size);
  loans.repaid = new Float64Array(size);
  loans.inSlot = new Int32Array(size);
  loans.lender.set(lender);
  loans.borrower.set(borrower);
  loans.amount.set(amount);
  loans.arrears.set(arrears);
  loans.indexed = false;
}

/** The slot of the loan from `lender` to `borrower`; -1 when there is none. Looks through one row. */
export function findLoan(loans: Loans, lender: number, borrower: number): number {
  for (let k = loans.rowStart[lender], end = loans.rowStart[lender + 1]; k < end; k++) {
    if (loans.borrower[k] === borrower) return k;
  }
  return -1;
}

/** Puts a new loan aside. Lenders must come in ascending order between two calls of `settleLoans`. */
export function addLoan(loans: Loans, lender: number, borrower: number, amount: number): void {
  const at = loans.pendingCount++;
  loans.pendingLender[at] = lender;
  loans.pendingBorrower[at] = borrower;
  loans.pendingAmount[at] = amount;
}

/** Packs the loans again: holes out, new ones in their places. Costs nothing when there are neither. */
export function settleLoans(loans: Loans): void {
  if (loans.holeCount > 0) closeHoles(loans);
  if (loans.pendingCount > 0) insertPending(loans);
}

function closeHoles(loans: Loans): void {
  const { rowStart, lender, borrower, amount, arrears } = loans;
  const rows = rowStart.length - 1;
  let to = 0;
  let k = 0;
  for (let i = 0; i < rows; i++) {
    const end = rowStart[i + 1];
    rowStart[i] = to;
    for (; k < end; k++) {
      if (amount[k] <= 0 && arrears[k] <= 0) continue;
      lender[to] = i;
      borrower[to] = borrower[k];
      amount[to] = amount[k];
      arrears[to++] = arrears[k];
    }
  }
  rowStart[rows] = to;
  loans.count = to;
  loans.holeCount = 0;
  loans.indexed = false;
}

/** From the last new loan to the first, so that each older loan moves once, in blocks. */
function insertPending(loans: Loans): void {
  const { pendingCount, pendingLender, pendingBorrower, pendingAmount, rowStart } = loans;
  reserveLoans(loans, loans.count + pendingCount);
  const { lender, borrower, amount, arrears } = loans;
  let end = loans.count;
  let row = rowStart.length - 1;
  for (let p = pendingCount - 1; p >= 0; p--) {
    const i = pendingLender[p];
    const j = pendingBorrower[p];
    let at = rowStart[i + 1];
    while (at > rowStart[i] && borrower[at - 1] > j) at--;
    const shift = p + 1;
    if (at < end) {
      lender.copyWithin(at + shift, at, end);
      borrower.copyWithin(at + shift, at, end);
      amount.copyWithin(at + shift, at, end);
      arrears.copyWithin(at + shift, at, end);
    }
    for (; row > i; row--) rowStart[row] += shift;
    const slot = at + p;
    lender[slot] = i;
    borrower[slot] = j;
    amount[slot] = pendingAmount[p];
    arrears[slot] = 0;
    end = at;
  }
  loans.count += pendingCount;
  loans.pendingCount = 0;
  loans.indexed = false;
}

/** Makes the list of loans by borrower, lenders ascending. Slots stay valid until `settleLoans`. */
export function indexByBorrower(loans: Loans): void {
  if (loans.indexed) return;
  const { inStart, inSlot, borrower, count } = loans;
  const banks = inStart.length - 2;
  inStart.fill(0);
  for (let k = 0; k < count; k++) inStart[borrower[k] + 2]++;
  for (let j = 1; j <= banks; j++) inStart[j + 1] += inStart[j];
  for (let k = 0; k < count; k++) inSlot[inStart[borrower[k] + 1]++] = k;
  loans.indexed = true;
}
