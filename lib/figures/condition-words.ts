import { fixed } from './fixed.ts';

/** A comparison as the log has it: what both sides were; null where a value was missing. */
export interface SeenComparison {
  readonly condition: string;
  readonly result: boolean;
  readonly left: number | null;
  readonly right: number | null;
  /** Of a crossing, at the tick before. */
  readonly leftBefore: number | null;
  readonly rightBefore: number | null;
}

const TIME = /(^| )the time( |$)/;
const CROSSING = / crosses (above|below)? ?/;
const DIGITS = 6;
/** From here on a number has no decimals. */
const WHOLE = 1e6;

/** The comparison itself, with the signs of mathematics: `rsi ≥ 50`. */
export function conditionText({ condition }: SeenComparison): string {
  return condition
    .replace(' >= ', ' ≥ ')
    .replace(' <= ', ' ≤ ')
    .replace(' != ', ' ≠ ')
    .replace(' == ', ' = ')
    .replaceAll(' * ', ' × ')
    .replaceAll(' - ', ' − ');
}

/** What it saw: `50.82 > 50`, how the values were and not how they should have been. */
export function sidesText(seen: SeenComparison): string {
  const { condition, left, right, leftBefore, rightBefore } = seen;
  const isTime = TIME.test(condition);
  const now = relation(left, right, isTime);
  return CROSSING.test(condition) ? `${relation(leftBefore, rightBefore, isTime)}, then ${now}` : now;
}

function relation(left: number | null, right: number | null, isTime: boolean): string {
  const show = isTime ? clockText : (value: number) => valueText(value, digitsFor(left, right));
  const [a, b] = [left, right].map((value) => (value === null ? 'missing' : show(value)));
  if (left === null && right === null) return 'both missing';
  if (left === null || right === null) return `${a}, ${b}`;
  return `${a} ${left > right ? '>' : left < right ? '<' : '='} ${b}`;
}

/** As many digits as tell two numbers apart. */
function digitsFor(left: number | null, right: number | null): number {
  if (left === null || right === null || left === right) return DIGITS;
  let digits = DIGITS;
  while (digits < 17 && left.toPrecision(digits) === right.toPrecision(digits)) digits++;
  return digits;
}

/** A number of some significant digits, and of no fewer than its whole part has. */
export function valueText(value: number, digits = DIGITS): string {
  const rounded = Number(value.toPrecision(digits));
  const [, fraction = ''] = String(Math.abs(rounded)).split('.');
  if (String(rounded).includes('e')) return String(rounded).replaceAll('-', '−');
  return digits <= DIGITS && Math.abs(value) >= WHOLE ? fixed(value, 0) : fixed(rounded, fraction.length);
}

/** Seconds of a day. */
function clockText(second: number): string {
  const whole = Math.floor(second);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
