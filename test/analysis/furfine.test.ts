import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FurfineInput, furfine } from '../../lib/analysis/furfine.ts';
import { expectClose, sharedCases } from './shared-cases.ts';

// The example of the R package NetworkRiskMeasures.
const example = {
  exposures: [
    [0, 1, 0],
    [10, 0, 3],
    [3, 2, 0],
  ],
  capital: [2, 5, 2],
};

describe('right', () => {
  test.each([
    [0, { defaulted: [0, 1, 2], rounds: [[0], [1, 2]], losses: [1, 13, 5] }],
    // Bank 2 loses just its capital, which is no default.
    [1, { defaulted: [1], rounds: [[1]], losses: [1, 0, 2] }],
    [2, { defaulted: [2], rounds: [[2]], losses: [0, 3, 0] }],
  ])('bank %d fails first', (initial, expected) => {
    expect(furfine({ ...example, initial })).toEqual(expected);
    expect(furfine({ ...example, initial: [initial] })).toEqual(expected);
  });

  test('two at first, nobody at first', () => {
    expect(furfine({ ...example, initial: [2, 1] }).rounds).toEqual([[1, 2]]);
    expect(furfine({ ...example, initial: [] })).toEqual({ defaulted: [], rounds: [], losses: [0, 0, 0] });
  });

  test('recovery', () => {
    expect(furfine({ ...example, initial: 0, recovery: 0.5 })).toEqual({
      defaulted: [0],
      rounds: [[0]],
      losses: [0, 5, 1.5],
    });
  });

  test('a loss that exceeds capital by rounding alone is a tie', () => {
    // 0.1 + 0.2 exceeds 0.3 by 2^-54.
    const exposures = [
      [0, 0.1, 0.2],
      [0, 0, 0],
      [0, 0, 0],
    ];
    expect(furfine({ exposures, capital: [0.3, 1, 1], initial: [1, 2] }).defaulted).toEqual([1, 2]);
    expect(furfine({ exposures, capital: [0.3 - 1e-11, 1, 1], initial: [1, 2] }).defaulted).toEqual([
      0, 1, 2,
    ]);
    expect(furfine({ exposures, capital: [0, 1, 1], initial: 1 }).defaulted).toEqual([0, 1]);
  });
});

const someInput = fc.integer({ min: 2, max: 7 }).chain((n) => {
  const list = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: n, maxLength: n });
  return fc.record({
    exposures: fc
      .array(list, { minLength: n, maxLength: n })
      .map((rows) => rows.map((row, i) => row.map((value, j) => (i === j ? 0 : value)))),
    capital: list,
    initial: fc.nat(n - 1),
    recovery: fc.constantFrom(0, 0.25, 0.5, 1),
  });
});

describe('lawful', () => {
  test('losses are those on the failed, and exceed capital for just those who fail', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const { defaulted, rounds, losses } = furfine(input);
        expect(rounds.flat().sort()).toEqual(defaulted);
        losses.forEach((loss, i) => {
          const onFailed = defaulted.reduce((sum, j) => sum + input.exposures[i][j], 0);
          expect(loss).toBe((1 - input.recovery) * onFailed);
          if (i !== input.initial) expect(loss > input.capital[i]).toBe(defaulted.includes(i));
        });
      }),
    );
  });

  test('more capital saves banks, a higher recovery too', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const count = furfine(input).defaulted.length;
        const capital = input.capital.map((value) => value + 1);
        expect(furfine({ ...input, capital }).defaulted.length).toBeLessThanOrEqual(count);
        expect(furfine({ ...input, recovery: 1 }).defaulted).toEqual([input.initial]);
      }),
    );
  });
});

describe('refuses', () => {
  const good = { ...example, initial: 0 };
  test.each<[string, Record<string, unknown>, string]>([
    ['a bank that is not there', { ...good, initial: 3 }, 'initial: given 3; an integer from 0 to 2'],
    ['half a bank', { ...good, initial: [0, 0.5] }, 'initial[1]: given 0.5'],
    ['a bank twice', { ...good, initial: [1, 1] }, 'initial: given [1,1]; each bank once'],
    ['negative capital', { ...good, capital: [2, -5, 2] }, 'capital[1]: given -5'],
    ['a recovery above 1', { ...good, recovery: 2 }, 'recovery: given 2'],
    ['nobody said', { ...example }, 'initial: given nothing'],
  ])('%s', (_, input, message) => {
    expect(() => furfine(input as unknown as FurfineInput)).toThrow(message);
  });
});

const shared = sharedCases('furfine');

test.skipIf(!shared)('the worked cases', () => {
  const { exposure_i_on_j: exposures, capital, recovery, cases } = shared.small;
  for (const { seed, defaulted, rounds, loss } of cases) {
    expectClose(furfine({ exposures, capital, recovery, initial: seed }), {
      defaulted,
      rounds,
      losses: loss,
    });
  }
});
