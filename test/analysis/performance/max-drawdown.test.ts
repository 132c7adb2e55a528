import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxDrawdown } from '../../../lib/analysis/performance/max-drawdown.ts';

describe('by hand', () => {
  test.each([
    // 50 of 100 is deeper than 60 of 200, though less in money.
    [[100, 50, 100, 200, 140, 199], { fraction: 0.5, money: 50, peak: 0, trough: 1, recovery: 2 }],
    [[100, 200, 200, 150, 120, 120, 199], { fraction: 0.4, money: 80, peak: 2, trough: 4, recovery: null }],
    // The first of two falls of one depth.
    [[10, 5, 10, 5, 11], { fraction: 0.5, money: 5, peak: 0, trough: 1, recovery: 2 }],
    [[1, 2, 2, 3], { fraction: 0, money: 0, peak: 0, trough: 0, recovery: 0 }],
    [[10, -5], { fraction: 1.5, money: 15, peak: 0, trough: 1, recovery: null }],
    [[7], { fraction: 0, money: 0, peak: 0, trough: 0, recovery: 0 }],
  ])('%j', (wealth, drawdown) => {
    expect(maxDrawdown(wealth)).toEqual(drawdown);
    expect(maxDrawdown(Float64Array.from(wealth))).toEqual(drawdown);
  });
});

test('no pair of places falls further', () => {
  const wealths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(wealths, (wealth) => {
      const { fraction, money, peak, trough, recovery } = maxDrawdown(wealth);
      let deepest = 0;
      for (let j = 0; j < wealth.length; j++) {
        for (let i = 0; i <= j; i++) deepest = Math.max(deepest, (wealth[i] - wealth[j]) / wealth[i]);
      }
      expect(fraction).toBe(deepest);
      expect((wealth[peak] - wealth[trough]) / wealth[peak]).toBe(fraction);
      expect(money).toBe(wealth[peak] - wealth[trough]);
      const rest = wealth.slice(trough).findIndex((value) => value >= wealth[peak]);
      expect(recovery).toBe(rest < 0 ? null : trough + rest);
    }),
  );
});

test.each([
  [[], 'maxDrawdown: wealth: given "0 numbers"'],
  [[0, 1], 'maxDrawdown: wealth[0]: given 0'],
  [[1, Number.NaN], 'maxDrawdown: wealth[1]: given NaN'],
])('%j is refused', (wealth, message) => {
  expect(() => maxDrawdown(wealth)).toThrow(message);
});
