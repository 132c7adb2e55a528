import type { Claim } from './analysis.ts';
import { blameFault } from './claim-blame.ts';
import { strangerFault, withoutEntities } from './claim-entities.ts';
import { type ClaimGround, claimGround, groundNumbers, textsIn } from './claim-ground.ts';
import { verdictFault } from './claim-verdicts.ts';
import { vocabularyFault } from './claim-vocabulary.ts';
import type { Facts } from './facts.ts';
import {
  COUNTS,
  foreignDigits,
  givenNumber,
  largeWords,
  type ToldNumber,
  tells,
  toldNumbers,
} from './told-number.ts';

/**
 * What is wrong with a claim, in words; null when it stands. It stands when
 *
 * - it cites something, and every event that it cites is there;
 * - of each edge [a, b], event b names a among its causes;
 * - each figure is known by its name, and its value is the figure to 1e-6, or rounded to the digits given
 *   where that changes it by at most 5 %;
 * - each cause is one that the explainer found necessary, sufficient or contributing;
 * - each number in digits in its text is, by the same rule, a figure that it cites or the time in its name
 *   (`@40`), or the time, a field or a number in the sentence of an event that it cites or of the target, or
 *   the time, share or effect of a cause; `12 %` may tell 0.12, and a number without a sign a negative one.
 *   An id is told as `#12` or `event 12`, and is cited;
 * - two to twelve in words count what it cites; other amounts in words, such as `half`, or digits of other
 *   scripts do not stand;
 * - entities in its text (`bank 7`) are of events that it cites, or of the target;
 * - words of verdicts (necessary, avoided, irrelevant …) are what the explainer found of the cause;
 * - who is to blame is a cause; and of `A led to B` A is about a cause that is cited, B about its effect;
 * - its other words are plain ones (articles, prepositions, words that are checked above) or words of what it
 *   cites, of the target, of what prevents it: what nobody has looked up cannot be said;
 * - what it quotes stands in an event that it cites; it holds no address and no control characters.
 */
export function checkClaim(claim: Claim, facts: Facts): string | null {
  const ground = claimGround(claim, facts);
  return (
    textFault(claim.text) ??
    citationFault(claim, facts, ground) ??
    strangerFault(claim, ground) ??
    numberFault(claim, ground) ??
    directionFault(claim) ??
    verdictFault(claim, ground) ??
    blameFault(claim, ground) ??
    quoteFault(claim, ground) ??
    vocabularyFault(claim, ground, facts)
  );
}

function textFault(text: string): string | null {
  if (text.trim() === '') return 'says nothing';
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return 'holds control characters';
  if (/:\/\/|\bwww\.|\]\(|<\/?[a-z!]/iu.test(text)) return 'holds an address or markup';
  const digit = foreignDigits(text);
  return digit === null ? null : `tells a number in digits that are not checked (“${digit}”)`;
}

function citationFault(claim: Claim, facts: Facts, ground: ClaimGround): string | null {
  const { events, figures, edges, causes } = claim;
  if (events.length + figures.length + edges.length + causes.length === 0) return 'cites nothing';
  for (const id of [...events, ...edges.flat()])
    if (!ground.events.has(id)) return `event #${id} is not there`;
  for (const [cause, effect] of edges) {
    if (!ground.events.get(effect)!.causes.includes(cause)) return `#${cause} is no cause of #${effect}`;
  }
  for (const { name, value } of figures) {
    const figure = Object.hasOwn(facts.figures, name) ? facts.figures[name] : undefined;
    if (figure === undefined) return `there is no figure “${name}”`;
    if (!tells(givenNumber(value), figure)) return `the figure “${name}” is ${figure}, not ${value}`;
  }
  for (const id of causes) {
    const cause = facts.why?.rootCauses.find((each) => each.id === id);
    if (cause === undefined) return `#${id} is no root cause that the explainer found`;
    if (!facts.why?.sets.some((set) => set.includes(id))) {
      const place = cause.verdict === 'irrelevant' ? 'not a cause' : 'in no set of causes';
      return `the explainer found #${id} ${cause.verdict}, ${place}`;
    }
    if (!ground.events.has(id)) return `event #${id} is not there`;
  }
  return null;
}

/** `#12`, `event 12`, `events 12, 13 and 14`: ids, which `strangerFault` looks at where they have a `#`. */
const IDS = /(?:#|\bevents?\s+#?)(\d+)(?:\s*(?:,|and|or|to|→|->|–)\s*#?\d+(?![.\d]))*/giu;

function numberFault(claim: Claim, ground: ClaimGround): string | null {
  let ids: string | null = null;
  // A name with digits, such as that of a node, is no number where an event that is cited has it.
  const names = [...ground.events.values()].flatMap(({ fields }) => textsIn(fields)).filter(isName);
  const rest = names
    .reduce((text, name) => text.replaceAll(name, ' '), withoutEntities(claim.text, ground))
    .replace(IDS, (list) => {
      const wrong = toldNumbers(list).find(({ value }) => !ground.events.has(Math.abs(value)));
      if (wrong !== undefined) ids ??= `names event ${wrong.words} and does not cite it`;
      return ' ';
    });
  if (ids !== null) return ids;
  const allowed = groundNumbers(claim, ground);
  const wrong = toldNumbers(rest).find((told) => !isTold(told, allowed));
  if (wrong !== undefined) return `the number ${wrong.words} is in nothing that it cites`;
  const [large] = largeWords(rest);
  if (large !== undefined) return `the amount “${large}” cannot be checked; amounts are told in digits`;
  for (const [word] of rest.matchAll(new RegExp(`\\b(?:${Object.keys(COUNTS).join('|')})\\b`, 'giu'))) {
    const count = COUNTS[word.toLowerCase()];
    if (!countsOf(claim, ground).includes(count)) {
      return `counts “${word}”, and cites another number`;
    }
  }
  return null;
}

/** A word with a letter and a digit: text of more words may have been made up to bring in numbers. */
function isName(text: string): boolean {
  return text.length <= 40 && /\p{L}/u.test(text) && /^[^\s]+$/u.test(text);
}

function isTold(told: ToldNumber, allowed: readonly number[]): boolean {
  const { value, slack } = told;
  const isUnsigned = !/^[-−–]/u.test(told.words);
  return allowed.some((number) => {
    const sizes = isUnsigned ? [number, Math.abs(number)] : [number];
    if (sizes.some((size) => tells(told, size))) return true;
    return told.isPercent && sizes.some((size) => tells({ value: value / 100, slack: slack / 100 }, size));
  });
}

function countsOf(claim: Claim, { events }: ClaimGround): number[] {
  return [claim.events, claim.figures, claim.edges, claim.causes]
    .map(({ length }) => length)
    .concat(events.size);
}

const RISE = /\b(?:rose|rises?|risen|increased?s?|grew|grown|gained?|climbed|improved)\b/iu;
const FALL = /\b(?:fell|falls?|fallen|decreased?s?|dropped|drops?|shrank|declined?s?|sank|lost)\b/iu;

/** A change that is cited goes the way that the text says. */
function directionFault(claim: Claim): string | null {
  const change = claim.figures.find(({ name }) => /^change\b/u.test(name));
  if (change === undefined) return null;
  const says = { rise: RISE.test(claim.text), fall: FALL.test(claim.text) };
  if (change.value < 0 && says.rise && !says.fall) return `says a rise, while “${change.name}” is below 0`;
  if (change.value > 0 && says.fall && !says.rise) return `says a fall, while “${change.name}” is above 0`;
  return null;
}

/** What stands in quotation marks stands so in an event that is cited. */
function quoteFault(claim: Claim, { events }: ClaimGround): string | null {
  const texts = [...events.values()].flatMap(({ sentence, fields, type }) => [
    sentence,
    type,
    ...textsIn(fields),
  ]);
  for (const [, double, curly, code] of claim.text.matchAll(/"([^"]*)"|“([^”]*)”|`([^`]*)`/gu)) {
    const quoted = double ?? curly ?? code;
    if (!texts.some((text) => text.includes(quoted))) return `quotes “${quoted}”, which no event cited says`;
  }
  return null;
}
