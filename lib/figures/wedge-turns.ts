/** How far a thing stands beside the middle of its wedge, in turns: a line past it stays clear of it. */
const ASIDE = 0.045;
const ASIDE_SHARE = 0.2;

/**
 * Where on their rings things stand that came from each other, in turns (0 to 1, clockwise from the top):
 * each in a wedge of its parent's wedge, wide as its offspring needs. Lines from parents then do not cross.
 * A lone thing in the first ring stands in the middle and leaves the whole circle to its children.
 *
 * @param parentOf the thing on the same ring or further in that a thing came from; only one that is
 *   listed before it counts.
 */
export function wedgeTurns(
  rings: readonly (readonly number[])[],
  parentOf: (thing: number) => number | undefined,
): Map<number, number> {
  const filled = rings.filter((ring) => ring.length > 0);
  const middle = filled[0]?.length === 1 ? filled[0][0] : undefined;
  const ringOf = new Map<number, number>();
  const children = new Map<number, number[]>();
  const roots: number[] = [];
  for (const [r, ring] of filled.entries()) {
    for (const thing of ring) {
      const parent = parentOf(thing);
      const siblings = parent === undefined || parent === middle ? undefined : children.get(parent);
      if (thing !== middle) (siblings ?? roots).push(thing);
      ringOf.set(thing, r);
      children.set(thing, []);
    }
  }
  const widths = new Map<number, number>();
  for (const thing of [...ringOf.keys()].reverse()) {
    const offspring = children.get(thing)!;
    const sum = sumOf(offspring, widths);
    widths.set(
      thing,
      offspring.some((child) => ringOf.get(child) === ringOf.get(thing)) ? sum + 1 : sum || 1,
    );
  }
  const turns = new Map<number, number>(middle === undefined ? [] : [[middle, 0]]);
  const divide = (things: readonly number[], from: number, each: number): void => {
    let start = from;
    for (const thing of things) {
      const span = widths.get(thing)! * each;
      const aside = Math.min(ASIDE, ASIDE_SHARE * span) * (ringOf.get(thing)! % 2 === 0 ? 1 : -1);
      const offspring = children.get(thing)!;
      const own = span - sumOf(offspring, widths) * each;
      const isBeside = offspring.length > 0 && own > each / 2;
      turns.set(thing, wrapped(isBeside ? start + own / 2 : start + span / 2 + aside));
      divide(offspring, isBeside ? start + own : start, each);
      start += span;
    }
  };
  const each = 1 / Math.max(1, sumOf(roots, widths));
  divide(roots, roots.length === 0 ? 0 : (-widths.get(roots[0]!)! * each) / 2, each);
  return turns;
}

function sumOf(things: readonly number[], widths: ReadonlyMap<number, number>): number {
  return things.reduce((sum, thing) => sum + widths.get(thing)!, 0);
}

function wrapped(turn: number): number {
  return turn - Math.floor(turn);
}
