import { FaultlineError } from '../../../core/faultline-error.ts';

/** A point in time as a text says it. */
export interface Moment {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly ms: number;
  /** How far the text's clock is ahead of UTC, in minutes; NaN for a date alone: its midnight UTC. */
  readonly offset: number;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Days of 400 years, after which the Gregorian calendar repeats. */
const ERA_DAYS = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_DAYS = 719_468;

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads ISO 8601 as markets write it: `2024-10-29T09:19:00+05:30`, a blank for the T, seconds left out,
 * fractions of a second (cut to milliseconds), `Z`, no zone (then UTC: offset 0), or a date alone
 * (`2000-01-03`). Years 0 to 9999 of the Gregorian calendar, no leap seconds.
 *
 * @throws FaultlineError for any other text, and for days and times that do not exist.
 */
export function parseTime(text: string, where: string): Moment {
  const moment = readTime(text);
  if (moment !== undefined) return moment;
  throw new FaultlineError(where, text, TIME_ALLOWED);
}

/** What `parseTime` takes, in words. */
export const TIME_ALLOWED = 'a time that exists, such as 2024-10-29T09:19:00+05:30, or a date: 2024-10-29';

/** As `parseTime`; undefined for what it refuses. */
export function readTime(text: unknown): Moment | undefined {
  if (typeof text !== 'string') return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (year < 0 || text[4] !== '-' || text[7] !== '-' || day < 1 || day > daysOfMonth(year, month)) {
    return undefined;
  }
  const midnight = daysFromCivil(year, month, day) * DAY_MS;
  if (text.length === 10) return { ms: midnight, offset: Number.NaN };
  if (text[10] !== 'T' && text[10] !== ' ') return undefined;
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (hour < 0 || hour > 23 || text[13] !== ':' || minute < 0 || minute > 59) return undefined;
  let ms = midnight + (60 * hour + minute) * MINUTE_MS;
  let at = 16;
  if (text[at] === ':') {
    const second = digits(text, at + 1, 2);
    if (second < 0 || second > 59) return undefined;
    ms += second * SECOND_MS;
    at += 3;
    if (text[at] === '.') {
      const end = endOfDigits(text, at + 1);
      if (end === at + 1) return undefined;
      ms += digits(`${text.slice(at + 1, Math.min(end, at + 4))}00`, 0, 3);
      at = end;
    }
  }
  const offset = offsetAt(text, at);
  return offset === undefined ? undefined : { ms: ms - offset * MINUTE_MS, offset };
}

/** Whether a time that `readTime` takes says its zone. */
export function hasZone(text: string): boolean {
  const sign = text[text.length - 6];
  return text.length > 11 && (text.endsWith('Z') || sign === '+' || sign === '-');
}

/** The zone that ends a text, in minutes; 0 where none is given. */
function offsetAt(text: string, at: number): number | undefined {
  const rest = text.length - at;
  if (rest === 0 || (rest === 1 && text[at] === 'Z')) return 0;
  const sign = text[at] === '+' ? 1 : text[at] === '-' ? -1 : 0;
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 4, 2);
  if (rest !== 6 || sign === 0 || text[at + 3] !== ':') return undefined;
  // The farthest zone ever kept was Manila's, 15:56 behind.
  if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) return undefined;
  const offset = 60 * hours + minutes;
  return offset === 0 ? 0 : sign * offset;
}

/** A number of exactly `count` digits; -1 where there are not as many. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = 10 * value + digit;
  }
  return value;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (digits(text, at, 1) >= 0) at++;
  return at;
}

/** 0 for a month that does not exist. */
function daysOfMonth(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : DAYS_OF_MONTH[month - 1]!;
}

/**
 * Days since 1970-01-01 of a Gregorian date (H. Hinnant, "chrono-compatible low-level date algorithms",
 * days_from_civil): years begin in March, so that the leap day is the last.
 */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - 400 * era;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return ERA_DAYS * era + dayOfEra - EPOCH_DAYS;
}

/**
 * Writes a time as `parseTime` reads it: `2024-10-29T09:19:00+05:30`, with `.250` only where there are
 * milliseconds, and the date alone for an offset of NaN. `ms` is whole, years are 0 to 9999.
 */
export function timeText(ms: number, offset: number): string {
  const day = dayNumber(ms, offset);
  if (Number.isNaN(offset)) return dateText(day);
  const inDay = ms + offset * MINUTE_MS - day * DAY_MS;
  const minutes = Math.floor(inDay / MINUTE_MS);
  const clock = `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
  const seconds = Math.floor(inDay / SECOND_MS) % 60;
  const fraction = inDay % SECOND_MS === 0 ? '' : `.${pad(inDay % SECOND_MS, 3)}`;
  const ahead = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(ahead / 60), 2)}:${pad(ahead % 60, 2)}`;
  return `${dateText(day)}T${clock}:${pad(seconds, 2)}${fraction}${zone}`;
}

/** The date of a day counted from 1970-01-01 (Hinnant's civil_from_days). */
function dateText(day: number): string {
  const shifted = day + EPOCH_DAYS;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - ERA_DAYS * era;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = 400 * era + yearOfEra + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Seconds since midnight of the local clock, with their fraction; 0 for a date alone. */
export function secondsOfDay(ms: number, offset: number): number {
  if (Number.isNaN(offset)) return 0;
  return (ms + offset * MINUTE_MS - dayNumber(ms, offset) * DAY_MS) / SECOND_MS;
}

/** The local calendar day, counted from 1970-01-01 = 0. */
export function dayNumber(ms: number, offset: number): number {
  return Math.floor((Number.isNaN(offset) ? ms : ms + offset * MINUTE_MS) / DAY_MS);
}

/** The ISO 8601 weekday of a day counted as `dayNumber` does: 1 for Monday to 7 for Sunday. */
export function weekday(day: number): number {
  // 1970-01-01 was a Thursday.
  const fromMonday = day + 3;
  return fromMonday - 7 * Math.floor(fromMonday / 7) + 1;
}

/** Seconds since midnight of `09:16:11` or `09:16`. @throws FaultlineError for any other text. */
export function parseTimeOfDay(text: string, where = 'time of day'): number {
  const isClock = typeof text === 'string' && (text.length === 5 || text.length === 8);
  const moment = isClock ? readTime(`1970-01-01T${text}`) : undefined;
  if (moment !== undefined) return moment.ms / SECOND_MS;
  throw new FaultlineError(where, text, 'a time of day such as 09:16 or 09:16:11');
}
