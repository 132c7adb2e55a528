import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeMarks } from '../../lib/figures/time-marks.ts';

const two = (value: number): string => String(value).padStart(2, '0');
/** Minutes from 09:15 on of a day in January 2024. */
const minutes = (day: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const minute = 9 * 60 + 15 + i;
    return `2024-01-${two(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+05:30`;
  });

describe('marks of time', () => {
  test('an hour of minutes: every quarter, the date once in the title', () => {
    const { title, places, labels } = timeMarks(minutes(2, 60));
    expect(title).toBe('time on 2024-01-02');
    expect(places).toEqual([0, 15, 30, 45]);
    expect(labels).toEqual(['09:15', '09:30', '09:45', '10:00']);
  });

  test('a first hour that is cut short has no mark of its own', () => {
    // 09:15 to 15:29: groups of two hours begin at 08:00, 10:00, 12:00 and 14:00.
    const { places, labels } = timeMarks(minutes(2, 375));
    expect(labels).toEqual(['10:00', '12:00', '14:00']);
    expect(places).toEqual([45, 165, 285]);
  });

  test('days side by side: the night takes no place, and each day is named once', () => {
    const { title, places, labels } = timeMarks([...minutes(5, 375), ...minutes(8, 375)]);
    expect(title).toBe('time, 2024');
    expect(labels).toEqual(['09:15<br>5 Jan', '12:00', '09:15<br>8 Jan', '12:00']);
    expect(places).toEqual([0, 165, 375, 540]);
  });

  test('dates: days, months with their years, years', () => {
    const month = (from: number, count: number): string[] =>
      Array.from(
        { length: count },
        (_, i) => `${2008 + Math.floor((from + i) / 12)}-${two(((from + i) % 12) + 1)}-03`,
      );
    expect(timeMarks(['2024-01-02', '2024-01-03', '2024-01-05'])).toEqual({
      title: 'date',
      places: [0, 1, 2],
      labels: ['2 Jan<br>2024', '3 Jan', '5 Jan'],
    });
    expect(timeMarks(month(9, 5).flatMap((date) => [date, date.replace('-03', '-20')]))).toMatchObject({
      places: [0, 2, 4, 6, 8],
      labels: ['Oct<br>2008', 'Nov', 'Dec', 'Jan<br>2009', 'Feb'],
    });
    expect(timeMarks(month(0, 12 * 11)).labels).toEqual(['2008', '2010', '2012', '2014', '2016', '2018']);
    expect(timeMarks([])).toEqual({ title: 'date', places: [], labels: [] });
  });

  test('never more than six, ascending, each at a change', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 300 }),
        (days) => {
          const dates = days
            .sort((a, b) => a - b)
            .map(
              (day) =>
                `${1900 + Math.floor(day / 360)}-${two((Math.floor(day / 30) % 12) + 1)}-${two((day % 30) + 1)}`,
            );
          const { places, labels } = timeMarks(dates);
          expect(places.length).toBeLessThanOrEqual(6);
          expect(labels).toHaveLength(places.length);
          expect(places.every((place, i) => i === 0 || place > places[i - 1])).toBe(true);
        },
      ),
    );
  });
});
