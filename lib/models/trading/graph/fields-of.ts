import { describeGiven, FaultlineError } from '../../../core/faultline-error.ts';

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws FaultlineError unless it is an object with no other fields than these. */
export function fieldsOf(given: unknown, known: readonly string[], where: string): Fields {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new FaultlineError(where, given, `an object with ${known.join(', ')}`);
  }
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw new FaultlineError(where, name, `no such field; known are ${known.join(', ')}`);
  }
  return given as Fields;
}

/** @throws FaultlineError unless it is a text that is not empty, and that a terminal can show. */
export function textOf(given: unknown, where: string): string {
  if (typeof given === 'string' && given !== '' && !/\p{Cc}/u.test(given)) return given;
  throw new FaultlineError(where, given, 'a text without control characters');
}

/** @throws FaultlineError unless it is one of these words. */
export function wordOf<Word extends string>(given: unknown, words: readonly Word[], where: string): Word {
  if (words.includes(given as Word)) return given as Word;
  throw new FaultlineError(where, given, `one of ${words.join(', ')}`);
}

/** @throws FaultlineError unless it is one of these names, of things of that kind. */
export function indexOf(given: unknown, names: readonly string[], what: string, where: string): number {
  const index = names.indexOf(given as string);
  if (index >= 0) return index;
  const article = /^[aeiou]/.test(what) ? 'an' : 'a';
  const known = names.length === 0 ? `there is no ${what}` : `${article} ${what}: ${listed(names)}`;
  throw new FaultlineError(where, given, known);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => describeGiven(name));
  return names.length > 12 ? `${shown.join(', ')}, …` : shown.join(', ');
}
