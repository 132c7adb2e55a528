import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClearingInput, clearingPayments } from '../../lib/analysis/clearing-payments.ts';
import { exactClearing } from './exact-clearing.ts';
import { expectClose, sharedCases } from './shared-cases.ts';

const halves = [
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const cycle = [
  [0, 0, 0.5],
  [0.5, 0, 0],
  [0, 0.5, 0],
];

describe('right', () => {
  test('two waves (R package systemicrisk 0.4.3, default_clearing)', () => {
    const found = clearingPayments({
      liabilities: halves,
      externalAssets: [0.5, 0.625, 0.75],
      externalLiabilities: [1.5, 0.5, 0.5],
    });
    expectClose(found, {
      payments: [165 / 112, 159 / 112, 3 / 2],
      waves: [[0], [1]],
      defaulted: [0, 1],
      equity: [-1.0267857142857142, -0.08035714285714286, 0.017857142857142856],
    });
  });

  test('recoveries of 0.5 and 0.7 (same help page; Rogers & Veraart)', () => {
    const found = clearingPayments({
      liabilities: halves,
      externalAssets: [0.5, 0.625, 0.75],
      externalLiabilities: [1.5, 0.5, 0.5],
      recoveryExternal: 0.5,
      recoveryInterbank: 0.7,
    });
    expectClose(found, {
      payments: [4225 / 8416, 160275 / 311392, 176055 / 311392],
      waves: [[0], [1, 2]],
      defaulted: [0, 1, 2],
      equity: [-1.6399714828897338, -0.5861358031034837, -0.4780276949953756],
    });
  });

  test('a cycle (data of the Python package neva), whole and with one bank short', () => {
    const rest = { liabilities: cycle, externalLiabilities: [9, 4, 2] };
    expectClose(clearingPayments({ ...rest, externalAssets: [10, 5, 3] }), {
      payments: [9.5, 4.5, 2.5],
      waves: [],
      defaulted: [],
      equity: [1, 1, 1],
    });
    expectClose(clearingPayments({ ...rest, externalAssets: [8, 5, 3] }), {
      payments: [8.5, 4.5, 2.5],
      waves: [[0]],
      defaulted: [0],
      equity: [-1, 1, 18 / 19],
    });
  });

  test('debts that only net out: everybody pays with the same money', () => {
    const found = clearingPayments({ liabilities: cycle, externalAssets: [0, 0, 0] });
    expect(found).toEqual({ payments: [0.5, 0.5, 0.5], waves: [], defaulted: [], equity: [0, 0, 0] });
  });

  test.each([70, 400])('a ring of %d banks from which one part in a billion leaks', (n) => {
    // Bank 0 alone has assets: p_0 = c + p_0 (1 + d)^-n, and each next bank pays 1 / (1 + d) of that.
    const leak = 1e-9;
    const liabilities = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => (j === (i + 1) % n ? 1 : 0)),
    );
    const externalAssets = new Array(n).fill(0);
    externalAssets[0] = -0.5 * Math.expm1(-n * Math.log1p(leak));
    const { payments, defaulted } = clearingPayments({
      liabilities,
      externalAssets,
      externalLiabilities: new Array(n).fill(leak),
    });
    expect(defaulted.length).toBe(n);
    expectClose(
      payments,
      payments.map((_, i) => 0.5 * Math.exp(-i * Math.log1p(leak))),
    );
  });

  test('the greatest vector where there are two', () => {
    // Each needs the other's payment in full: (1, 1) clears, and so does (0.05, 0.05) / 0.95.
    const found = clearingPayments({
      liabilities: [
        [0, 1],
        [1, 0],
      ],
      externalAssets: [0.1, 0.1],
      recoveryExternal: 0.5,
      recoveryInterbank: 0.5,
    });
    expect(found.payments).toEqual([1, 1]);
    expect(found.defaulted).toEqual([]);
  });
});

describe('a tie is no default', () => {
  const against = (claim: number, externalAssets: number[]) =>
    clearingPayments({
      liabilities: [
        [0, claim],
        [0, 0],
      ],
      externalAssets,
    }).defaulted;

  test('of two banks: short by rounding or by 5e-15 pays, by 5e-14 fails', () => {
    expect(against(0.3, [0.1 + 0.2 - 2 ** -54, 0])).toEqual([]);
    expect(against(1, [1 - 5e-15, 0])).toEqual([]);
    expect(against(1, [1 - 5e-14, 0])).toEqual([0]);
  });

  test.each([10, 1000])('claims of 0.1 on %d banks against debts of just as much', (count) => {
    const liabilities = Array.from({ length: count + 1 }, () => new Array(count + 1).fill(0));
    for (let i = 1; i <= count; i++) liabilities[i][0] = 0.1;
    liabilities[0][1] = count / 10;
    const externalAssets = [0, ...new Array(count).fill(0.1)];
    expect(clearingPayments({ liabilities, externalAssets }).waves).toEqual([]);
  });
});

interface Economy {
  liabilities: number[][];
  externalAssets: number[];
  externalLiabilities: number[];
  recoveryExternal: number;
  recoveryInterbank: number;
}

const someEconomy = fc.integer({ min: 2, max: 6 }).chain((n) => {
  const amount = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 }));
  const list = fc.array(amount, { minLength: n, maxLength: n });
  const recovery = fc.constantFrom(1, 1, 0.9, 0.5, 0);
  return fc.record<Economy>({
    liabilities: fc
      .array(list, { minLength: n, maxLength: n })
      .map((rows) => rows.map((row, i) => row.map((value, j) => (i === j ? 0 : value)))),
    externalAssets: list,
    externalLiabilities: list,
    recoveryExternal: recovery,
    recoveryInterbank: recovery,
  });
});

const owedBy = ({ liabilities, externalLiabilities }: Economy) =>
  liabilities.map((row, i) => row.reduce((sum, value) => sum + value, externalLiabilities[i]));

describe('lawful', () => {
  test('equals fictitious default in exact fractions', () => {
    fc.assert(
      fc.property(someEconomy, (economy) => {
        const exact = exactClearing(
          economy.liabilities,
          economy.externalAssets,
          economy.externalLiabilities,
          economy.recoveryExternal,
          economy.recoveryInterbank,
        );
        expectClose(clearingPayments(economy), { payments: exact.payments, waves: exact.waves }, 1e-14);
      }),
      { numRuns: 300 },
    );
  });

  test('also where almost nothing leaks out', () => {
    fc.assert(
      fc.property(someEconomy, fc.integer({ min: 10, max: 30 }), (economy, power) => {
        const leak = 2 ** -power;
        const tight = {
          ...economy,
          externalAssets: economy.externalAssets.map((value) => value * leak),
          externalLiabilities: economy.externalLiabilities.map((value) => value * leak),
          recoveryInterbank: 1,
        };
        const exact = exactClearing(
          tight.liabilities,
          tight.externalAssets,
          tight.externalLiabilities,
          tight.recoveryExternal,
        );
        fc.pre(exact.closest > 1e-13);
        expectClose(clearingPayments(tight), { payments: exact.payments, waves: exact.waves }, 1e-14);
      }),
      { numRuns: 300 },
    );
  });

  test('pays at most what is owed, and what the rule says', () => {
    fc.assert(
      fc.property(someEconomy, (economy) => {
        const { payments, defaulted, equity } = clearingPayments(economy);
        const owed = owedBy(economy);
        payments.forEach((payment, i) => {
          const receipts = payments.reduce(
            (sum, other, j) => sum + (owed[j] > 0 ? (other / owed[j]) * economy.liabilities[j][i] : 0),
            0,
          );
          const assets = economy.externalAssets[i];
          expect(equity[i]).toBeCloseTo(assets + receipts - owed[i], 10);
          expect(payment).toBeLessThanOrEqual(owed[i]);
          const rest = economy.recoveryExternal * assets + economy.recoveryInterbank * receipts;
          expect(payment).toBeCloseTo(defaulted.includes(i) ? rest : owed[i], 10);
        });
      }),
    );
  });

  test('keeps all value while nothing is lost in default', () => {
    fc.assert(
      fc.property(someEconomy, (economy) => {
        const input: ClearingInput = { ...economy, recoveryExternal: 1, recoveryInterbank: 1 };
        const { payments, equity } = clearingPayments(input);
        const owed = owedBy(economy);
        const outside = payments.reduce(
          (sum, payment, i) => sum + (owed[i] > 0 ? (payment / owed[i]) * economy.externalLiabilities[i] : 0),
          0,
        );
        const owners = equity.reduce((sum, value) => sum + Math.max(0, value), 0);
        const assets = economy.externalAssets.reduce((sum, value) => sum + value, 0);
        expect(outside + owners).toBeCloseTo(assets, 10);
      }),
    );
  });

  test('more external assets lower no payment', () => {
    fc.assert(
      fc.property(someEconomy, fc.nat(5), fc.integer({ min: 1, max: 5 }), (economy, bank, more) => {
        const externalAssets = economy.externalAssets.slice();
        externalAssets[bank % externalAssets.length] += more;
        const before = clearingPayments(economy).payments;
        const after = clearingPayments({ ...economy, externalAssets }).payments;
        after.forEach((payment, i) => {
          expect(payment).toBeGreaterThanOrEqual(before[i] - 1e-12);
        });
      }),
    );
  });

  test('names of banks do not matter', () => {
    fc.assert(
      fc.property(someEconomy, fc.infiniteStream(fc.nat(1000)), (economy, keys) => {
        const n = economy.externalAssets.length;
        const key = Array.from({ length: n }, () => keys.next().value as number);
        const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => key[a] - key[b]);
        const found = clearingPayments(economy);
        const permuted = clearingPayments({
          ...economy,
          liabilities: order.map((i) => order.map((j) => economy.liabilities[i][j])),
          externalAssets: order.map((i) => economy.externalAssets[i]),
          externalLiabilities: order.map((i) => economy.externalLiabilities[i]),
        });
        expectClose(
          permuted.payments,
          order.map((i) => found.payments[i]),
        );
        expect(permuted.waves.map((wave) => wave.map((i) => order[i]).sort())).toEqual(found.waves);
      }),
    );
  });

  test('the unit of money does not matter', () => {
    fc.assert(
      fc.property(someEconomy, fc.constantFrom(2 ** -40, 2 ** 30), (economy, unit) => {
        const scaled = clearingPayments({
          ...economy,
          liabilities: economy.liabilities.map((row) => row.map((value) => value * unit)),
          externalAssets: economy.externalAssets.map((value) => value * unit),
          externalLiabilities: economy.externalLiabilities.map((value) => value * unit),
        });
        expect(scaled.payments.map((payment) => payment / unit)).toEqual(clearingPayments(economy).payments);
      }),
    );
  });
});

describe('refuses', () => {
  const good = { liabilities: halves, externalAssets: [1, 1, 1] };
  test.each<[string, Record<string, unknown>, string]>([
    [
      'a negative liability',
      {
        liabilities: [
          [0, -1],
          [0, 0],
        ],
        externalAssets: [1, 1],
      },
      'liabilities[0][1]: given -1',
    ],
    ['rows of other lengths', { ...good, liabilities: [[0, 1], [0]] }, 'liabilities[1]: given'],
    ['a debt to oneself', { ...good, liabilities: [[1]], externalAssets: [1] }, 'liabilities[0][0]: given 1'],
    ['too few assets', { ...good, externalAssets: [1, 1] }, 'a list of 3 numbers'],
    ['assets that are NaN', { ...good, externalAssets: [1, Number.NaN, 1] }, 'externalAssets[1]: given NaN'],
    ['negative assets', { ...good, externalAssets: [1, 1, -1] }, 'externalAssets[2]: given -1'],
    ['too many external liabilities', { ...good, externalLiabilities: [1, 1, 1, 1] }, 'a list of 3 numbers'],
    ['a recovery above 1', { ...good, recoveryExternal: 1.1 }, 'recoveryExternal: given 1.1'],
    ['a negative recovery', { ...good, recoveryInterbank: -0.1 }, 'recoveryInterbank: given -0.1'],
    ['no matrix', { externalAssets: [1] }, 'liabilities: given nothing'],
  ])('%s', (_, input, message) => {
    const attempt = () => clearingPayments(input as unknown as ClearingInput);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.not.stringContaining('\n'));
  });
});

const shared = [sharedCases('eisenberg-noe'), sharedCases('rogers-veraart')].flatMap(
  (file) => file?.cases ?? [],
);

test.skipIf(shared.length === 0)('the worked cases', () => {
  for (const { input, expected, tolerance } of shared) {
    const found = clearingPayments({
      liabilities: input.L_i_owes_j,
      externalAssets: input.external_assets,
      externalLiabilities: input.external_liabilities,
      recoveryExternal: input.alpha,
      recoveryInterbank: input.beta,
    });
    expectClose(
      found,
      {
        payments: expected.clearing_vector,
        defaulted: expected.defaulted,
        waves: expected.default_waves,
        equity: expected.net_value_assets_minus_liabilities,
      },
      tolerance,
    );
  }
});
