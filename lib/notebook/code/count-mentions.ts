/** How often a text has a name as a word of its own, be it in code, in a string or in a comment. */
export function countMentions(text: string, name: string): number {
  if (!text.includes(name)) return 0;
  const escaped = name.replaceAll('$', '\\$');
  const word = new RegExp(`(?<![\\p{ID_Continue}$])${escaped}(?![\\p{ID_Continue}$])`, 'gu');
  return text.match(word)?.length ?? 0;
}
