import type { Block, Sides } from './sides.ts';

/** Most sides that `exactBlocks` takes: time and memory double with each, and are 0.1 s and 8 MB here. */
export const EXACT_SIDES_MAX = 24;

/** Sides of the largest blocks that others are compared with to see whether they can be split. */
const PART_SIDES_MAX = 4;

/** Most candidates that the search weighs before it settles for what it has: about a second. */
const WORK_MAX = 2e8;

/**
 * Splits a block of 2 to `EXACT_SIDES_MAX` sides into the largest number of blocks that can be linked each
 * by itself; null where there is none, not even the block as it is.
 *
 * Sets of sides are bits of an integer. Bounds come first: how many sums of 0 a set passes when its sides are
 * added one by one in the best order, whether or not the blocks between can be linked. Then a search with a
 * memory takes off block after block, always one with the lowest side left, and stops where it meets the
 * bound. Some best order ends with the last side, so sets with it need no bounds of their own.
 */
export function exactBlocks(sides: Sides, members: Block): Block[] | null {
  const last = 1 << (members.length - 1);
  const all = 2 * last - 1;
  const isBalanced = balanceTest(sides, members.slice(0, -1));
  const isLinkable = linkTest(sides, members);
  const bounds = new Uint8Array(last);
  /** Blocks that can be linked, by their lowest side, less most of those that fall into two such. */
  const candidates: number[][] = members.map(() => []);
  const parts: number[] = [];
  const isSplit = (block: number): boolean =>
    parts.some((part) => (part & block) === part && isLinkable(part ^ block));
  for (let set = 0; set < last; set++) {
    let bound = 0;
    for (let rest = set; rest !== 0; rest &= rest - 1) bound = Math.max(bound, bounds[set ^ (rest & -rest)]);
    bounds[set] = bound;
    if (!isBalanced(set)) continue;
    if (set > 0) bounds[set]++;
    for (const block of [set, all ^ set]) {
      if (!isLinkable(block) || isSplit(block)) continue;
      candidates[lowest(block)].push(block);
      if (sizeOf(block) <= PART_SIDES_MAX) parts.push(block);
    }
  }
  const boundOf = (set: number): number => (set < last ? bounds[set] : bounds[set ^ last] + 1);

  let work = 0;
  const known = new Map([[0, { count: 0, first: 0 }]]);
  const search = (set: number): number => {
    const before = known.get(set);
    if (before !== undefined) return before.count;
    let first = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (const block of candidates[lowest(set)]) {
      if (most === boundOf(set) || ++work > WORK_MAX) break;
      if ((block & set) !== block || 1 + boundOf(set ^ block) <= most) continue;
      const found = 1 + search(set ^ block);
      if (found <= most) continue;
      most = found;
      first = block;
    }
    known.set(set, { count: most, first });
    return most;
  };

  if (search(all) < 0) return null;
  const blocks: Block[] = [];
  for (let set = all; set !== 0; ) {
    const { first } = known.get(set)!;
    blocks.push(members.filter((_, k) => (first >> k) & 1));
    set ^= first;
  }
  return blocks;
}

function lowest(set: number): number {
  return 31 - Math.clz32(set & -set);
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size++;
  return size;
}

/** Whether the amounts of a set sum to 0, by two tables of the sums of halves. */
function balanceTest({ amount, tolerance }: Sides, members: Block): (set: number) => boolean {
  const half = members.length >> 1;
  const low = subsetSums(members.slice(0, half).map((side) => amount[side]));
  const high = subsetSums(members.slice(half).map((side) => amount[side]));
  return (set) => Math.abs(low[set & (low.length - 1)] + high[set >>> half]) <= tolerance;
}

function subsetSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(1 << values.length);
  for (let set = 1; set < sums.length; set++) sums[set] = sums[set & (set - 1)] + values[lowest(set)];
  return sums;
}

/** Whether a balanced set can be linked: it lends, it borrows, and no bank's sides exceed what it lends. */
function linkTest({ amount: all, twin, tolerance }: Sides, members: Block): (set: number) => boolean {
  const amounts = members.map((side) => all[side]);
  const twins = members.map((side) => members.indexOf(twin[side]));
  return (set) => {
    let lent = 0;
    let owed = 0;
    let largest = 0;
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const k = lowest(rest);
      const amount = amounts[k];
      if (amount > 0) lent += amount;
      else owed -= amount;
      const isBoth = twins[k] >= 0 && ((set >> twins[k]) & 1) === 1;
      if (isBoth) largest = Math.max(largest, Math.abs(amount - amounts[twins[k]]));
    }
    return lent > 0 && owed > 0 && largest <= lent + tolerance;
  };
}
