import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bridgeHigh } from '../../../lib/analysis/markets/bridge-high.ts';
import { bridgeLow } from '../../../lib/analysis/markets/bridge-low.ts';
import { normalQuantile } from '../../../lib/core/normal-quantile.ts';

test('by hand: -2 ln u = 16 over a way of 3', () => {
  expect(bridgeHigh(1, 4, 1, Math.exp(-8))).toBeCloseTo(5, 14);
  expect(bridgeLow(1, 4, 1, Math.exp(-8))).toBeCloseTo(0, 14);
  expect(bridgeHigh(4, 1, 4, Math.exp(-2))).toBeCloseTo(5, 14);
});

test('without variance, or at a uniform of 1, the ends', () => {
  expect(bridgeHigh(1, 4, 0, 0.3)).toBe(4);
  expect(bridgeLow(1, 4, 0, 0.3)).toBe(1);
  expect(bridgeHigh(1, 4, 2, 1)).toBe(4);
  // Half the sum of the ends and of the way rounds to less than the higher end.
  expect(bridgeHigh(5.4, 40 / 7, 0, 1)).toBe(40 / 7);
  expect(bridgeLow(-5.4, -40 / 7, 0, 1)).toBe(-40 / 7);
});

const grid = Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400);

describe('laws', () => {
  test('the highest point of a standard bridge is √(π / 8) on average', () => {
    const mean = grid.reduce((sum, u) => sum + bridgeHigh(0, 0, 1, u), 0) / grid.length;
    expect(Math.abs(mean - Math.sqrt(Math.PI / 8))).toBeLessThan(1e-3);
  });

  // The reflection principle: the highest point of a free motion is |normal|, of mean √(2 / π).
  test('over ends of the free motion, that of the free motion', () => {
    let [mean, above] = [0, 0];
    for (const p of grid) {
      for (const u of grid) {
        const high = bridgeHigh(0, 2 * normalQuantile(p), 4, u);
        mean += high / grid.length / grid.length;
        above += high > 2 ? 1 / grid.length / grid.length : 0;
      }
    }
    expect(Math.abs(mean - 2 * Math.sqrt(2 / Math.PI))).toBeLessThan(4e-3);
    expect(Math.abs(above - 0.31731)).toBeLessThan(2e-3);
  });

  const log = fc.double({ min: -20, max: 20, noNaN: true });
  const variance = fc.double({ min: 0, max: 10, noNaN: true });
  const uniform = fc.double({ min: 1e-9, max: 1, noNaN: true });

  test('the chance of a higher point is the uniform', () => {
    fc.assert(
      fc.property(log, log, variance, uniform, (from, to, v, u) => {
        fc.pre(v > 1e-3);
        const high = bridgeHigh(from, to, v, u);
        const low = bridgeLow(from, to, v, u);
        expect(high).toBeGreaterThanOrEqual(Math.max(from, to));
        expect(low).toBeLessThanOrEqual(Math.min(from, to));
        expect(Math.exp((-2 * (high - from) * (high - to)) / v)).toBeCloseTo(u, 6);
        expect(Math.exp((-2 * (from - low) * (to - low)) / v)).toBeCloseTo(u, 6);
      }),
    );
  });
});

test.each([
  [[0, 1, -1, 0.5], 'bridge'],
  [[0, 1, 1, 0], 'uniform'],
  [[0, 1, 1, 1.5], 'uniform'],
  [[0, 1, 1, Number.NaN], 'uniform'],
  [[0, Number.NaN, 1, 0.5], 'finite log prices'],
  [[0, Infinity, 1, 0.5], 'finite log prices'],
] as const)('%j is refused', ([from, to, variance, uniform], message) => {
  expect(() => bridgeHigh(from, to, variance, uniform)).toThrow(message);
  expect(() => bridgeLow(from, to, variance, uniform)).toThrow(message);
});
