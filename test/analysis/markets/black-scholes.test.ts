import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blackScholes } from '../../../lib/analysis/markets/black-scholes.ts';

const textbook = { spot: 100, strike: 100, rate: 0.05, volatility: 0.2, years: 1, kind: 'call' } as const;

describe('published prices', () => {
  test('at the money, a year at 5 % and 20 %', () => {
    expect(blackScholes(textbook)).toBeCloseTo(10.450583572, 8);
    expect(blackScholes({ ...textbook, kind: 'put' })).toBeCloseTo(5.573526022, 8);
  });

  test("Hull's example: 42 against 40, half a year at 10 % and 20 %", () => {
    const hull = { spot: 42, strike: 40, rate: 0.1, volatility: 0.2, years: 0.5 };
    expect(blackScholes({ ...hull, kind: 'call' })).toBeCloseTo(4.7594, 4);
    expect(blackScholes({ ...hull, kind: 'put' })).toBeCloseTo(0.8086, 4);
  });
});

test('without time or volatility: what exercising leaves', () => {
  expect(blackScholes({ ...textbook, years: 0, spot: 103 })).toBe(3);
  expect(blackScholes({ ...textbook, years: 0, spot: 103, kind: 'put' })).toBe(0);
  expect(blackScholes({ ...textbook, volatility: 0 })).toBeCloseTo(100 - 100 * Math.exp(-0.05), 12);
});

test('a call less a put is the share less the strike, discounted', () => {
  const input = fc.record({
    spot: fc.double({ min: 1, max: 1000, noNaN: true }),
    strike: fc.double({ min: 1, max: 1000, noNaN: true }),
    rate: fc.double({ min: -0.1, max: 0.3, noNaN: true }),
    volatility: fc.double({ min: 0, max: 2, noNaN: true }),
    years: fc.double({ min: 0, max: 5, noNaN: true }),
  });
  fc.assert(
    fc.property(input, (given) => {
      const call = blackScholes({ ...given, kind: 'call' });
      const put = blackScholes({ ...given, kind: 'put' });
      const discounted = given.strike * Math.exp(-given.rate * given.years);
      expect(call - put).toBeCloseTo(given.spot - discounted, 8);
      expect(call).toBeGreaterThanOrEqual(Math.max(0, given.spot - discounted - 1e-9));
      expect(call).toBeLessThanOrEqual(given.spot + 1e-9);
    }),
  );
});

test.each([
  [{ spot: 0 }, 'spot: given 0'],
  [{ strike: -1 }, 'strike: given -1'],
  [{ rate: Number.NaN }, 'rate: given NaN'],
  [{ volatility: -0.2 }, 'volatility: given -0.2'],
  [{ years: -1 }, 'years: given -1'],
  [{ kind: 'straddle' }, 'kind: given "straddle"'],
  [{ dividend: 0 }, 'blackScholes: dividend'],
])('%j is refused', (fields, message) => {
  expect(() => blackScholes({ ...textbook, ...fields } as typeof textbook)).toThrow(message);
});
