import { expect, test } from 'vitest';
import { banks, run } from '../../../lib/index.ts';
import { type BankRow, endOf } from '../../support/bank-books.ts';
import { policyModule, still } from '../../support/still-banks.ts';

const TWO = [
  { capital: 100, targetLeverage: 10 },
  { capital: 100, targetLeverage: 10 },
];
const ONE_LOAN = [
  [0, 100],
  [0, 0],
];

// Worked out elsewhere: accounting-identities.json, loan_amortisation. 0.9^k is exact enough to repeat here.
test('right: a loan of 100 at 5 % that repays 10 % a step', () => {
  const config = still({
    ...{ banks: TWO, matrix: ONE_LOAN, cashShare: 0.5 },
    ...{ steps: 30, interbankRate: 0.05, repaymentRate: 0.1 },
  });
  const { events } = run(banks, { config });
  const ends = events.ofType('step_end').map((event) => event.banks as BankRow[]);
  const balance = [90, 81, 72.9, 65.61, 59.049, 53.1441, 47.82969];
  for (const [step, expected] of balance.entries()) {
    expect(ends[step]![0]!.loans).toBeCloseTo(expected, 9);
    expect(ends[step]![1]!.borrowed).toBeCloseTo(expected, 9);
  }
  expect(ends[29]![0]!.loans).toBeCloseTo(4.23911582752162, 9);
  const total = (type: 'interest_payment' | 'loan_repayment') =>
    events.ofType(type).reduce((sum, { amount }) => sum + amount, 0);
  expect(total('interest_payment')).toBeCloseTo(47.88044208623919, 9);
  expect(total('loan_repayment')).toBeCloseTo(95.76088417247838, 9);
  // I4: what one earns the other pays.
  expect(ends[29]![0]!.equity).toBeCloseTo(100 + 47.88044208623919, 9);
  expect(ends[29]![1]!.equity).toBeCloseTo(100 - 47.88044208623919, 9);
});

test('right: rates are annual', () => {
  const config = still({
    banks: TWO,
    matrix: ONE_LOAN,
    stepsPerYear: 4,
    interbankRate: 0.08,
    repaymentRate: 1,
  });
  const { events } = run(banks, { config });
  expect(events.ofType('interest_payment')[0]).toMatchObject({ lender: 0, borrower: 1, amount: 2 });
  expect(events.ofType('loan_repayment')[0]).toMatchObject({ lender: 0, borrower: 1, amount: 25 });
  const accrual = run(banks, {
    config: still({ banks: TWO, stepsPerYear: 4, externalRate: 0.04, depositRate: 0.02 }),
  });
  // 900 of external assets, 900 of deposits; interest is credited to the deposits.
  expect(accrual.events.ofType('accrual')[0]).toMatchObject({ bank: 0, earned: 9, cost: 4.5 });
  expect(endOf(accrual.events)[0]).toMatchObject({ cash: 109, deposits: 904.5, equity: 104.5 });
});

test('right: a repayment takes at most 30 % of the cash that interest has left', () => {
  // accounting-identities.json, repayment_cash_cap.
  const poor = [
    { capital: 20, targetLeverage: 10 },
    { capital: 20, targetLeverage: 10 },
  ];
  const config = still({
    ...{ banks: poor, matrix: ONE_LOAN, interbankRate: 0.05, repaymentRate: 0.1, repaymentCashLimit: 0.3 },
  });
  const { events } = run(banks, { config });
  expect(events.ofType('interest_payment')[0]!.amount).toBeCloseTo(5, 12);
  expect(events.ofType('loan_repayment')[0]!.amount).toBeCloseTo(4.5, 12);
  const [lender, borrower] = endOf(events);
  expect(lender!.loans).toBeCloseTo(95.5, 12);
  expect(lender!.cash).toBeCloseTo(29.5, 12);
  expect(lender!.equity).toBeCloseTo(25, 12);
  expect(borrower!.cash).toBeCloseTo(10.5, 12);
  expect(borrower!.equity).toBeCloseTo(15, 12);
  // What the limit held back has not fallen due: no arrears.
  expect(events.ofType('arrears')).toEqual([]);
});

test('right: what cannot be paid is arrears, bears interest, and is made up first', () => {
  // Borrower: 4 of cash, a loan of 100 at 10 %, half of it due: 10 and 50 in the first step.
  const table = [
    { capital: 100, targetLeverage: 2 },
    { capital: 20, targetLeverage: 10 },
  ];
  const config = still({
    ...{ banks: table, matrix: ONE_LOAN, cashShare: 0.02, interbankRate: 0.1, repaymentRate: 0.5, steps: 2 },
  });
  const commands = [{ name: 'add_capital', bank: 1, amount: 80, at: 2 }] as const;
  const { events } = run(banks, { config, commands });
  expect([...events.where({ type: 'arrears', to: 1 })]).toMatchObject([
    { lender: 0, borrower: 1, of: 'interest', amount: 6 },
    { lender: 0, borrower: 1, of: 'principal', amount: 50 },
  ]);
  expect(endOf(events, 1)).toMatchObject([
    { cash: 8, loans: 50, arrears: 56, equity: 110 },
    { cash: 0, borrowed: 50, arrearsOwed: 56, equity: 10 },
  ]);
  // Second step: 80 of cash. 56 of arrears, 10.6 of interest on 106, then 13.4 of the 25 that fall due.
  const second = [...events.where({ from: 2 })].filter(({ lender }) => lender === 0);
  expect(second.map(({ type }) => type)).toEqual([
    'arrears_payment',
    'interest_payment',
    'loan_repayment',
    'arrears',
  ]);
  for (const [i, amount] of [56, 10.6, 13.4, 11.6].entries()) {
    expect(second[i]!.amount).toBeCloseTo(amount, 12);
  }
  const [lender, borrower] = endOf(events, 2);
  expect(lender!.loans).toBeCloseTo(25, 12);
  expect(lender!.arrears).toBeCloseTo(11.6, 12);
  expect(borrower!.cash).toBeCloseTo(0, 12);
});

test('loans are served lender by lender, and a later lender sees the cash that an earlier one left', () => {
  // Bank 2 has 20 of cash and owes 15 to each of 0 and 1, due at once.
  const table = [20, 20, 20].map((capital) => ({ capital, targetLeverage: 10 }));
  const matrix = [
    [0, 0, 15],
    [0, 0, 15],
    [0, 0, 0],
  ];
  const { events } = run(banks, { config: still({ banks: table, matrix, repaymentRate: 1 }) });
  expect(events.ofType('loan_repayment').map(({ lender, amount }) => [lender, amount])).toEqual([
    [0, 15],
    [1, 5],
  ]);
  expect(events.ofType('arrears')).toMatchObject([{ lender: 1, borrower: 2, of: 'principal', amount: 10 }]);
});

test('right: lending and recalling move cash and claims, and no equity', () => {
  // LEND 20 of 200: accounting-identities.json, lend_conservation.
  const table = [
    { capital: 100, targetLeverage: 20 },
    { capital: 100, targetLeverage: 20 },
  ];
  const policy = policyModule('action[0] = step === 1 ? 0 : 1; amount[0] = step === 1 ? 1 : 0.25;');
  const config = still({ banks: table, policy, actionShare: 0.1, steps: 2 });
  const { events } = run(banks, { config });
  expect(events.ofType('transaction')).toMatchObject([
    { t: 1, bank: 0, action: 'LEND', counterparty: 1, market: null, amount: 20 },
    { t: 2, bank: 0, action: 'RECALL', counterparty: 1, market: null, amount: 5 },
  ]);
  expect(endOf(events, 1)).toMatchObject([
    { cash: 180, loans: 20, equity: 100 },
    { cash: 220, borrowed: 20, equity: 100 },
  ]);
  expect(endOf(events, 2)).toMatchObject([
    { cash: 185, loans: 15, equity: 100 },
    { cash: 215, borrowed: 15, equity: 100 },
  ]);
});

test('one loan for an ordered pair: lending again adds to it', () => {
  const policy = policyModule('action[0] = 0; amount[0] = 1;');
  const config = still({ banks: TWO, policy, actionShare: 0.5, steps: 3 });
  const { events } = run(banks, { config });
  expect(events.ofType('transaction').map(({ amount }) => amount)).toEqual([50, 25, 12.5]);
  const lastStep = [...events.where({ type: 'interest_payment', from: 3 })];
  expect(lastStep.length).toBe(1);
  expect(endOf(events)[0]!.loans).toBe(87.5);
});
