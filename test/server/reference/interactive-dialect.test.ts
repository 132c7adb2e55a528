import { expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { interactiveDialect } from '../../../lib/server/reference/interactive-dialect.ts';
import { interactiveStart, interactiveStartSchema } from '../../../lib/server/reference/interactive-start.ts';
import { type Told, ToldBy } from './told-by.ts';

const nodes = [
  { capital: 100, target: 3, risk: 0.5 },
  { capital: 80, target: 4, risk: 0.9 },
  { capital: 120 },
  { capital: 90, id: 'Fourth' },
];
const configOf = (fields: object) =>
  interactiveStart(interactiveStartSchema.parse({ nodes, ...fields })).config;
const told = (fields: object = {}) => {
  const config = configOf({ steps: 6, shocks: 'none', ...fields });
  return new ToldBy(banks, { config, seed: 0 }, () => interactiveDialect('s-1'));
};

test('init names the session and has every bank, market and loan', () => {
  const [init] = told().told;
  expect(init).toMatchObject({ type: 'init', session_id: 's-1', step: 0, status: 'paused' });
  expect(init.banks.map(({ bank_id, capital }: Told) => [bank_id, capital])).toEqual([
    [0, 100],
    [1, 80],
    [2, 120],
    [3, 90],
  ]);
  expect(init.banks[3]).toMatchObject({ name: 'Fourth', is_defaulted: false, is_deleted: false });
  expect(init.markets.map(({ name }: Told) => name)).toEqual(['BANK_INDEX', 'FIN_SERVICES']);
  const lent = init.connections.filter(({ from }: Told) => from === 0);
  expect(lent.length).toBeGreaterThan(0);
  const sum = lent.reduce((total: number, { amount }: Told) => total + amount, 0);
  expect(sum).toBeCloseTo(init.banks[0].loans, 9);
});

test('a run goes from init by its steps to complete, and is not said to be resumed at its start', () => {
  const types = told()
    .run()
    .told.map(({ type }) => type);
  expect(types[0]).toBe('init');
  expect(types[1]).toBe('step_start');
  expect(types.at(-1)).toBe('complete');
  expect(types.filter((type) => type === 'step_end').length).toBe(6);
  expect(types).not.toContain('resumed');
  expect(types).not.toContain('paused');
  expect(types.filter((type) => type === 'profit_booking').length).toBeGreaterThan(0);
});

test('each transaction, interest payment and repayment names who pays whom', () => {
  const run = told().run();
  const [interest] = run.of('interest_payment');
  expect(interest).toMatchObject({ from_bank: interest.borrower, to_bank: interest.lender, step: 1 });
  const [repayment] = run.of('loan_repayment');
  expect(repayment).toMatchObject({ from_bank: repayment.borrower, to_bank: repayment.lender });
  const actions = run.of('transaction').map(({ action }) => action);
  expect(actions.every((action) => ['LEND', 'BORROW', 'INVEST', 'DIVEST', 'HOLD'].includes(action))).toBe(
    true,
  );
  for (const { amount, bank_id, entries, from_bank } of run.of('transaction')) {
    expect(from_bank).toBe(bank_id);
    if (amount > 0) expect(entries.length).toBeGreaterThan(0);
  }
});

test('lending gives the borrower what the lender pays', () => {
  const run = told({ seed: 3, steps: 30 }).run();
  const lent = run.of('transaction').filter(({ action }) => action === 'LEND');
  expect(lent.length).toBeGreaterThan(0);
  for (const { amount, entries, from_bank, to_bank } of lent) {
    const cash = (account: number) =>
      entries.find((entry: Told) => entry.account === account && entry.item === 'cash').amount;
    expect(cash(from_bank)).toBe(-amount);
    expect(cash(to_bank)).toBe(amount);
  }
});

test('payments pass money on and make none', () => {
  for (const { entries } of told().run().told) {
    const cash = (entries ?? []).filter(({ item }: Told) => item === 'cash');
    const sum = cash.reduce((total: number, { amount }: Told) => total + amount, 0);
    expect(Math.abs(sum)).toBeLessThan(1e-9);
  }
});

test('capital that is added is told, and stands in the next step_end', () => {
  const run = told().run({ do: 'step', to: 3 });
  const stateOf = () => JSON.parse(run.welcome('behind')[0].data).banks[2];
  const before = stateOf();
  run.run({ do: 'command', command: { name: 'add_capital', bank: 2, amount: 100 } });
  expect(run.of('capital_added')).toMatchObject([{ bank_id: 2, amount: 100 }]);
  expect(stateOf().cash - before.cash).toBeCloseTo(100, 9);
  expect(stateOf().capital - before.capital).toBeCloseTo(100, 9);
  run.run({ do: 'step', to: 4 });
  const otherwise = told().run({ do: 'step', to: 4 }).of('step_end').at(-1);
  const after = run.of('step_end').at(-1);
  expect(after?.step).toBe(otherwise?.step);
  // Less or more only by what the bank did with it in the step.
  expect(Math.abs(after?.bank_states[2].capital - otherwise?.bank_states[2].capital - 100)).toBeLessThan(1);
  expect(Math.abs(after?.total_capital - otherwise?.total_capital - 100)).toBeLessThan(1);
});

test('a bank that is deleted has no loan left on either side, and its counterparties are paid', () => {
  const run = told().run({ do: 'step', to: 2 });
  run.run({ do: 'command', command: { name: 'delete_bank', bank: 0 } });
  const settled = run.of('settlement');
  expect(settled.length).toBeGreaterThan(0);
  expect(settled.every(({ borrower, lender }) => borrower === 0 || lender === 0)).toBe(true);
  expect(run.of('bank_deleted')).toMatchObject([{ bank_id: 0 }]);
  const [init] = run.welcome('behind').map(({ data }) => JSON.parse(data));
  expect(init.connections.filter(({ from, to }: Told) => from === 0 || to === 0)).toEqual([]);
  expect(init.banks[0]).toMatchObject({ is_deleted: true, is_defaulted: false, loans: 0, borrowed: 0 });
  run.run({ do: 'step', to: 3 });
  expect(run.of('step_end').at(-1)?.bank_states[0]).toMatchObject({ is_deleted: true, capital: 0 });
});

/** Bank 0 fails; who lent to it has more at stake than it owns. */
const chain = {
  nodes: [{ capital: 5 }, { capital: 5 }, { capital: 5 }],
  matrix: [
    [0, 0, 0],
    [6, 0, 0],
    [0, 6, 0],
  ],
  shocks: [{ kind: 'bank_failure', at: 2, bank: 0 }],
  steps: 3,
  noise: 0,
};

test('every bank that a cascade brings down sends its own default, before the cascade', () => {
  const run = told(chain).run();
  const defaults = run.of('default');
  expect(defaults.map(({ bank_id }) => bank_id)).toEqual([0, 1, 2]);
  expect(defaults.map(({ round }) => round)).toEqual([0, 1, 2]);
  expect(run.of('cascade')).toMatchObject([{ trigger_bank: 0, defaults: 3, depth: 3 }]);
  const types = run.told.map(({ type }) => type);
  expect(types.lastIndexOf('default')).toBeLessThan(types.indexOf('cascade'));
  expect(run.of('step_end').at(-1)).toMatchObject({ total_defaults: 3, total_capital: 0 });
});

test('a creditor writes its claim down once', () => {
  const losses = told(chain).run().of('loss');
  const pairs = losses.map(({ creditor, debtor }) => `${creditor} ${debtor}`);
  expect(new Set(pairs).size).toBe(pairs.length);
  expect(pairs).toContain('1 0');
});

test('paused, resumed and stopped are told when they happen, and once', () => {
  const run = told();
  void run.ask({ do: 'resume' });
  void run.ask({ do: 'pause' });
  void run.ask({ do: 'pause' });
  run.run({ do: 'command', command: { name: 'add_capital', bank: 0, amount: 1 } });
  expect(run.of('paused').length).toBe(1);
  expect(run.of('resumed').length).toBe(0);
  void run.ask({ do: 'resume' });
  void run.ask({ do: 'resume' });
  expect(run.of('resumed').length).toBe(1);
  void run.ask({ do: 'stop' });
  void run.ask({ do: 'stop' });
  expect(run.of('stopped').length).toBe(1);
});

test('a run that until cuts short is complete, too', () => {
  const config = configOf({ steps: 6 });
  const run = new ToldBy(banks, { config, until: 3 }, () => interactiveDialect('s')).run();
  expect(run.of('complete')).toMatchObject([{ step: 3, digest: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
});

test('after a rewind init comes again, and the run is completed again', () => {
  const run = told().run();
  run.run({ do: 'rewind', to: 2 });
  expect(run.of('init').at(-1)).toMatchObject({ step: 1, status: 'paused', reason: 'rewound to 2' });
  run.run();
  expect(run.of('complete').length).toBe(2);
});

test('seed 0 is a seed', () => {
  const ends = [0, 0, 1].map((seed) => {
    const config = configOf({ steps: 6 });
    return JSON.stringify(
      new ToldBy(banks, { config, seed }, () => interactiveDialect('s')).run().of('step_end'),
    );
  });
  expect(ends[0]).toBe(ends[1]);
  expect(ends[0]).not.toBe(ends[2]);
});
