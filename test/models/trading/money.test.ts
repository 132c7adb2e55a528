import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Big, shown } from '../../../lib/models/trading/graph/decimal.ts';
import {
  bigOf,
  fromUnits,
  mostDecimals,
  shownRatio,
  shownUnits,
  toUnits,
} from '../../../lib/models/trading/money.ts';
import { draws } from '../../support/draws.ts';

/** A decimal of at most 15 digits, and how many of them stand after the point. */
const someDecimal = fc
  .record({ whole: fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 }), places: fc.nat(9) })
  .map(({ whole, places }) => ({ value: Number(`${whole}e-${places}`), places }));

test('a decimal in units is that decimal, and comes back', () => {
  fc.assert(
    fc.property(someDecimal, fc.nat(12), ({ value, places }, more) => {
      const units = toUnits(value, places + more);
      expect(String(units)).toBe(new Big(value).times(new Big(10).pow(places + more)).toFixed());
      expect(fromUnits(units, places + more)).toBe(value === 0 ? 0 : value);
      expect(bigOf(units, places + more).eq(value)).toBe(true);
    }),
    draws(1000),
  );
});

test('units are shown as decimals are: two places, half to even, never minus zero', () => {
  const by = [
    [360.375, '360.38'],
    [0.125, '0.12'],
    [-0.125, '-0.12'],
    [0.135, '0.14'],
    [-0.004, '0.00'],
    [1234567.895, '1234567.90'],
  ] as const;
  for (const [value, text] of by) expect(shownUnits(toUnits(value, 6), 6)).toBe(text);
  fc.assert(
    fc.property(someDecimal, ({ value, places }) => {
      expect(shownUnits(toUnits(value, places), places)).toBe(shown(new Big(value), 2));
    }),
    draws(1000),
  );
});

test('quotients are rounded once', () => {
  expect([shownRatio(1n, 3n), shownRatio(2n, 3n), shownRatio(-1n, 8n), shownRatio(3n, 8n)]).toEqual([
    '0.33',
    '0.67',
    '-0.12',
    '0.38',
  ]);
  // 1 of 32 in percent: 3.125.
  expect(shownRatio(100n, 32n)).toBe('3.12');
  expect(mostDecimals([1, 0.25, 100.35332647466511])).toBe(14);
});
