import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DebtRankInput, debtRank } from '../../lib/analysis/debt-rank.ts';
import { expectClose, sharedCases } from './shared-cases.ts';

// The example of the R package NetworkRiskMeasures.
const example = {
  exposures: [
    [0, 1, 0],
    [10, 0, 3],
    [3, 2, 0],
  ],
  equity: [2, 5, 2],
  weights: [10, 100, 30],
};

describe('right', () => {
  test.each([
    [0, 'linear', [1, 1, 1], 13 / 14],
    [0, 'single-hit', [1, 1, 1], 13 / 14],
    [1, 'linear', [0.5, 1, 1], 1 / 4],
    [1, 'single-hit', [0.5, 1, 1], 1 / 4],
    [2, 'linear', [0.5, 1, 1], 3 / 4],
    [2, 'single-hit', [0.3, 1, 1], 103 / 140],
  ] as const)('bank %d shocked, %s', (shocked, variant, stress, impact) => {
    const shock = [0, 0, 0].map((_, i) => (i === shocked ? 1 : 0));
    expectClose(debtRank({ ...example, shock, variant }), { stress, impact });
  });

  test('equity is the weight, and linear the variant, unless given', () => {
    const { stress, impact } = debtRank({
      exposures: example.exposures,
      equity: [2, 5, 2],
      shock: [0, 0, 1],
    });
    expect(stress).toEqual([0.5, 1, 1]);
    expect(impact).toBeCloseTo((2 * 0.5 + 5) / 9, 14);
  });

  test('nobody loses more than all', () => {
    const exposures = [
      [0, 10, 0],
      [0, 0, 0],
      [1, 0, 0],
    ];
    const input = { exposures, equity: [1, 1, 2], shock: [0, 0.5, 0] };
    expect(debtRank(input).stress).toEqual([1, 0.5, 0.5]);
    expect(debtRank({ ...input, variant: 'single-hit' }).stress).toEqual([1, 0.5, 0.5]);
  });

  // Two banks that lend each other the share w of equity: w = 1 - 1e-6 takes millions of rounds.
  test.each([0.5, 0.999, 1 - 1e-6])('losses that go round %d times', (w) => {
    const start = 1e-8;
    const { stress } = debtRank({
      exposures: [
        [0, w],
        [w, 0],
      ],
      equity: [1, 1],
      shock: [start, 0],
    });
    const grown = start / ((1 - w) * (1 + w));
    expectClose(stress, [grown, w * grown], 1e-15);
  });

  test.each([1, 1.0001, 2, 50])('losses that grow %d-fold end in two failures, however small', (w) => {
    const exposures = [
      [0, w, 0],
      [w, 0, 0],
      [0, 0, 0],
    ];
    expect(debtRank({ exposures, equity: [1, 1, 1], shock: [1e-9, 0, 0] }).stress).toEqual([1, 1, 0]);
  });
});

const someInput = fc.integer({ min: 2, max: 5 }).chain((n) => {
  const list = (max: number, min = 0) => fc.array(fc.integer({ min, max }), { minLength: n, maxLength: n });
  return fc.record({
    exposures: fc
      .array(list(4), { minLength: n, maxLength: n })
      .map((rows) => rows.map((row, i) => row.map((value, j) => (i === j ? 0 : value)))),
    equity: list(12, 1),
    shock: list(20).map((values) => values.map((value) => (value > 10 ? 0 : value / 100))),
  });
});

/** The rounds as published, by increments. */
function byIncrements({
  exposures,
  equity,
  shock,
}: Pick<Required<DebtRankInput>, 'exposures' | 'equity' | 'shock'>) {
  let before = Array.from(shock, () => 0);
  let stress = Array.from(shock);
  for (let round = 0; round < 20_000; round++) {
    const next = stress.map((h, i) =>
      Math.min(
        1,
        exposures[i].reduce((sum, amount, j) => sum + (amount / equity[i]) * (stress[j] - before[j]), h),
      ),
    );
    [before, stress] = [stress, next];
  }
  return stress;
}

describe('lawful', () => {
  test('linear: the limit of the published rounds', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        expectClose(debtRank(input).stress, byIncrements(input), 1e-9);
      }),
      { numRuns: 100 },
    );
  });

  test('stress lies between the shock and 1, and linear is at least single-hit', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const linear = debtRank(input);
        const single = debtRank({ ...input, variant: 'single-hit' });
        linear.stress.forEach((h, i) => {
          expect(h).toBeLessThanOrEqual(1);
          expect(h).toBeGreaterThanOrEqual(single.stress[i] - 1e-12);
          expect(single.stress[i]).toBeGreaterThanOrEqual(input.shock[i]);
        });
        expect(linear.impact).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('no shock, no stress', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const shock = input.shock.map(() => 0);
        expect(debtRank({ ...input, shock })).toEqual({ stress: shock, impact: 0 });
      }),
    );
  });
});

describe('refuses', () => {
  const good = { ...example, shock: [0, 0, 1] };
  test.each<[string, Record<string, unknown>, string]>([
    ['equity of 0', { ...good, equity: [2, 0, 2] }, 'equity[1]: given 0'],
    ['a shock above 1', { ...good, shock: [0, 2, 0] }, 'shock[1]: given 2'],
    ['weights that are all 0', { ...good, weights: [0, 0, 0] }, 'weights: given'],
    ['too few weights', { ...good, weights: [1] }, 'weights: given'],
    ['another variant', { ...good, variant: 'double' }, `variant: given "double"; 'linear' or 'single-hit'`],
    ['no shock', { ...example }, 'shock: given nothing'],
  ])('%s', (_, input, message) => {
    expect(() => debtRank(input as unknown as DebtRankInput)).toThrow(message);
  });
});

const shared = sharedCases('debtrank');

test.skipIf(!shared)('the worked cases', () => {
  const { A, E, w, cases } = shared.small;
  for (const { shocked, variant, h_final, debtrank_weighted } of cases) {
    const found = debtRank({
      exposures: A,
      equity: E,
      weights: w,
      shock: E.map((_: number, i: number) => (i === shocked ? 1 : 0)),
      variant: variant.startsWith('bardoscia') ? 'linear' : 'single-hit',
    });
    expectClose(found, { stress: h_final, impact: debtrank_weighted }, shared.tolerance);
  }
});
