import type { Seed } from '../core/seed.ts';
import { balancedBlocks } from './balanced-blocks.ts';
import { checkFields, toRows } from './check-input.ts';
import { checkMargins, type Margins, type MarginsInput } from './check-margins.ts';
import { type Block, type Sides, sidesOf } from './sides.ts';

/** Margins whose links are to be few. */
export interface MinimumDensityInput extends MarginsInput {
  /** Changes nothing: other heuristics draw, and programs that try several may pass one along. */
  readonly seed?: Seed;
}

/**
 * A matrix of interbank loans with few links for the margins: the aim of Anand, Craig & von Peter (2015).
 * `[i][j]` is what i lends to j; the diagonal is empty; margins are met to 1e-12 of the total.
 *
 * With m lenders, n borrowers and at most k blocks of them that can be linked each by itself, the fewest
 * links are m + n - k: a matrix of fewest links has no cycle in the graph of lenders and borrowers, since an
 * amount passed round it would take a link away; so it is a forest, and its trees are such blocks. k is
 * found for m + n up to 24, and approached beyond: see `balancedBlocks`. No chance is used.
 *
 * @throws FaultlineError for margins that no matrix with an empty diagonal meets: see `checkMargins`.
 */
export function minimumDensity(input: MinimumDensityInput): number[][] {
  checkFields('minimumDensity', input, ['assets', 'liabilities', 'seed']);
  const margins = checkMargins('', input.assets, input.liabilities);
  const size = margins.assets.length;
  return toRows(fillMinimumDensity(margins, new Float64Array(size * size)), size);
}

/** `minimumDensity` into a matrix kept row after row, whatever is in it; returns it. */
export function fillMinimumDensity(margins: Margins, matrix: Float64Array): Float64Array {
  matrix.fill(0);
  const sides = sidesOf(margins);
  const rest: Rest = {
    lends: new Float64Array(margins.assets.length),
    owes: new Float64Array(margins.assets.length),
    dust: 1e-14 * margins.total,
  };
  for (const block of balancedBlocks(sides)) linkBlock(sides, block, rest, matrix);
  return matrix;
}

/** What the banks of a block have yet to lend and to borrow. */
interface Rest {
  readonly lends: Float64Array;
  readonly owes: Float64Array;
  /** Amounts up to it are rounding. */
  readonly dust: number;
}

/**
 * Links a block as a tree. Each link goes to or from the hub, the bank with most left on both sides, and
 * carries all that is left of its lender or of its borrower; or less, where otherwise a third bank would be
 * left with more on both sides than the others can take. As soon as the hub is in all links that are left,
 * they are drawn: to it and from it.
 *
 * There is no cycle: its first link would use up neither of its sides, since a later link of the cycle has
 * each of them. Only one link does so; it comes right before the hub's, and joins those to the hub with those
 * from it, which otherwise have no side in common.
 */
function linkBlock({ bank, amount }: Sides, block: Block, rest: Rest, matrix: Float64Array): void {
  const { lends, owes, dust } = rest;
  const size = lends.length;
  const banks = [...new Set(block.map((side) => bank[side]))];
  for (const side of block) (amount[side] > 0 ? lends : owes)[bank[side]] = Math.abs(amount[side]);
  /** The bank with the largest amount but one or two; -1 where there is no other. */
  const largestBut = (one: number, two: number, amountOf: (each: number) => number): number =>
    banks.reduce((best, each) => {
      if (each === one || each === two) return best;
      return best < 0 || amountOf(each) > amountOf(best) ? each : best;
    }, -1);
  const both = (each: number): number => (each < 0 ? 0 : lends[each] + owes[each]);
  for (;;) {
    const left = banks.reduce((sum, each) => sum + lends[each], 0);
    const hub = largestBut(-1, -1, both);
    if (left - both(hub) <= dust) {
      linkToAll(hub, banks, rest, matrix);
      return;
    }
    const isLender = lends[hub] >= owes[hub];
    const opposite = isLender ? owes : lends;
    const partner = largestBut(hub, -1, (each) => opposite[each]);
    const third = largestBut(hub, partner, both);
    const lender = isLender ? hub : partner;
    const borrower = isLender ? partner : hub;
    const given = Math.min(lends[lender], owes[borrower], left - both(third));
    matrix[lender * size + borrower] = given;
    lends[lender] = less(lends[lender], given, dust);
    owes[borrower] = less(owes[borrower], given, dust);
  }
}

function less(amount: number, given: number, dust: number): number {
  return amount - given <= dust ? 0 : amount - given;
}

/** Links all that is left to the hub and from it, and leaves nothing. */
function linkToAll(hub: number, banks: readonly number[], { lends, owes }: Rest, matrix: Float64Array): void {
  const size = lends.length;
  for (const each of banks) {
    if (each !== hub && lends[each] > 0) matrix[each * size + hub] = lends[each];
    if (each !== hub && owes[each] > 0) matrix[hub * size + each] = owes[each];
    lends[each] = 0;
    owes[each] = 0;
  }
}
