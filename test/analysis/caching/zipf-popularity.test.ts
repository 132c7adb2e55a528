import { expect, test } from 'vitest';
import { zipfPopularity } from '../../../lib/analysis/caching/zipf-popularity.ts';
import { expectClose } from '../shared-cases.ts';

test('by hand', () => {
  expectClose(Array.from(zipfPopularity(3, 1)), [6 / 11, 3 / 11, 2 / 11], 1e-15);
  expectClose(Array.from(zipfPopularity(3, 2)), [36 / 49, 9 / 49, 4 / 49], 1e-15);
  expect(Array.from(zipfPopularity(4, 0))).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(Array.from(zipfPopularity(1, 0.7))).toEqual([1]);
});

test('a million keys add up to 1, each in its proportion', () => {
  const popularity = zipfPopularity(1e6, 1);
  // The harmonic number H(10^6).
  expect(Math.abs(popularity[0] * 14.392726722865724 - 1)).toBeLessThan(1e-15);
  expect(popularity[999_999] / popularity[0]).toBeCloseTo(1e-6, 20);
});

test.each<[string, () => unknown, string]>([
  ['no keys', () => zipfPopularity(0, 1), 'keys: given 0; an integer from 1'],
  ['a negative exponent', () => zipfPopularity(5, -1), 'zipf: given -1'],
  ['no exponent', () => zipfPopularity(5, undefined as unknown as number), 'zipf: given nothing'],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(message);
});
