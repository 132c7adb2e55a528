import type { Claim } from './analysis.ts';
import { isAbout, knownEntities } from './claim-entities.ts';
import type { ClaimGround } from './claim-ground.ts';
import type { FactEvent } from './facts.ts';

/** Words that put something down to a root cause; and words that put an event down to another. */
const BLAME = words(
  ...['to blame', 'blamed?', 'root cause', 'culprit', 'responsible', 'at fault', 'fault of', 'guilty'],
);
const LED_TO = words(
  ...['caus(?:e|ed|es|ing)', 'led to', 'leads to', 'trigger(?:ed|s)?', 'brought (?:about|down)', 'set off'],
  ...['forced', 'killed', 'sank', 'ruined', 'drove', 'resulted in', 'knocked'],
);
const CAME_FROM = words(
  ...['because', 'due to', 'owing to', 'thanks to', '(?:caused|triggered|forced|killed|ruined) by'],
  ...['brought (?:about|down) by', 'set off by', '(?:resulted|followed|came|stems?|stemmed) from'],
);

function words(...list: string[]): RegExp {
  return new RegExp(`\\b(?:${list.join('|')})\\b`, 'iu');
}

/** What a claim puts down to something that it does not cite as a cause; null when there is nothing. */
export function blameFault(claim: Claim, ground: ClaimGround): string | null {
  return scapegoatFault(claim, ground) ?? sideFault(claim, ground);
}

/** Who puts the blame somewhere must cite a root cause that the explainer found, and name its entities. */
function scapegoatFault(claim: Claim, ground: ClaimGround): string | null {
  const blame = BLAME.exec(claim.text);
  if (blame !== null) {
    if (claim.causes.length === 0) return `says “${blame[0]}” and cites no root cause`;
    const events = eventsOf(claim.causes, ground);
    const ends = targetsOf(ground);
    const named = knownEntities(claim.text, ground);
    const stranger = named.find((entity) => !isAbout([...events, ...ends], entity));
    if (stranger) return `blames ${stranger.kind} ${stranger.number}, which is in none of the causes cited`;
    const kept = blamedSide(claim.text, blame.index);
    const wrong =
      kept === null ? undefined : knownEntities(kept, ground).find((one) => !isAbout(events, one));
    if (wrong) return `blames ${wrong.kind} ${wrong.number}, which is in none of the causes cited`;
    return null;
  }
  const led = LED_TO.exec(claim.text) ?? CAME_FROM.exec(claim.text);
  if (led !== null && claim.causes.length === 0 && claim.edges.length === 0) {
    return `says “${led[0]}” and cites neither an edge nor a root cause`;
  }
  return null;
}

/** Before “is to blame for” stands who is blamed; null when the order is another. */
function blamedSide(text: string, at: number): string | null {
  return /\b(?:is|are|was|were)\b[^.;]*$/iu.test(text.slice(0, at)) ? text.slice(0, at) : null;
}

/** Of “A led to B” and “B came from A”: A is about causes that are cited, and B about their effects. */
function sideFault(claim: Claim, ground: ClaimGround): string | null {
  if (claim.causes.length === 0 && claim.edges.length === 0) return null;
  const from = eventsOf([...claim.causes, ...claim.edges.map(([cause]) => cause)], ground);
  const to = [
    ...eventsOf(
      claim.edges.map(([, effect]) => effect),
      ground,
    ),
    ...targetsOf(ground),
  ];
  for (const sentence of claim.text.split(/[.;](?:\s|$)/u)) {
    const came = CAME_FROM.exec(sentence);
    const verb = came ?? LED_TO.exec(sentence);
    if (verb === null) continue;
    const before = sentence.slice(0, verb.index);
    const after = sentence.slice(verb.index + verb[0].length);
    // “Because A, B” begins with the word.
    const [first, second] = after.includes(',') ? splitAt(after, after.indexOf(',')) : [after, ''];
    const isTurned = came !== null && before.trim() === '';
    const cause = came === null ? before : isTurned ? first : after;
    const effect = came === null ? after : isTurned ? second : before;
    const fault = strangerIn(cause, from, ground, 'cause') ?? strangerIn(effect, to, ground, 'effect');
    if (fault !== null) return fault;
  }
  return null;
}

function strangerIn(text: string, events: FactEvent[], ground: ClaimGround, side: string): string | null {
  const stranger = knownEntities(text, ground).find((entity) => !isAbout(events, entity));
  if (stranger !== undefined) {
    return `names ${stranger.kind} ${stranger.number} as ${side}, which no ${side} cited is about`;
  }
  const ids = [...text.matchAll(/#(\d+)/gu)].map(([, id]) => Number(id));
  const wrong = ids.find((id) => !events.some((event) => event.id === id));
  return wrong === undefined ? null : `names #${wrong} as ${side}, and cites it as none`;
}

function splitAt(text: string, at: number): [string, string] {
  return [text.slice(0, at), text.slice(at)];
}

function targetsOf({ target }: ClaimGround): FactEvent[] {
  return target === null ? [] : [target];
}

function eventsOf(ids: readonly number[], ground: ClaimGround): FactEvent[] {
  return ids.map((id) => ground.events.get(id)).filter((event) => event !== undefined);
}
