import { EXACT_SIDES_MAX, exactBlocks } from './exact-blocks.ts';
import { type Block, excessOf, lentIn, type Sides, sumOf } from './sides.ts';

/**
 * Splits all sides into blocks that can be linked each by itself. Up to `EXACT_SIDES_MAX` sides into the
 * largest number of them. Beyond, where that is one of the hard problems (subset sum), into many: blocks of
 * up to three lenders and three borrowers, the smallest first; then the sides of a few blocks at a time
 * are split anew. Depends on nothing but its input.
 */
export function balancedBlocks(sides: Sides): Block[] {
  const all: Block = Array.from(sides.bank.keys());
  if (all.length === 0) return [];
  const found = joinUnlinkable(sides, smallBlocks(sides, all));
  if (found.length === Math.min(sides.lenderCount, all.length - sides.lenderCount)) return found;
  if (all.length > EXACT_SIDES_MAX) return splitAnew(sides, found);
  const exact = exactBlocks(sides, all);
  return exact !== null && exact.length > found.length ? exact : found;
}

/** Numbers of lenders and borrowers to look for blocks of, in this order. */
const SHAPES = [
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
  [1, 3],
  [3, 1],
  [2, 3],
  [3, 2],
  [3, 3],
] as const;

/** Most groups of lenders, and of borrowers, whose sums are compared for a shape. */
const GROUPS_MAX = 1e5;

/** Disjoint blocks, and last one of what is left: it may be empty, and it may not be linkable. */
function smallBlocks(sides: Sides, all: Block): Block[] {
  const blocks: Block[] = [];
  let left = all;
  for (const [lenders, borrowers] of SHAPES) {
    const lending = left.filter((side) => side < sides.lenderCount);
    const owing = left.filter((side) => side >= sides.lenderCount);
    if (Math.max(groupCount(lending, lenders), groupCount(owing, borrowers)) > GROUPS_MAX) continue;
    const taken = new Set<number>();
    const partners = bySum(sides, groupsOf(lending, lenders));
    for (const group of groupsOf(owing, borrowers)) {
      const block = blockWith(sides, group, partners, taken);
      if (block === undefined) continue;
      blocks.push(block);
      for (const side of block) taken.add(side);
    }
    left = left.filter((side) => !taken.has(side));
  }
  return [...blocks, left];
}

function groupCount({ length }: Block, size: number): number {
  let count = 1;
  for (let k = 0; k < size; k++) count = (count * (length - k)) / (k + 1);
  return count;
}

/** All groups of one to three of the sides. */
function* groupsOf(from: Block, size: number): Generator<Block> {
  for (let i = 0; i < from.length; i++) {
    if (size === 1) yield [from[i]];
    for (let j = i + 1; size > 1 && j < from.length; j++) {
      if (size === 2) yield [from[i], from[j]];
      for (let k = j + 1; size > 2 && k < from.length; k++) yield [from[i], from[j], from[k]];
    }
  }
}

/** Equal sums have keys that differ by 1 at most. */
function sumKey(sides: Sides, group: Block): number {
  return Math.round(Math.abs(sumOf(sides, group)) / (8 * sides.tolerance));
}

function bySum(sides: Sides, groups: Iterable<Block>): Map<number, Block[]> {
  const table = new Map<number, Block[]>();
  for (const group of groups) {
    const key = sumKey(sides, group);
    const others = table.get(key);
    if (others === undefined) table.set(key, [group]);
    else others.push(group);
  }
  return table;
}

/** A block of the group and of one of the partners, none of them taken; undefined where there is none. */
function blockWith(
  sides: Sides,
  group: Block,
  partners: ReadonlyMap<number, Block[]>,
  taken: ReadonlySet<number>,
): Block | undefined {
  const isTaken = (side: number): boolean => taken.has(side);
  if (group.some(isTaken)) return undefined;
  const key = sumKey(sides, group);
  for (const near of [key, key - 1, key + 1]) {
    const others = partners.get(near) ?? [];
    for (let k = others.length - 1; k >= 0; k--) {
      if (others[k].some(isTaken)) {
        // Never free again: out, so that long lists are not gone through for every group.
        others[k] = others[others.length - 1];
        others.pop();
        continue;
      }
      const block = [...others[k], ...group];
      if (Math.abs(sumOf(sides, block)) <= sides.tolerance && isLinkable(sides, block)) return block;
    }
  }
  return undefined;
}

function isLinkable(sides: Sides, block: Block): boolean {
  return excessOf(sides, block) <= sides.tolerance;
}

/**
 * The blocks with as few as possible joined to the last one for that to be linkable. Its excess is one
 * bank's, with both sides in it, so each other block makes up for as much as it lends.
 */
function joinUnlinkable(sides: Sides, blocks: readonly Block[]): Block[] {
  const others = [...blocks];
  let last = others.pop()!;
  if (last.length === 0) return others;
  others.sort((a, b) => lentIn(sides, a) - lentIn(sides, b));
  while (others.length > 0 && !isLinkable(sides, last)) {
    const excess = excessOf(sides, last);
    const enough = others.findIndex((block) => lentIn(sides, block) >= excess - sides.tolerance);
    const [joined] = others.splice(enough >= 0 ? enough : others.length - 1, 1);
    last = [...last, ...joined];
  }
  return [...others, last];
}

/** Sides whose blocks are split anew together, and how often at most. */
const WINDOW_SIDES_MAX = 16;
const WINDOWS_MAX = 100;

/** Splits blocks, then windows of several, as long as that makes more of them. */
function splitAnew(sides: Sides, found: readonly Block[]): Block[] {
  const bySize = (a: Block, b: Block): number => b.length - a.length;
  let blocks = found
    .flatMap((block) => (block.length <= EXACT_SIDES_MAX ? (exactBlocks(sides, block) ?? [block]) : [block]))
    .sort(bySize);
  let first = 0;
  for (let tried = 0; tried < WINDOWS_MAX && first < blocks.length; tried++) {
    const window = windowFrom(blocks, first++);
    if (window.length < 2) continue;
    const anew = exactBlocks(sides, window.flat());
    if (anew === null || anew.length <= window.length) continue;
    blocks = [...blocks.filter((block) => !window.includes(block)), ...anew].sort(bySize);
    first = 0;
  }
  return blocks;
}

/** Blocks from the given one on, those that fit into a window. */
function windowFrom(blocks: readonly Block[], first: number): Block[] {
  let room = WINDOW_SIDES_MAX;
  return blocks.slice(first).filter((block) => {
    if (block.length > room) return false;
    room -= block.length;
    return true;
  });
}
