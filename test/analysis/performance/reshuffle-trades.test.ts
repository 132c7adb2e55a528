import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxDrawdown } from '../../../lib/analysis/performance/max-drawdown.ts';
import {
  type ReshuffleTradesOptions,
  reshuffleTrades,
} from '../../../lib/analysis/performance/reshuffle-trades.ts';

const options = { runs: 6000, seed: 1, start: 100, method: 'permutation' } as const;

/** How often each value comes. */
function counts(values: ArrayLike<number>): Record<string, number> {
  const found: Record<string, number> = {};
  for (const value of Array.from(values)) {
    const name = value.toFixed(6);
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

/** Within 5 standard deviations of a count of that chance. */
function expectCount(count: number | undefined, runs: number, chance: number): void {
  expect(Math.abs((count ?? 0) - runs * chance)).toBeLessThan(5 * Math.sqrt(runs * chance * (1 - chance)));
}

describe('permutation', () => {
  // Of the six orders of +50, -30, -20 three have each a fall of its own, by hand.
  test('all orders are as likely', () => {
    const { maxDrawdown: falls, given } = reshuffleTrades([50, -30, -20], options);
    // 50 -30 -20 and 50 -20 -30: 50 of 150. -30 -20 50 and -20 -30 50: 50 of 100.
    // -30 50 -20: 30 of 100. -20 50 -30: 30 of 130.
    const found = counts(falls);
    expectCount(found[(50 / 150).toFixed(6)], 6000, 2 / 6);
    expectCount(found['0.500000'], 6000, 2 / 6);
    expectCount(found['0.300000'], 6000, 1 / 6);
    expectCount(found[(30 / 130).toFixed(6)], 6000, 1 / 6);
    expect(Object.keys(found)).toHaveLength(4);
    expect(given).toEqual({ maxDrawdown: 50 / 150, finalWealth: 100 });
  });

  test('leaves the end as it is, to the last digit', () => {
    const { finalWealth, given } = reshuffleTrades([0.1, 0.2, 0.3, -0.7, 1e-9], { ...options, runs: 50 });
    expect(new Set(finalWealth)).toEqual(new Set([given.finalWealth]));
  });

  test('asDeep is the share of orders that fall as far', () => {
    const { asDeep } = reshuffleTrades([-20, 50, -30], options);
    expect(asDeep).toBe(1);
    const { asDeep: third } = reshuffleTrades([-20, -30, 50], options);
    expectCount(third * 6000, 6000, 2 / 6);
  });
});

describe('bootstrap', () => {
  test('each trade is drawn by itself', () => {
    const { finalWealth } = reshuffleTrades([10, -5], { ...options, method: 'bootstrap' });
    const found = counts(finalWealth);
    expectCount(found['120.000000'], 6000, 1 / 4);
    expectCount(found['105.000000'], 6000, 1 / 2);
    expectCount(found['90.000000'], 6000, 1 / 4);
  });

  test('falls below 0 are above 1', () => {
    const { maxDrawdown: falls } = reshuffleTrades([-150], { ...options, runs: 3, method: 'bootstrap' });
    expect(Array.from(falls)).toEqual([1.5, 1.5, 1.5]);
  });
});

test('the falls are those of the path of wealth', () => {
  const trade = fc.integer({ min: -20, max: 30 });
  fc.assert(
    fc.property(fc.array(trade, { minLength: 1, maxLength: 12 }), (pnls) => {
      const { given, maxDrawdown: falls } = reshuffleTrades(pnls, { ...options, runs: 3 });
      const wealth = [100];
      for (const pnl of pnls) wealth.push(wealth[wealth.length - 1] + pnl);
      expect(given).toEqual({ maxDrawdown: maxDrawdown(wealth).fraction, finalWealth: wealth.at(-1) });
      const lost = pnls.reduce((sum, pnl) => sum + Math.min(0, pnl), 0);
      for (const fall of falls) expect(fall).toBeLessThanOrEqual(-lost / 100 + 1e-12);
    }),
  );
});

test('quantiles are of the runs: inf{x: F(x) >= level}', () => {
  const pnls = [5, -3, 8, -10, 2, -6, 4];
  const result = reshuffleTrades(pnls, { ...options, runs: 200, method: 'bootstrap' });
  const falls = Array.from(result.maxDrawdown).sort((a, b) => a - b);
  const ends = Array.from(result.finalWealth).sort((a, b) => a - b);
  expect(result.quantiles.map(({ level }) => level)).toEqual([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]);
  for (const { level, ...outcome } of result.quantiles) {
    const rank = Math.round(200 * level);
    expect(outcome).toEqual({ maxDrawdown: falls[rank - 1], finalWealth: ends[rank - 1] });
  }
});

test.each(['permutation', 'bootstrap'] as const)(
  '%s: a seed fixes the runs, and more runs no earlier one',
  (method) => {
    const pnls = [5, -3, 8, -10, 2, -6, 4];
    const long = reshuffleTrades(pnls, { ...options, runs: 40, method });
    expect(reshuffleTrades(pnls, { ...options, runs: 40, method })).toEqual(long);
    expect(reshuffleTrades(pnls, { ...options, runs: 9, method }).maxDrawdown).toEqual(
      long.maxDrawdown.slice(0, 9),
    );
    expect(reshuffleTrades(pnls, { ...options, runs: 40, method, seed: 2 }).maxDrawdown).not.toEqual(
      long.maxDrawdown,
    );
  },
);

test.each([
  [[], {}, 'reshuffleTrades: pnls: given "0 numbers"'],
  [[Number.NaN], {}, 'reshuffleTrades: pnls[0]'],
  [[1], { runs: 0 }, 'reshuffleTrades: runs: given 0'],
  [[1], { start: 0 }, 'reshuffleTrades: start: given 0'],
  [[1], { seed: undefined }, 'seed: given nothing'],
  [[1], { method: 'blocks' }, 'reshuffleTrades: method: given "blocks"'],
  [[1], { run: 1 }, 'reshuffleTrades: run'],
])('%j with %j is refused', (pnls, fields, message) => {
  const input = { ...options, ...fields } as unknown as ReshuffleTradesOptions;
  expect(() => reshuffleTrades(pnls, input)).toThrow(message);
});
