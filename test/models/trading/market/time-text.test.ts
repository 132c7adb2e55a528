import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayNumber,
  parseTime,
  parseTimeOfDay,
  readTime,
  secondsOfDay,
  timeText,
  weekday,
} from '../../../../lib/models/trading/market/time-text.ts';
import { draws } from '../../../support/draws.ts';

const DAY = 86_400_000;

describe('parseTime', () => {
  test.each<[string, number, number]>([
    ['1970-01-01T00:00:00Z', 0, 0],
    ['1970-01-02', DAY, Number.NaN],
    ['1969-12-31', -DAY, Number.NaN],
    // GNU date: date -u -d '…' +%s
    ['2024-10-29T09:19:00+05:30', 1_730_173_740_000, 330],
    ['2000-01-03', 946_857_600_000, Number.NaN],
    ['2000-02-29T23:59:59Z', 951_868_799_000, 0],
    ['1900-03-01T00:00:00Z', -2_203_891_200_000, 0],
    ['2100-02-28T12:00:00-08:00', 4_107_528_000_000, -480],
    ['2024-10-29 09:19:00+05:30', 1_730_173_740_000, 330],
    ['2024-10-29T09:19:00', 1_730_193_540_000, 0],
    ['2024-10-29 09:19', 1_730_193_540_000, 0],
    ['2024-10-29T09:19Z', 1_730_193_540_000, 0],
    ['2024-10-29T09:19:00.25+00:00', 1_730_193_540_250, 0],
    ['2024-10-29T09:19:00.007Z', 1_730_193_540_007, 0],
    ['2024-10-29T09:19:00.1239999', 1_730_193_540_123, 0],
    ['2024-10-29T09:19:00-00:00', 1_730_193_540_000, 0],
  ])('%s', (text, ms, offset) => {
    expect(parseTime(text, 'x')).toEqual({ ms, offset });
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-02-30',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-01-32',
    '2024-1-02',
    '24-01-02',
    '2024/01/02',
    '20240102',
    '2024-01-02T',
    '2024-01-02T25:00:00',
    '2024-01-02T24:00:00',
    '2024-01-02T09',
    '2024-01-02T09:60:00',
    '2024-01-02T09:00:60',
    '2024-01-02T09:00:00.',
    '2024-01-02T09:00:00+15:99',
    '2024-01-02T09:00:00+16:00',
    '2024-01-02T09:00:00+0530',
    '2024-01-02T09:00:00+05',
    '2024-01-02T09:00:00z',
    '2024-01-02T09:00:00Z ',
    '2024-01-02t09:00:00Z',
    ' 2024-01-02',
    '2024-01-02x09:00:00',
    '１９７０-01-01',
    '',
  ])('refuses %j', (text) => {
    expect(() => parseTime(text, 'bars[3].time')).toThrow(
      `bars[3].time: given ${JSON.stringify(text)}; a time that exists`,
    );
  });

  test('refuses what is no text', () => {
    for (const given of [undefined, null, 0, 1_730_173_740_000, {}]) expect(readTime(given)).toBeUndefined();
  });
});

test('timeText writes what is shown', () => {
  expect(timeText(1_730_173_740_000, 330)).toBe('2024-10-29T09:19:00+05:30');
  expect(timeText(1_730_173_740_250, 330)).toBe('2024-10-29T09:19:00.250+05:30');
  expect(timeText(1_730_173_740_007, -210)).toBe('2024-10-29T00:19:00.007-03:30');
  expect(timeText(0, 0)).toBe('1970-01-01T00:00:00+00:00');
  expect(timeText(-1, 0)).toBe('1969-12-31T23:59:59.999+00:00');
  expect(timeText(946_857_600_000, Number.NaN)).toBe('2000-01-03');
});

const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2101, 0, 1) - 1;
const someMs = fc.integer({ min: FIRST, max: LAST });
const someOffset = fc.integer({ min: -959, max: 959 });

test('a time is read as it was written, and as Date reads it', () => {
  fc.assert(
    fc.property(someMs, someOffset, (ms, offset) => {
      const text = timeText(ms, offset);
      expect(parseTime(text, 'x')).toEqual({ ms, offset });
      expect(Date.parse(text)).toBe(ms);
      expect(parseTime(new Date(ms).toISOString(), 'x')).toEqual({ ms, offset: 0 });
    }),
    draws(2000),
  );
});

test('every date from 1900 to 2100 is read as it was written, and follows the one before', () => {
  for (let day = FIRST / DAY, before = ''; day < LAST / DAY; day++) {
    const text = timeText(day * DAY, Number.NaN);
    if (!(text > before && readTime(text)?.ms === day * DAY)) expect.unreachable(text);
    if (text !== new Date(day * DAY).toISOString().slice(0, 10)) expect.unreachable(text);
    before = text;
  }
});

test('local clock and calendar are those of Date at that offset', () => {
  fc.assert(
    fc.property(someMs, someOffset, (ms, offset) => {
      const local = new Date(ms + offset * 60_000);
      const seconds = 3600 * local.getUTCHours() + 60 * local.getUTCMinutes() + local.getUTCSeconds();
      expect(secondsOfDay(ms, offset)).toBe(seconds + local.getUTCMilliseconds() / 1000);
      const day = dayNumber(ms, offset);
      expect(day).toBe(Math.floor(local.getTime() / DAY));
      expect(weekday(day) % 7).toBe(local.getUTCDay());
    }),
    draws(500),
  );
});

test('clock and day by hand', () => {
  const { ms, offset } = parseTime('2024-10-29T01:02:03.5+05:30', 'x');
  expect(secondsOfDay(ms, offset)).toBe(3723.5);
  // In UTC it is still the day before: 2024-10-28 is day 20,024, a Monday.
  expect(dayNumber(ms, offset)).toBe(20_025);
  expect(dayNumber(ms, 0)).toBe(20_024);
  expect(weekday(20_024)).toBe(1);
  expect(weekday(-4)).toBe(7);
  const date = parseTime('2024-10-29', 'x');
  expect(dayNumber(date.ms, date.offset)).toBe(20_025);
  expect(secondsOfDay(date.ms, date.offset)).toBe(0);
});

test('parseTimeOfDay', () => {
  expect(parseTimeOfDay('09:16:11')).toBe(33_371);
  expect(parseTimeOfDay('09:16')).toBe(33_360);
  expect(parseTimeOfDay('00:00:00')).toBe(0);
  expect(parseTimeOfDay('23:59:59')).toBe(86_399);
  for (const text of ['24:00', '9:16', '09:60', '09:16:60', '09:16Z', '09:16:1', '09:16:11.5', '09', '']) {
    expect(() => parseTimeOfDay(text, 'squareOff.at'), text).toThrow(
      `squareOff.at: given ${JSON.stringify(text)}; a time of day such as 09:16`,
    );
  }
});
