import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compensatedSum } from '../../lib/core/compensated-sum.ts';
import { FaultlineError } from '../../lib/core/faultline-error.ts';
import { normalQuantile } from '../../lib/core/math.ts';
import { conditionalValueAtRisk } from '../../lib/study/conditional-value-at-risk.ts';
import { studentTQuantile } from '../../lib/study/student-t-quantile.ts';
import { valueAtRisk } from '../../lib/study/value-at-risk.ts';
import { normals, oneTo, sampleOf, someLevel, someLosses } from './samples.ts';

describe('right: worked by hand and by NumPy', () => {
  // n, level, inf{F >= level}, NumPy's linear quantile, the exact mean of Acerbi & Tasche.
  test.each([
    [100, 0.85, 85, 85.14999999999999, 93],
    [100, 0.9, 90, 90.10000000000001, 191 / 2],
    [100, 0.95, 95, 95.05, 98],
    [100, 0.975, 98, 97.52499999999999, 496 / 5],
    [100, 0.99, 99, 99.01, 100],
    [10, 0.85, 9, 8.649999999999999, 29 / 3],
  ])('losses 1 to %d at %d', (n, level, inverse, type7, cvar) => {
    const losses = oneTo(n);
    expect(valueAtRisk(losses, level)).toBe(inverse);
    expect(valueAtRisk(losses, level, { definition: 'type7' })).toBeCloseTo(type7, 9);
    expect(conditionalValueAtRisk(losses, level)).toBeCloseTo(cvar, 9);
  });

  test('the mean strictly above VaR is not CVaR', () => {
    expect(conditionalValueAtRisk(oneTo(100), 0.975)).toBeCloseTo(99.2, 12);
    expect(conditionalValueAtRisk([0, 0, 0, 0, 0, 0, 7, 7, 7, 9], 0.7)).toBeCloseTo(23 / 3, 12);
  });

  test('a rank that floating point pushes past an integer', () => {
    expect(100 * 0.07).toBe(7.000000000000001);
    expect(valueAtRisk(oneTo(100), 0.07)).toBe(7);
    for (let percent = 1; percent < 100; percent++) {
      expect(valueAtRisk(oneTo(100), percent / 100)).toBe(percent);
      expect(conditionalValueAtRisk(oneTo(100), percent / 100)).toBeCloseTo((percent + 101) / 2, 11);
    }
  });

  test('levels next to 0 and 1', () => {
    expect([valueAtRisk([3, 1, 2], 1e-300), valueAtRisk([3, 1, 2], 1 - 2 ** -53)]).toEqual([1, 3]);
    expect(conditionalValueAtRisk([3, 1, 2], 1e-300)).toBe(2);
    expect(conditionalValueAtRisk([3, 1, 2], 1 - 2 ** -53)).toBe(3);
    expect([valueAtRisk([4], 0.5), conditionalValueAtRisk([4], 0.5)]).toEqual([4, 4]);
  });

  test('the tail is summed without losing the small losses', () => {
    expect(conditionalValueAtRisk([-1e16, -1e16, -1e16, 1], 0.75)).toBe(1);
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
    expect([compensatedSum([1e100, 1, 2], 1), compensatedSum([])]).toEqual([3, 0]);
    const tail = [2 ** 53, 1, 1, 1, 1];
    expect(conditionalValueAtRisk([...tail, 0, 0, 0, 0, 0], 0.5)).toBe((2 ** 53 + 4) / 5);
  });
});

// Level, quantile and expected shortfall in closed form.
const CLOSED_FORMS: [string, (p: number) => number, [number, number, number][]][] = [
  [
    'normal',
    normalQuantile,
    [
      [0.95, 1.6448536269514722, 2.0627128075074257],
      [0.975, 1.959963984540054, 2.3378027922014133],
      [0.99, 2.3263478740408408, 2.665214220345806],
      [0.999, 3.090232306167813, 3.367090077063992],
    ],
  ],
  [
    'Student t with 3 degrees',
    (p) => studentTQuantile(p, 3),
    [
      [0.95, 2.3533634348018233, 3.874267517719298],
      [0.975, 3.1824463052837078, 5.039583061113472],
      [0.99, 4.540702858568132, 7.003082036242108],
      [0.999, 10.214531852407383, 15.409336115108887],
    ],
  ],
  [
    'Student t with 5 degrees',
    (p) => studentTQuantile(p, 5),
    [
      [0.95, 2.0150483733330233, 2.890128946273072],
      [0.975, 2.5705818356363146, 3.5215773317394254],
      [0.99, 3.3649299989072174, 4.4524291118179695],
      [0.999, 5.893429531356009, 7.5143572827293745],
    ],
  ],
];

test.each(CLOSED_FORMS)('closed forms of the %s distribution', (_name, quantile, rows) => {
  // The quantile function on an even grid; below the levels tested any smaller loss will do.
  const n = 1_000_000;
  const grid = new Float64Array(n);
  for (let i = 0.94 * n; i < n; i++) grid[i] = quantile((i + 0.5) / n);
  for (const [level, value, shortfall] of rows) {
    expect(quantile(level)).toBeCloseTo(value, 9);
    expect(Math.abs(valueAtRisk(grid, level) / value - 1)).toBeLessThan(2e-4);
    // The last cell of the grid stands for the infinite end of the distribution.
    expect(Math.abs(conditionalValueAtRisk(grid, level) / shortfall - 1)).toBeLessThan(3e-3);
  }
});

test('a million normal draws are within 5 standard errors', () => {
  const losses = sampleOf(1_000_000, normals(1));
  expect(Math.abs(valueAtRisk(losses, 0.99) - 2.3263478740408408)).toBeLessThan(5 * 0.003733236261126964);
});

describe('lawful', () => {
  test('VaR <= CVaR <= the worst loss', () => {
    fc.assert(
      fc.property(someLosses, someLevel, (losses, level) => {
        const cvar = conditionalValueAtRisk(losses, level);
        expect(cvar).toBeGreaterThanOrEqual(valueAtRisk(losses, level));
        expect(cvar).toBeLessThanOrEqual(Math.max(...losses));
      }),
    );
  });

  test('VaR is the least loss with F >= level', () => {
    fc.assert(
      fc.property(someLosses, fc.integer({ min: 1, max: 99 }), (losses, percent) => {
        const enough = (x: number) =>
          losses.filter((loss) => loss <= x).length * 100 >= percent * losses.length;
        const least = losses.filter(enough).reduce((a, b) => Math.min(a, b));
        expect(valueAtRisk(losses, percent / 100)).toBeCloseTo(least, 15);
      }),
    );
  });

  test('a shift shifts, a positive factor scales, the order does not matter', () => {
    fc.assert(
      fc.property(someLosses, someLevel, fc.integer({ min: -1000, max: 1000 }), (losses, level, shift) => {
        const both = [valueAtRisk, conditionalValueAtRisk];
        for (const measure of both) {
          const value = measure(losses, level);
          expect(
            Math.abs(
              measure(
                losses.map((x) => x + shift),
                level,
              ) -
                value -
                shift,
            ),
          ).toBeLessThan(1e-8);
          expect(
            measure(
              losses.map((x) => x * 8),
              level,
            ),
          ).toBe(value * 8);
          expect(measure(losses.toReversed(), level)).toBeCloseTo(value, 15);
        }
      }),
    );
  });

  test('CVaR is the minimum of Rockafellar & Uryasev', () => {
    fc.assert(
      fc.property(someLosses, someLevel, (losses, level) => {
        // The objective is convex and piecewise linear, with its corners at the losses.
        const objectives = losses.map((c) => {
          const excess = losses.reduce((sum, loss) => sum + Math.max(0, loss - c), 0);
          return c + excess / losses.length / (1 - level);
        });
        const least = Math.min(...objectives);
        expect(Math.abs(conditionalValueAtRisk(losses, level) - least)).toBeLessThan(
          1e-9 * (1 + Math.abs(least)) + 1e-7,
        );
      }),
    );
  });

  test('the caller keeps its order, sorted input or not', () => {
    const losses = Float64Array.of(3, 1, 2);
    valueAtRisk(losses, 0.5);
    conditionalValueAtRisk(losses, 0.5);
    expect([...losses]).toEqual([3, 1, 2]);
    expect(valueAtRisk(Float64Array.of(3, 2, 1), 0.9)).toBe(3);
    expect(conditionalValueAtRisk(Float64Array.of(1, 2, 3), 0.5)).toBe(conditionalValueAtRisk(losses, 0.5));
  });
});

describe('bad input throws', () => {
  test.each([valueAtRisk, conditionalValueAtRisk])('%o', (measure) => {
    expect(() => measure([], 0.5)).toThrow(FaultlineError);
    for (const loss of [NaN, Infinity, -Infinity]) {
      expect(() => measure([1, loss], 0.5)).toThrow(`losses[1]: given ${loss}; a finite number`);
    }
    for (const level of [0, 1, -0.1, 1.5, NaN, 95]) {
      expect(() => measure([1, 2], level)).toThrow('between 0 and 1, both excluded');
    }
  });

  test('an unknown definition', () => {
    expect(() => valueAtRisk([1], 0.5, { definition: 'type8' as 'type7' })).toThrow("'inverse' or 'type7'");
  });
});
