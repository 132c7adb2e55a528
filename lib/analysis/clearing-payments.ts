import { FaultlineError } from '../core/faultline-error.ts';
import { checkFields, checkMatrix, checkNumber, checkVector, type Matrix } from './check-input.ts';
import { clear } from './clear.ts';
import { obligationsOf } from './obligations.ts';

/** Balance sheets that are to be cleared at once. Amounts in any one unit of money, none negative. */
export interface ClearingInput {
  /** liabilities[i][j] is what bank i owes bank j; nothing on the diagonal. */
  readonly liabilities: Matrix;
  /** What each bank has besides its claims on the others. */
  readonly externalAssets: ArrayLike<number>;
  /** What each bank owes the world outside, of the same rank; nothing unless given. */
  readonly externalLiabilities?: ArrayLike<number>;
  /** The share of its external assets that a failed bank pays out, 0 to 1; 1 unless given. */
  readonly recoveryExternal?: number;
  /** The share of its receipts that a failed bank pays out, 0 to 1; 1 unless given. */
  readonly recoveryInterbank?: number;
}

const FIELDS = [
  'liabilities',
  'externalAssets',
  'externalLiabilities',
  'recoveryExternal',
  'recoveryInterbank',
] as const;

/** What `clearingPayments` finds. Lists by bank are in the order of the input, banks counted from 0. */
export interface ClearingResult {
  /** What each bank pays in all, to banks and to the world outside. */
  readonly payments: number[];
  /** The banks that cannot pay in full, ascending. */
  readonly defaulted: number[];
  /** The same by wave: the banks that cannot pay, given what all can pay when the earlier waves fail. */
  readonly waves: number[][];
  /** External assets and receipts less what is owed, paid or not. */
  readonly equity: number[];
}

/**
 * What banks that owe each other can pay, all at once: the greatest clearing vector of Eisenberg & Noe
 * (2001) and, with recoveries below 1, of Rogers & Veraart (2013). A failed bank pays its creditors in
 * proportion, banks and others alike. Waves are those of the fictitious default algorithm.
 *
 * Rounding makes no defaults: a bank counts as able to pay that lacks at most 1e-15 n of what it owes, with n
 * the number of banks, or 10 if these are fewer. Payments are right to some 1e-15 of what is owed while at
 * most 64 banks fail, and within 1e-12 up to 2,000: see `clear`.
 *
 * @throws FaultlineError for input of the wrong shape, negative or not finite, and unknown fields.
 */
export function clearingPayments(input: ClearingInput): ClearingResult {
  checkFields('clearingPayments', input, FIELDS);
  const liabilities = checkMatrix('liabilities', input.liabilities);
  const bankCount = input.liabilities.length;
  const assets = checkVector('externalAssets', input.externalAssets, bankCount);
  const external = checkVector(
    'externalLiabilities',
    input.externalLiabilities ?? new Float64Array(bankCount),
    bankCount,
  );
  checkFiniteSum([liabilities, assets, external]);
  const recoveries = {
    external: checkNumber('recoveryExternal', input.recoveryExternal ?? 1, { max: 1 }),
    interbank: checkNumber('recoveryInterbank', input.recoveryInterbank ?? 1, { max: 1 }),
  };
  const { owed, payments, receipts, wave, waveCount } = clear(
    obligationsOf(liabilities, external),
    assets,
    recoveries,
  );
  const banks = Array.from(wave.keys());
  return {
    payments: Array.from(payments),
    defaulted: banks.filter((i) => wave[i] >= 0),
    waves: Array.from({ length: waveCount }, (_, k) => banks.filter((i) => wave[i] === k)),
    equity: banks.map((i) => assets[i] + receipts[i] - owed[i]),
  };
}

/** Numbers that are finite one by one may not be so together. */
function checkFiniteSum(amounts: readonly Float64Array[]): void {
  let sum = 0;
  for (const list of amounts) for (const amount of list) sum += amount;
  if (sum < Number.POSITIVE_INFINITY) return;
  throw new FaultlineError('liabilities and assets', 'a sum of Infinity', 'amounts that add up to a number');
}
