import fc from 'fast-check';
import { expect, test } from 'vitest';
import { banks, run } from '../../../lib/index.ts';
import { type BankRow, endOf } from '../../support/bank-books.ts';
import { draws } from '../../support/draws.ts';
import { inRecipe } from '../../support/in-recipe.ts';
import { CHAIN, still } from '../../support/still-banks.ts';

const failure = (bank: number, magnitude?: number, at = 1) => ({
  ...{ kind: 'bank_failure' as const, at, bank, magnitude },
});
const shocks = (...given: ReturnType<typeof failure>[]) =>
  given.map(({ magnitude, ...shock }) => (magnitude === undefined ? shock : { ...shock, magnitude }));

test('right: a chain of three, to the cent', () => {
  // Zero writes off 21 of 180 and owes 60 to One, who has 20; One owes 50 to Two, who has 100.
  const { events, metrics } = run(banks, { config: still({ ...CHAIN, shocks: shocks(failure(0)) }) });
  expect(events.ofType('default')).toMatchObject([
    { bank: 0, equity: -1, round: 0 },
    { bank: 1, equity: -16, round: 1 },
  ]);
  expect(events.ofType('loss')).toMatchObject([
    { creditor: 1, debtor: 0, amount: 36, recovered: 24 },
    { creditor: 2, debtor: 1, amount: 30, recovered: 20 },
  ]);
  expect(events.ofType('cascade')).toMatchObject([{ trigger: 0, defaults: 2, depth: 2, loss: 66 }]);
  expect(endOf(events)).toMatchObject([
    { cash: 20, externalAssets: 159, borrowed: 0, deposits: 120, defaulted: true },
    { cash: 44, loans: 0, borrowed: 0, deposits: 130, defaulted: true },
    { cash: 50, loans: 0, equity: 70, defaulted: false },
  ]);
  expect(metrics).toMatchObject({
    ...{ loss: 70, defaults: 2, failedShare: 2 / 3, cascadeDepth: 2, finalEquity: 70 },
    ...{ lossMarkets: 0, lossWriteOffs: 21, lossEstates: 49, income: 0 },
    ...{ interbankLosses: 66, depositorLosses: 0, outsideLosses: 0 },
  });
});

test('right: causes lead from the last default back to the shock', () => {
  const { events } = run(banks, { config: still({ ...CHAIN, shocks: shocks(failure(0)) }) });
  const [shock] = events.ofType('shock_applied');
  const [writeOff] = events.ofType('write_off');
  const [first, second] = events.ofType('default');
  const [loss, last] = events.ofType('loss');
  expect(shock!.causes).toEqual([]);
  expect(writeOff!.causes).toEqual([shock!.id]);
  expect(first!.causes).toContain(writeOff!.id);
  expect(loss!.causes).toEqual([first!.id]);
  expect(second!.causes).toContain(loss!.id);
  expect(last!.causes).toEqual([second!.id]);
  expect(events.ofType('cascade')[0]!.causes).toEqual([first!.id, second!.id]);
});

test('right: depositors lose first, then the outside', () => {
  // 120 written off leave Zero 80 of assets for 120 of deposits and 24 of recoveries: 64 are missing.
  const some = run(banks, { config: still({ ...CHAIN, shocks: shocks(failure(0, 100)) }) });
  expect(some.metrics).toMatchObject({
    loss: 134,
    depositorLosses: 64,
    outsideLosses: 0,
    lossWriteOffs: 120,
  });
  // 199 leave it 1: all 120 of deposits are lost, and 23 of the recoveries.
  const all = run(banks, { config: still({ ...CHAIN, shocks: shocks(failure(0, 179)) }) });
  expect(all.metrics).toMatchObject({
    loss: 213,
    depositorLosses: 120,
    outsideLosses: 23,
    lossWriteOffs: 199,
  });
});

test('right: equity of exactly 0 survives', () => {
  const withCapital = (capital: number) => {
    const table = CHAIN.banks.map((bank, i) => (i === 1 ? { capital, targetLeverage: 10 } : bank));
    return run(banks, { config: still({ ...CHAIN, banks: table, steps: 3, shocks: shocks(failure(0)) }) });
  };
  const spared = withCapital(36);
  expect(endOf(spared.events)[1]).toMatchObject({ equity: 0, defaulted: false });
  expect(spared.metrics.defaults).toBe(1);
  expect(withCapital(35.99).metrics.defaults).toBe(2);
});

test('right: a write-down takes the exposure once', () => {
  // accounting-identities.json, default_writedown: equity 30 less 20 is 10, not -10.
  const table = [70 / 30, 70 / 30, 70 / 30].map((targetLeverage, i) => ({
    capital: i === 2 ? 60 : 30,
    targetLeverage,
  }));
  const matrix = [
    [0, 20, 0],
    [0, 0, 0],
    [40, 0, 0],
  ];
  const config = still({ banks: table, matrix, cashShare: 5 / 7, recovery: 0, shocks: shocks(failure(1)) });
  const { events } = run(banks, { config });
  const [creditor] = endOf(events);
  expect((events.get(0).banks as BankRow[])[0]).toMatchObject({ cash: 50, deposits: 0, equity: 30 });
  expect(creditor).toMatchObject({ cash: 50, loans: 0, borrowed: 40, equity: 10, defaulted: false });
});

test('claims of a failed bank stay owed to its estate', () => {
  // Two owes 40 to Zero, which fails in the first step.
  const matrix = CHAIN.matrix.map((row, i) => (i === 0 ? [0, 0, 40] : row));
  const config = still({
    ...{ ...CHAIN, matrix, steps: 3, interbankRate: 0.1, repaymentRate: 0.25 },
    shocks: shocks(failure(0)),
  });
  const { events } = run(banks, { config });
  expect(events.ofType('default').map(({ bank }) => bank)).toEqual([0, 1]);
  const paid = (type: 'interest_payment' | 'loan_repayment') =>
    [...events.where({ type, lender: 0, borrower: 2 })].map(({ amount }) => amount);
  for (const [i, amount] of [4, 3, 2.25].entries())
    expect(paid('interest_payment')[i]).toBeCloseTo(amount, 12);
  for (const [i, amount] of [10, 7.5, 5.625].entries())
    expect(paid('loan_repayment')[i]).toBeCloseTo(amount, 12);
  expect(endOf(events, 3)[0]!.cash - endOf(events, 1)[0]!.cash).toBeCloseTo(3 + 2.25 + 7.5 + 5.625, 12);
  // And when a debtor of the estate fails, the estate writes its claim down like any creditor.
  const both = run(banks, {
    config: { ...config, shocks: shocks(failure(0), failure(2, undefined, 2)) },
  });
  expect([...both.events.where({ type: 'loss', creditor: 0, debtor: 2 })].length).toBe(1);
});

test('a bank that has failed acts no more', () => {
  const config = still({
    ...CHAIN,
    policy: 'random',
    steps: 6,
    externalRate: 0.05,
    shocks: shocks(failure(0, 30)),
  });
  const { events } = run(banks, { config });
  const failed = events.ofType('default')[0]!;
  for (const type of ['accrual', 'transaction', 'held_back', 'profit_booking'] as const) {
    expect([...events.where({ type, bank: 0 })].filter(({ id }) => id > failed.id)).toEqual([]);
  }
});

test('every default has a cause', () => {
  const base = {
    banks: 20,
    steps: 20,
    stepsPerYear: 4,
    noise: 0.6,
    shocks: 'random',
    recovery: 0.2,
  } as const;
  const config = { ...base, medianLeverage: 25, density: 0.4, interbankShare: 0.2, depositRate: 0.08 };
  let count = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { events, recipe } = run(banks, { config, seed });
    inRecipe(recipe, () => {
      for (const failed of events.ofType('default')) {
        count++;
        if (failed.causes.length === 0)
          throw new Error(`default ${failed.id} of bank ${failed.bank} has no cause`);
      }
    });
  }
  expect(count).toBeGreaterThan(100);
});

/** Furfine's rounds with losses taken at once, written again without a thought for speed. */
function roundsOf(equity: number[], exposures: number[][], recovery: number): number[][] {
  const left = [...equity];
  const failed = new Set<number>();
  const rounds: number[][] = [];
  for (;;) {
    const falling = left.flatMap((worth, bank) => (worth < 0 && !failed.has(bank) ? [bank] : []));
    if (falling.length === 0) return rounds;
    rounds.push(falling);
    for (const debtor of falling) {
      failed.add(debtor);
      exposures.forEach((row, creditor) => {
        left[creditor]! -= (1 - recovery) * row[debtor]!;
      });
    }
  }
}

test('right: rounds, losses and cascades of random networks, by another program', () => {
  const count = 6;
  const case_ = fc.record({
    matrix: fc.array(fc.array(fc.integer({ min: -20, max: 60 }), { minLength: count, maxLength: count }), {
      minLength: count,
      maxLength: count,
    }),
    capital: fc.array(fc.integer({ min: 5, max: 90 }), { minLength: count, maxLength: count }),
    first: fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 2 }),
    recovery: fc.constantFrom(0, 0.5, 0.25),
  });
  let deepest = 0;
  const property = fc.property(case_, ({ matrix: given, capital, first, recovery }) => {
    const matrix = given.map((row, i) => row.map((amount, j) => (i === j ? 0 : Math.max(0, amount))));
    const table = capital.map((worth) => ({ capital: worth, targetLeverage: 1000 / worth }));
    const made = run(banks, {
      config: still({
        banks: table,
        matrix,
        recovery,
        shocks: shocks(...first.map((bank) => failure(bank))),
      }),
    });
    inRecipe(made.recipe, () => {
      const equity = capital.map((worth, bank) => (first.includes(bank) ? -1 : worth));
      const rounds = roundsOf(equity, matrix, recovery);
      deepest = Math.max(deepest, rounds.length);
      const { events } = made;
      expect(events.ofType('default').map(({ bank, round }) => [round, bank])).toEqual(
        rounds.flatMap((falling, round) => falling.map((bank) => [round, bank])),
      );
      expect(made.metrics.cascadeDepth).toBe(rounds.length);
      const failed = rounds.flat();
      const expected = failed.flatMap((debtor) => matrix.map((row) => (1 - recovery) * row[debtor]!));
      expect(made.metrics.interbankLosses).toBeCloseTo(
        expected.reduce((sum, loss) => sum + loss, 0),
        6,
      );
      const cascades = events.ofType('cascade');
      expect(cascades.map(({ trigger }) => trigger)).toEqual(rounds[0]);
      expect(cascades.reduce((sum, { defaults }) => sum + (defaults as number), 0)).toBe(failed.length);
      expect(Math.max(...cascades.map(({ depth }) => depth as number))).toBe(rounds.length);
      for (const { bank, equity: worth, defaulted } of endOf(events)) {
        expect(defaulted).toBe(failed.includes(bank));
        if (defaulted) continue;
        const losses = failed.map((debtor) => (1 - recovery) * matrix[bank]![debtor]!);
        expect(worth).toBeCloseTo(capital[bank]! - losses.reduce((sum, loss) => sum + loss, 0), 6);
      }
    });
  });
  fc.assert(property, draws(300));
  expect(deepest).toBeGreaterThan(3);
});

test.each([
  [60, 30, 0],
  [30, 60, 1],
])('a bank that two failures bring down is put down to the larger loss: %d and %d', (zero, one, trigger) => {
  const matrix = [
    [0, 0, 0],
    [0, 0, 0],
    [zero, one, 0],
  ];
  const table = [20, 20, 20].map((capital) => ({ capital, targetLeverage: 10 }));
  const both = shocks(failure(0), failure(1));
  const { events } = run(banks, { config: still({ banks: table, matrix, shocks: both }) });
  expect(events.ofType('cascade').map(({ defaults, depth, loss }) => [defaults, depth, loss])).toEqual(
    [zero, one].map((exposure, bank) => [bank === trigger ? 2 : 1, bank === trigger ? 2 : 1, 0.6 * exposure]),
  );
  const losses = events.ofType('loss').map(({ id }) => id);
  expect(events.ofType('default')[2]!.causes).toEqual(expect.arrayContaining(losses));
});

test('a bank lifted after it was found falling does not fail; one pushed under water falls after it', () => {
  const config = still({ ...CHAIN, steps: 2, shocks: shocks(failure(0)) });
  const at = { time: 1, phase: 'shock_contagion', entity: 0 };
  const lifted = run(banks, { config, commands: [{ name: 'add_capital', bank: 0, amount: 5, at }] });
  expect(lifted.events.ofType('default')).toEqual([]);
  expect(lifted.events.ofType('cascade')).toEqual([]);
  expect(endOf(lifted.events)[0]!.equity).toBe(4);
  const pushed = run(banks, {
    config: { ...config, recovery: 1 },
    commands: [{ name: 'apply_shock', kind: 'bank_failure', bank: 2, at }],
  });
  expect(pushed.events.ofType('default').map(({ t, bank }) => [t, bank])).toEqual([
    [1, 0],
    [1, 2],
  ]);
});

test('a creditor that lost nothing is nobody’s victim', () => {
  // Bank 1 fails, and recovery is 1: its creditor 2, pushed under water meanwhile, is a first default.
  const at = { time: 1, phase: 'contagion', entity: 0 };
  const { events } = run(banks, {
    config: still({ ...CHAIN, recovery: 1, steps: 2, shocks: shocks(failure(1)) }),
    commands: [{ name: 'apply_shock', kind: 'bank_failure', bank: 2, at }],
  });
  const cascades = events.ofType('cascade');
  expect(cascades.map(({ trigger, defaults }) => [trigger, defaults])).toEqual([
    [1, 1],
    [2, 1],
  ]);
});
