import { conjugateResiduals } from './conjugate-residuals.ts';
import { addPayments, type Obligations } from './obligations.ts';
import { passThrough } from './pass-through.ts';

/** Up to so many payers are solved for by elimination, which rounds least; more are iterated first. */
const ELIMINATED_MAX = 64;
/** Up to so many, elimination replaces an iteration that rounds too much; for more it takes too long. */
const REPLACED_MAX = 2000;
/** An iteration rounds too much when errors of its equations make payments' errors so many times as large. */
export const GAIN_MAX = 100;
/** The least error of an iterated payment's equation, as a share of what the bank owes. */
export const PRECISION = 1e-15;

/** The state of a clearing, by bank. */
export interface Books {
  readonly debts: Obligations;
  readonly owed: Float64Array;
  /** What a failed bank's own assets bring; below 0, what its receipts must bring first. */
  readonly estate: Float64Array;
  /** The share of its receipts that a failed bank pays out. */
  readonly recovery: number;
  /** The share of its debts that each bank pays. */
  readonly share: Float64Array;
  readonly receipts: Float64Array;
  /** Largest error of a failed bank's equation, as a share of what it owes; 0 after elimination. */
  error: number;
}

/**
 * Makes each failed bank pay what it has, or nothing where that is negative, given what the others pay.
 *
 * Who pays anything is a linear complementarity problem with an M-matrix. The first guess is those who
 * could at the payments so far. Where it makes a payment negative, the answer is found from below: those
 * whose own assets are not negative, then also those for whom that leaves something, and so on, which
 * only raises payments (Chandrasekaran 1970). `precision` is the `error` that will do.
 */
export function settle(books: Books, failed: readonly number[], precision: number): void {
  const { owed, estate } = books;
  const debtors = failed.filter((i) => owed[i] > 0);
  let payers = debtors.filter((i) => means(books, i) > 0);
  if (!settleAmong(books, debtors, payers, precision)) {
    payers = debtors.filter((i) => estate[i] >= 0);
    settleAmong(books, debtors, payers, precision);
  }
  const idle = new Set(debtors);
  for (const i of payers) idle.delete(i);
  for (;;) {
    const more = [...idle].filter((i) => means(books, i) > GAIN_MAX * PRECISION * owed[i]);
    if (more.length === 0) return;
    for (const i of more) idle.delete(i);
    payers = payers.concat(more);
    settleAmong(books, debtors, payers, precision);
  }
}

/** What a failed bank has to pay with. */
function means({ estate, recovery, receipts }: Books, bank: number): number {
  return estate[bank] + recovery * receipts[bank];
}

/** Payers pay what they have and other debtors nothing. False when that takes a payment below 0. */
function settleAmong(
  books: Books,
  debtors: readonly number[],
  payers: readonly number[],
  precision: number,
): boolean {
  const place = new Int32Array(books.share.length).fill(-1);
  payers.forEach((bank, at) => {
    place[bank] = at;
  });
  const others = debtors.filter((bank) => place[bank] < 0 && books.share[bank] > 0);
  if (others.length > 0) setShares(books, others, new Float64Array(others.length));
  const iterated = payers.length > ELIMINATED_MAX ? iterate(books, payers, precision) : undefined;
  books.error = iterated ? precision : 0;
  const shares = iterated ?? eliminate(books, payers, place);
  const least = -GAIN_MAX * Math.max(books.error, PRECISION);
  if (!shares.every((share) => share >= least)) return false;
  setShares(books, payers, shares);
  return true;
}

function setShares(books: Books, banks: readonly number[], shares: Float64Array): void {
  banks.forEach((bank, at) => {
    books.share[bank] = Math.min(1, Math.max(0, shares[at]));
  });
  countReceipts(books);
}

/** Counts what each bank receives from nothing: a sum carried along does not fall back to 0 exactly. */
export function countReceipts({ debts, share, receipts }: Books): void {
  receipts.fill(0);
  addPayments(debts, Array.from(share.keys()), share, receipts);
}

/** The shares that the payers can pay, by elimination; NaN where nothing that they pay leaves them. */
function eliminate(books: Books, payers: readonly number[], place: Int32Array): Float64Array {
  const { debts, estate, recovery, share } = books;
  const { rowStart, column, amount, external } = debts;
  const size = payers.length;
  const flow = new Float64Array(size * size);
  const slack = Float64Array.from(payers, (bank) => external[bank]);
  const source = Float64Array.from(payers, (bank) => estate[bank]);
  for (let debtor = 0; debtor < share.length; debtor++) {
    const from = place[debtor];
    for (let k = rowStart[debtor]; k < rowStart[debtor + 1]; k++) {
      const to = place[column[k]];
      if (from < 0 && to < 0) continue;
      if (from < 0) source[to] += recovery * share[debtor] * amount[k];
      else if (to < 0) slack[from] += amount[k];
      else {
        flow[from * size + to] += recovery * amount[k];
        slack[from] += (1 - recovery) * amount[k];
      }
    }
  }
  return slack.some((each) => each > 0) ? passThrough(flow, slack, source) : slack.fill(Number.NaN);
}

/** The same by iteration from the shares so far; undefined where that is slow or would round too much. */
function iterate(books: Books, payers: readonly number[], precision: number): Float64Array | undefined {
  const { debts, owed, recovery, share } = books;
  const received = new Float64Array(share.length);
  const multiply = (shares: Float64Array, image: Float64Array) => {
    received.fill(0);
    addPayments(debts, payers, shares, received);
    payers.forEach((bank, at) => {
      image[at] = shares[at] - (recovery * received[bank]) / owed[bank];
    });
  };
  const residual = Float64Array.from(payers, (bank) => means(books, bank) / owed[bank] - share[bank]);
  const gainMax = payers.length > REPLACED_MAX ? Infinity : GAIN_MAX;
  const change = conjugateResiduals(multiply, residual, { precision, gainMax });
  return change?.map((value, at) => share[payers[at]] + value);
}
