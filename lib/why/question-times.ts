/** The times that a question names, and the question without them. */
export interface QuestionTimes {
  /** One time, or two in order. Null when the question names none, or more. */
  readonly times: readonly number[] | null;
  readonly count: number;
  readonly rest: string;
}

const PREFIX = String.raw`(?:t\s*=\s*|(?:time|step|tick)\s+)`;
const NUMBER = String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`;

/**
 * Reads `t=40`, `at 40`, `step 40`, `from 30 to 40` and `between 30 and 40`, with or without the unit of
 * time after a number. Other numbers, such as `40 %` or `11:42`, stay where they are.
 */
export function timesIn(text: string, unit: string | undefined): QuestionTimes {
  const units = ['steps?', 'ticks?', ...(unit === undefined ? [] : [escapePattern(unit.toLowerCase())])];
  const inUnit = String.raw`(?:\s*(?:${units.join('|')})(?![\p{L}\p{N}]))?`;
  const after = String.raw`${inUnit}(?!\d|[.,:]\d|\s*%|\s*[\p{L}_]*\d|[\p{L}_])`;
  const foreign = String.raw`(?!\s+(?:${FOREIGN.filter((each) => each !== unit).join('|')})\b)`;
  const one = `${PREFIX}?${NUMBER}${after}${foreign}`;
  const range = new RegExp(
    String.raw`\b(?:from|between)\s+${one}\s*(?:to|until|till|and|-|–)\s*${one}`,
    'gu',
  );
  const single = new RegExp(
    String.raw`\b(?:(?:at|around|near)\s+${one}|(?:in\s+)?${PREFIX}${NUMBER}${after}${foreign})`,
    'gu',
  );
  const found: number[][] = [];
  const take = (_: string, ...groups: unknown[]): string => {
    const numbers = groups.filter((group) => typeof group === 'string' && /^\d[\d,.]*$/u.test(group));
    found.push(numbers.map((number) => Number((number as string).replaceAll(',', ''))));
    return ' ';
  };
  const rest = text
    .replace(range, (whole, from: string, to: string) => take(whole, from, to))
    .replace(single, (whole, a?: string, b?: string) => take(whole, a, b));
  return { times: found.length === 1 ? found[0] : null, count: found.length, rest };
}

/** Units after which a number is no time, unless the model counts time in them. */
const FOREIGN = [
  ...['ms', 's', 'seconds?', 'minutes?', 'hours?', 'days?', 'weeks?', 'months?', 'years?', 'percent'],
  ...['million', 'billion', 'thousand', 'trillion', 'banks?', 'nodes?', 'runs?'],
];

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
