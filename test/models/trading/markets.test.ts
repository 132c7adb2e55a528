import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blackScholes } from '../../../lib/analysis/markets/black-scholes.ts';
import { garchMoments } from '../../../lib/analysis/markets/garch-moments.ts';
import { run, trading } from '../../../lib/index.ts';
import { draws } from '../../support/draws.ts';
import { type Estimate, estimate, garchEstimates, idle, lastPrices } from '../../support/path-moments.ts';
import { marketOf, tradingSimulation } from '../../support/trading-runs.ts';

function expectNear({ mean, error }: Estimate, expected: number): void {
  expect(Math.abs(mean - expected) / error, `${mean} ± ${error} for ${expected}`).toBeLessThan(4);
}

test('discounted payoffs of calls and puts are worth what Black and Scholes say, and prices grow by the drift', () => {
  // A year of four steps; ticks begin with the first price, bars move from it.
  const law = { kind: 'gbm', interval: 86_400, price: 100, drift: 0.05, volatility: 0.2, decimals: 6 };
  for (const [shape, days] of [
    ['ticks', 5],
    ['bars', 4],
  ] as const) {
    const prices = lastPrices({ ...law, shape, days }, 4, 12_000);
    const discount = Math.exp(-0.05);
    const call = estimate(prices.map((price) => discount * Math.max(0, price - 100)));
    expectNear(call, 10.450584);
    expect(call.error).toBeLessThan(0.15);
    expectNear(estimate(prices.map((price) => discount * Math.max(0, 100 - price))), 5.573526);
    expectNear(estimate(prices.map((price) => discount * price)), 100);
  }
  const input = { spot: 100, strike: 100, rate: 0.05, volatility: 0.2, years: 1, kind: 'call' as const };
  expect(blackScholes(input)).toBeCloseTo(10.450584, 6);
});

test('GARCH returns have the variance and the kurtosis of their law', () => {
  const [alpha, beta, variance] = [0.1, 0.8, 1e-4];
  const moments = garchMoments({ omega: (1 - alpha - beta) * variance, alpha, beta });
  // 3 (1 - 0.9²) / (1 - 0.9² - 2 · 0.1²) = 0.57 / 0.17.
  expect(moments.kurtosis).toBeCloseTo(0.57 / 0.17, 12);
  const seen = garchEstimates({ alpha, beta, variance }, 250, 400);
  expectNear(seen.variance, variance);
  expectNear(seen.kurtosis, 0.57 / 0.17);
  // Far enough from 3, the kurtosis of a law without memory.
  expect((seen.kurtosis.mean - 3) / seen.kurtosis.error).toBeGreaterThan(4);
});

const someBars: fc.Arbitrary<object> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('gbm', 'garch'),
    volatility: fc.constantFrom(0, 0.2, 2),
    interval: fc.constantFrom(600, 86_400),
    decimals: fc.integer({ min: 0, max: 4 }),
    price: fc.constantFrom(0.5, 100),
    ...{ shape: fc.constant('bars'), days: fc.constant(3) },
  }),
  fc.record({ kind: fc.constant('bootstrap'), block: fc.constantFrom(1, 3, 10) }),
);

test('no bar is higher or lower than its high and low, and bars of a law open where the last one closed', () => {
  const source = marketOf(
    Array.from({ length: 40 }, (_, i) => 10_000 + ((i * 137) % 311)),
    'bars',
  );
  fc.assert(
    fc.property(someBars, fc.integer({ min: 1, max: 1000 }), (market, seed) => {
      const isLaw = (market as { kind: string }).kind !== 'bootstrap';
      const config = { ...idle, market, ...(isLaw ? {} : source) };
      const { simulation, state } = tradingSimulation(config, { seed, log: false });
      let last = Number.NaN;
      while (simulation.advance(1) > 0) {
        const [open, high, low, close] = [state.open, state.high, state.low, state.close].map(
          ([each]) => each,
        );
        expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
        expect(low).toBeLessThanOrEqual(Math.min(open, close));
        expect(low).toBeGreaterThan(0);
        if (isLaw && !Number.isNaN(last)) expect(open).toBe(last);
        last = close;
      }
    }),
    draws(60),
  );
});

describe('bars drawn again', () => {
  const count = 2000;
  const cents = Array.from({ length: count }, (_, i) => 1_000_000 + ((i * 7919) % 100_003));
  const rows = count - 1;
  const block = 10;

  test('have the returns of neighbours of the source, in blocks of geometric lengths', () => {
    const market = { kind: 'bootstrap', block };
    const { simulation, state } = tradingSimulation(
      { ...idle, ...marketOf(cents, 'bars'), market },
      { log: false },
    );
    const lengths: number[] = [];
    const starts: number[] = [];
    for (let seed = 1; seed <= 12; seed++) {
      simulation.restart(seed);
      simulation.advance(1);
      let [before, last, length] = [-1, state.close[0], 0];
      while (simulation.advance(1) > 0) {
        const { row } = state;
        const drawn = cents[row + 1] / cents[row];
        expect(Math.abs(state.close[0] / last / drawn - 1)).toBeLessThan(1e-5);
        if (before >= 0 && row !== (before + 1) % rows) {
          lengths.push(length);
          length = 0;
        }
        if (length === 0) starts.push(row);
        length++;
        before = row;
        last = state.close[0];
      }
    }
    const total = lengths.length;
    expectNear(estimate(lengths), block);
    for (const longer of [1, 2, 5, 10, 20, 40]) {
      const share = (1 - 1 / block) ** longer;
      const seen = lengths.filter((length) => length > longer).length / total;
      expect(Math.abs(seen - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / total));
    }
    // Blocks begin anywhere: the mean of a uniform place, and the share in the first tenth.
    expectNear(estimate(starts), (rows - 1) / 2);
    expectNear(estimate(starts.map((row) => (row < rows / 10 ? 1 : 0))), 0.1);
  });
});

test.each(['gbm', 'garch'])(
  'a volatility that is set while it runs moves the prices of %s from then on',
  (kind) => {
    const given = { config: { market: { kind, days: 1, interval: 60, volatility: 0.1 } }, seed: 4 };
    const set = { name: 'set', at: 100, path: 'market.volatility', value: 0.4 };
    const pricesOf = (commands: readonly object[]): number[] =>
      run(trading, { ...given, commands } as never)
        .events.ofType('candle')
        .map(({ close }) => close as number);
    const [calm, wild] = [pricesOf([]), pricesOf([set])];
    const spread = (prices: readonly number[]): number => {
      const moves = prices.slice(1).map((price, i) => price / prices[i] - 1);
      return Math.sqrt(moves.reduce((sum, move) => sum + move * move, 0) / moves.length);
    };
    const after = Math.ceil((calm.length * 120) / 375);
    expect(wild.slice(0, Math.floor(after / 2))).toEqual(calm.slice(0, Math.floor(after / 2)));
    const ratio = spread(wild.slice(after)) / spread(calm.slice(after));
    expect(ratio).toBeGreaterThan(2);
  },
);
