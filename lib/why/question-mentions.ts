import type { Columns, Entities } from '../core/event-kind.ts';
import type { Events } from '../core/events.ts';
import { compared, isFiller, wordsOf } from './question-words.ts';

/** Something that a question names: `bank 7`, a bank’s name, `request 12`. */
export interface Mention {
  /** The word before its number; null for a name. */
  readonly word: string | null;
  readonly number: number | null;
  /** Indexes of entities that it may be, by their kind. More than one of a kind: it is unclear. */
  readonly entities: Readonly<Record<string, readonly number[]>>;
}

/** What a question names, and the question without that. */
export interface Mentions {
  readonly mentions: readonly Mention[];
  readonly rest: string;
}

/** Finds entities by kind and number or by name, and integer fields with their number, in a question. */
export function mentionsIn(text: string, events: Events): Mentions {
  const { entities, kinds } = events.log;
  const found = new Map<string, Mention>();
  const note = (mention: Mention): string => {
    found.set(JSON.stringify(mention), mention);
    return ' ';
  };
  const names = namesOf(entities).filter(({ name }) => text.includes(name));
  let rest = text;
  for (const { name } of names.sort((a, b) => b.name.length - a.name.length)) {
    rest = rest.replace(wholly(name), () => note(mentionOf(name, entities)));
  }
  const integers = Object.values(kinds).flatMap(({ columns }) => fieldsWithNumbers(columns));
  const words = [...new Set([...Object.keys(entities), ...integers])].map((word) => word.toLowerCase());
  const numbered = new RegExp(
    [
      String.raw`\b(${words.map(escapePattern).join('|')})s?\s*(?:#|no\.?\s|number\s)?\s*`,
      String.raw`(\d+)(?![\p{L}\p{N}]|[.,:]\d|\s*%)`,
    ].join(''),
    'gu',
  );
  if (words.length > 0) {
    rest = rest.replace(numbered, (_, word: string, number: string) =>
      note({ word, number: Number(number), entities: byNumber(word, Number(number), entities) }),
    );
  }
  return { mentions: [...found.values()], rest };
}

/**
 * The fields of events of a kind that a mention may stand for, with the values that they would have. A field
 * of the mention’s own word goes before others.
 */
export function fieldsFor(
  { word, number, entities }: Mention,
  columns: Columns,
  known: Entities,
): { readonly field: string; readonly value: unknown }[] {
  const found = Object.entries(columns).flatMap(([field, column]) => {
    if (column.type === 'integer' && field === word) return [{ field, value: number as unknown }];
    if (column.type !== 'entity') return [];
    const indexes =
      field === word && number !== null && entities[column.entity] === undefined
        ? byNumber(column.entity, number, known)[column.entity]
        : entities[column.entity];
    const { names, printed } = known[column.entity];
    return (indexes ?? []).map((index) => ({ field, value: printed === 'index' ? index : names[index] }));
  });
  const own = found.filter(({ field }) => field === word);
  return own.length > 0 ? own : found;
}

function namesOf(entities: Entities): { name: string }[] {
  const names = new Set(Object.values(entities).flatMap((kind) => kind.names.map(compared)));
  // A name that is no more than words of every question, or a number, names nothing by itself.
  return [...names]
    .filter((name) => wordsOf(name).some((word) => !isFiller(word) && !/^\d+$/u.test(word)))
    .map((name) => ({ name }));
}

function mentionOf(name: string, entities: Entities): Mention {
  const [, word = null, number = null] = /^(\p{L}+)\s*(\d+)$/u.exec(name) ?? [];
  const by: Record<string, number[]> = {};
  for (const [kind, { names }] of Object.entries(entities)) {
    const indexes = names.flatMap((each, index) => (compared(each) === name ? [index] : []));
    if (word !== null)
      indexes.push(...(byNumber(word, Number(number), { [kind]: entities[kind] })[kind] ?? []));
    if (indexes.length > 0) by[kind] = [...new Set(indexes)];
  }
  return { word, number: number === null ? null : Number(number), entities: by };
}

/** The entity of a kind that is named by its number. */
function byNumber(word: string, number: number, entities: Entities): Record<string, number[]> {
  const by: Record<string, number[]> = {};
  for (const [kind, { names, printed }] of Object.entries(entities)) {
    if (kind.toLowerCase() === word && printed === 'index' && number < names.length) by[kind] = [number];
  }
  return by;
}

/** Fields that a number may stand behind: whole numbers, and entities by the part that they play. */
function fieldsWithNumbers(columns: Columns): string[] {
  return Object.entries(columns).flatMap(([field, { type }]) =>
    type === 'integer' || type === 'entity' ? [field] : [],
  );
}

function wholly(name: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escapePattern(name)}(?:'s)?(?![\p{L}\p{N}]|[.,]\d)`, 'gu');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
