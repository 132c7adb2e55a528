import type { Claim } from './analysis.ts';
import { type ClaimGround, citedIds, ownWords, textsIn } from './claim-ground.ts';
import type { FactEvent } from './facts.ts';
import { COUNTS } from './told-number.ts';

/** An entity as a text names it: `bank 7`. */
export interface NamedEntity {
  /** In small letters, without a plural’s s. */
  readonly kind: string;
  readonly number: number;
  /** Where the words that name it, and others beside it, begin and end. */
  readonly from: number;
  readonly to: number;
}

const WORDS = Object.keys(COUNTS).join('|');
const ONE = String.raw`(?:no\.?\s*|number\s+|#)?(?:[-−]?\d+(?:\.\d+)?|one|${WORDS})\b`;
const NAMED = new RegExp(
  [
    String.raw`\b(?<kind>\p{L}+?)(?:’s|'s)?[\s\u00a0_-]*`,
    String.raw`(?<list>${ONE}(?:\s*(?:,|and|or|to|&|,\s*and)\s*${ONE})*)`,
  ].join(''),
  'giu',
);

/** Every word in a text with the numbers that follow it: `banks 3 and 4` names two. */
function namedEntities(text: string): NamedEntity[] {
  return [...text.matchAll(NAMED)].flatMap((match) => {
    const { kind, list } = match.groups!;
    return [...list.matchAll(new RegExp(String.raw`[-−]?\d+(?:\.\d+)?|\b(?:one|${WORDS})\b`, 'giu'))].map(
      ([told]) => ({
        kind: kindOf(kind),
        number: numberOf(told),
        from: match.index,
        to: match.index + match[0].length,
      }),
    );
  });
}

/** Entities in the text, of kinds that the events cited or the explainer’s answer know. */
export function knownEntities(text: string, ground: ClaimGround): NamedEntity[] {
  const kinds = kindsOf(ground.known);
  return namedEntities(text).filter(({ kind }) => kinds.has(kind));
}

/** The text without what names entities of known kinds. */
export function withoutEntities(text: string, ground: ClaimGround): string {
  return knownEntities(text, ground).reduce(
    (rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to),
    text,
  );
}

/**
 * The first entity of a known kind, or id, that a claim names and that nothing it cites is about. The target
 * needs no citation: the question is about it. Null when there is none.
 */
export function strangerFault(claim: Claim, ground: ClaimGround): string | null {
  const about = [...ground.events.values(), ...(ground.target === null ? [] : [ground.target])];
  const stranger = knownEntities(claim.text, ground).find((entity) => !isAbout(about, entity));
  if (stranger !== undefined) {
    return `names ${stranger.kind} ${stranger.number}, which no event cited is about`;
  }
  // A command names its bank by number alone: of names it is enough that the explainer’s answer has them.
  const isKnown = (name: string): boolean => [...about, ...ground.known].some((event) => isOf(event, name));
  const name = ground.names.find((each) => tellsOf(claim.text, each) && !isKnown(each));
  if (name !== undefined) return `names ${name}, which nothing that the explainer found is about`;
  const cited = citedIds(claim);
  const ids = [...claim.text.matchAll(/#(\d+)/gu)].map(([, id]) => Number(id));
  const id = ids.find((each) => !cited.includes(each));
  return id === undefined ? null : `names #${id} and does not cite it`;
}

/** Whether a text has a name as words of their own. */
function tellsOf(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const beside = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`;
    if (!/[\p{L}\p{N}]/u.test(beside)) return true;
  }
  return false;
}

function isOf({ fields, sentence }: FactEvent, name: string): boolean {
  return tellsOf(sentence, name) || textsIn(fields).some((text) => text === name);
}

/** The entities that an event is about, by its fields and by its sentence. */
function entitiesOf(event: FactEvent): NamedEntity[] {
  const fields = Object.entries(event.fields).flatMap(([name, value]) =>
    typeof value === 'number' ? [{ kind: kindOf(name), number: value, from: 0, to: 0 }] : [],
  );
  return [...fields, ...namedEntities(ownWords(event))];
}

/**
 * Kinds of entities that events tell of: they have whole numbers, while amounts do not. Words such as `at` or
 * `of` before a number are none.
 */
function kindsOf(events: Iterable<FactEvent>): Set<string> {
  const kinds = new Set<string>();
  const amounts = new Set(NO_KINDS);
  for (const event of events) {
    for (const { kind, number } of entitiesOf(event)) {
      if (Number.isInteger(number) && number >= 0) kinds.add(kind);
      else amounts.add(kind);
    }
  }
  for (const word of amounts) kinds.delete(word);
  return kinds;
}

/** Whether one of the events is about the entity. */
export function isAbout(events: Iterable<FactEvent>, { kind, number }: NamedEntity): boolean {
  for (const event of events) {
    if (entitiesOf(event).some((each) => each.kind === kind && each.number === number)) return true;
  }
  return false;
}

const NO_KINDS = [
  ...['at', 'to', 'of', 'by', 'from', 'in', 'on', 'with', 'for', 'and', 'or', 'than', 'over', 'under', 'a'],
  ...['is', 'was', 'were', 'are', 'be', 'the', 'about', 'only', 'after', 'before', 'until', 'between', 'per'],
  ...['event', 'time', 'step', 't', 'tick', 'second', 'all', 'no', 'id', 'had', 'has', 'it', 'that', 'lost'],
];

function kindOf(word: string): string {
  const small = word.toLowerCase();
  return small.length > 2 && small.endsWith('s') && !small.endsWith('ss') ? small.slice(0, -1) : small;
}

function numberOf(told: string): number {
  const small = told.toLowerCase();
  if (small === 'one') return 1;
  return COUNTS[small] ?? Number(told.replace('−', '-'));
}
