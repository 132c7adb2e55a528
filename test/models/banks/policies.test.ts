import { afterEach, expect, test } from 'vitest';
import { banks, run } from '../../../lib/index.ts';
import { type ACTIONS, FEATURES } from '../../../lib/models/banks/policy.ts';
import { type BankRow, endOf } from '../../support/bank-books.ts';
import { CHAIN, policyModule, still } from '../../support/still-banks.ts';
import { temporaryFile } from '../../support/temporary-files.ts';

interface Seen {
  step: number;
  bankCount: number;
  features: number[];
  alive: number[];
  draws: number[];
}

const world = globalThis as { seen?: Seen[] };
const NOTE = `globalThis.seen.push({ step, bankCount, features: [...features], alive: [...alive], draws: [...draws] });`;

afterEach(() => {
  world.seen = [];
});

test('right: a bank sees twelve features', () => {
  world.seen = [];
  const shocks = [
    { kind: 'bank_failure', at: 1, bank: 0 },
    { kind: 'asset_price_crash', at: 1, market: 'BANK_INDEX', magnitude: 0.2 },
    { kind: 'asset_price_crash', at: 2, market: 'FIN_SERVICES', magnitude: 0.1 },
  ];
  const table = [
    { capital: 20, targetLeverage: 10 },
    { capital: 80, targetLeverage: 5, riskFactor: 0.25, marketInvestments: 40 },
    { capital: 100, targetLeverage: 3 },
  ];
  const config = still({
    ...CHAIN,
    banks: table,
    policy: policyModule(NOTE),
    shocks,
    steps: 2,
    impactStrength: 0,
  });
  const { events } = run(banks, { config });
  const [, second] = world.seen;
  // One after the first step: cash 40 + 24, no loan, investments 36, external 260; it owes 50 and 270.
  expect(endOf(events, 1)[1]).toMatchObject({ cash: 64, loans: 0, investments: 36, equity: 40 });
  const fins = 20 * 0.9;
  const assets = 64 + 16 + fins + 260;
  const equity = assets - 50 - 270;
  const row = Object.fromEntries(FEATURES.map((name, f) => [name, second!.features[12 + f]]));
  const expected = {
    cashRatio: 64 / assets,
    loansRatio: 0,
    investmentsRatio: (16 + fins) / assets,
    equityRatio: equity / assets,
    borrowedRatio: 50 / assets,
    riskFactor: 0.25,
    targetLeverage: 5,
    leverage: assets / equity,
    failedShare: 1,
    arrearsRatio: 0,
    marketReturn: -0.05,
    marketReturnSinceStart: -0.15,
  };
  expect(Object.keys(row)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) expect(row[name], name).toBeCloseTo(value, 12);
  expect(second).toMatchObject({ step: 2, bankCount: 3, alive: [0, 1, 1] });
  for (const draw of second!.draws) expect(draw > 0 && draw < 1).toBe(true);
});

test('arrears are seen as a share of claims, leverage as 1000 at most', () => {
  world.seen = [];
  const matrix = [
    [0, 100],
    [0, 0],
  ];
  const table = [
    { capital: 0.5, targetLeverage: 1000 },
    { capital: 20, targetLeverage: 10 },
  ];
  const config = still({
    banks: table,
    matrix,
    cashShare: 0,
    policy: policyModule(NOTE),
    repaymentRate: 0.2,
    steps: 2,
  });
  run(banks, { config });
  const [first, second] = world.seen!;
  expect(first!.features[7]).toBe(1000);
  expect(first!.features[9]).toBe(0);
  expect(second!.features[9]).toBeCloseTo(0.2, 12);
});

test('every action moves what it says, by the share that the config allows', () => {
  const policy = policyModule('action.set([0, 1, 2]); amount.set([0.5, 0.5, 1]);');
  const table = CHAIN.banks.map((bank) => ({ ...bank, marketInvestments: 10 }));
  const config = still({ ...CHAIN, banks: table, policy, actionShare: 0.2, newLinkShare: 1 });
  const { events } = run(banks, { config });
  const all = events.ofType('transaction').map(({ bank, action, amount }) => [bank, action, amount]);
  // Two invests a fifth of what it has; One asks for half of 60, and Zero has 18 and what One was lent.
  expect(all[0]).toEqual([0, 'LEND', 2]);
  expect(all[1]![1]).toBe('RECALL');
  expect(all[2]!.slice(0, 2)).toEqual([2, 'INVEST']);
  const sells = run(banks, {
    config: { ...config, policy: policyModule('action.fill(3); amount.fill(0.5);') },
  });
  const [sale] = sells.events.ofType('transaction');
  expect(sale).toMatchObject({ bank: 0, action: 'DIVEST' });
  expect(sale!.units).toBeCloseTo(-0.05 * 0.5 * 0.2, 12);
});

test('an action that is held back says what held it, with the value and the threshold', () => {
  const lends = policyModule('action[1] = 0;');
  const held = (config: Readonly<Record<string, unknown>>) =>
    run(banks, { config: still({ ...CHAIN, newLinkShare: 0, policy: lends, ...config }) }).events.ofType(
      'held_back',
    );
  // One lends to Zero alone, 60 of an equity of 20.
  expect(held({ exposureLimit: 2 })).toMatchObject([
    { bank: 1, action: 'LEND', counterparty: 0, guard: 'exposure limit', value: 60, threshold: 40 },
  ]);
  expect(held({ cashShare: 0 })).toMatchObject([{ guard: 'no cash', value: 0 }]);
  expect(held({ exposureLimit: 10 })).toEqual([]);
});

test('the rule policy: who is short of cash looks for it, who has too much of it uses it', () => {
  const table = [0, 1].map(() => ({ capital: 100, targetLeverage: 10, riskFactor: 0.5 }));
  const matrix = [
    [0, 100],
    [0, 0],
  ];
  const acted = (config: Readonly<Record<string, unknown>>, seed = 1) => {
    const { events } = run(banks, {
      config: still({ banks: table, matrix, policy: 'rules', ...config }),
      seed,
    });
    return events.ofType('transaction').filter(({ bank }) => bank === 0);
  };
  expect(acted({ cashShare: 0.02 })).toMatchObject([{ action: 'RECALL', priority: 'LIQUIDITY' }]);
  expect(acted({ cashShare: 0.05 })).toEqual([]);
  const actions = new Set(
    Array.from({ length: 20 }, (_, seed) => acted({ cashShare: 0.2 }, seed)[0]!.action),
  );
  expect([...actions].sort()).toEqual(['INVEST', 'LEND']);
  const crash = [{ kind: 'asset_price_crash', at: 1, magnitude: 0.5 }];
  const sells = acted({ cashShare: 0.2, investmentShare: 0.1, shocks: crash });
  expect(sells).toMatchObject([{ action: 'DIVEST', priority: 'STABILITY' }]);
});

test('the random policy takes every action alike', () => {
  const { events } = run(banks, {
    config: {
      banks: 40,
      steps: 40,
      density: 0.5,
      policy: 'random',
      shocks: 'none',
      noise: 0,
      exposureLimit: null,
    },
  });
  const count = (action: (typeof ACTIONS)[number]) =>
    [...events.where({ type: 'transaction', action })].length +
    [...events.where({ type: 'held_back', action })].length;
  for (const action of ['LEND', 'RECALL', 'INVEST', 'DIVEST'] as const) {
    expect(Math.abs(count(action) - 320)).toBeLessThan(4 * Math.sqrt(1600 * 0.2 * 0.8));
  }
});

test('a module may export its policy as `policy` or by default', () => {
  const byDefault = temporaryFile(
    'policy.mjs',
    'export default { decide(_, { action }) { action.fill(1); } };\n',
  );
  const { events } = run(banks, { config: still({ ...CHAIN, policy: byDefault }) });
  expect(events.ofType('transaction').length).toBe(2);
});

test.each([
  ['no such file', './no-such-policy.mjs', null],
  ['no policy in it', null, 'export const politics = 1;'],
  ['no decide in it', null, 'export const policy = {};'],
  ['a fault in it', null, 'export const policy = ;'],
  ['a wait in it', null, 'await 0; export const policy = { decide() {} };'],
])('a policy that cannot be had says so: %s', (_, path, text) => {
  const policy = path ?? temporaryFile('policy.mjs', text as string);
  expect(() => run(banks, { config: { policy } })).toThrow(
    `config.policy: given ${JSON.stringify(policy).slice(0, 70)}`,
  );
});

test.each([
  ['an action that there is none of', 'action[1] = 9;'],
  ['a priority that there is none of', 'priority[1] = 3;'],
  ['an amount of NaN', 'amount[1] = NaN;'],
  ['an amount above 1', 'action[1] = 0; amount[1] = 40;'],
  ['an amount below 0', 'action[1] = 0; amount[1] = -1;'],
])('a policy that decides nonsense is stopped: %s', (_, body) => {
  const policy = policyModule(body);
  expect(() => run(banks, { config: still({ ...CHAIN, policy }) })).toThrow(/policy/);
});

test('books stay whole under a policy that asks for more than there is', () => {
  const policy = policyModule('action.fill(step % 5); amount.fill(1);');
  const config = {
    banks: 8,
    steps: 10,
    density: 0.6,
    policy,
    actionShare: 1,
    exposureLimit: null,
    noise: 0.2,
  };
  const { events } = run(banks, { config });
  for (const end of events.ofType('step_end')) {
    for (const { cash, loans, deposits } of end.banks as BankRow[]) {
      expect(cash).toBeGreaterThanOrEqual(-1e-6);
      expect(loans).toBeGreaterThanOrEqual(-1e-6);
      expect(deposits).toBeGreaterThanOrEqual(-1e-6);
    }
  }
});

test('a policy from outside cannot switch its checks off, nor change what another sees', () => {
  const cheat = policyModule('alive.fill(0); features.fill(0); action.fill(2); amount.fill(1e9);');
  expect(() => run(banks, { config: still({ ...CHAIN, policy: cheat }) })).toThrow(
    'step 1, bank 0: amount: given 1000000000; from 0 to 1',
  );
  const late = policyModule('return Promise.resolve();');
  expect(() => run(banks, { config: still({ ...CHAIN, policy: late }) })).toThrow('no promise');
});
