import { describe, expect, test } from 'vitest';
import { NOTCH_MAX, NOTCH_MIN, notchOf, paceAt, paceWords } from '../../lib/page/frame/pace-notch.ts';
import { timeWords } from '../../lib/page/frame/time-unit.ts';

describe('the pace slider', () => {
  test('doubles from notch to notch, and ends at max', () => {
    expect(paceAt({ turns: 100 }, 0)).toEqual({ turns: 100 });
    expect(paceAt({ turns: 100 }, 3)).toEqual({ turns: 800 });
    expect(paceAt({ time: 100 }, -2)).toEqual({ time: 25 });
    expect(paceAt({ time: 100 }, NOTCH_MAX)).toBe('max');
  });

  test('stands where the pace is', () => {
    for (const base of [{ turns: 130 }, { time: 0.7 }]) {
      for (let notch = NOTCH_MIN; notch <= NOTCH_MAX; notch++) {
        expect(notchOf(base, paceAt(base, notch))).toBe(notch);
      }
    }
    expect(notchOf({ turns: 100 }, { turns: 90 })).toBe(0);
    expect(notchOf({ turns: 100 }, { turns: 1e9 })).toBe(NOTCH_MAX - 1);
    expect(notchOf({ turns: 100 }, { turns: 1e-9 })).toBe(NOTCH_MIN);
  });

  test('says it in words', () => {
    expect(paceWords({ time: 200 }, 'ms')).toBe('200 ms/s');
    expect(paceWords({ turns: 130.0001 }, 'steps')).toBe('130 turns/s');
    expect(paceWords('max', 'ms')).toBe('as fast as it can');
  });
});

test('a time is said with its unit', () => {
  expect(timeWords(1, 'steps')).toBe('1 step');
  expect(timeWords(2, 'steps')).toBe('2 steps');
  expect(timeWords(0, 'ticks')).toBe('0 ticks');
  expect(timeWords(1, 'ms')).toBe('1 ms');
  expect(timeWords(12_640.123, 'ms')).toBe('12 640 ms');
  expect(timeWords(999.94, 'ms')).toBe('999.9 ms');
  expect(timeWords(1_234_567, 'ticks')).toBe('1 234 567 ticks');
});
