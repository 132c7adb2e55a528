import fc from 'fast-check';
import { expect, test } from 'vitest';
import { banks, run } from '../../../lib/index.ts';
import { buy, movePrice, sell } from '../../../lib/models/banks/markets.ts';
import { bookProfits } from '../../../lib/models/banks/profit-booking.ts';
import type { BanksState } from '../../../lib/models/banks/state.ts';
import { type BankRow, endOf } from '../../support/bank-books.ts';
import { draws } from '../../support/draws.ts';
import { policyModule, still, world } from '../../support/still-banks.ts';

const ONE_MARKET = { markets: [{ name: 'X', price: 100 }] };
const TWO = [100, 100].map((capital) => ({ capital, targetLeverage: 10, marketInvestments: 100 }));

/** A market of price 100 in which an order for `currency` moves the price by `slope` each. */
function marketOf(slope: number): BanksState {
  const { state } = world({ ...ONE_MARKET, banks: TWO, impact: 'linear', impactStrength: slope });
  state.slope[0] = slope;
  return state;
}

/** Sells what brings in `currency`. */
function sellFor(state: BanksState, currency: number): void {
  const slope = state.slope[0]!;
  sell(state, 0, -Math.log1p((-currency * slope) / state.price[0]!) / slope);
}

test('right: linear impact moves the price by 0.001 a unit of currency, in any order', () => {
  // accounting-identities.json, market_flow.
  const flows = [300, -50, 250];
  for (const order of [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]) {
    const state = marketOf(0.001);
    for (const at of order) {
      if (flows[at]! > 0) buy(state, 0, flows[at]!);
      else sellFor(state, -flows[at]!);
    }
    expect(state.price[0]).toBeCloseTo(100.5, 10);
  }
});

test('right: an order fills at the average price along its own impact', () => {
  // k = 1: 100 of currency take the price from 100 to 200; the units are ln 2, at 144.27 on average.
  const state = marketOf(1);
  expect(buy(state, 0, 100)).toBeCloseTo(Math.LN2, 14);
  expect(state.price[0]).toBeCloseTo(200, 12);
  expect(sell(state, 0, Math.LN2)).toBeCloseTo(100, 12);
  expect(state.price[0]).toBeCloseTo(100, 12);
});

test('right: exponential impact is in the share of the market sold', () => {
  // The two banks hold 200 of X, a fifth of the market: 1,000, or 10 units.
  const { state } = world({ ...ONE_MARKET, banks: TWO, bankMarketShare: 0.2, impactStrength: 3 });
  expect(state.units[0]).toBe(1);
  const proceeds = sell(state, 0, 1);
  expect(state.price[0]).toBeCloseTo(100 * Math.exp(-3 * 0.1), 11);
  expect(proceeds).toBeCloseTo((1000 / 3) * (1 - Math.exp(-0.3)), 11);
});

test('lawful: no round trip earns money in an otherwise still market', () => {
  const trip = fc.record({
    price: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
    slope: fc.constantFrom(0, 1e-9, 1e-5, 1e-3, 0.1),
    orders: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
    size: fc.constantFrom(1, 100, 1e4),
  });
  fc.assert(
    fc.property(trip, ({ price, slope, orders, size }) => {
      const state = marketOf(slope);
      movePrice(state, 0, price);
      let cash = 0;
      let units = 0;
      let turnover = 0;
      for (const order of orders) {
        if (order > 0) {
          units += buy(state, 0, order * size);
          cash -= order * size;
        } else {
          const sold = -order * units;
          cash += sell(state, 0, sold);
          units -= sold;
        }
        turnover += Math.abs(order) * size;
        expect(units).toBeGreaterThanOrEqual(0);
      }
      cash += sell(state, 0, units);
      expect(cash).toBeLessThanOrEqual(1e-9 * (turnover + price));
      // Nor is the price moved for good.
      expect(state.price[0]! / price).toBeCloseTo(1, 6);
    }),
    draws(500),
  );
});

test.each(['exponential', 'linear'])('no bank earns by buying and selling again (%s)', (impact) => {
  const policy = policyModule('action[0] = step === 1 ? 2 : 3; amount[0] = 1;');
  for (const impactStrength of [0.0001, 0.01, 1]) {
    const table = TWO.map((bank) => ({ ...bank, marketInvestments: 0.01 }));
    const config = still({
      ...{ ...ONE_MARKET, banks: table, policy, actionShare: 1, steps: 2 },
      ...{ impact, impactStrength, profitBookingInterval: 0 },
    });
    const { events } = run(banks, { config });
    expect(events.ofType('transaction').map(({ action }) => action)).toEqual(['INVEST', 'DIVEST']);
    expect(endOf(events)[0]!.equity).toBeLessThanOrEqual(100 + 1e-9);
  }
});

test('lawful: the price stays positive, whatever is sold', () => {
  const sale = fc.record({
    slope: fc.constantFrom(1e-3, 1, 1e3, 1e6),
    units: fc.double({ min: 0, max: 1e6, noNaN: true }),
    times: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(sale, ({ slope, units, times }) => {
      const state = marketOf(slope);
      for (let i = 0; i < times; i++) {
        expect(sell(state, 0, units)).toBeGreaterThanOrEqual(0);
        expect(state.price[0]).toBeGreaterThan(0);
      }
      expect(buy(state, 0, 1)).toSatisfy(Number.isFinite);
    }),
    draws(300),
  );
});

test('a price names what moved it: the price before it and the orders since', () => {
  const policy = policyModule('action.fill(2); amount.fill(0.1);');
  const config = still({ ...ONE_MARKET, banks: TWO, policy, steps: 2, actionShare: 0.5 });
  const { events } = run(banks, { config });
  const orders = events.ofType('transaction').map(({ id }) => id);
  const [first, second] = events.ofType('price');
  expect(first!.causes).toEqual(orders.slice(0, 2));
  expect(second!.causes).toEqual([first!.id, ...orders.slice(2)].sort((a, b) => a - b));
  // Without orders it is the noise that moves it, from the price before.
  const noisy = run(banks, { config: still({ ...ONE_MARKET, banks: TWO, steps: 2, noise: 0.1 }) });
  const [one, two] = noisy.events.ofType('price');
  expect([one!.causes, two!.causes]).toEqual([[], [one!.id]]);
});

test('a step ends at the price last recorded, also when a command moved it after its turn', () => {
  const at = { time: 1, phase: 'contagion' };
  const { events } = run(banks, {
    config: still({ ...ONE_MARKET, banks: TWO, cashShare: 0, steps: 2 }),
    commands: [{ name: 'apply_shock', kind: 'deposit_run', bank: 0, magnitude: 0.05, at }],
  });
  const [price] = events.ofType('price');
  expect(price).toMatchObject({ t: 1, market: 'X' });
  expect(price!.price).toBeLessThan(100);
  const [end] = events.ofType('step_end');
  expect(end!.markets[0]!.price).toBe(price!.price);
});

test('zero flow and zero noise leave the price alone', () => {
  const { events } = run(banks, { config: still({ banks: TWO, steps: 20, profitBookingInterval: 5 }) });
  expect(events.ofType('price')).toEqual([]);
  for (const end of events.ofType('step_end')) {
    expect(end.markets).toEqual([
      { market: 'BANK_INDEX', price: 100, return: 0 },
      { market: 'FIN_SERVICES', price: 100, return: 0 },
    ]);
  }
});

test('noise has the volatility and correlation that the config says', () => {
  const [noise, correlation, stepsPerYear, steps] = [0.2, 0.6, 4, 4000];
  const config = still({ banks: TWO, investmentShare: 0, steps, stepsPerYear, noise, correlation });
  const prices = run(banks, { config, seed: 4 }).events.ofType('step_end');
  const logs = prices.map(({ markets }) => markets.map(({ price }) => Math.log(price / 100)));
  const returns = logs.map((row, t) => row.map((value, m) => value - (logs[t - 1]?.[m] ?? 0)));
  const sigma = noise / Math.sqrt(stepsPerYear);
  const mean = (f: (row: number[]) => number) => returns.reduce((sum, row) => sum + f(row), 0) / steps;
  for (const m of [0, 1]) {
    const drift = mean((row) => row[m]!);
    // Half the variance is taken off, so that the expected price stays where it is.
    expect(Math.abs(drift + (sigma * sigma) / 2)).toBeLessThan((4 * sigma) / Math.sqrt(steps));
    const variance = mean((row) => (row[m]! - drift) ** 2);
    expect(Math.abs(variance / sigma ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / steps));
  }
  const product = mean((row) => (row[0]! + (sigma * sigma) / 2) * (row[1]! + (sigma * sigma) / 2));
  expect(Math.abs(product / sigma ** 2 - correlation)).toBeLessThan(5 / Math.sqrt(steps));
});

test('right: profits are booked once, losses reset what is booked', () => {
  // accounting-identities.json, profit_booking: 100 invested at 100, no impact.
  const { state, context } = world({ ...ONE_MARKET, banks: TWO, impactStrength: 0 });
  const cash = state.cash[0]!;
  const booked: number[] = [];
  for (const price of [110, 110, 99]) {
    movePrice(state, 0, price);
    const before = { cash: state.cash[0]!, booked: state.booked[0]! };
    bookProfits(state, context, 0, 1);
    booked.push(state.cash[0]! - before.cash || state.booked[0]! - before.booked);
    expect(state.units[0]).toBeCloseTo(0.9090909090909091, 14);
  }
  for (const [i, amount] of [10, 0, -10].entries()) expect(booked[i]).toBeCloseTo(amount, 12);
  expect(state.cash[0]! - cash).toBeCloseTo(10, 12);
});

test('profit booking: its events, its interval, and equity that it leaves alone', () => {
  const policy = policyModule('if (step === 2) { action[1] = 2; }');
  const shocks = [{ kind: 'asset_price_crash', at: 5, market: 'X', magnitude: 0.5 }];
  const config = still({
    ...{ ...ONE_MARKET, banks: TWO, policy, shocks, steps: 7, impact: 'linear', impactStrength: 0.1 },
    ...{ profitBookingInterval: 3, actionShare: 1 },
  });
  // 100 of currency take the price to 110; bank 0 has gained 10 on its one unit.
  const { events } = run(banks, { config });
  const all = [...events.where({ type: 'profit_booking', bank: 0 })];
  expect(all.map(({ t, market }) => [t, market])).toEqual([
    [3, 'X'],
    [6, 'X'],
  ]);
  const [gain, loss] = all;
  const units = 10 / 110;
  expect(gain!.units).toBeCloseTo(-units, 12);
  expect(gain!.amount).toBeCloseTo((110 / 0.1) * (1 - Math.exp(-0.1 * units)), 10);
  expect(loss!.amount).toBeLessThan(0);
  expect(loss!.units).toBe(0);
  expect(loss!.entries).toEqual([]);
  const before = (events.ofType('step_end')[1]!.banks as BankRow[])[0]!;
  // I7: but for the price impact of the sales.
  expect(before.equity - endOf(events, 3)[0]!.equity).toBeLessThan(2.5);
  const never = run(banks, { config: { ...config, profitBookingInterval: 0 } });
  expect(never.events.ofType('profit_booking')).toEqual([]);
});
