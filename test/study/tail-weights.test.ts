import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionalValueAtRisk } from '../../lib/study/conditional-value-at-risk.ts';
import { tailWeights } from '../../lib/study/tail-weights.ts';
import { draws } from '../support/draws.ts';

test('right: ten losses, three of them tied at the value at risk', () => {
  // Totals of Tasche's example: 0 1 2 3 3 3 5 5 5 10.
  const losses = [0, 1, 2, 3, 3, 3, 5, 5, 5, 10];
  const weights = tailWeights(losses, 0.8);
  expect(Array.from(weights.slice(0, 6))).toEqual([0, 0, 0, 0, 0, 0]);
  for (const i of [6, 7, 8]) expect(weights[i]).toBeCloseTo(1 / 6, 15);
  expect(weights[9]).toBe(0.5);
});

test('right: losses that are equal but for rounding are tied', () => {
  const weights = tailWeights([0.3, 0.1 + 0.2, 0, 0], 0.75);
  expect(weights[0]).toBeCloseTo(0.5, 15);
  expect(weights[1]).toBeCloseTo(0.5, 15);
});

test('lawful: weights add up to 1, the losses weighed by them to the CVaR, in any order', () => {
  const losses = fc.array(fc.integer({ min: -4, max: 9 }), { minLength: 1, maxLength: 40 });
  const level = fc.integer({ min: 1, max: 999 }).map((n) => n / 1000);
  fc.assert(
    fc.property(losses, level, (given, at) => {
      const weights = tailWeights(given, at);
      const sum = weights.reduce((total, each) => total + each, 0);
      const weighed = weights.reduce((total, each, i) => total + each * given[i]!, 0);
      expect(sum).toBeCloseTo(1, 12);
      expect(weighed).toBeCloseTo(conditionalValueAtRisk(given, at), 10);
      const turned = tailWeights([...given].reverse(), at).reverse();
      expect(Array.from(turned)).toEqual(Array.from(weights));
    }),
    draws(300),
  );
});

test.each([
  [[], 0.5],
  [[1, Number.NaN], 0.5],
  [[1, 2], 1],
])('bad input is refused: %j at %d', (losses, level) => {
  expect(() => tailWeights(losses, level)).toThrow(/tailWeights/);
});
