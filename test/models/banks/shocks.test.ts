import { expect, test } from 'vitest';
import { noHost } from '../../../lib/core/host.ts';
import { makeRecipe } from '../../../lib/core/recipe.ts';
import { Simulation } from '../../../lib/core/simulation.ts';
import { banks, type LoggedEvent, run } from '../../../lib/index.ts';
import { type BankRow, endOf } from '../../support/bank-books.ts';
import { still } from '../../support/still-banks.ts';

const TABLE = [
  { capital: 20, targetLeverage: 10, marketInvestments: 40 },
  { capital: 30, targetLeverage: 10, marketInvestments: 60 },
];
/** Bank 0: cash 20, investments 40, external 140, deposits 180. Bank 1: half as much again. */
const shocked = (shock: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) =>
  run(banks, { config: still({ banks: TABLE, impactStrength: 0, shocks: [{ at: 1, ...shock }], ...more }) });

test('right: asset_price_crash', () => {
  const one = shocked({ kind: 'asset_price_crash', market: 'BANK_INDEX', magnitude: 0.25 });
  expect(one.events.ofType('shock_applied')).toMatchObject([
    {
      kind: 'asset_price_crash',
      bank: null,
      market: 'BANK_INDEX',
      magnitude: 0.25,
      amount: 12.5,
      entries: [],
    },
  ]);
  expect(one.events.ofType('price')).toMatchObject([{ market: 'BANK_INDEX', price: 75 }]);
  expect(endOf(one.events)).toMatchObject([
    { investments: 35, equity: 15 },
    { investments: 52.5, equity: 22.5 },
  ]);
  expect(one.metrics).toMatchObject({ loss: 12.5, lossMarkets: 12.5 });
  const all = shocked({ kind: 'asset_price_crash' });
  expect(all.events.ofType('price')).toMatchObject([
    { market: 'BANK_INDEX', price: 80 },
    { market: 'FIN_SERVICES', price: 80 },
  ]);
});

test('right: liquidity_squeeze', () => {
  const { events, metrics } = shocked({ kind: 'liquidity_squeeze', bank: 1, magnitude: 0.5 });
  expect(endOf(events)).toMatchObject([
    { cash: 20, externalAssets: 140, equity: 20 },
    { cash: 15, externalAssets: 225, equity: 30 },
  ]);
  expect(metrics.loss).toBe(0);
});

test('right: deposit_run, paid from cash, then from investments, then not at all', () => {
  const small = shocked({ kind: 'deposit_run', bank: 0, magnitude: 0.1 });
  expect(endOf(small.events)[0]).toMatchObject({ cash: 2, deposits: 162, investments: 40, equity: 20 });
  expect(small.events.ofType('transaction')).toEqual([]);
  const larger = shocked({ kind: 'deposit_run', bank: 0, magnitude: 0.25 });
  const [sale] = larger.events.ofType('transaction');
  expect(sale).toMatchObject({ bank: 0, action: 'DIVEST', market: 'BANK_INDEX', units: -0.2 });
  expect(sale!.amount).toBeCloseTo(20, 12);
  const [second] = larger.events.ofType('transaction').slice(1);
  expect(second!.amount).toBeCloseTo(5, 12);
  const [after] = endOf(larger.events);
  expect([after!.cash, after!.deposits, after!.investments].map((x) => Number(x.toFixed(9)))).toEqual([
    0, 135, 15,
  ]);
  const whole = shocked({ kind: 'deposit_run', bank: 0, magnitude: 1 });
  expect(endOf(whole.events)[0]).toMatchObject({ cash: 0, deposits: 120, investments: 0, equity: 20 });
  expect(whole.events.ofType('shock_applied')[0]).toMatchObject({ amount: 180 });
  expect(whole.events.ofType('withdrawal')).toMatchObject([{ bank: 0, amount: 60, unpaid: 120 }]);
});

test('the sales that a deposit run forces are caused by it', () => {
  const { events } = shocked({ kind: 'deposit_run', bank: 0, magnitude: 0.5 });
  const [shock] = events.ofType('shock_applied');
  const sales = events.ofType('transaction');
  expect(sales.length).toBe(2);
  for (const sale of sales) expect(sale.causes).toEqual([shock!.id]);
});

test('a forced sale remembers nothing of a run that was made in the same state before', () => {
  const policy = 'rules';
  const shocks = [{ kind: 'deposit_run', at: 1, bank: 0, magnitude: 0.5 }];
  const config = still({ banks: TABLE, policy, shocks, cashShare: 0.02, steps: 3 });
  const simulation = new Simulation(banks, makeRecipe(banks, { config }, noHost), noHost, true);
  simulation.finish();
  const fresh = simulation.events.toArray();
  simulation.restart(1);
  simulation.finish();
  expect(simulation.events.toArray()).toEqual(fresh);
});

test('right: rate_rise raises the cost of deposits and of interbank loans from now on, and adds up', () => {
  const matrix = [
    [0, 10],
    [0, 0],
  ];
  const shocks = [2, 3].map((at) => ({ kind: 'rate_rise', at, magnitude: 0.02 }));
  const rates = { externalRate: 0.04, depositRate: 0.01, interbankRate: 0.05 };
  const { events } = run(banks, { config: still({ banks: TABLE, matrix, shocks, steps: 3, ...rates }) });
  const accruals = [...events.where({ type: 'accrual', bank: 0 })];
  // External assets of 130: the loan takes 10.
  for (const { earned } of accruals) expect(earned).toBeCloseTo(130 * 0.04, 12);
  for (const [i, cost] of [180 * 0.01, 181.8 * 0.03, 181.8 * 1.03 * 0.05].entries()) {
    expect(accruals[i]!.cost).toBeCloseTo(cost, 12);
  }
  const interest = events.ofType('interest_payment').map(({ amount }) => amount);
  for (const [i, amount] of [0.5, 0.7, 0.9].entries()) expect(interest[i]).toBeCloseTo(amount, 12);
});

test('right: bank_failure writes assets off until equity is -1, or minus the magnitude', () => {
  for (const [given, equity] of [
    [{}, -1],
    [{ magnitude: 55 }, -55],
  ] as const) {
    const { events } = shocked({ kind: 'bank_failure', bank: 0, ...given });
    expect(events.ofType('default')).toMatchObject([{ bank: 0, round: 0 }]);
    expect(Math.abs((events.ofType('default')[0]!.equity as number) - equity)).toBeLessThan(1e-6);
    expect(events.ofType('shock_applied')[0]!.amount).toBeCloseTo(20 - equity, 9);
  }
  // External assets go first (140), then cash (20), then units (40).
  const { events } = shocked({ kind: 'bank_failure', bank: 0, magnitude: 160 });
  const taken = events.ofType('write_off').map(({ item, market, amount }) => [item, market, amount]);
  expect(taken).toEqual([
    ['externalAssets', null, 140],
    ['cash', null, 20],
    ['units', 'BANK_INDEX', 20],
  ]);
});

test('bank_failure fails a bank also where most of its assets are loans to others', () => {
  const table = [
    { capital: 100, targetLeverage: 1.2 },
    { capital: 100, targetLeverage: 3 },
  ];
  const matrix = [
    [0, 80],
    [0, 0],
  ];
  const { events } = shocked({ kind: 'bank_failure', bank: 0 }, { banks: table, matrix });
  expect(Math.abs((events.ofType('default')[0]?.equity as number) + 1)).toBeLessThan(1e-6);
});

test('bank_failure takes the shipped banks to -1 and fails them, whatever they earn', () => {
  for (let bank = 0; bank < 48; bank += 5) {
    const { events } = run(banks, {
      config: { noise: 0, steps: 1, shocks: [{ kind: 'bank_failure', at: 1, bank }] },
      seed: bank,
    });
    const failed = [...events.where({ type: 'write_off', bank })];
    expect(failed.length).toBeGreaterThan(0);
    const shock = events.ofType('shock_applied')[0]!;
    const init = (events.get(0).banks as BankRow[])[bank]!;
    expect(Math.abs(init.equity - (shock.amount as number) + 1)).toBeLessThan(1e-6);
    expect([...events.where({ type: 'default', bank, round: 0 })].length, `bank ${bank} fails`).toBe(1);
  }
});

test('a shock without a bank strikes every living one, a scheduled one at its step only', () => {
  const shocks = [
    { kind: 'bank_failure', at: 2, bank: 0 },
    { kind: 'deposit_run', at: 3, magnitude: 0.01 },
    { kind: 'deposit_run', at: 1, magnitude: 0.02 },
  ];
  const { events } = run(banks, { config: still({ banks: TABLE, shocks, steps: 4 }) });
  expect(events.ofType('shock_applied').map(({ t, kind, bank }) => [t, kind, bank])).toEqual([
    [1, 'deposit_run', 0],
    [1, 'deposit_run', 1],
    [2, 'bank_failure', 0],
    [3, 'deposit_run', 1],
  ]);
});

const striking = (event: LoggedEvent) => [event.t, event.kind, event.bank, event.market, event.magnitude];
const RATES = { asset_price_crash: 8, liquidity_squeeze: 9, deposit_run: 7, rate_rise: 6, bank_failure: 1 };
const RANDOM = {
  banks: 12,
  steps: 52,
  stepsPerYear: 52,
  noise: 0.1,
  shocks: 'random',
  shockRates: RATES,
} as const;

test('leaving a shock out changes no other shock', () => {
  const shocks = [
    { kind: 'asset_price_crash', at: 2, market: 'FIN_SERVICES', magnitude: 0.1 },
    { kind: 'deposit_run', at: 2, bank: 1, magnitude: 0.1 },
    { kind: 'deposit_run', at: 2, bank: 0, magnitude: 0.2 },
    { kind: 'rate_rise', at: 4, magnitude: 0.01 },
  ];
  const all = run(banks, { config: still({ banks: TABLE, shocks, steps: 5 }) }).events;
  for (const left of shocks.keys()) {
    const others = shocks.filter((_, i) => i !== left);
    const { events } = run(banks, { config: still({ banks: TABLE, shocks: others, steps: 5 }) });
    const kept = all.ofType('shock_applied').map(striking);
    expect(kept.length - events.ofType('shock_applied').length).toBe(1);
    expect(kept).toEqual(expect.arrayContaining(events.ofType('shock_applied').map(striking)));
  }
  for (const kind of Object.keys(RATES)) {
    const whole = run(banks, { config: RANDOM, seed: 3 }).events;
    const without = run(banks, { config: { ...RANDOM, shockRates: { ...RATES, [kind]: 0 } }, seed: 3 });
    const expected = whole.ofType('shock_applied').filter((event) => event.kind !== kind);
    // A bank that fails in one of the two is passed over there.
    const found = without.events.ofType('shock_applied').map(striking).map(String);
    const gone = expected.map(striking).filter((key) => !found.includes(String(key)));
    expect(gone.length).toBeLessThanOrEqual(kind === 'bank_failure' ? 0 : 2);
  }
});

test('random shocks are as frequent and as large as the config says', () => {
  const counts: Record<string, number> = {};
  const runs = 150;
  for (let seed = 0; seed < runs; seed++) {
    const { events } = run(banks, { config: { ...RANDOM, noise: 0, banks: 3, policy: 'rules' }, seed });
    // A crash of every market is one shock, and an event each.
    const struck = new Set<string>();
    for (const { kind, magnitude, bank, t } of events.ofType('shock_applied')) {
      if (!struck.has(`${kind} ${t}`)) counts[kind as string] = (counts[kind as string] ?? 0) + 1;
      struck.add(`${kind} ${t}`);
      const [low, high] = (
        { liquidity_squeeze: [0.2, 0.8], deposit_run: [0.02, 0.15], bank_failure: [1, 1] } as Record<
          string,
          [number, number]
        >
      )[kind as string] ?? [0, 1];
      expect(magnitude).toBeGreaterThanOrEqual(low);
      expect(magnitude).toBeLessThanOrEqual(high);
      if (bank !== null) expect(bank).toBeLessThan(3);
      expect(t).toBeGreaterThan(0);
    }
  }
  for (const kind of ['asset_price_crash', 'rate_rise'] as const) {
    const p = RATES[kind] / 52;
    const expected = runs * 52 * p;
    expect(Math.abs(counts[kind]! - expected)).toBeLessThan(4 * Math.sqrt(expected * (1 - p)));
  }
});

test.each([
  [{ kind: 'deposit_run', at: 1, bank: 2 }, 'config.shocks[0].bank: given 2; a bank from 0 to 1'],
  [
    { kind: 'asset_price_crash', at: 1, market: 'X' },
    'config.shocks[0].market: given "X"; one of BANK_INDEX',
  ],
  [{ kind: 'asset_price_crash', at: 1, magnitude: 1 }, 'config.shocks[0].magnitude: given 1; at most 0.99'],
  [{ kind: 'liquidity_squeeze', at: 1, magnitude: 1.5 }, 'config.shocks[0].magnitude: given 1.5; at most 1'],
  [{ kind: 'flood', at: 1 }, 'config.shocks[0].kind: given "flood"; one of asset_price_crash'],
  [{ kind: 'rate_rise', at: 0 }, 'config.shocks[0].at: given 0; a number of at least 1'],
  [
    { kind: 'rate_rise', at: 1, size: 2 },
    'config.shocks[0].size: given 2; no such field; known are kind, at',
  ],
  [{ kind: 'rate_rise', at: 9 }, 'config.shocks[0].at: given 9'],
])('a bad schedule says so: %j', (shock, message) => {
  expect(() => run(banks, { config: still({ banks: TABLE, shocks: [shock], steps: 5 }) })).toThrow(message);
});

test.each([
  { asset_price_crash: [0.5, 2] },
  { liquidity_squeeze: [0.5, 1.2] },
  { deposit_run: [0, 3] },
  { deposit_run: [0.2, 0.1] },
])('magnitudes of random shocks have the same limits: %j', (shockMagnitudes) => {
  expect(() =>
    run(banks, { config: { shocks: 'random', shockMagnitudes: shockMagnitudes as never } }),
  ).toThrow('config.shockMagnitudes');
});
