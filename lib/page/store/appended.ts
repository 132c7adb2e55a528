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
