import fc from 'fast-check';
import type { GivenCommand } from '../../lib/index.ts';

const KINDS = ['asset_price_crash', 'liquidity_squeeze', 'deposit_run', 'rate_rise', 'bank_failure'] as const;
const PHASES = [
  ...['step_start', 'shocks', 'accrual', 'decision', 'action', 'service'],
  ...['profit_booking', 'price', 'contagion', 'cascade', 'step_end', 'complete'],
];

const share = (max = 1) => fc.integer({ min: 0, max: 100 }).map((percent) => (percent / 100) * max);

const someShock = (bankCount: number, steps: number, markets: readonly string[]) =>
  fc.constantFrom(...KINDS).chain((kind) =>
    fc.record(
      {
        kind: fc.constant(kind),
        at: fc.integer({ min: 1, max: steps }),
        ...(kind === 'asset_price_crash'
          ? { market: fc.constantFrom(...markets) }
          : kind === 'rate_rise'
            ? {}
            : { bank: fc.nat(bankCount - 1) }),
        magnitude: fc.integer({ min: 1, max: 90 }).map((percent) => percent / 100),
      },
      { requiredKeys: ['kind', 'at'] },
    ),
  );

/** A config of the interbank model that is under stress: short of cash, leveraged, shocked. */
export const someConfig = fc
  .record({
    banks: fc.integer({ min: 2, max: 9 }),
    steps: fc.integer({ min: 2, max: 7 }),
    marketCount: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ banks, steps, marketCount }) => {
    const markets = ['ALPHA', 'BETA', 'GAMMA'].slice(0, marketCount);
    return fc.record({
      banks: fc.oneof(fc.constant(banks), someTable(banks)),
      steps: fc.constant(steps),
      stepsPerYear: fc.constantFrom(1, 4, 52),
      markets: fc.constant(markets.map((name, i) => ({ name, price: 10 ** i }))),
      medianCapital: fc.constantFrom(100, 19000),
      medianLeverage: fc.constantFrom(3, 12, 25),
      network: fc.constantFrom('erdos-renyi' as const, 'core-periphery' as const),
      density: share(),
      interbankShare: share(0.4),
      cashShare: share(0.2),
      investmentShare: share(0.25),
      noise: fc.constantFrom(0, 0.1, 0.6),
      impact: fc.constantFrom('exponential' as const, 'linear' as const),
      impactStrength: fc.constantFrom(null, 0, 1e-5),
      externalRate: share(0.1),
      depositRate: share(0.1),
      interbankRate: share(0.5),
      repaymentRate: fc.constantFrom(0, 0.5, 1, 10),
      repaymentCashLimit: fc.constantFrom(null, 0.3, 1),
      profitBookingInterval: fc.integer({ min: 0, max: 3 }),
      recovery: fc.constantFrom(0, 0.4, 1),
      directLosses: fc.constantFrom('write-down', 'clearing', 'none'),
      clearingExternal: fc.constantFrom(0.5, 1),
      clearingInterbank: fc.constantFrom(0.7, 1),
      fireSales: fc.boolean(),
      funding: fc.boolean(),
      failsWhen: fc.subarray(['insolvent', 'below_minimum', 'illiquid'], { minLength: 1 }),
      capitalRequirement: fc.constantFrom(0, 0.07, 0.3),
      leverageRequirement: fc.constantFrom(0, 0.03, 0.1),
      restoreTo: fc.constantFrom(1, 1.05, 1.5),
      recallShare: share(),
      lastResortRate: share(),
      lastResortLimit: fc.constantFrom(0, 0.02, 1),
      actionShare: share(),
      newLinkShare: share(),
      exposureLimit: fc.constantFrom(null, 0.25, 5),
      policy: fc.constantFrom('rules', 'random'),
      shocks: fc.oneof(
        fc.constantFrom('none', 'random'),
        fc.array(someShock(banks, steps, markets), { maxLength: 5 }),
      ),
      shockRates: fc.constant({
        asset_price_crash: 2,
        liquidity_squeeze: 3,
        deposit_run: 3,
        bank_failure: 2,
      }),
    });
  });

function someTable(count: number) {
  const row = fc.record({
    capital: fc.integer({ min: 1, max: 1e7 }).map((n) => n / 100),
    targetLeverage: fc.integer({ min: 150, max: 3000 }).map((n) => n / 100),
    riskFactor: share(),
  });
  return fc.array(row, { minLength: count, maxLength: count });
}

/** The config as `run` takes it, and how many banks and steps it has. */
export type SomeConfig = typeof someConfig extends fc.Arbitrary<infer Config> ? Config : never;

/** What a command does, without when. */
export const someDeed = (config: SomeConfig) => {
  const count = typeof config.banks === 'number' ? config.banks : config.banks.length;
  const bank = fc.nat(count - 1);
  const amount = fc.constantFrom(0.01, 10, 5000);
  const markets = config.markets.map(({ name }) => name);
  return fc.oneof(
    fc.record({ name: fc.constant('add_capital'), bank, amount }),
    fc.record({ name: fc.constant('inject_liquidity'), bank, amount }),
    fc.record({ name: fc.constant('delete_bank'), bank }),
    someShock(count, 1, markets).map(({ at: _, ...shock }) => ({ name: 'apply_shock', ...shock })),
    fc.record({ name: fc.constant('set_policy'), bank, policy: fc.constantFrom('rules', 'random') }),
    fc.constant({ name: 'set_policy', policy: 'random' }),
    fc.record({ name: fc.constant('halt_lending'), bank, halted: fc.boolean() }),
    fc.constantFrom(
      { name: 'set', path: 'noise', value: 0.3 },
      { name: 'set', path: 'recovery', value: 0.9 },
      { name: 'set', path: 'interbankRate', value: 0.2 },
      { name: 'set', path: 'profitBookingInterval', value: 1 },
      { name: 'set', path: 'impactStrength', value: 1e-4 },
      { name: 'set', path: 'exposureLimit', value: null },
    ),
  );
};

/** Commands of a recipe: before a time, or at the turns of every phase. */
export const someCommands = (config: SomeConfig): fc.Arbitrary<GivenCommand[]> => {
  const at = fc.oneof(
    fc.integer({ min: 0, max: config.steps }),
    fc.integer({ min: 0, max: 2 * config.steps }).map((half) => half / 2),
    fc.record(
      {
        time: fc.integer({ min: 1, max: config.steps - 1 }),
        phase: fc.constantFrom(...PHASES),
        round: fc.nat(1),
        entity: fc.nat(5),
        ordinal: fc.nat(3),
      },
      { requiredKeys: ['time'] },
    ),
  );
  return fc.array(
    fc.tuple(someDeed(config), at).map(([deed, when]) => ({ ...deed, at: when }) as GivenCommand),
    { maxLength: 6 },
  );
};
