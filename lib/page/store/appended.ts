/** A list with more at its end, of which the last `most` are kept. */
export function appended<T>(list: readonly T[], more: readonly T[], most: number): readonly T[] {
  if (more.length >= most) return more.slice(-most);
  return [...list.slice(Math.max(0, list.length + more.length - most)), ...more];
}
