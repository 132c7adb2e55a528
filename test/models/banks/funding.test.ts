import { expect, test } from 'vitest';
import { banks, type Events, run } from '../../../lib/index.ts';
import { creditLeft } from '../../../lib/models/banks/last-resort.ts';
import { endOf } from '../../support/bank-books.ts';
import { policyModule, still, world } from '../../support/still-banks.ts';

type Given = Readonly<Record<string, unknown>>;

/** Banks of total assets 100 each, with this capital; a tenth is cash. */
const table = (...capitals: number[]) =>
  capitals.map((capital) => ({ capital, targetLeverage: 100 / capital, marketInvestments: 0 }));
/** Below 3 % of its assets a bank is under stress; nobody lends in the last resort. */
const funded = (given: Given) =>
  still({ funding: true, leverageRequirement: 0.03, capitalRequirement: 0, lastResortLimit: 0, ...given });
const made = (given: Given, more: Given = {}) => run(banks, { config: funded(given), ...more });

const rows = (events: Events, type: string, ...fields: string[]) =>
  events.ofType(type).map((event) => fields.map((field) => event[field]));

/** 0 lends 20 to 1, who lends 40 to 2; only 1 is below the requirement. */
const LINE = {
  banks: table(10, 2, 10),
  matrix: [
    [0, 20, 0],
    [0, 0, 40],
    [0, 0, 0],
  ],
};

test('right: a bank under stress recalls a share of its loans, and its lenders recall theirs', () => {
  const { events } = made(LINE);
  expect(events.ofType('stressed')).toMatchObject([{ bank: 1, leverageRatio: 0.02, arrears: 0 }]);
  expect(rows(events, 'recall', 'lender', 'borrower', 'amount')).toEqual([
    [1, 2, 10],
    [0, 1, 5],
  ]);
  expect(rows(events, 'arrears_payment', 'lender', 'borrower', 'amount')).toEqual([
    [0, 1, 5],
    [1, 2, 10],
  ]);
  expect(endOf(events)).toMatchObject([
    { cash: 15, loans: 15, arrears: 0, equity: 10 },
    { cash: 15, loans: 30, borrowed: 15, arrears: 0, arrearsOwed: 0, equity: 2 },
    { cash: 0, borrowed: 30, arrearsOwed: 0, equity: 10 },
  ]);
  const [stressed] = events.ofType('stressed');
  const recalls = events.ofType('recall');
  for (const { causes } of recalls) expect(causes).toEqual([stressed!.id]);
  expect(events.ofType('arrears_payment').map(({ causes }) => causes)).toEqual([
    [recalls[1]!.id],
    [recalls[0]!.id],
  ]);
});

test('a bank exactly at its requirement recalls nothing', () => {
  expect(made({ ...LINE, banks: table(10, 3, 10) }).events.ofType('stressed')).toEqual([]);
});

test('a bank recalls once a step, though a shock has contagion gone through twice', () => {
  const shocks = [{ kind: 'deposit_run', at: 1, bank: 0, magnitude: 0.01 }];
  const { events } = made({ ...LINE, shocks, steps: 2, recallShare: 0.1, failsWhen: ['insolvent'] });
  expect(rows(events, 'stressed', 't', 'bank')).toEqual([
    [1, 1],
    [2, 1],
  ]);
  // A tenth of 40, and then of 36.
  const fromTwo = [...events.where({ type: 'recall', borrower: 2 })].map(({ amount }) => amount as number);
  expect(fromTwo[0]).toBeCloseTo(4, 12);
  expect(fromTwo[1]).toBeCloseTo(3.6, 12);
});

/** Only 2 is under stress; 0 and 1 have lent it 20 and 40. Its own book is given. */
const CALLED = {
  banks: table(10, 10, 2),
  matrix: [
    [0, 0, 20],
    [0, 0, 40],
    [0, 0, 0],
  ],
};

test('right: who owes pays from cash, then sells, then borrows', () => {
  // 15 are due; 2 in cash, 5 in the market, and of 93 of external assets the central bank lends on 16.275.
  const rich = table(10, 10, 2).map((bank, i) => ({ ...bank, marketInvestments: i === 2 ? 5 : 0 }));
  const { events } = made({
    ...{ ...CALLED, banks: rich, cashShare: 0.02, impactStrength: 0, steps: 2, lastResortRate: 0.05 },
    ...{ lastResortLimit: 0.1, lastResortCollateral: 0.25, lastResortHaircut: 0.3, recallShare: 0.25 },
  });
  const inOne = [...events.where({ t: 1, bank: 2 })].filter(({ type }) =>
    ['transaction', 'last_resort_loan'].includes(type),
  );
  expect(inOne.map(({ type, amount }) => [type, amount])).toEqual([
    ['transaction', 2.5],
    ['transaction', 2.5],
    ['last_resort_loan', 8],
  ]);
  const [called] = events.ofType('recall');
  for (const { causes } of inOne)
    expect(events.get(causes[0]!)).toMatchObject({ type: 'recall', borrower: 2 });
  expect(called).toMatchObject({ lender: 0, amount: 5 });
  expect(endOf(events, 1)[2]).toMatchObject({ cash: 0, investments: 0, centralBank: 8, arrearsOwed: 0 });
  expect([...events.where({ type: 'accrual', t: 2, bank: 2 })]).toMatchObject([{ credit: 0.4 }]);
  expect([...events.where({ type: 'default', t: 1 })]).toEqual([]);
});

test('right: a sale for cash brings the cash, whatever its own impact', () => {
  // 15 due, no cash, 50 in one market of price 100 that falls by 1 for each unit of currency sold.
  const rich = table(10, 10, 8).map((bank, i) => ({ ...bank, marketInvestments: i === 2 ? 50 : 0 }));
  const { events } = made({
    ...{
      ...CALLED,
      banks: rich,
      cashShare: 0,
      markets: [{ name: 'X', price: 100 }],
      leverageRequirement: 0.09,
    },
    ...{ impact: 'linear', impactStrength: 1 },
  });
  const [sale, ...more] = events.ofType('transaction');
  expect(more).toEqual([]);
  expect(sale!.amount).toBeCloseTo(15, 12);
  expect(sale!.units).toBeCloseTo(Math.log(0.85), 12);
  expect(endOf(events)[2]!.arrearsOwed).toBeCloseTo(0, 12);
  expect(events.ofType('illiquid')).toEqual([]);
  // A market whose price would be 0 before that brings what all of it brings: 100 (1 - exp(-0.5)) of 120.
  const deep = made({
    ...{
      ...CALLED,
      banks: rich,
      cashShare: 0,
      markets: [{ name: 'X', price: 100 }],
      leverageRequirement: 0.09,
    },
    ...{ impact: 'linear', impactStrength: 8, failsWhen: ['insolvent'] },
  });
  const [all] = deep.events.ofType('transaction');
  expect(all!.units).toBe(-0.5);
  expect(all!.amount).toBeCloseTo(12.5 * (1 - Math.exp(-4)), 12);
});

test('right: the central bank lends up to its collateral less haircut, and a limit, in all', () => {
  const { state, context } = world(still({ banks: table(10, 10), cashShare: 0.2, policy: 'rules' }));
  const lend = (given: Given) =>
    creditLeft(
      state,
      {
        ...context.config,
        ...{ lastResortCollateral: 0.5, lastResortHaircut: 0.25, lastResortLimit: 1, ...given },
      },
      0,
    );
  expect(lend({})).toBeCloseTo(0.5 * 80 * 0.75, 12);
  expect(lend({ lastResortHaircut: 1 })).toBe(0);
  expect(lend({ lastResortLimit: 0.1 })).toBeCloseTo(10, 12);
  state.centralBank[0] = 12;
  expect(lend({})).toBeCloseTo(18, 12);
  expect(lend({ lastResortLimit: 0.1 })).toBe(0);
});

test('right: who cannot pay in full pays all creditors the same share, and is illiquid', () => {
  // 5 and 10 are due, and 6 are there.
  const given = { ...CALLED, banks: table(30, 30, 2), cashShare: 0.06, recovery: 0.5 };
  const { events } = made(given);
  expect(rows(events, 'arrears_payment', 'lender', 'amount')).toEqual([
    [0, 2],
    [1, 4],
  ]);
  expect(events.ofType('illiquid')).toMatchObject([{ bank: 2, short: 9, creditLeft: 0 }]);
  expect(events.ofType('default')).toMatchObject([{ bank: 2, reason: 'illiquid', equity: 2 }]);
  expect(rows(events, 'loss', 'creditor', 'loan', 'arrears', 'amount')).toEqual([
    [0, 15, 3, 9],
    [1, 30, 6, 18],
  ]);
  const [illiquid] = events.ofType('illiquid');
  expect(events.get(illiquid!.causes[0]!)).toMatchObject({ type: 'recall', borrower: 2 });
  expect(events.ofType('default')[0]!.causes).toContain(illiquid!.id);
  // That is no failure unless failsWhen has it: the bank goes on, behind.
  const going = made({ ...given, failsWhen: ['insolvent', 'below_minimum'], leverageMinimum: 0 });
  expect(going.events.ofType('illiquid')).toEqual([]);
  expect(going.metrics.defaults).toBe(0);
  expect(endOf(going.events)[2]).toMatchObject({ cash: 0, arrearsOwed: 9, borrowed: 45 });
});

test('who is short waits for what others owe it', () => {
  // As LINE, but 1 has 1 in cash for 5 that are due: it pays 1, gets 10 from 2, and pays 4.
  const shocks = [{ kind: 'liquidity_squeeze', at: 1, bank: 1, magnitude: 0.9 }];
  const { events } = made({ ...LINE, shocks });
  expect(rows(events, 'arrears_payment', 'borrower', 'amount')).toEqual([
    [1, 1],
    [2, 10],
    [1, 4],
  ]);
  expect(events.ofType('illiquid')).toEqual([]);
  // When 2 has nothing either, nothing more comes in: both fail, and 2 recalls nothing that it does not have.
  const dry = made({ ...LINE, recovery: 1, shocks: [...shocks, { ...shocks[0], bank: 2, magnitude: 1 }] });
  expect(rows(dry.events, 'illiquid', 'bank')).toEqual([[1], [2]]);
  expect(rows(dry.events, 'default', 'bank', 'reason')).toEqual([
    [1, 'illiquid'],
    [2, 'illiquid'],
  ]);
});

test('who is short is under stress: it recalls, and is recalled', () => {
  // 0 falls 20 behind with 2; it is called for more by 2, and calls 1.
  const matrix = [
    [0, 40, 0],
    [0, 0, 0],
    [80, 0, 0],
  ];
  const given = { banks: table(10, 10, 10), matrix, cashShare: 0, repaymentRate: 0.25 };
  const { events } = made({ ...given, failsWhen: ['insolvent'], recallShare: 0.5 });
  expect(rows(events, 'arrears', 'lender', 'borrower', 'amount')).toEqual([
    [0, 1, 10],
    [2, 0, 20],
  ]);
  expect(rows(events, 'stressed', 'bank', 'arrears')).toEqual([
    [0, 20],
    [1, 25],
  ]);
  // 1 is the borrower of 0 only, who has called half already.
  expect(rows(events, 'recall', 'lender', 'borrower', 'amount')).toEqual([
    [0, 1, 15],
    [2, 0, 30],
    [0, 1, 7.5],
  ]);
});

test('estates neither recall nor are under stress', () => {
  const { events } = made({ ...LINE, shocks: [{ kind: 'bank_failure', at: 1, bank: 0 }] });
  expect(rows(events, 'recall', 'lender', 'borrower')).toEqual([[1, 2]]);
  expect(rows(events, 'stressed', 'bank')).toEqual([[1]]);
});

test('a failed bank with a claim on it does not keep others from being found illiquid', () => {
  // 4 of interest take the capital of 0; both fall behind with 2.
  const matrix = [
    [0, 0, 0],
    [0, 0, 0],
    [40, 40, 0],
  ];
  const given = { banks: table(2, 20, 60), matrix, cashShare: 0, interbankRate: 0.1 };
  const { events } = made(given);
  expect(rows(events, 'default', 'bank', 'reason')).toEqual([
    [0, 'insolvent'],
    [1, 'illiquid'],
  ]);
});

test('what a bank recovers from an estate it pays on, before anybody is illiquid', () => {
  /*
   * Due are 20 from 0 to 2, 30 from 1 to 0, 20 from 3 to 2, 10 from 4 to 1, who alone has cash for it. 3
   * sells 20, the price falls by a fifth, and 4 is insolvent: 1 recovers 12 of 30. With the 10 it had, 0
   * gets 22 and can pay. 1 cannot.
   */
  const capitals = [70, 40, 40, 60, 2];
  const sizes = [200, 200, 300, 200, 200];
  const given = capitals.map((capital, i) => ({
    ...{ capital, targetLeverage: sizes[i]! / capital, marketInvestments: [0, 0, 0, 80, 20][i] },
  }));
  const matrix = [
    [0, 120, 0, 0, 0],
    [0, 0, 0, 0, 40],
    [80, 0, 0, 80, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ];
  const { events } = made({
    ...{ banks: given, matrix, repaymentRate: 0.25, recallShare: 0, leverageRequirement: 0 },
    ...{ markets: [{ name: 'X', price: 100 }], impact: 'linear', impactStrength: 1, cashShare: 0.05 },
    shocks: [0, 1, 3].map((bank) => ({ kind: 'liquidity_squeeze', at: 1, bank, magnitude: 1 })),
  });
  expect(rows(events, 'illiquid', 'bank')).toEqual([[1]]);
  expect(rows(events, 'default', 'bank', 'reason')).toEqual([
    [4, 'insolvent'],
    [1, 'illiquid'],
  ]);
  expect(endOf(events)[0]!.arrearsOwed).toBeCloseTo(0, 12);
});

test('right: a ring of banks that owe each other pays round and round, until all is paid', () => {
  // Each is under stress: a quarter is called by the lender, a quarter of the rest for the borrower.
  const matrix = [
    [0, 40, 0],
    [0, 0, 40],
    [40, 0, 0],
  ];
  const given = { banks: table(2, 2, 2), matrix, cashShare: 0.05 };
  const { events } = made(given);
  expect(events.ofType('illiquid')).toEqual([]);
  for (const row of endOf(events)) {
    expect(row.cash).toBeCloseTo(5, 12);
    expect(row.loans).toBeCloseTo(22.5, 12);
    expect(row.arrears).toBeCloseTo(0, 12);
  }
  // Without a cent in it, it stands still.
  const dry = made({ ...given, cashShare: 0 });
  expect(rows(dry.events, 'illiquid', 'bank')).toEqual([[0], [1], [2]]);
});

test('a large ring with hardly any cash comes to rest soon', () => {
  const given = [1, 1].map(() => ({ capital: 2e7, targetLeverage: 50, marketInvestments: 0 }));
  const matrix = [
    [0, 4e8],
    [4e8, 0],
  ];
  const { events } = made({ banks: given, matrix, cashShare: 2e-11, recallShare: 1 });
  expect(events.ofType('recall').length).toBe(2);
  expect(events.count).toBeLessThan(20_000);
});

test('right: a deposit run that cannot be paid', () => {
  // 90 are called: 10 in cash, 20 in the market, 14 from the central bank on 70 of external assets.
  const given = {
    banks: table(10, 10).map((bank) => ({ ...bank, marketInvestments: 20 })),
    ...{ impactStrength: 0, lastResortLimit: 1, lastResortCollateral: 0.25, lastResortHaircut: 0.2 },
    shocks: [{ kind: 'deposit_run', at: 1, bank: 0, magnitude: 1 }],
  };
  const { events } = made(given);
  const [shock] = events.ofType('shock_applied');
  expect(events.ofType('last_resort_loan')).toMatchObject([{ bank: 0, amount: 14, wanted: 60 }]);
  expect(events.ofType('withdrawal')).toMatchObject([{ bank: 0, amount: 44, unpaid: 46 }]);
  const [illiquid] = events.ofType('illiquid');
  expect(illiquid).toMatchObject({ bank: 0, short: 46, creditLeft: 0, causes: [shock!.id] });
  const [failed] = events.ofType('default');
  expect(failed).toMatchObject({ bank: 0, reason: 'illiquid', equity: 10 });
  expect(failed!.causes).toContain(illiquid!.id);
  // A run that can be paid is no failure, nor is one when only insolvency is.
  const small = made({ ...given, shocks: [{ ...given.shocks[0], magnitude: 0.48 }] });
  expect(small.metrics.defaults).toBe(0);
  expect(made({ ...given, failsWhen: ['insolvent'] }).metrics.defaults).toBe(0);
  // Without funding nobody borrows, and nobody is illiquid.
  const off = made({ ...given, funding: false });
  expect(off.events.ofType('last_resort_loan')).toEqual([]);
  expect(off.events.ofType('withdrawal')).toMatchObject([{ amount: 30, unpaid: 60 }]);
  expect(off.metrics.defaults).toBe(0);
});

test('a bank that pays what has fallen behind in service names the arrears as the cause', () => {
  const rich = table(30, 10).map((bank, i) => ({ ...bank, marketInvestments: i === 1 ? 20 : 0 }));
  const matrix = [
    [0, 60],
    [0, 0],
  ];
  const given = { banks: rich, matrix, cashShare: 0.05, repaymentRate: 0.5, impactStrength: 0 };
  const { events } = made({ ...given, lastResortLimit: 0.02, lastResortCollateral: 1, recallShare: 0 });
  const [arrears] = events.ofType('arrears');
  expect(arrears).toMatchObject({ borrower: 1, amount: 25 });
  for (const type of ['transaction', 'last_resort_loan', 'arrears_payment', 'illiquid'] as const) {
    const all = events.ofType(type);
    expect(all.length).toBeGreaterThan(0);
    for (const event of all) expect([type, event.causes]).toEqual([type, [arrears!.id]]);
  }
  for (const { priority } of events.ofType('transaction')) expect(priority).toBe('LIQUIDITY');
});

test('a bank that has paid all that was called is behind with nothing, and may borrow again', () => {
  // 0.1 and 0.2 are called in step 1, and paid. In step 2, 0 would lend 1 something.
  const policy = policyModule('if (step === 2) { action[0] = 0; amount[0] = 1; }');
  const matrix = [
    [0, 0.4, 0],
    [0, 0, 0],
    [0, 0.8, 0],
  ];
  const given = { banks: table(10, 2, 10), matrix, policy, steps: 2, actionShare: 0.01, newLinkShare: 0 };
  const { events } = made(
    { ...given, shocks: [] },
    { commands: [{ name: 'add_capital', bank: 1, amount: 10, at: 2 }] },
  );
  expect(rows(events, 'held_back', 'guard')).toEqual([]);
  expect(events.ofType('transaction').length).toBe(1);
});

test('a bank that could not pay and is given cash before it fails gets another try', () => {
  const given = {
    banks: table(10, 10),
    ...{ lastResortLimit: 0, shocks: [{ kind: 'deposit_run', at: 1, bank: 0, magnitude: 0.5 }] },
  };
  expect(made(given).metrics.defaults).toBe(1);
  for (const name of ['add_capital', 'inject_liquidity']) {
    const at = { time: 1, phase: 'shock_contagion' };
    const { events } = made(given, { commands: [{ name, bank: 0, amount: 100, at }] });
    expect(events.ofType('illiquid')).toHaveLength(1);
    expect(events.ofType('default')).toEqual([]);
  }
});
