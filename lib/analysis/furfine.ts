import { FaultlineError } from '../core/faultline-error.ts';
import {
  checkFields,
  checkInteger,
  checkMatrix,
  checkNumber,
  checkVector,
  type Matrix,
} from './check-input.ts';

/** A loss above capital by at most this share of it is equal to it: rounding shall make no default. */
const TIE = 1e-12;

/** A network of loans and who fails first. Money in any one unit. */
export interface FurfineInput {
  /** exposures[i][j] is what bank i lent bank j; nothing on the diagonal. */
  readonly exposures: Matrix;
  /** What each bank can lose, at least 0. */
  readonly capital: ArrayLike<number>;
  /** The bank that fails first, counted from 0, or the list of those that do. */
  readonly initial: number | readonly number[];
  /** The share of an exposure that the lender gets back, 0 to 1; 0 unless given. */
  readonly recovery?: number;
}

/** What `furfine` finds. Banks counted from 0. */
export interface FurfineResult {
  /** The banks that fail, ascending. */
  readonly defaulted: number[];
  /** The same by round, beginning with `initial`. */
  readonly rounds: number[][];
  /** What each bank loses on those that fail, also when it has failed itself. */
  readonly losses: number[];
}

/**
 * Sequential default (Furfine 2003): when a bank fails, each lender loses 1 - recovery of what it lent; those
 * whose losses so far exceed their capital fail together in the next round; until nobody does. Strictly: a
 * bank that loses just its capital, or above that no more than 1e-12 of it, which may be rounding, goes on.
 *
 * @throws FaultlineError for input of the wrong shape or out of range.
 */
export function furfine(input: FurfineInput): FurfineResult {
  checkFields('furfine', input, ['exposures', 'capital', 'initial', 'recovery']);
  const exposures = checkMatrix('exposures', input.exposures);
  const bankCount = input.exposures.length;
  const capital = checkVector('capital', input.capital, bankCount);
  const loss = 1 - checkNumber('recovery', input.recovery ?? 0, { max: 1 });
  const losses = new Float64Array(bankCount);
  const failed = new Set<number>();
  const rounds: number[][] = [];
  let falling = initialBanks(input.initial, bankCount);
  while (falling.length > 0) {
    rounds.push(falling);
    for (const debtor of falling) {
      failed.add(debtor);
      for (let i = 0; i < bankCount; i++) losses[i] += loss * exposures[i * bankCount + debtor];
    }
    falling = Array.from(losses.keys()).filter(
      (i) => !failed.has(i) && losses[i] - capital[i] > TIE * capital[i],
    );
  }
  return { defaulted: [...failed].sort((a, b) => a - b), rounds, losses: Array.from(losses) };
}

/** Ascending. */
function initialBanks(initial: unknown, bankCount: number): number[] {
  if (!Array.isArray(initial)) return [checkInteger('initial', initial, 0, bankCount - 1)];
  const banks = initial.map((bank, k) => checkInteger(`initial[${k}]`, bank, 0, bankCount - 1));
  if (new Set(banks).size === banks.length) return banks.sort((a, b) => a - b);
  throw new FaultlineError('initial', initial, 'each bank once');
}
