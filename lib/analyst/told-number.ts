/** A number as a text tells it. */
export interface ToldNumber {
  /** As it stands in the text. */
  readonly words: string;
  readonly value: number;
  /** Half of the last digit that is shown, in the number’s own unit. */
  readonly slack: number;
  /** As `12 %`: a hundredth each. */
  readonly isPercent: boolean;
  /** Where it begins in the text. */
  readonly at: number;
}

const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};

const NUMBER = new RegExp(
  [
    String.raw`(?<sign>(?<![\p{L}\p{N}_])[-−–+])?`,
    String.raw`(?<digits>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+)(?<decimals>\.\d+)?`,
    String.raw`(?<power>[eE][-−+]?\d+)?`,
    String.raw`(?:\s*(?<percent>%|per ?cent\b)|\s+(?<scale>thousand|million|billion|trillion)\b)?`,
  ].join(''),
  'gu',
);

/** The numbers in a text that are written in digits. */
export function toldNumbers(text: string): ToldNumber[] {
  return [...text.matchAll(NUMBER)].map((match) => {
    const { sign = '', digits, decimals = '', power = '', percent, scale } = match.groups!;
    const exponent = power.replace('−', '-');
    const unit = (scale === undefined ? 1 : SCALES[scale]) * Number(`1${exponent}`);
    const size = Number(`${digits.replace(/\D/g, '')}${decimals}`);
    const isNegative = sign !== '' && sign !== '+';
    return {
      words: match[0].trim(),
      value: (isNegative ? -size : size) * unit,
      slack: 0.5 * unit * Number(`1e-${Math.max(0, decimals.length - 1)}`),
      isPercent: percent !== undefined,
      at: match.index,
    };
  });
}

/** Relative rounding of arithmetic, and of what is shown. A digit that says nothing must not pass. */
const SAME = 1e-6;
const ROUNDED = 0.05;

/**
 * Whether a number that is told is a value: the same to 1e-6, or the value rounded to the digits shown, where
 * that changes it by at most 5 %. So 0.4 and 0.42 tell 0.4217, while 0 and 0.43 do not.
 */
export function tells(told: { readonly value: number; readonly slack: number }, value: number): boolean {
  const gap = Math.abs(told.value - value);
  const size = Math.abs(value);
  // Halves round either way, and 0.15 is less than its name.
  return gap <= SAME * size || (gap <= told.slack * (1 + SAME) && gap <= ROUNDED * size);
}

/** A number in JSON as one that is told: with the digits of its shortest form. */
export function givenNumber(value: number): { readonly value: number; readonly slack: number } {
  const [told] = toldNumbers(String(value));
  return told ?? { value, slack: 0 };
}

/** Small numbers in words: what may be counted in the citations. */
export const COUNTS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};

const LARGE = new RegExp(
  [
    String.raw`\b(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty`,
    'hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|halves|halved|quarters?|zero',
    'double[ds]?|twice|thrice|triple[ds]?|tripled|doubling|tenfold|(?:one|a|two) thirds?',
    String.raw`most|majority|nearly all|per ?cent|percent)\b`,
  ].join('|'),
  'giu',
);

/** Amounts in words that no citation can bear out. A scale behind digits belongs to its number. */
export function largeWords(text: string): string[] {
  const rest = text.replace(NUMBER, ' ');
  return [...rest.matchAll(LARGE)].map(([word]) => word);
}

/** Digits of other scripts, superscripts, fractions, Roman numerals: they could say what is not checked. */
export function foreignDigits(text: string): string | null {
  return /(?![0-9])[\p{Nd}\p{Nl}\p{No}]/u.exec(text)?.[0] ?? null;
}
