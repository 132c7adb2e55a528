import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionalValueAtRisk } from '../../lib/study/conditional-value-at-risk.ts';
import { contributions } from '../../lib/study/contributions.ts';
import { root } from '../house/source.ts';
import { draws } from '../support/draws.ts';
import { someLevel } from './samples.ts';

/** Totals 0, 1, 2, 3, 3, 3, 5, 5, 5 and 10: three tie at 5, each split otherwise. */
const TIED = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 2, 0],
  [1, 1, 1],
  [2, 1, 0],
  [0, 0, 3],
  [4, 1, 0],
  [0, 5, 0],
  [2, 2, 1],
  [6, 3, 1],
];

function expectEach(found: number[], expected: number[], tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  for (const [k, value] of found.entries())
    expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(tolerance);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('right: in exact fractions', () => {
  test.each([
    [0.8, [4, 17 / 6, 2 / 3]],
    [0.75, [18 / 5, 14 / 5, 3 / 5]],
    [0.7, [10 / 3, 25 / 9, 5 / 9]],
    [0.65, [22 / 7, 58 / 21, 11 / 21]],
    [0.85, [14 / 3, 26 / 9, 7 / 9]],
    [0.9, [6, 3, 1]],
    [0.95, [6, 3, 1]],
    [1 - 2 ** -53, [6, 3, 1]],
  ])('level %d', (level, expected) => {
    expectEach(contributions(TIED, level), expected, 1e-12);
    expectEach(contributions(TIED.toReversed(), level), expected, 1e-12);
    expectEach(
      contributions(
        TIED.map((row) => Float64Array.from(row)),
        level,
      ),
      expected,
      1e-12,
    );
  });

  test('totals that differ by rounding are tied', () => {
    expect(0.1 + 0.2 > 0.3).toBe(true);
    const rows = [
      [0.1, 0.2],
      [0.3, 0],
      [0, 0],
      [0, 0],
    ];
    expectEach(contributions(rows, 0.75), [0.2, 0.1], 1e-15);
    expectEach(contributions(rows.toReversed(), 0.75), [0.2, 0.1], 1e-15);
    // Around 0 as well, where nothing is close by its own size.
    expectEach(
      contributions(
        [
          [0.1, 0.2, -0.3],
          [0, 0, 0],
          [-1, 0, 0],
          [-1, 0, 0],
        ],
        0.75,
      ),
      [0.05, 0.1, -0.15],
      1e-15,
    );
  });

  test('one scenario, one bank', () => {
    expect(contributions([[3, -1]], 0.99)).toEqual([3, -1]);
    expect(contributions([[1], [2], [3], [4]], 0.5)).toEqual([3.5]);
  });
});

const someScenarios = fc.integer({ min: 1, max: 5 }).chain((banks) => {
  const row = fc.array(fc.integer({ min: -2, max: 6 }), { minLength: banks, maxLength: banks });
  return fc.array(row, { minLength: 1, maxLength: 30 });
});

describe('lawful', () => {
  test('they sum to the conditional value at risk of the totals', () => {
    fc.assert(
      fc.property(someScenarios, someLevel, fc.constantFrom(1, 0.1, 1 / 3), (rows, level, unit) => {
        const losses = rows.map((row) => row.map((loss) => loss * unit));
        const whole = conditionalValueAtRisk(losses.map(sum), level);
        expect(Math.abs(sum(contributions(losses, level)) - whole)).toBeLessThan(1e-12);
      }),
      draws(200),
    );
  });

  test('in any order of scenarios; banks in theirs; losses times 3; a bank that loses nothing', () => {
    fc.assert(
      fc.property(someScenarios, someLevel, fc.integer({ min: 1, max: 40 }), (rows, level, shift) => {
        const losses = rows.map((row) => row.map((loss) => loss / 7));
        const found = contributions(losses, level);
        const turned = losses.map((_, s) => losses[(s + shift) % losses.length]);
        expectEach(contributions(turned, level), found, 1e-12);
        expectEach(
          contributions(
            losses.map((row) => row.toReversed()),
            level,
          ),
          found.toReversed(),
          1e-12,
        );
        expectEach(
          contributions(
            losses.map((row) => [...row.map((loss) => 3 * loss), 0]),
            level,
          ),
          [...found.map((each) => 3 * each), 0],
          1e-11,
        );
      }),
      draws(200),
    );
  });

  test('each is how the whole changes with the weight of the bank, where nothing ties', () => {
    const rows = Array.from({ length: 50 }, (_, s) => [
      Math.sin(s) * 3,
      Math.cos(7 * s),
      ((s * 13) % 50) / 9,
    ]);
    const whole = (weight: number, bank: number) =>
      conditionalValueAtRisk(
        rows.map((row) => sum(row) + (weight - 1) * row[bank]),
        0.93,
      );
    const slopes = [0, 1, 2].map((bank) => (whole(1 + 1e-6, bank) - whole(1 - 1e-6, bank)) / 2e-6);
    expectEach(contributions(rows, 0.93), slopes, 1e-8);
  });
});

describe('refuses', () => {
  test.each<[unknown, number, string]>([
    [[], 0.9, 'contributions: losses: given []; one or more scenarios, each its losses by bank'],
    [undefined, 0.9, 'contributions: losses: given nothing'],
    [[[1, 2], []], 0.9, 'contributions: scenario 1: losses: given []; one or more losses'],
    [[[1, 2], [3]], 0.9, 'contributions: scenario 1: given "1 losses"; 2, one a bank, as in scenario 0'],
    [
      [
        [1, 2],
        [3, Number.NaN],
      ],
      0.9,
      'contributions: scenario 1: losses[1]: given NaN; a finite number',
    ],
    [[[1e308, 1e308]], 0.9, 'contributions: totals: losses[0]: given NaN; a finite number'],
    [[[1, 2]], 1, 'contributions: level: given 1; a number between 0 and 1'],
  ])('%j at %d', (losses, level, message) => {
    expect(() => contributions(losses as number[][], level)).toThrow(message);
  });
});

const shared = join(root, '../shared/cases/cvar-contributions.json');
if (!existsSync(shared)) console.log(`skipped: worked cases are read from ${shared}, which is not here`);

test.skipIf(!existsSync(shared))('the worked cases', () => {
  const numberOf = (each: number | { value: number }) => (typeof each === 'number' ? each : each.value);
  for (const { lossesByScenarioAndBank, expected, tolerance } of JSON.parse(readFileSync(shared, 'utf8'))
    .cases) {
    for (const { alpha, contributions: each, sumOfContributions } of expected) {
      const found = contributions(lossesByScenarioAndBank, Number(alpha));
      expectEach(found, each.map(numberOf), tolerance);
      expectEach([sum(found)], [numberOf(sumOfContributions)], tolerance);
    }
  }
});
