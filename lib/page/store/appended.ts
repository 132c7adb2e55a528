/** A list with more at its end, of which the last `most` are kept. */
export function appended<T>(list: readonly T[], more: readonly T[], most: number): readonly T[] {
  if (more.length >= most) return more.slice(-most);
  return [...list.slice(Math.max(0, list.length + more.length - most)), ...more];
}

/** Events of two lists in their order, each once. */
export function merged<T extends { readonly id: number }>(
  list: readonly T[],
  more: readonly T[],
): readonly T[] {
  const byId = new Map([...list, ...more].map((each) => [each.id, each]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** The last `most` of a list; of what is over that, those of special kinds stay, as long as there is room. */
export function trimmed<T extends { readonly type: string }>(
  list: readonly T[],
  most: number,
  isSpecial: (type: string) => boolean,
): readonly T[] {
  if (list.length <= most) return list;
  const special = list.filter(({ type }) => isSpecial(type)).slice(-(most >> 1));
  const stays = new Set(special);
  const others = list.filter((each) => !stays.has(each));
  for (const each of others.slice(others.length - (most - special.length))) stays.add(each);
  return list.filter((each) => stays.has(each));
}
