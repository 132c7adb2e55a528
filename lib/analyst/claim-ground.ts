import type { RootCause, Why } from '../why/answer.ts';
import type { Claim } from './analysis.ts';
import type { FactEvent, Facts } from './facts.ts';
import { toldNumbers } from './told-number.ts';

/** What a claim rests on: the events and causes that it cites, as they are. */
export interface ClaimGround {
  /** Every event that is cited: as one, as an end of an edge, as a cause. */
  readonly events: ReadonlyMap<number, FactEvent>;
  /** Root causes that are cited as causes or as events. */
  readonly causes: readonly RootCause[];
  /** What the question is about, as an event; of a metric one that is made up. Null when nothing is known. */
  readonly target: FactEvent | null;
  /** Names of entities, of those that look like names. */
  readonly names: readonly string[];
  /** All that the explainer’s answer tells of, and what is cited. */
  readonly known: readonly FactEvent[];
}

/** Ids that a claim cites, in order, each once. */
export function citedIds(claim: Claim): number[] {
  return [...new Set([...claim.events, ...claim.edges.flat(), ...claim.causes])];
}

/** What a claim rests on. Events that are not there are left out. */
export function claimGround(claim: Claim, facts: Facts): ClaimGround {
  const ids = citedIds(claim);
  const { why } = facts;
  const events = eventsAt(ids, facts);
  const told = [...(why?.chain ?? []), ...(why?.rootCauses ?? [])].map(({ id }) => id);
  const target = why === undefined ? null : targetOf(why, facts);
  return {
    events: new Map(events.map((event) => [event.id, event])),
    causes: why?.rootCauses.filter(({ id }) => ids.includes(id)) ?? [],
    target,
    names: (facts.names ?? []).filter(looksLikeName),
    known: [...events, ...eventsAt(told, facts), ...(target === null ? [] : [target])],
  };
}

/** Two letters or more, not all of them small: `FIN`, `Alpha`. Prose has words such as `short`. */
function looksLikeName(name: string): boolean {
  return name.length > 1 && name !== name.toLowerCase();
}

function eventsAt(ids: readonly number[], facts: Facts): FactEvent[] {
  return ids.map((id) => facts.event(id)).filter((event) => event !== null);
}

function targetOf({ target }: Why, facts: Facts): FactEvent {
  if (target.kind === 'metric') {
    const { from, to, before, after, change, sentence } = target;
    return { id: -1, t: to, type: '', causes: [], sentence, fields: { from, before, after, change } };
  }
  return facts.event(target.id) ?? { ...target, causes: [] };
}

/** A sentence without the texts that came from outside, such as names: their digits are no figures. */
export function ownWords(event: FactEvent): string {
  const texts = textsIn(event.fields).sort((a, b) => b.length - a.length);
  return texts.reduce((sentence, text) => sentence.replaceAll(text, ' '), event.sentence);
}

/** Numbers in an event’s fields, however deep. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

/** Texts in an event’s fields, however deep, of a letter or more. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Numbers that a claim may tell: of its figures, its events, its causes and the target. */
export function groundNumbers(claim: Claim, ground: ClaimGround): number[] {
  const events = [...ground.events.values(), ...(ground.target === null ? [] : [ground.target])];
  const tried = ground.causes.flatMap(({ t, share, targetAt, targetChange }) => [
    t,
    share,
    targetAt,
    targetChange,
  ]);
  return [
    ...claim.figures.flatMap(({ name, value }) => {
      const time = name.includes('@') ? toldNumbers(name.slice(name.lastIndexOf('@'))) : [];
      return [value, ...time.map((told) => told.value)];
    }),
    ...events.flatMap((event) => [
      event.t,
      ...numbersIn(event.fields),
      ...toldNumbers(ownWords(event)).map(({ value }) => value),
    ]),
    ...tried.filter((value) => typeof value === 'number'),
  ];
}
