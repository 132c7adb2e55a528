/** Subsets of more than so many are too many to go through. */
const SUBSETS_OF = 6;

/**
 * Those of `others` that can matter beside `core`: with some of the core left out, the target comes or not as
 * they are there or not. Each is tried alone, then all the rest together and, where that matters, in halves:
 * a half that cannot be split further without ceasing to matter is kept whole. What cancels within a half is
 * not seen.
 */
export function screen(
  core: readonly number[],
  others: readonly number[],
  brings: (out: readonly number[]) => boolean,
): number[] {
  const subsets = subsetsOf(core);
  const matters = (group: readonly number[]): boolean =>
    group.length > 0 && subsets.some((out) => brings([...out, ...group]) !== brings(out));
  const kept = others.filter((i) => matters([i]));
  const rest = others.filter((i) => !kept.includes(i));
  return [...kept, ...irreducible(rest, matters)].sort((a, b) => a - b);
}

/** The parts of a group that matter; the whole group when no part does. */
function irreducible(group: readonly number[], matters: (group: readonly number[]) => boolean): number[] {
  if (group.length === 0 || !matters(group)) return [];
  if (group.length === 1) return [...group];
  const half = group.length >> 1;
  const left = irreducible(group.slice(0, half), matters);
  const right = irreducible(group.slice(half), matters);
  return left.length + right.length === 0 ? [...group] : [...left, ...right];
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
