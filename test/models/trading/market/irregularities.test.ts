import { expect, test } from 'vitest';
import {
  findIrregularities,
  irregularityLines,
} from '../../../../lib/models/trading/market/irregularities.ts';
import { parseTime } from '../../../../lib/models/trading/market/time-text.ts';

function of(...texts: string[]) {
  const moments = texts.map((text) => parseTime(text, 'x'));
  const times = Float64Array.from(moments, ({ ms }) => ms);
  return findIrregularities(
    times,
    Float64Array.from(moments, ({ offset }) => offset),
  );
}
const day = (...clocks: string[]) => clocks.map((clock) => `2024-01-02T${clock}:00+05:30`);
const lines = (...texts: string[]) => irregularityLines({ irregularities: of(...texts) });

test('minutes missing within a day', () => {
  const texts = day('09:15', '09:16', '09:17', '09:20', '09:21', '09:25', '09:26', '10:30');
  const found = of(...texts);
  // Steps of 1 minute are the commonest: 3 minutes are no gap, 4 and 64 are.
  expect(found).toEqual({
    gaps: 2,
    firstGaps: [
      { row: 4, after: '2024-01-02T09:21:00+05:30', ms: 240_000 },
      { row: 6, after: '2024-01-02T09:26:00+05:30', ms: 3_840_000 },
    ],
    longest: { row: 6, after: '2024-01-02T09:26:00+05:30', ms: 3_840_000 },
    withinDay: 180_000,
    betweenDays: 5,
    duplicates: 0,
  });
  expect(irregularityLines({ irregularities: found })).toEqual([
    '2 gaps (steps of more than 3 minutes within a day or 5 days): 4 minutes after ' +
      '2024-01-02T09:21:00+05:30, 1 hour 4 minutes after 2024-01-02T09:26:00+05:30',
  ]);
});

test('a night is no gap, wherever midnight is in UTC; a week without dates is', () => {
  const two = ['2024-01-02T15:29:00+05:30', '2024-01-02T15:30:00+05:30', '2024-01-03T09:15:00+05:30'];
  expect(of(...two).gaps).toBe(0);
  // 03:00 to 07:00 of one local date, though the date in UTC changes.
  const local = ['2024-01-02T02:59:00+05:30', '2024-01-02T03:00:00+05:30', '2024-01-02T07:00:00+05:30'];
  expect(of(...local).gaps).toBe(1);
  expect(of(...two, '2024-01-08T09:15:00+05:30').gaps).toBe(0);
  expect(of(...two, '2024-01-09T09:15:00+05:30').firstGaps).toMatchObject([{ row: 2, ms: 6 * 86_400_000 }]);
});

test('dates alone: more than 5 days, or of longer bars more than 3 times the commonest', () => {
  const days = ['2001-09-06', '2001-09-07', '2001-09-10', '2001-09-17', '2001-09-18'];
  expect(of(...days)).toMatchObject({ gaps: 1, withinDay: null, firstGaps: [{ after: '2001-09-10' }] });
  expect(lines(...days)).toEqual(['1 gap (steps of more than 5 days): 7 days after 2001-09-10']);
  expect(of('2012-10-25', '2012-10-26', '2012-10-31').gaps).toBe(0);
  expect(of('2024-01-01', '2024-01-08', '2024-01-15', '2024-02-05').gaps).toBe(0);
  expect(of('2024-01-01', '2024-01-08', '2024-01-15', '2024-02-06')).toMatchObject({
    gaps: 1,
    betweenDays: 21,
  });
});

test('ticks at random: more than 20 times the median step', () => {
  // Steps of 1, 5, 2, 9, 3, 60 s, median 3 (the lower of two in the middle); then of 61 s.
  const seconds = [0, 1, 6, 8, 17, 20, 80, 141];
  const texts = seconds.map((s) => new Date(Date.UTC(2024, 0, 2, 9) + 1000 * s).toISOString());
  expect(of(...texts.slice(0, 7))).toMatchObject({ gaps: 0, withinDay: 60_000 });
  const found = of(...texts.slice(0, 6), texts[7]!);
  expect(found).toMatchObject({ gaps: 1, longest: { row: 5, ms: 121_000 } });
});

test('a step is regular when half of the steps are of its length', () => {
  const at = (...seconds: number[]) =>
    of(...seconds.map((s) => new Date(Date.UTC(2024, 0, 2, 9) + 1000 * s).toISOString()));
  expect(at(0, 1, 2, 7, 13)).toMatchObject({ withinDay: 3000, gaps: 2 });
  expect(at(0, 1, 2, 7, 13, 20)).toMatchObject({ withinDay: 100_000, gaps: 0 });
});

test('ticks at a time already seen', () => {
  const [a, b] = day('09:15', '09:16') as [string, string];
  expect(lines(a, a, b)).toEqual(['1 tick at a time already seen']);
  expect(lines(a, a, a, b, b)).toEqual(['3 ticks at a time already seen']);
  expect(lines(a, b)).toEqual([]);
  expect(lines(a)).toEqual([]);
});

test('five gaps are listed, and the longest wherever it is', () => {
  const hours = [0, 1, 11, 12, 22, 23, 33, 34, 44, 45, 55, 56, 66, 67, 77, 78, 100, 101, 102, 103, 104, 105];
  const texts = hours.map((minute) => new Date(Date.UTC(2024, 0, 2, 9) + 60_000 * minute).toISOString());
  const [line] = lines(...texts);
  expect(of(...texts)).toMatchObject({ gaps: 8, longest: { row: 15, ms: 22 * 60_000 } });
  expect(line).toMatch(/^8 gaps .*: 10 minutes after 2024-01-02T09:01:00\+00:00, 10 minutes after /);
  expect(line).toMatch(/, and 3 more; the longest is 22 minutes after 2024-01-02T10:18:00\+00:00$/);
});
