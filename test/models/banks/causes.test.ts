import { expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { open } from '../../../lib/node/open.ts';
import { run } from '../../../lib/node/run.ts';

const runOnDeposits = {
  banks: 4,
  steps: 1,
  density: 0,
  noise: 0,
  impact: 'linear',
  impactStrength: 0.01,
  shocks: [{ kind: 'deposit_run', at: 1, magnitude: 1 }],
} as const;

test('a bank that sold everything at a loss names the run and the sales that it forced', () => {
  const { events } = run(banks, { config: runOnDeposits });
  const defaults = events.ofType('default');
  expect(defaults.length).toBeGreaterThan(0);
  for (const { bank, causes } of defaults) {
    const sales = [...events.where({ type: 'transaction', bank, action: 'DIVEST' })];
    expect(causes).toEqual(expect.arrayContaining(sales.map(({ id }) => id)));
    for (const sale of sales)
      expect(events.get(sale.causes[0]!)).toMatchObject({ kind: 'deposit_run', bank });
  }
});

test('no default is without causes', () => {
  for (let seed = 0; seed < 60; seed++) {
    const policy = seed % 2 === 0 ? 'rules' : 'random';
    const { events } = run(banks, {
      seed,
      config: { policy, actionShare: 1, banks: 12, steps: 30, recovery: 0 },
    });
    for (const { causes } of events.ofType('default')) expect(causes.length).toBeGreaterThan(0);
  }
});

test('the log rebuilds the equity of a bank at the moment at which it fails', () => {
  const { events } = run(banks, {
    config: { ...runOnDeposits, shocks: [...runOnDeposits.shocks, { kind: 'bank_failure', at: 1, bank: 2 }] },
  });
  const books = new Map<string, number>();
  const prices: Record<string, number> = {};
  const add = (bank: unknown, item: string, amount: number): void => {
    const key = `${bank} ${item}`;
    books.set(key, (books.get(key) ?? 0) + amount);
  };
  let failed = 0;
  for (const event of events) {
    if (event.type === 'init') {
      for (const { market, price } of event.markets) prices[market] = price;
      for (const { bank, cash, externalAssets, deposits, units } of event.banks) {
        for (const [item, amount] of Object.entries({ cash, externalAssets, deposits }))
          add(bank, item, amount);
        for (const [market, held] of Object.entries(units)) add(bank, market, held);
      }
    }
    if (event.type === 'price') prices[event.market] = event.price;
    for (const { account, item, amount, market } of event.entries ?? []) {
      add(account, item === 'units' ? market! : item, amount);
    }
    if (event.type !== 'default') continue;
    const of = (item: string): number => books.get(`${event.bank} ${item}`) ?? 0;
    const debts = of('deposits') + of('centralBank');
    const held = Object.entries(prices).reduce((sum, [market, price]) => sum + of(market) * price, 0);
    expect(of('cash') + of('externalAssets') + held - debts).toBeCloseTo(event.equity as number, 4);
    failed++;
  }
  expect(failed).toBeGreaterThan(0);
});

test('a `set` that only the whole config refuses changes nothing', () => {
  const live = open(banks, { seed: 3, config: { banks: 12, steps: 10, density: 0.4 } });
  live.runUntil(4);
  const before = live.events.count;
  const value = [0.5, 0.2] as const;
  expect(() => live.command({ name: 'set', path: 'shockMagnitudes.asset_price_crash', value })).toThrow(
    'config.shockMagnitudes.asset_price_crash: given [0.5,0.2]',
  );
  expect(live.events.count).toBe(before);
  expect(live.finish().digest).toBe(run(banks, live.recipe).digest);
});

test('a price is no cause of the failure of a bank that was never in its market', () => {
  const { events } = run(banks, {
    config: {
      banks: [
        { name: 'Out', capital: 20, targetLeverage: 10, marketInvestments: 0 },
        { name: 'In', capital: 20, targetLeverage: 10, marketInvestments: 100 },
      ],
      steps: 2,
      density: 0,
      noise: 0,
      policy: 'rules',
      actionShare: 0,
      shocks: [
        { kind: 'asset_price_crash', at: 1, magnitude: 0.5 },
        { kind: 'bank_failure', at: 1, bank: 0 },
      ],
    },
  });
  const typesOf = (bank: number): string[] =>
    events
      .ofType('default')
      .flatMap((event) => (event.bank === bank ? event.causes.map((id) => events.get(id).type) : []));
  expect(new Set(typesOf(0))).toEqual(new Set(['shock_applied', 'write_off']));
  expect(typesOf(1)).toContain('price');
});
