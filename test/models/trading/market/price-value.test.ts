import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalsOf, decimalValue, priceValue } from '../../../../lib/models/trading/market/price-value.ts';
import { draws } from '../../../support/draws.ts';

test('decimals of a double are those of the decimal number it was read from', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e15 - 1 }), fc.integer({ min: 0, max: 15 }), (whole, decimals) => {
      const digits = String(whole).padStart(decimals + 1, '0');
      const text = `${digits.slice(0, digits.length - decimals)}.${digits.slice(digits.length - decimals)}`;
      const kept = text.split('.')[1]!.replace(/0+$/, '').length;
      expect(decimalsOf(Number(text))).toBe(kept);
      expect(priceValue(text)).toBe(Number(text));
    }),
    draws(2000),
  );
});

test('decimals by hand', () => {
  expect([1, 1e14, 24_500.5, 0.1, 181.05, 1455.219971, 1e-22].map((x) => decimalsOf(x))).toEqual([
    0, 0, 1, 1, 2, 6, 22,
  ]);
});

test('what is a decimal number', () => {
  expect(['24500.00', '.5', '5.', '1.2E+09', '-3', '+3', 7].map(decimalValue)).toEqual([
    24_500, 0.5, 5, 1.2e9, -3, 3, 7,
  ]);
  for (const given of ['', ' ', '1 ', '.', '0x10', '1,5', 'Infinity', '1e', null, undefined, true, [5]]) {
    expect(decimalValue(given), String(given)).toBeNaN();
  }
});

test('prices are above 0 and have at most 17 significant digits', () => {
  expect(priceValue('123456789.012345')).toBe(123456789.012345);
  expect(priceValue('000123456789.012345000000')).toBe(123456789.012345);
  expect(priceValue('0.000123456789012345')).toBe(0.000123456789012345);
  // As programs write doubles.
  for (const price of [0.1 + 0.2, 100.35332647466511, 1e-7 / 3]) expect(priceValue(price)).toBe(price);
  expect(priceValue('100.35332647466511')).toBe(100.35332647466511);
  for (const given of ['123456789.0123456789', '24500.000000000000001', '8.00000000000000004']) {
    expect(priceValue(given), String(given)).toBeNaN();
  }
  for (const given of [0, '0.00', -1, '-5', 'abc', '', null, undefined, Number.POSITIVE_INFINITY, '1e400']) {
    expect(priceValue(given), String(given)).toBeNaN();
  }
});

test('the decimals of a double are those of its shortest text', () => {
  const cases = [
    [24_500, 0],
    [0.5, 1],
    [100.25, 2],
    [0.1 + 0.2, 17],
    [1.25e-9, 11],
    [100.35332647466511, 14],
    [1e21, 0],
    [1e300, 0],
    [1 / 3, 16],
    [1e-23, 23],
  ] as const;
  for (const [value, decimals] of cases) expect(decimalsOf(value), String(value)).toBe(decimals);
});
