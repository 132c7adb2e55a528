/** Words that say nothing of what is asked about. */
const FILLERS = new Set(
  [
    'why what which how come explain tell me please reason reasons cause causes caused behind led lead',
    'leads made make makes happen happens happened did do does was were is are be been has have had the',
    'a an of to in on for at by it its that this there then so exactly really actually suddenly ever',
    'just only first going go goes went gone get got about during run simulation event events here',
  ].flatMap((line) => line.split(' ')),
);

/** Words for a metric’s change. */
const CHANGES = new Set(
  [
    'change changed changes drop drops dropped fall falls fell fallen rise rises rose risen jump jumps',
    'jumped increase increased increases decrease decreased decline declined grow grows grew spike',
    'spiked plunge plunged collapse collapsed dip dipped soar soared worsen worsened improve improved',
    'recover recovered shrink shrank sink sank climb climbed up down high higher low lower bad worse',
    'good better much sharply',
  ].flatMap((line) => line.split(' ')),
);

/** Ways to say that something failed that no model’s own words need to have. */
const FAILED = new Set(
  'fail fall fell fallen collaps bankrupt bankruptcy bust broke insolvent under'.split(' '),
);

const ASKS =
  /\b(?:why|how come|explain|reasons? (?:for|of|why)|causes? of|what (?:made|caused|led|brought))\b/u;
const NEGATIONS =
  /\b(?:did|does|do|is|was|were|are|has|have|had|can|could|would|will)n['o]?t\b|\b(?:not|never|cannot)\b/gu;

/** A text as it is compared: small letters, one kind of apostrophe, no marks that move a cursor. */
export function compared(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`]/gu, "'")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
}

/** Whether a question asks for reasons. */
export function asksWhy(text: string): boolean {
  return ASKS.test(text);
}

/** How often a question says no, and the question without that. */
export function negationsIn(text: string): { readonly count: number; readonly rest: string } {
  return { count: [...text.matchAll(NEGATIONS)].length, rest: text.replace(NEGATIONS, ' ') };
}

/** The words of a text, numbers among them. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_.]*[\p{L}\p{N}_]/gu) ?? [];
}

export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}

export function isChange(word: string): boolean {
  return CHANGES.has(word);
}

/** What words of one family have in common: `fail` of failed, failing and failure. */
export function stemOf(word: string): string {
  let stem = word.replace(/ies$/u, 'y').replace(/(?<=\p{L}{3})(?:ing|ure|ed|es|s)$/u, '');
  stem = stem.replace(/(?<=\p{L}{3})e$/u, '').replace(/(?<=\p{L}{2})([b-df-hj-np-tv-z])\1$/u, '$1');
  return stem;
}

/** The stem that a model’s words are looked through for: of all ways to fail, `fail`. */
export function soughtStem(word: string): string {
  const stem = stemOf(word);
  return FAILED.has(word) || FAILED.has(stem) ? 'fail' : stem;
}

/** The words of a name in camelCase or snake_case, in small letters. */
export function nameWords(name: string): string[] {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/gu, '_')
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
}
