import { expect, test } from 'vitest';
import { banks, open, run } from '../../../lib/index.ts';
import { endOf } from '../../support/bank-books.ts';
import { CHAIN, policyModule, still } from '../../support/still-banks.ts';

const after = (command: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) =>
  run(banks, {
    config: still({ ...CHAIN, steps: 3, ...more }),
    commands: [{ at: 2, ...command } as never],
  });

test('a command is an event without causes, and the cause of what it does', () => {
  const { events } = after({ name: 'add_capital', bank: 1, amount: 7.5 });
  const [command] = events.ofType('command');
  expect(command).toMatchObject({ t: 2, name: 'add_capital', command: 0, causes: [] });
  expect(events.ofType('capital_added')).toMatchObject([{ bank: 1, amount: 7.5, causes: [command!.id] }]);
  expect(events.ofType('step_start')[1]!.id).toBeGreaterThan(command!.id);
});

test('right: add_capital', () => {
  const { events, metrics } = after({ name: 'add_capital', bank: 1, amount: 7.5 });
  expect(endOf(events, 1)[1]).toMatchObject({ cash: 20, equity: 20 });
  expect(endOf(events, 2)[1]).toMatchObject({ cash: 27.5, equity: 27.5 });
  expect(metrics).toMatchObject({ loss: 0, finalEquity: 147.5 });
});

test('right: inject_liquidity is owed to the central bank', () => {
  const { events, metrics } = after({ name: 'inject_liquidity', bank: 1, amount: 7.5 });
  expect(endOf(events)[1]).toMatchObject({ cash: 27.5, centralBank: 7.5, equity: 20 });
  expect(metrics.loss).toBe(0);
});

test('right: delete_bank settles both sides at par', () => {
  // One is owed 60 by Zero, who has 20: depositors put in 40. One owes 50 to Two and has 80 then.
  const { events, metrics } = after({ name: 'delete_bank', bank: 1 });
  expect(events.ofType('settlement')).toMatchObject([
    { lender: 1, borrower: 0, loan: 60, arrears: 0, refinanced: 40 },
    { lender: 2, borrower: 1, loan: 50, arrears: 0, refinanced: 0 },
  ]);
  expect(events.ofType('asset_sale')).toEqual([]);
  expect(events.ofType('bank_deleted')).toMatchObject([
    { bank: 1, equity: 20, cash: 30, externalAssets: 120, deposits: 130 },
  ]);
  expect(endOf(events)).toMatchObject([
    { cash: 0, borrowed: 0, deposits: 160, equity: 20, defaulted: false },
    { cash: 0, loans: 0, borrowed: 0, externalAssets: 0, deposits: 0, equity: 0, defaulted: false },
    { cash: 80, loans: 0, equity: 100, defaulted: false },
  ]);
  // Its owners have the equity: nothing is lost.
  expect(metrics).toMatchObject({ loss: 0, defaults: 0, finalEquity: 120 });
});

test('right: a deleted bank that is short of cash sells external assets, then units', () => {
  // Two lends 150 to One, who has 20 of cash, 20 of external assets, 160 in the markets.
  const table = [20, 20, 100].map((capital) => ({ capital, targetLeverage: 10, marketInvestments: 0 }));
  table[1]!.marketInvestments = 160;
  const matrix = CHAIN.matrix.map((_row, i) => (i === 2 ? [0, 150, 0] : [0, 0, 0]));
  const { events, metrics } = after({ name: 'delete_bank', bank: 1 }, { banks: table, matrix });
  const sales = events.ofType('asset_sale').map(({ market, amount }) => [market, amount]);
  expect(sales).toEqual([
    [null, 20],
    ['BANK_INDEX', 80],
    ['FIN_SERVICES', 30],
  ]);
  // To the outside, at the market's price and without an order.
  expect(events.ofType('price')).toEqual([]);
  expect(events.ofType('bank_deleted')[0]).toMatchObject({ cash: 0, equity: 20 });
  expect(endOf(events)[2]).toMatchObject({ cash: 250, loans: 0, equity: 100 });
  expect(metrics.loss).toBeCloseTo(0, 9);
});

test('right: apply_shock is as a scheduled one, then', () => {
  const { events } = after({ name: 'apply_shock', kind: 'bank_failure', bank: 0 });
  expect(events.ofType('default').map(({ t, bank }) => [t, bank])).toEqual([
    [2, 0],
    [2, 1],
  ]);
  const [command] = events.ofType('command');
  expect(events.ofType('shock_applied')).toMatchObject([
    { t: 2, kind: 'bank_failure', bank: 0, magnitude: 1, causes: [command!.id] },
  ]);
  const crash = after({
    name: 'apply_shock',
    kind: 'asset_price_crash',
    market: 'BANK_INDEX',
    magnitude: 0.5,
  });
  expect(crash.events.ofType('price')).toMatchObject([{ t: 2, market: 'BANK_INDEX', price: 50 }]);
});

test('halt_lending holds back one bank or all, and may be taken back', () => {
  const policy = policyModule('action.fill(0);');
  const config = still({ ...CHAIN, steps: 4, policy, newLinkShare: 0 });
  const { events } = run(banks, {
    config,
    commands: [
      { name: 'halt_lending', bank: 1, at: 2 },
      { name: 'halt_lending', at: 3 },
      { name: 'halt_lending', halted: false, at: 4 },
    ],
  });
  const lending = [1, 2, 3, 4].map((t) =>
    [...events.where({ type: 'transaction', action: 'LEND', from: t, to: t })].map(({ bank }) => bank),
  );
  expect(lending).toEqual([[0, 1, 2], [0, 2], [], [0, 1, 2]]);
  expect(events.ofType('lending_halted').map(({ bank, halted }) => [bank, halted])).toEqual([
    [1, true],
    [null, true],
    [null, false],
  ]);
  const held = [...events.where({ type: 'held_back', guard: 'lending halted' })];
  expect(held.map(({ t, bank }) => [t, bank])).toEqual([
    [2, 1],
    [3, 0],
    [3, 1],
    [3, 2],
  ]);
});

test('set_policy changes who decides, for one bank or all', () => {
  const [recalls, holds] = [policyModule('action.fill(1);'), policyModule('')];
  const config = still({ ...CHAIN, steps: 4, policy: recalls, repaymentCashLimit: 0.1 });
  const acting = (commands: { name: 'set_policy'; at: number; policy: string; bank?: number }[]) => {
    const { events } = run(banks, { config, commands });
    return [1, 2, 3, 4].map((t) => [...events.where({ type: 'transaction', from: t, to: t })].length);
  };
  expect(acting([])).toEqual([2, 2, 2, 2]);
  expect(acting([{ name: 'set_policy', policy: holds, bank: 1, at: 2 }])).toEqual([2, 1, 1, 1]);
  expect(acting([{ name: 'set_policy', policy: holds, at: 3 }])).toEqual([2, 2, 0, 0]);
  const { events } = run(banks, { config, commands: [{ name: 'set_policy', policy: 'rules', at: 3 }] });
  expect(events.ofType('policy_set')).toMatchObject([{ t: 3, bank: null, policy: 'rules' }]);
});

test('set_policy to what is no policy is refused, also live', () => {
  const live = open(banks, { config: { steps: 3, banks: 4 } });
  expect(() => live.command({ name: 'set_policy', policy: 'nonsense' })).toThrow('given "nonsense"');
  live.finish();
  expect(() => run(banks, { commands: [{ name: 'set_policy', policy: 'nonsense', at: 1 }] })).toThrow(
    'given "nonsense"',
  );
});

test.each([
  ['add_capital', { amount: 5 }],
  ['inject_liquidity', { amount: 5 }],
  ['delete_bank', {}],
  ['apply_shock', { kind: 'deposit_run' }],
  ['apply_shock', { kind: 'bank_failure' }],
  ['set_policy', { policy: 'rules' }],
  ['halt_lending', {}],
])('%s on a bank that is gone is an event that says so', (name, fields) => {
  const shocks = [{ kind: 'bank_failure', at: 1, bank: 0 }];
  const config = still({ ...CHAIN, steps: 3, shocks });
  const plain = run(banks, { config });
  const failed = run(banks, { config, commands: [{ name, bank: 0, at: 3, ...fields } as never] });
  const [command] = failed.events.ofType('command');
  expect(failed.events.ofType('command_ignored')).toMatchObject([
    { t: 3, bank: 0, reason: 'bank has failed', causes: [command!.id] },
  ]);
  expect(failed.metrics).toEqual(plain.metrics);
  expect(endOf(failed.events)).toEqual(endOf(plain.events));
  const deleted = run(banks, {
    config: still({ ...CHAIN, steps: 3 }),
    commands: [{ name: 'delete_bank', bank: 0, at: 1 }, { name, bank: 0, at: 3, ...fields } as never],
  });
  expect(deleted.events.ofType('command_ignored')).toMatchObject([{ t: 3, reason: 'bank was deleted' }]);
});

test('a bank that is under water cannot be deleted', () => {
  const at = { time: 2, phase: 'accrual' };
  const { events } = run(banks, {
    config: still({ ...CHAIN, steps: 3 }),
    commands: [
      { name: 'apply_shock', kind: 'bank_failure', bank: 0, at },
      { name: 'delete_bank', bank: 0, at },
    ],
  });
  expect(events.ofType('command_ignored')).toMatchObject([{ bank: 0, reason: 'bank is insolvent' }]);
});

test('set changes a live field from then on', () => {
  const config = still({ ...CHAIN, steps: 4, externalRate: 0.01 });
  const { events, recipe } = run(banks, {
    config,
    commands: [{ name: 'set', path: 'externalRate', value: 0.02, at: 3 }],
  });
  const earned = [...events.where({ type: 'accrual', bank: 0 })].map(({ earned }) => earned);
  expect(earned).toEqual([1.8, 1.8, 3.6, 3.6]);
  expect(events.ofType('config_set')).toMatchObject([{ t: 3, path: 'externalRate', value: 0.02 }]);
  expect(recipe.config.externalRate).toBe(0.01);
  const nested = run(banks, {
    config: { ...config, shocks: 'random' },
    commands: [{ name: 'set', path: 'shockRates.bank_failure', value: 1000, at: 2 }],
  });
  // One a step from then on; that of step 3 finds its bank gone.
  const failures = [...nested.events.where({ type: 'shock_applied', kind: 'bank_failure' })];
  expect(failures.map(({ t }) => t)).toEqual([2, 4]);
});

test('rewriting the markets’ impact takes hold at the next step', () => {
  const policy = policyModule('action[0] = 2;');
  const table = CHAIN.banks.map((bank) => ({ ...bank, marketInvestments: 10 }));
  const config = still({ ...CHAIN, banks: table, policy, actionShare: 1, steps: 2, impact: 'linear' });
  const commands = [
    { name: 'add_capital', bank: 0, amount: 100, at: 2 },
    { name: 'set', path: 'impactStrength', value: 0.1, at: 2 },
  ] as const;
  const { events } = run(banks, { config, commands });
  const prices = events.ofType('price').map(({ price }) => price as number);
  expect(prices[0]).toBeCloseTo(100 + 0.001 * 20, 10);
  expect(prices[1]! - (prices.length > 1 ? 100 : 0)).toBeGreaterThan(9.9);
});

test.each([
  [{ name: 'add_capital', bank: 3, amount: 1 }, 'commands[0].bank: given 3; a bank from 0 to 2'],
  [{ name: 'add_capital', bank: 0, amount: -1 }, 'commands[0].amount: given -1; a number above 0'],
  [{ name: 'add_capital', bank: 0 }, 'commands[0].amount: given nothing; a number is needed'],
  [{ name: 'add_capital', bank: 0, amount: 1, when: 2 }, 'commands[0].when: given 2; no such field'],
  [{ name: 'delete_bank', bank: 0.5 }, 'commands[0].bank: given 0.5; an integer'],
  [{ name: 'drop_bank', bank: 0 }, 'commands[0].name: given "drop_bank"; one of add_capital'],
  [{ name: 'apply_shock', kind: 'deposit_run', bank: 7 }, 'commands[0].bank: given 7'],
  [{ name: 'apply_shock', kind: 'asset_price_crash', market: 'X' }, 'commands[0].market: given "X"'],
  [{ name: 'apply_shock', kind: 'deposit_run', magnitude: 2 }, 'commands[0].magnitude: given 2; at most 1'],
  [{ name: 'set', path: 'steps', value: 3 }, 'commands[0].path: given "steps"; a live field:'],
  [{ name: 'set', path: 'noise', value: -1 }, 'commands[0].noise: given -1; a number of at least 0'],
  [{ name: 'set', path: 'noise.x', value: 1 }, 'commands[0].path: given "noise.x"; noise has no fields'],
  [{ name: 'set', path: 'noise' }, 'commands[0].value: given nothing'],
  [
    { name: 'set', path: 'shockRates.flood', value: 1 },
    'commands[0].shockRates.flood: given 1; no such field',
  ],
])('a bad command says so, in a recipe and live: %j', (command, message) => {
  const config = still({ ...CHAIN });
  expect(() => run(banks, { config, commands: [{ at: 1, ...command } as never] })).toThrow(message);
  const live = open(banks, { config });
  const { digest } = live;
  expect(() => live.command(command as never)).toThrow(message);
  expect(live.digest).toBe(digest);
  expect(live.recipe.commands).toEqual([]);
});

test.each([
  [null, 'commands[0]: given null; an object'],
  ['x', 'commands[0]: given "x"; an object'],
  [{ name: 'delete_bank', bank: 0 }, 'commands[0].at: given nothing'],
  [{ name: 'delete_bank', bank: 0, at: -1 }, 'commands[0].at: given -1'],
  [{ name: 'delete_bank', bank: 0, at: 2 }, 'commands[0].at: given 2; a time that comes'],
  [{ name: 'delete_bank', bank: 0, at: { time: 1, phase: 'lunch' } }, 'commands[0].at.phase: given "lunch"'],
  [{ name: 'delete_bank', bank: 0, at: { phase: 'action' } }, 'commands[0].at'],
])('a command that no turn follows says so: %j', (command, message) => {
  expect(() => run(banks, { config: still({ ...CHAIN }), commands: [command as never] })).toThrow(message);
});

test('the view is the books of the moment, also between two turns', () => {
  const live = open(banks, { config: { banks: 6, density: 0.5, steps: 3, newLinkShare: 1 } });
  while (!live.done) {
    live.step(1);
    const view = live.view();
    for (const { bank, loans } of view.banks) {
      const listed = view.loans.filter(({ lender }) => lender === bank);
      expect(listed.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(loans, 6);
    }
  }
});
