import type { EventKind, LoggedEvent } from '../core/event-kind.ts';
import { fieldsFor, type Mention } from './question-mentions.ts';
import { isFiller, nameWords, soughtStem, stemOf, wordsOf } from './question-words.ts';
import type { Source } from './source.ts';

/** What a word of a question counts for by where a kind of events has it. */
const WEIGHTS = { name: 8, sentence: 4, label: 4, help: 2 } as const;

/** A kind of events with values of its fields. */
export interface FateReading {
  readonly type: string;
  readonly [field: string]: unknown;
}

interface Scored {
  readonly type: string;
  readonly score: number;
  /** Null: which fields are meant is unclear. */
  readonly fields: Readonly<Record<string, unknown>> | null;
}

/**
 * The kind of events that a question asks about, by the words of each kind’s name, sentence and help, with
 * fields for all that the question names. Every word must be one of the kind’s, or say nothing. Null when no
 * kind has all, two have them equally well, or it is unclear which event is meant.
 *
 * @param isMissing whether it is asked why there is none.
 * @param at the time that the question names.
 */
export function fateIn(
  source: Source,
  words: readonly string[],
  mentions: readonly Mention[],
  isMissing: boolean,
  at?: number,
): FateReading | null {
  const told = words.filter((word) => !isFiller(word));
  if (told.length === 0) return null;
  const { entities, kinds } = source.events.log;
  const fates = source.model.reasons?.fates ?? {};
  const scored: Scored[] = [];
  for (const [type, kind] of Object.entries(kinds)) {
    const score = scoreOf(type, kind, told, Object.hasOwn(fates, type));
    if (score === 0) continue;
    const fields: Record<string, unknown> = {};
    let isClear = true;
    let fits = true;
    for (const mention of mentions) {
      const found = fieldsFor(mention, kind.columns, entities);
      const [first] = found;
      if (first === undefined) fits = false;
      else if (found.length > 1 || Object.hasOwn(fields, first.field)) isClear = false;
      else fields[first.field] = first.value;
    }
    if (fits) scored.push({ type, score, fields: isClear ? fields : null });
  }
  const most = Math.max(0, ...scored.map(({ score }) => score));
  const best = scored.filter(({ score }) => score === most);
  const [only] = best;
  if (best.length !== 1 || only.fields === null) return null;
  const reading = { ...only.fields, ...(at !== undefined && { t: at }), type: only.type };
  if (isMissing) return mentions.length > 0 || fates[only.type] !== undefined ? reading : null;
  return isOne(source, reading, fates[only.type], mentions.length > 0) ? reading : null;
}

/** Whether all events that a reading fits are the same one; where there is none, as `isNamed` says. */
function isOne(
  { events }: Source,
  reading: FateReading,
  fate: readonly string[] | undefined,
  isNamed: boolean,
): boolean {
  if (reading.t === undefined && fate?.every((field) => Object.hasOwn(reading, field))) return true;
  let first: LoggedEvent | null = null;
  for (const event of events.where({ ...reading })) {
    if (first === null) first = event;
    else if (fate === undefined || fate.some((field) => !Object.is(event[field], first![field])))
      return false;
  }
  return first !== null || isNamed;
}

/** 0 when a word is none of the kind’s; of a kind that is no fate all words of its name must be there. */
function scoreOf(type: string, kind: EventKind, told: readonly string[], isFate: boolean): number {
  const name = nameWords(type).map(stemOf);
  const stems = told.map(soughtStem);
  if (!isFate && !name.every((word) => stems.includes(word))) return 0;
  const sentence = stemsOf(kind.sentence.replace(/\{\w+\}/gu, ' '));
  const help = stemsOf(kind.help);
  const labels = new Set(
    Object.values(kind.columns).flatMap((column) =>
      column.type === 'label' ? column.labels.flatMap(nameWords).map(stemOf) : [],
    ),
  );
  let score = 0;
  for (const [i, stem] of stems.entries()) {
    const weight =
      name.includes(stem) || name.join('') === told[i]
        ? WEIGHTS.name
        : sentence.has(stem)
          ? WEIGHTS.sentence
          : labels.has(stem)
            ? WEIGHTS.label
            : help.has(stem)
              ? WEIGHTS.help
              : 0;
    if (weight === 0) return 0;
    score += weight;
  }
  return score;
}

function stemsOf(text: string): Set<string> {
  return new Set(wordsOf(text.toLowerCase()).map(stemOf));
}
