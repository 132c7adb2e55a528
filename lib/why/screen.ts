/** Subsets of more than so many are too many to go through. */
const SUBSETS_OF = 8;

/**
 * Those of `others` that can matter beside `core`: with some of the core left out, the target comes or not as
 * they are there or not. Each is tried alone, then all the rest together; what is found belongs to the core
 * for those that are left, until none is. Where more together matter and none alone, one smallest such group
 * is found at a time. What cancels within the rest is not seen.
 */
export function screen(
  core: readonly number[],
  others: readonly number[],
  brings: (out: readonly number[]) => boolean,
): number[] {
  const kept: number[] = [];
  let rest = [...others];
  for (;;) {
    const subsets = subsetsOf([...core, ...kept]);
    const matters = (group: readonly number[]): boolean =>
      group.length > 0 && subsets.some((out) => brings([...out, ...group]) !== brings(out));
    const alone = rest.filter((i) => matters([i]));
    const found = alone.length > 0 ? alone : matters(rest) ? smallest(rest, matters) : [];
    if (found.length === 0) return kept.sort((a, b) => a - b);
    kept.push(...found);
    rest = rest.filter((i) => !found.includes(i));
  }
}

/** A part of a group that matters, and does so no more without any one of it. */
function smallest(group: readonly number[], matters: (group: readonly number[]) => boolean): number[] {
  let left = [...group];
  for (const i of group) {
    const fewer = left.filter((j) => j !== i);
    if (matters(fewer)) left = fewer;
  }
  return left;
}

/** All subsets of a small list; of a larger one none, each one, all but each, and all. */
function subsetsOf(list: readonly number[]): number[][] {
  if (list.length <= SUBSETS_OF) {
    return Array.from({ length: 1 << list.length }, (_, bits) =>
      list.filter((_, i) => (bits & (1 << i)) !== 0),
    );
  }
  return [[], ...list.map((i) => [i]), ...list.map((i) => list.filter((j) => j !== i)), [...list]];
}
