import { type Obligations, totalOwed } from './obligations.ts';
import { type Books, countReceipts, GAIN_MAX, PRECISION, settle } from './settle.ts';

/** A bank that lacks at most this share of what it owes, for each bank there is, can pay all the same. */
const TIE = 1e-15;
/** The number of banks for which the tolerance is at least. */
const TIE_COUNT_MIN = 10;
/** How well to solve for payments from which the next wave only has to be told. */
const ROUGH = 1e-9;

/** What a failed bank's assets bring, as shares from 0 to 1. */
export interface Recoveries {
  readonly external: number;
  readonly interbank: number;
}

/** Who pays what, by bank. */
export interface Clearing {
  /** What the bank owes in all. */
  readonly owed: Float64Array;
  /** What it pays, the payments to the world outside included. */
  readonly payments: Float64Array;
  /** What the other banks pay to it. */
  readonly receipts: Float64Array;
  /** The wave in which it fails, from 0; -1 when it pays in full. */
  readonly wave: Int32Array;
  readonly waveCount: number;
}

/**
 * The greatest clearing vector of Eisenberg & Noe (2001) and, where recoveries are below 1, of Rogers &
 * Veraart (2013): a bank whose assets cover what it owes pays it, any other pays out `recoveries.external`
 * of its external assets and `recoveries.interbank` of what it receives, in proportion to its debts.
 * External assets may be negative, when debts of higher rank exceed them: receipts then go to those
 * first, and the payment is what is left, at least 0. Recoveries do not apply to a negative amount.
 *
 * By fictitious default: all pay in full; those who cannot are wave 0; with these paying what they have,
 * those who cannot are wave 1; and so on. Rounding shall make no default: a bank fails when it lacks more
 * than 1e-15 n of what it owes (negative external assets counted with that), with n the number of banks,
 * or 10 if these are fewer.
 *
 * Payments are right to some 1e-15 of what is owed while at most 64 banks fail, within 1e-12 up to 2,000,
 * and beyond to 1e-15 times the number of failed banks that money passes before it leaves them.
 */
export function clear(
  debts: Obligations,
  externalAssets: Float64Array,
  recoveries: Recoveries = { external: 1, interbank: 1 },
): Clearing {
  const bankCount = externalAssets.length;
  const owed = totalOwed(debts);
  const share = new Float64Array(bankCount).fill(1);
  const receipts = new Float64Array(bankCount);
  const estate = externalAssets.map((own) => (own > 0 ? recoveries.external * own : own));
  const books: Books = { debts, owed, estate, recovery: recoveries.interbank, share, receipts, error: 0 };
  countReceipts(books);
  const tie = TIE * Math.max(TIE_COUNT_MIN, bankCount);
  const wave = new Int32Array(bankCount).fill(-1);
  const failed: number[] = [];
  let waveCount = 0;
  for (;;) {
    const falling: number[] = [];
    // How near to its threshold the closest bank is.
    let closest = Infinity;
    for (let i = 0; i < bankCount; i++) {
      const scale = owed[i] + Math.max(0, -externalAssets[i]);
      if (wave[i] >= 0 || scale === 0) continue;
      const lacking = owed[i] - externalAssets[i] - receipts[i] - tie * scale;
      if (lacking > 0) falling.push(i);
      closest = Math.min(closest, Math.abs(lacking) / scale);
    }
    const isRough = books.error > PRECISION;
    if (isRough && (falling.length === 0 || closest <= GAIN_MAX * books.error)) {
      settle(books, failed, PRECISION);
      continue;
    }
    if (falling.length === 0) break;
    for (const i of falling) wave[i] = waveCount;
    waveCount++;
    failed.push(...falling);
    settle(books, failed, ROUGH);
  }
  return { owed, payments: owed.map((amount, i) => share[i] * amount), receipts, wave, waveCount };
}
