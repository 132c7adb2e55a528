import type { RootCause, Verdict } from '../why/answer.ts';
import type { Claim } from './analysis.ts';
import type { ClaimGround } from './claim-ground.ts';

/** Words that say what the explainer found of a cause, and whether it did. */
const FINDINGS: readonly { readonly word: RegExp; readonly holds: (cause: RootCause) => boolean }[] = [
  { word: /\b(?:necessary|necessity|indispensable|but for)\b/giu, holds: is('necessary') },
  { word: /\b(?:sufficient|suffice[ds]?)\b/giu, holds: is('sufficient') },
  { word: /\bcontributing\b/giu, holds: is('contributing') },
  { word: /\bcontribut(?:ed?|es)\b/giu, holds: (cause) => cause.verdict !== 'irrelevant' },
  {
    word: /\b(?:irrelevant|unrelated|harmless|innocent|no part|did not matter|made no difference)\b/giu,
    holds: is('irrelevant'),
  },
  {
    word: /\b(?:avoid(?:ed|s|able)?|prevent(?:ed|s|able)?|averted|spared|survive[ds]?)\b/giu,
    holds: (cause) => cause.effect === 'avoided',
  },
  { word: /\b(?:delay(?:ed|s)?|postponed?s?)\b/giu, holds: (cause) => cause.effect === 'delayed' },
  { word: /\b(?:hasten(?:ed|s)?|sooner)\b/giu, holds: (cause) => cause.effect === 'hastened' },
];

function is(verdict: Verdict): (cause: RootCause) => boolean {
  return (cause) => cause.verdict === verdict;
}

const NOT = /(?:\b(?:not|never|neither|nor|no|hardly|cannot)|n[’']t)\b[^.;,]{0,24}$/iu;

/**
 * A word of a verdict that the explainer did not find: each must be true of every cause that its part of the
 * text is about. Null when there is none.
 */
export function verdictFault(claim: Claim, ground: ClaimGround): string | null {
  for (const clause of clausesOf(claim.text)) {
    const subjects = subjectsOf(clause, claim, ground);
    for (const { word, holds } of FINDINGS) {
      for (const match of clause.matchAll(word)) {
        if (subjects.length === 0) return `says “${match[0]}” of nothing that the explainer tried`;
        const isDenied = NOT.test(clause.slice(0, match.index));
        const wrong = subjects.find((cause) => holds(cause) === isDenied);
        if (wrong === undefined) continue;
        const said = `${isDenied ? 'not ' : ''}${match[0]}`;
        const found = `${wrong.verdict}, ${wrong.effect} without it`;
        return `says “${said}” of #${wrong.id}, which the explainer found ${found}`;
      }
    }
  }
  return null;
}

function clausesOf(text: string): string[] {
  return text.split(/[.;:](?:\s|$)|,\s|\s(?:but|while|whereas|although|though|yet)\s/u);
}

/** The causes that a clause names by id, or whose entity it names; else all that the claim cites. */
function subjectsOf(clause: string, claim: Claim, ground: ClaimGround): readonly RootCause[] {
  const ids = [...clause.matchAll(/#(\d+)/gu)].map(([, id]) => Number(id));
  const named = ground.causes.filter(({ id }) => ids.includes(id));
  if (named.length > 0) return named;
  const asCauses = ground.causes.filter(({ id }) => claim.causes.includes(id));
  return asCauses.length > 0 ? asCauses : ground.causes;
}
