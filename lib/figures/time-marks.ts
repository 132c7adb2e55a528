import type { JsonObject } from './figure.ts';
import { axis } from './layout.ts';

/** Where an axis of places has marks, and what they say. */
export interface TimeMarks {
  readonly title: string;
  readonly places: readonly number[];
  readonly labels: readonly string[];
}

const MARKS_MAX = 6;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Grouping {
  /** What a time belongs to: marks stand where it changes. */
  readonly key: (time: string) => string;
  readonly label: (time: string) => string;
  /** What a second line says where it is another than at the mark before. */
  readonly under: (time: string) => string;
  readonly isOfDay: boolean;
}

const day = (time: string): string => time.slice(0, 10);
const year = (time: string): string => time.slice(0, 4);
const clock = (time: string): string => time.slice(11, 16);
const month = (time: string): string => MONTHS[Number(time.slice(5, 7)) - 1] ?? '';
const dayOfMonth = (time: string): string => `${Number(time.slice(8, 10))} ${month(time)}`;
const nothing = (): string => '';

/** From fine to coarse. */
const GROUPINGS: readonly Grouping[] = [
  ...[1, 5, 15, 30, 60, 120, 240].map((minutes) => ({
    key: (time: string) => `${day(time)} ${Math.floor(minuteOf(time) / minutes)}`,
    label: clock,
    under: dayOfMonth,
    isOfDay: true,
  })),
  { key: day, label: dayOfMonth, under: year, isOfDay: false },
  ...[1, 2, 3, 6].map((months) => ({
    key: (time: string) => `${year(time)} ${Math.floor((Number(time.slice(5, 7)) - 1) / months)}`,
    label: month,
    under: year,
    isOfDay: false,
  })),
  ...[1, 2, 5, 10, 20, 50, 100].map((years) => ({
    key: (time: string) => String(Math.floor(Number(year(time)) / years)),
    label: year,
    under: nothing,
    isOfDay: false,
  })),
];

/**
 * Marks for things that follow each other at equal distances, whatever time lies between them: nights and
 * weekends take no room. At most six, at the first thing of each hour, day, month or year, as they fit.
 *
 * @param times as markets write them, ascending: `2024-10-29T09:19:00+05:30`, or dates.
 */
export function timeMarks(times: readonly string[]): TimeMarks {
  const [first = '', last = ''] = [times[0], times.at(-1)];
  const isOneDay = first.length > 10 && day(first) === day(last);
  const candidates = first.length > 10 ? GROUPINGS : GROUPINGS.filter(({ isOfDay }) => !isOfDay);
  let [grouping, places] = [candidates.at(-1)!, [] as number[]];
  for (const candidate of candidates) {
    const found = firstPlaces(times, candidate.key);
    if (found.length > MARKS_MAX) continue;
    [grouping, places] = [candidate, found];
    break;
  }
  const unders = places.map((place) => (isOneDay ? '' : grouping.under(times[place]!)));
  return {
    title: isOneDay ? `time on ${day(first)}` : grouping.isOfDay ? `time, ${year(first)}` : 'date',
    places,
    labels: places.map((place, i) => {
      const label = grouping.label(times[place]!);
      return unders[i] === '' || unders[i] === unders[i - 1] ? label : `${label}<br>${unders[i]}`;
    }),
  };
}

/** An axis on which things are at their places, 0, 1, …, and marks say the times. */
export function timeAxis(times: readonly string[]): JsonObject {
  const { title, places, labels } = timeMarks(times);
  const room = Math.max(1, 0.015 * times.length);
  return axis(title, {
    range: [-room, times.length - 1 + room],
    tickmode: 'array',
    tickvals: [...places],
    ticktext: [...labels],
    tickangle: 0,
  });
}

/** A time for people: `2024-10-29 09:19:00`, or a date. */
export function timeWords(timestamp: string): string {
  return timestamp.slice(0, 19).replace('T', ' ');
}

function firstPlaces(times: readonly string[], key: (time: string) => string): number[] {
  const places: number[] = [];
  let before: string | undefined;
  for (const [i, time] of times.entries()) {
    const now = key(time);
    if (now !== before) places.push(i);
    before = now;
  }
  const [start, next, after] = places;
  // A first group that is cut short would put its label on that of the second.
  if (after !== undefined && next! - start! < 0.6 * (after - next!)) places.shift();
  return places;
}

function minuteOf(time: string): number {
  return 60 * Number(time.slice(11, 13)) + Number(time.slice(14, 16));
}
