import type { Margins } from './check-margins.ts';

/** The sides of banks that have an amount: first those that lend, then those that borrow, each by bank. */
export interface Sides {
  readonly lenderCount: number;
  readonly bank: Int32Array;
  /** Positive where the bank lends, negative where it borrows. */
  readonly amount: Float64Array;
  /** The other side of the same bank; -1 where that has no amount. */
  readonly twin: Int32Array;
  /** Sums that differ by no more are equal: 1e-12 of the total. */
  readonly tolerance: number;
}

/** Sides, by place, whose amounts sum to 0: what is lent among them is what is borrowed. */
export type Block = readonly number[];

export function sidesOf({ assets, liabilities, total }: Margins): Sides {
  const banks = Array.from(assets.keys());
  const lenders = banks.filter((bank) => assets[bank] > 0);
  const borrowers = banks.filter((bank) => liabilities[bank] > 0);
  const bank = Int32Array.from([...lenders, ...borrowers]);
  const place = new Map(borrowers.map((each, k) => [each, lenders.length + k]));
  const twin = new Int32Array(bank.length).fill(-1);
  lenders.forEach((each, k) => {
    const other = place.get(each);
    if (other === undefined) return;
    twin[k] = other;
    twin[other] = k;
  });
  return {
    lenderCount: lenders.length,
    bank,
    amount: Float64Array.from(bank, (each, k) => (k < lenders.length ? assets[each] : -liabilities[each])),
    twin,
    tolerance: 1e-12 * total,
  };
}

/** What a block's lenders lend. */
export function lentIn({ amount }: Sides, block: Block): number {
  return block.reduce((sum, side) => sum + Math.max(0, amount[side]), 0);
}

/**
 * By how much the block's largest bank with both sides in it exceeds what the block lends: nothing or less
 * where the block can be linked with no bank lending to itself (see `checkMargins`).
 */
export function excessOf(sides: Sides, block: Block): number {
  const { amount, twin } = sides;
  const members = new Set(block);
  const whole = block.filter((side) => members.has(twin[side]));
  const sizes = whole.map((side) => Math.abs(amount[side] - amount[twin[side]]));
  return Math.max(0, ...sizes) - lentIn(sides, block);
}

/** Lent less borrowed. */
export function sumOf({ amount }: Sides, group: Block): number {
  return group.reduce((sum, side) => sum + amount[side], 0);
}
