import fc from 'fast-check';
import { expect, test } from 'vitest';
import { banks, type Events, type Run, run } from '../../../lib/index.ts';
import { type BankRow, endOf } from '../../support/bank-books.ts';
import { draws } from '../../support/draws.ts';
import { inRecipe } from '../../support/in-recipe.ts';
import { CHAIN, still } from '../../support/still-banks.ts';

type Given = Readonly<Record<string, unknown>>;

const failure = (bank: number, magnitude = 1) => ({ kind: 'bank_failure', at: 1, bank, magnitude });
const cleared = (given: Given, more: Given = {}) =>
  run(banks, { config: still({ directLosses: 'clearing', ...given }), ...more });

/** What each failed bank pays on a claim. */
const sharesOf = (events: Events) =>
  new Map(events.ofType('default').map(({ bank, recovery }) => [bank as number, recovery as number]));

test('right: a failed bank pays all creditors the same share of what it has', () => {
  // 21 written off leave Zero 179 for 120 of deposits and 60 owed to One.
  const { events, metrics } = cleared({ ...CHAIN, shocks: [failure(0)] });
  expect(sharesOf(events).get(0)).toBeCloseTo(179 / 180, 14);
  const [loss, ...more] = events.ofType('loss');
  expect(more).toEqual([]);
  expect(loss!.amount).toBeCloseTo(60 / 180, 12);
  expect(loss!.recovered).toBeCloseTo((60 * 179) / 180, 12);
  expect(endOf(events)[1]!.equity).toBeCloseTo(20 - 60 / 180, 12);
  // Depositors bear their part, and the estate is empty: 1 is lost beyond the capital of 20.
  expect(metrics.depositorLosses).toBeCloseTo(120 / 180, 12);
  expect(metrics.lossEstates).toBeCloseTo(0, 12);
  expect(metrics.loss).toBeCloseTo(21, 12);
});

test('right: a bank brought down pays with what it recovers', () => {
  // 120 written off leave Zero 80 of 180. One loses 33.3 of 20, and has 140 + 26.7 for 130 + 50.
  const { events, metrics } = cleared({ ...CHAIN, shocks: [failure(0, 100)] });
  const [zero, one] = [80 / 180, (140 + (60 * 80) / 180) / 180];
  expect(events.ofType('default')).toMatchObject([
    { bank: 0, round: 0 },
    { bank: 1, round: 1 },
  ]);
  expect(sharesOf(events).get(0)).toBeCloseTo(zero, 14);
  expect(sharesOf(events).get(1)).toBeCloseTo(one, 14);
  expect(endOf(events)[2]!.equity).toBeCloseTo(100 - 50 * (1 - one), 12);
  expect(metrics.depositorLosses).toBeCloseTo(120 * (1 - zero) + 130 * (1 - one), 10);
  expect(metrics.loss).toBeCloseTo(120, 10);
  expect(metrics).toMatchObject({ outsideLosses: 0, cascadeDepth: 2 });
});

test('right: failing costs a share of own assets and of claims', () => {
  const costs = { clearingExternal: 0.5, clearingInterbank: 0.7 };
  const { events } = cleared({ ...CHAIN, ...costs, shocks: [failure(0, 100)] });
  const zero = (0.5 * 80) / 180;
  expect(sharesOf(events).get(0)).toBeCloseTo(zero, 14);
  expect(sharesOf(events).get(1)).toBeCloseTo((0.5 * 140 + 0.7 * 60 * zero) / 180, 14);
});

test('right: what failed banks owe each other is cleared between them', () => {
  /*
   * 0 and 1 owe each other 50 and 30, and fail with -10 each. 0 has 110 + 30 y for 150, 1 has 130 + 50 x
   * for 170: x = (110 + 30 y) / 150 and y = (130 + 50 x) / 170, so x = 22600 / 24000 and y = 25000 / 28235…
   */
  const table = [50, 50, 50].map((capital) => ({ capital, targetLeverage: 4, marketInvestments: 0 }));
  const matrix = [
    [0, 30, 0],
    [50, 0, 0],
    [0, 0, 0],
  ];
  const shocks = [failure(0, 10), failure(1, 10)];
  const { events } = cleared({ banks: table, matrix, shocks });
  const shares = sharesOf(events);
  const [x, y] = [shares.get(0)!, shares.get(1)!];
  // Assets of both: 140 and 140 at book, for debts of 150.
  expect(x).toBeCloseTo((110 + 30 * y) / 150, 13);
  expect(y).toBeCloseTo((90 + 50 * x) / 150, 13);
  expect(x).toBeCloseTo((110 + (30 * 90) / 150) / (150 - (30 * 50) / 150), 13);
  const amounts = events.ofType('loss').map(({ creditor, debtor, amount }) => [creditor, debtor, amount]);
  expect(amounts.map(([creditor, debtor]) => [creditor, debtor])).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(amounts[0]![2]).toBeCloseTo(50 * (1 - x), 12);
  expect(amounts[1]![2]).toBeCloseTo(30 * (1 - y), 12);
});

test('right: an illiquid bank that is solvent pays in full', () => {
  const config = {
    ...CHAIN,
    ...{ funding: true, capitalRequirement: 0, leverageRequirement: 0, lastResortLimit: 0 },
    shocks: [{ kind: 'deposit_run', at: 1, bank: 0, magnitude: 1 }],
  };
  const { events, metrics } = cleared(config);
  expect(events.ofType('default')).toMatchObject([{ bank: 0, reason: 'illiquid', equity: 20, recovery: 1 }]);
  expect(events.ofType('loss')).toMatchObject([{ creditor: 1, debtor: 0, amount: 0, recovered: 60 }]);
  expect(metrics).toMatchObject({ defaults: 1, interbankLosses: 0, depositorLosses: 0, lossEstates: 20 });
  // Unless failing costs: 180 of external assets bring 45 then, for 100 + 60 of debts.
  const costly = cleared({ ...config, clearingExternal: 0.25 });
  expect(sharesOf(costly.events).get(0)).toBeCloseTo(45 / 160, 13);
});

test('living debtors owe an estate in full', () => {
  // Two owes 40 to Zero, who has 140 of its own less 21 besides.
  const matrix = CHAIN.matrix.map((row, i) => (i === 0 ? [0, 0, 40] : row));
  const { events } = cleared({ ...CHAIN, matrix, shocks: [failure(0)] });
  expect(sharesOf(events).get(0)).toBeCloseTo(179 / 180, 14);
  expect(endOf(events)[0]).toMatchObject({ loans: 40, defaulted: true });
});

test('none: creditors of a failed bank lose nothing', () => {
  const { events, metrics } = cleared({ ...CHAIN, directLosses: 'none', shocks: [failure(0, 100)] });
  expect(events.ofType('loss')).toMatchObject([{ amount: 0, recovered: 60 }]);
  expect(metrics).toMatchObject({ defaults: 1, interbankLosses: 0 });
});

test('a claim that turns into cash is weighed as cash when it is asked who fails next', () => {
  /*
   * 1 must have as much equity as risk: half of 20 lent to 0, and 70 / 7. It loses 6.8 of 20 on 0, and then
   * has only the 10 of external assets to carry: it lives, and pays 0 the 30 that it owes in full.
   */
  const table = [10, 20].map((capital) => ({ capital, targetLeverage: 100 / capital, marketInvestments: 0 }));
  const matrix = [
    [0, 30],
    [20, 0],
  ];
  const { events } = cleared({
    ...{ banks: table, matrix, clearingExternal: 0.5, shocks: [failure(0)] },
    ...{ failsWhen: ['insolvent', 'below_minimum'], capitalMinimum: 1, leverageMinimum: 0 },
    riskWeights: { interbank: 0.5, external: 1 / 7 },
  });
  expect(sharesOf(events)).toEqual(new Map([[0, expect.closeTo((0.5 * 59 + 30) / 90, 13)]]));
});

test('a bank that falls while others are being cleared has them cleared again', () => {
  /*
   * 0 brings down 1, which brings down 2. As 0 is about to fail, 4 is made to fail too, to which 1 has lent:
   * what 1 pays, and with it what 2 pays 3, is less than it would have been.
   */
  const table = [10, 10, 10, 90, 20].map((capital) => ({ capital, targetLeverage: 100 / capital }));
  const matrix = [
    [0, 0, 0, 0, 0],
    [50, 0, 0, 0, 30],
    [0, 60, 0, 0, 0],
    [0, 0, 60, 0, 0],
    [0, 0, 0, 0, 0],
  ];
  const given = { banks: table, matrix, shocks: [failure(0, 60)] };
  const at = { time: 1, phase: 'shock_contagion', entity: 0 };
  const more = { commands: [{ name: 'apply_shock', kind: 'bank_failure', bank: 4, magnitude: 60, at }] };
  const { events } = cleared(given, more);
  const shares = sharesOf(events);
  expect([...shares.keys()]).toEqual([0, 1, 4, 2]);
  expect(shares.get(0)).toBeCloseTo(30 / 90, 13);
  expect(shares.get(4)).toBeCloseTo(20 / 80, 13);
  expect(shares.get(1)).toBeCloseTo((20 + 50 * (30 / 90) + 30 * (20 / 80)) / 90, 13);
  expect(shares.get(2)).toBeCloseTo((40 + 60 * shares.get(1)!) / 90, 13);
  expect(shares.get(2)).toBeLessThan(sharesOf(cleared(given).events).get(2)!);
});

test('right: banks that owe the world next to nothing and each other a lot', () => {
  // Each owes the other 1,000,000 and depositors 10, and has 5: (5 + 1,000,000 x) / 1,000,010 = x.
  const table = [1, 1].map(() => ({ capital: 2000, targetLeverage: 1_002_010 / 2000, marketInvestments: 0 }));
  const matrix = [
    [0, 1e6],
    [1e6, 0],
  ];
  const shocks = [failure(0, 5), failure(1, 5)];
  const { events } = cleared({ banks: table, matrix, cashShare: 0, shocks });
  for (const share of sharesOf(events).values()) expect(share).toBeCloseTo(0.5, 9);
});

interface Books {
  /** Cash, external assets and investments. */
  readonly own: number[];
  readonly deposits: number[];
  /** Row has lent to column. */
  readonly matrix: number[][];
}

/** Rogers and Veraart: the greatest clearing vector, as shares, by iteration from all paying in full. */
function greatest({ own, deposits, matrix }: Books, external: number, interbank: number): number[] {
  const debts = deposits.map((owed, i) => owed + matrix.reduce((sum, row) => sum + row[i]!, 0));
  let shares = own.map(() => 1);
  for (let sweep = 0; sweep < 1e5; sweep++) {
    const next = own.map((assets, i) => {
      const receipts = matrix[i]!.reduce((sum, claim, j) => sum + claim * shares[j]!, 0);
      if (assets + receipts >= debts[i]! - 1e-9) return 1;
      return Math.max(0, Math.min(1, (external * assets + interbank * receipts) / debts[i]!));
    });
    const change = Math.max(...next.map((share, i) => Math.abs(share - shares[i]!)));
    shares = next;
    if (change < 1e-15) break;
  }
  return shares;
}

/** The books of a run at the start, less what shocks then wrote off. */
function booksAfterShocks({ events }: Run, matrix: number[][]): Books {
  const rows = events.get(0).banks as BankRow[];
  const own = rows.map((row) => row.cash + row.externalAssets + row.units.X! * 100);
  const deposits = rows.map((row) => row.deposits);
  for (const { bank, item, amount } of events.ofType('write_off')) {
    if (item === 'deposits') deposits[bank as number]! += amount as number;
    else own[bank as number]! -= amount as number;
  }
  return { own, deposits, matrix };
}

test('right: clearing of random networks, by another program', () => {
  const count = 6;
  const case_ = fc.record({
    matrix: fc.array(fc.array(fc.integer({ min: -40, max: 80 }), { minLength: count, maxLength: count }), {
      minLength: count,
      maxLength: count,
    }),
    capital: fc.array(fc.integer({ min: 5, max: 60 }), { minLength: count, maxLength: count }),
    first: fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 2 }),
    magnitude: fc.constantFrom(1, 50, 300),
    clearingExternal: fc.constantFrom(0, 0.5, 1),
    clearingInterbank: fc.constantFrom(0.3, 0.9, 1),
  });
  let [deepest, below, mutual] = [0, 0, 0];
  const property = fc.property(case_, ({ matrix: given, capital, first, magnitude, ...costs }) => {
    const matrix = given.map((row, i) => row.map((amount, j) => (i === j ? 0 : Math.max(0, amount))));
    const table = capital.map((worth) => ({
      ...{ capital: worth, targetLeverage: 500 / worth, marketInvestments: 10 },
    }));
    const made = cleared({
      ...{ banks: table, matrix, markets: [{ name: 'X', price: 100 }], ...costs },
      shocks: first.map((bank) => failure(bank, magnitude)),
    });
    inRecipe(made.recipe, () => {
      const books = booksAfterShocks(made, matrix);
      const expected = greatest(books, costs.clearingExternal, costs.clearingInterbank);
      const shares = sharesOf(made.events);
      for (const [bank, share] of expected.entries()) {
        expect(shares.get(bank) ?? 1).toBeCloseTo(share, 9);
        if (share < 1) below++;
      }
      deepest = Math.max(deepest, made.metrics.cascadeDepth!);
      mutual += matrix.some((row, i) =>
        row.some((claim, j) => claim > 0 && matrix[j]![i]! > 0 && shares.has(i) && shares.has(j)),
      )
        ? 1
        : 0;
      for (const { creditor, debtor, amount } of made.events.ofType('loss')) {
        const claim = matrix[creditor as number]![debtor as number]!;
        expect(amount).toBeCloseTo(claim * (1 - expected[debtor as number]!), 7);
      }
      if (costs.clearingExternal < 1 || costs.clearingInterbank < 1) return;
      // Nothing is lost in clearing: estates are emptied, and depositors bear what the others do.
      const lost = expected.reduce((sum, share, i) => sum + (1 - share) * books.deposits[i]!, 0);
      expect(made.metrics.depositorLosses).toBeCloseTo(lost, 6);
      expect(made.metrics.lossEstates).toBeCloseTo(0, 6);
    });
  });
  fc.assert(property, draws(300));
  expect(deepest).toBeGreaterThan(2);
  expect(below).toBeGreaterThan(300);
  expect(mutual).toBeGreaterThan(50);
});
