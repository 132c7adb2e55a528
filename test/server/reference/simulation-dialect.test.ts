import { expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { cache } from '../../../lib/models/cache/cache.ts';
import { trading } from '../../../lib/models/trading/trading.ts';
import { simulationDialect } from '../../../lib/server/reference/simulation-dialect.ts';
import { ToldBy } from './told-by.ts';

/** Bank 0 fails at step 2; bank 1 lent it more than it owns. */
const failing = {
  preset: 'reference',
  banks: [5, 5, 50].map((capital) => ({ capital, targetLeverage: 3 })),
  matrix: [
    [0, 0, 0],
    [6, 0, 0],
    [0, 0, 0],
  ],
  shocks: [
    { kind: 'asset_price_crash', at: 1, market: 'BANK_INDEX', magnitude: 0.3 },
    { kind: 'bank_failure', at: 2, bank: 0 },
  ],
  steps: 3,
};

test('every step of banks has its snapshot, the share that lives, and when it was sent', () => {
  const run = new ToldBy(banks, { config: failing }, (facts) => simulationDialect('banks', facts)).run();
  const steps = run.of('simulation_step').slice(1);
  expect(steps.map(({ data }) => [data.timestep, data.system_health, data.alive_agents])).toEqual([
    [1, 1, 3],
    [2, 1 / 3, 1],
    [3, 1 / 3, 1],
  ]);
  expect(steps[0].data.snapshot.banks.length).toBe(3);
  for (const { seq, timestamp } of run.told) {
    expect(new Date(timestamp).toISOString()).toBe(timestamp);
    expect(Number.isInteger(seq)).toBe(true);
  }
});

test('defaults and shocks have the fields of the document', () => {
  const run = new ToldBy(banks, { config: failing }, (facts) => simulationDialect('banks', facts)).run();
  expect(run.of('entity_default').map(({ data }) => data)).toMatchObject([
    { entity_id: 'bank:0', entity_type: 'bank', timestep: 2 },
    { entity_id: 'bank:1', entity_type: 'bank', timestep: 2 },
  ]);
  expect(run.of('shock_applied').map(({ data }) => data)).toMatchObject([
    { shock_type: 'asset_price_crash', target: 'BANK_INDEX', magnitude: -0.3, timestep: 1 },
    { shock_type: 'bank_failure', target: 'bank:0', timestep: 2 },
  ]);
});

test('a killed node is a default, a slow one a shock, and a window a step', () => {
  const chaos = [
    { kind: 'kill', node: 1, at: 50 },
    { kind: 'slow', node: 2, at: 60, factor: 5, for: 20 },
    { kind: 'partition', nodes: [0, 3], at: 70, for: 10 },
  ];
  const config = { requests: 2000, window: 40, chaos };
  const run = new ToldBy(cache, { config }, (facts) => simulationDialect('cache', facts)).run();
  expect(run.of('entity_default').map(({ data }) => data)).toMatchObject([
    { entity_id: 'node:1', entity_type: 'node', timestep: 50 },
  ]);
  expect(run.of('shock_applied').map(({ data }) => data)).toMatchObject([
    { shock_type: 'node_slowed', target: 'node:2', magnitude: 5 },
    { shock_type: 'partition', target: 'node:0 node:3', magnitude: null },
  ]);
  const steps = run.of('simulation_step').slice(1);
  expect(steps.length).toBeGreaterThan(3);
  expect(steps[0].data).toMatchObject({ timestep: 40, alive_agents: 8, system_health: 1 });
  expect(steps.at(-1)?.data.alive_agents).toBe(7);
});

test('when every request is lost health is 0, and does not freeze', () => {
  const chaos = [{ kind: 'drop', loss: 1, at: 100 }];
  const config = { requests: 3000, window: 50, retries: 0, timeout: 20, chaos };
  const run = new ToldBy(cache, { config }, (facts) => simulationDialect('cache', facts)).run();
  const steps = run
    .of('simulation_step')
    .slice(1)
    .map(({ data }) => data);
  expect(steps.find(({ timestep }) => timestep === 50)?.system_health).toBe(1);
  expect(steps.find(({ timestep }) => timestep === 200)?.system_health).toBe(0);
});

test('a strategy is told tick by tick where its config says so, else by its state', () => {
  const market = { kind: 'gbm', days: 1, interval: 600 };
  const told = (tickUpdates: boolean) =>
    new ToldBy(trading, { config: { market, tickUpdates } }, (facts) =>
      simulationDialect('trading', facts),
    ).run();
  const ticks = told(true).of('simulation_step').slice(1);
  expect(ticks.length).toBeGreaterThan(30);
  expect(ticks.every(({ data }) => data.system_health === 1)).toBe(true);
  const states = told(false).of('simulation_step').slice(1);
  expect(states.length).toBeGreaterThan(0);
  expect(states.length).toBeLessThan(ticks.length);
});
