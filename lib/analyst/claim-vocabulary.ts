import type { Claim } from './analysis.ts';
import type { ClaimGround } from './claim-ground.ts';
import { textsIn } from './claim-ground.ts';
import type { Facts } from './facts.ts';
import { COUNTS } from './told-number.ts';

/**
 * Words that say nothing by themselves, and words whose use is checked elsewhere: those of causes and
 * verdicts, of directions, of counts. All others have to be words of what a claim cites.
 */
const PLAIN = new Set(
  [
    'a an the this that these those it its itself he she his her hers they them their we our i you',
    'your is are was were be been being has have had having do does did will would can could may',
    'might and or as than so then thus hence also too again already all each every any some more most',
    'less least of in on at to by with for from into onto over under up down out off about per',
    'against among between which who whom whose what where when how why while if there here same',
    'other others own such because since due owing thanks caused cause causes causing caused led',
    'leads lead trigger triggered triggers brought bring brings set sets forced killed sank ruined',
    'drove resulted result results knocked followed came come comes coming stem stems stemmed began',
    'begins begin begun begun make makes made up blame blamed culprit responsible fault guilty root',
    'chain event events step steps time tick necessary necessity indispensable sufficient suffice',
    'suffices sufficed contributing contribute contributed contributes irrelevant unrelated harmless',
    'innocent part matter difference avoid avoided avoids avoidable prevent prevented prevents',
    'preventable averted spared survive survived survives delay delayed delays postpone postponed',
    'hasten hastened hastens sooner without but fell fall falls fallen rose rise rises risen dropped',
    'drop drops grew grow grows increased increase increases decreased decrease decreases shrank',
    'changed change changes metric value figure figures share amount total shock shocks command',
    'commands decision decisions arrival arrivals explainer found run say says said tell tells told',
    'show shows shown name names named cite cites cited see one number instead known',
    ...Object.keys(COUNTS),
  ]
    .join(' ')
    .split(' '),
);

/** Words by which something is denied: they stand only where a verdict is denied, which is checked. */
const DENIALS = new Set(['not', 'never', 'no', 'neither', 'nor', 'cannot', 'hardly', 'n’t', "n't"]);
const DENIED = /\b(?:not|never)\b/iu;
const VERDICT = new RegExp(
  [
    String.raw`\b(?:necessary|necessity|indispensable|sufficient|suffice[ds]?|contribut\w*`,
    String.raw`|irrelevant|unrelated|harmless|innocent`,
    String.raw`|part|matter|difference|avoid\w*|prevent\w*|averted|spared|survive\w*|delay\w*|hasten\w*)\b`,
  ].join(''),
  'iu',
);

/**
 * A word of a claim that is neither plain nor of what it cites or the explainer found: of what nobody has
 * looked up, nothing may be said. Null when there is none.
 */
export function vocabularyFault(claim: Claim, ground: ClaimGround, facts: Facts): string | null {
  const known = new Set(evidenceOf(claim, ground, facts).flatMap(wordsOf).map(stemOf));
  // What is quoted is checked letter by letter.
  const text = claim.text.replace(/“[^”]*”|"[^"]*"/gu, ' ');
  for (const clause of text.split(/[.;:](?:\s|$)|,\s/u)) {
    for (const word of wordsOf(clause)) {
      if (DENIALS.has(word)) {
        // Of why something did not happen the explainer's own text denies.
        if (VERDICT.test(clause) || (facts.why === undefined && DENIED.test(facts.text))) continue;
        return `says “${word}” of what is no verdict`;
      }
      if (PLAIN.has(word) || known.has(stemOf(word))) continue;
      return `says “${word}”, which nothing that was found says`;
    }
  }
  return null;
}

/** The texts that a claim may take its words from: of what it cites, and of the explainer’s answer. */
function evidenceOf(claim: Claim, ground: ClaimGround, { why, text }: Facts): string[] {
  const causes = (why?.rootCauses ?? []).map(({ kind, sentence }) => `${kind} ${sentence}`);
  return [
    text,
    ...causes,
    ...ground.known.flatMap(({ type, sentence, fields }) => [
      type,
      sentence,
      ...Object.keys(fields),
      ...textsIn(fields),
    ]),
    ...claim.figures.map(({ name }) => name),
    ...(why?.prevention ? [why.prevention.sentence, 'prevention intervention'] : []),
  ];
}

/**
 * The words of a text in small letters; those of names such as `hitRatio` and `asset_price_crash` one by one.
 */
function wordsOf(text: string): string[] {
  const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return (apart.match(/n[’']t\b|\p{L}+(?=n[’']t\b)|\p{L}+/gu) ?? []).filter((word) => word.length > 1);
}

const ENDINGS = /(?:ures?|ings?|ments?|ions?|edly|ied|ies|ed|es|er|ers|ly|s|e|y)$/u;

/** A word without its ending, doubled last letter apart: `failed`, `fails` and `failure` are one. */
function stemOf(word: string): string {
  const stem = word.length > 4 ? word.replace(ENDINGS, '') : word.replace(/s$/u, '');
  return stem.replace(/(.)\1$/u, '$1');
}
