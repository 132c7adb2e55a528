import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profitFactor } from '../../../lib/analysis/performance/profit-factor.ts';
import { returnsOf } from '../../../lib/analysis/performance/returns-of.ts';
import { sampleKurtosis } from '../../../lib/analysis/performance/sample-kurtosis.ts';
import { sampleSkewness } from '../../../lib/analysis/performance/sample-skewness.ts';
import { sharpeRatio } from '../../../lib/analysis/performance/sharpe-ratio.ts';
import { sortinoRatio } from '../../../lib/analysis/performance/sortino-ratio.ts';

const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });
const yearly = { periodsPerYear: 1 };

describe('returns', () => {
  test('are one fewer than the wealths, and simple', () => {
    expect(Array.from(returnsOf([100, 110, 55, 0]))).toEqual([0.1, -0.5, -1]);
    expect(returnsOf([100])).toHaveLength(0);
  });

  test('lead back to the wealth', () => {
    const wealths = fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(wealths, (wealth) => {
        let at = wealth[0];
        returnsOf(wealth).forEach((r, i) => {
          at *= 1 + r;
          // 1 + r rounds to 2^-53 where nearly all is lost.
          expect(Math.abs(at - wealth[i + 1])).toBeLessThan(1e-5);
          at = wealth[i + 1];
        });
      }),
    );
  });
});

describe('Sharpe', () => {
  // Mean 0.05; squares off it 0.05 together.
  const returns = [0.1, -0.1, 0.2, 0];

  test('the mean over the deviation with divisor n - 1, by the root of the periods', () => {
    expect(sharpeRatio(returns, yearly)).toBeCloseTo(Math.sqrt(0.15), 14);
    expect(sharpeRatio(returns, { periodsPerYear: 252 })).toBeCloseTo(Math.sqrt(0.15 * 252), 13);
    expect(sharpeRatio(returns, { periodsPerYear: 4, riskFree: 0.1 })).toBeCloseTo(-2 * Math.sqrt(0.15), 14);
  });

  test('equal returns have no risk', () => {
    expect(sharpeRatio([0.1, 0.1, 0.1], yearly)).toBe(Infinity);
    expect(sharpeRatio([0.1, 0.1, 0.1], { periodsPerYear: 1, riskFree: 0.2 })).toBe(-Infinity);
    expect(sharpeRatio([0, 0], yearly)).toBeNaN();
  });

  test('does not depend on the order or the scale', () => {
    fc.assert(
      fc.property(values, (list) => {
        fc.pre(new Set(list.map((x) => Math.round(x * 1000))).size > 1);
        const ratio = sharpeRatio(list, yearly);
        expect(sharpeRatio(list.toReversed(), yearly)).toBeCloseTo(ratio, 9);
        const doubled = Float64Array.from(list, (x) => 2 * x);
        expect(sharpeRatio(doubled, yearly)).toBe(ratio);
      }),
    );
  });
});

describe('Sortino', () => {
  test('the published example of Rollinger & Hoffman (2013): 10 % over 2.264 %', () => {
    const returns = [0.17, 0.15, 0.23, -0.05, 0.12, 0.09, 0.13, -0.04];
    expect(sortinoRatio(returns, yearly)).toBeCloseTo(0.1 / Math.sqrt(0.0041 / 8), 12);
    expect(sortinoRatio(returns, yearly)).toBeCloseTo(4.417, 3);
  });

  test('shortfalls are from the target, over all periods', () => {
    const returns = [0.1, -0.1, 0.2, 0];
    expect(sortinoRatio(returns, { periodsPerYear: 9 })).toBeCloseTo(3, 13);
    expect(sortinoRatio(returns, { periodsPerYear: 1, target: 0.1 })).toBeCloseTo(-Math.sqrt(0.2), 13);
  });

  test('without a shortfall', () => {
    expect(sortinoRatio([0.1, 0], yearly)).toBe(Infinity);
    expect(sortinoRatio([0, 0], yearly)).toBeNaN();
  });
});

test('profit factor', () => {
  expect(profitFactor([3, -1, 0, 2, -1.5])).toBe(2);
  expect(profitFactor([3, 0])).toBe(Infinity);
  expect(profitFactor([-3])).toBe(0);
  expect(profitFactor([0])).toBeNaN();
  expect(profitFactor([])).toBeNaN();
});

describe('skewness and kurtosis', () => {
  test('by hand: 1, 2, 3, 10 have m2 = 12.5, m3 = 45, m4 = 348.5', () => {
    expect(sampleSkewness([1, 2, 3, 10])).toBeCloseTo(45 / (12.5 * Math.sqrt(12.5)), 14);
    expect(sampleKurtosis([1, 2, 3, 10])).toBeCloseTo(2.2304, 14);
    // Three of five at 0, one at each side: kurtosis 5/2.
    expect(sampleKurtosis([-1, 0, 0, 0, 1])).toBeCloseTo(2.5, 14);
    expect(sampleSkewness([-1, 0, 0, 0, 1])).toBe(0);
  });

  test('are not there for equal values', () => {
    expect(sampleSkewness([0.1, 0.1, 0.1])).toBeNaN();
    expect(sampleKurtosis([0.1, 0.1, 0.1])).toBeNaN();
  });

  test('the kurtosis is at least 1 + skewness²; turned around, only the skewness changes sign', () => {
    fc.assert(
      fc.property(values, (list) => {
        fc.pre(new Set(list.map((x) => Math.round(x * 1000))).size > 1);
        const skewness = sampleSkewness(list);
        expect(sampleKurtosis(list)).toBeGreaterThanOrEqual((1 + skewness * skewness) * (1 - 1e-9));
        const turned = list.map((x) => -x);
        expect(sampleSkewness(turned)).toBeCloseTo(-skewness, 9);
        expect(sampleKurtosis(turned)).toBeCloseTo(sampleKurtosis(list), 9);
      }),
    );
  });
});

test.each([
  [() => returnsOf([]), 'returnsOf: wealth: given "0 numbers"'],
  [() => returnsOf([1, 0, 1]), 'returnsOf: wealth[1]: given 0'],
  [() => returnsOf([1, Number.NaN]), 'returnsOf: wealth[1]: given NaN'],
  [() => returnsOf(['1'] as unknown as number[]), 'returnsOf: wealth[0]'],
  [() => returnsOf(undefined as unknown as number[]), 'returnsOf: wealth: given nothing'],
  [() => sharpeRatio([0.1], yearly), 'sharpeRatio: returns: given "1 numbers"'],
  [() => sharpeRatio([0.1, 0.2], { periodsPerYear: 0 }), 'sharpeRatio: periodsPerYear: given 0'],
  [() => sharpeRatio([0.1, 0.2], { ...yearly, target: 0 } as never), 'sharpeRatio: target'],
  [() => sharpeRatio([0.1, 0.2], { ...yearly, riskFree: Infinity }), 'sharpeRatio: riskFree'],
  [() => sortinoRatio([], yearly), 'sortinoRatio: returns: given "0 numbers"'],
  [() => sortinoRatio([0.1], { ...yearly, target: Number.NaN }), 'sortinoRatio: target: given NaN'],
  [() => profitFactor([1, -Infinity]), 'profitFactor: pnls[1]'],
  [() => sampleSkewness([]), 'sampleSkewness: values'],
  [() => sampleKurtosis([Infinity]), 'sampleKurtosis: values[0]'],
])('%s is refused', (call, message) => {
  expect(call).toThrow(message);
});
