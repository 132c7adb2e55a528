import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FireSalesInput } from '../../lib/analysis/fire-sale-setup.ts';
import { fireSales } from '../../lib/analysis/fire-sales.ts';
import { fireSaleCases } from './fire-sale-cases.ts';
import { expectClose, sharedCases } from './shared-cases.ts';

const fourBanks = fireSaleCases.find(({ title }) => title.startsWith('fs-5'))!.input;

/** One bank with 100 units of one asset, and debts of 100 - equity. */
function oneBank(equity: number, more: Partial<FireSalesInput> = {}): FireSalesInput {
  return {
    banks: [{ holdings: [100], externalDebt: 100 - equity }],
    depth: [1000],
    maxLeverage: 10,
    targetLeverage: 10,
    shock: { prices: [0] },
    ...more,
  };
}

describe('right', () => {
  test.each(fireSaleCases)('$title', ({ input, expected }) => {
    const found = fireSales(input);
    expectClose(found, expected);
    expect(found.cutOff).toEqual(found.initialEquity.map(() => 0));
  });

  test('sales along an exponential, paid at the price before and after', () => {
    // Leverage 20, to 10: sheds 50 of 100 units; the price falls to e^-0.05.
    const price = Math.exp(-0.05);
    for (const [fill, received] of [
      [0, 50],
      [1, 50 * price],
    ]) {
      const input = oneBank(5, { impact: 'exponential', fill, maxLeverage: 19 });
      const found = fireSales(input);
      expectClose(found.rounds[1], { unitsSold: [[50]], proceeds: [received], prices: [price] });
      expectClose(found.rounds[1].equity[0], 5 - 50 * (1 - price) - (50 - received));
    }
  });

  test('each channel alone', () => {
    const direct = fireSales({ ...fourBanks, channels: ['direct'] });
    expectClose(direct, {
      defaulted: [0, 1],
      numberOfSellingRounds: 0,
      totals: { shock: 14, direct: 10.8, fireSaleMark: 0, fireSaleLiquidation: 0 },
    });
    expect(direct.rounds.length).toBe(2);
    const sales = fireSales({ ...fourBanks, channels: ['fireSales'] });
    expect(sales.totals.direct).toBe(0);
    expect(sales.totals.fireSaleMark).toBeGreaterThan(0);
    const neither = fireSales({ ...fourBanks, channels: [] });
    expect(neither.totalLoss).toBeCloseTo(14, 12);
    // Bank 0 fails of the shock, with or without consequences.
    expect(neither.rounds.slice(1)).toMatchObject([{ round: 1, defaulted: [0] }]);
  });

  test('a price does not fall below 0', () => {
    const found = fireSales(oneBank(5, { depth: [20] }));
    expect(found.finalPrices).toEqual([0]);
    expect(found.defaulted).toEqual([0]);
  });

  test('other assets are shocked too, by bank', () => {
    const banks = [
      { holdings: [10], otherAssets: 10, externalDebt: 1 },
      { holdings: [10], otherAssets: 20, externalDebt: 1 },
    ];
    const shock = { prices: [0], otherAssets: [0, 0.25] };
    expectClose(fireSales({ ...oneBank(5), banks, shock }).lossesByChannel.shock, [0, 5]);
  });
});

describe('a tie does not act', () => {
  test('at the limit up to rounding', () => {
    // 0.3 of equity to 3 of assets, in decimals that doubles do not hold.
    const banks = [{ holdings: [2.9, 0.1], externalDebt: 2.7 }];
    const found = fireSales({ ...oneBank(5), banks, depth: [10, 10], shock: { prices: [0, 0] } });
    expect(found.rounds.length).toBe(1);
    expect(found.cutOff).toEqual([0]);
  });

  test('at equity 0 up to rounding: sells all, and does not fail', () => {
    const banks = [{ holdings: [0.3], externalDebt: 0.1 + 0.2 }];
    const found = fireSales({ ...oneBank(5), banks, fill: 0 });
    expect(found.defaulted).toEqual([]);
    expect(found.finalHoldings).toEqual([[0]]);
  });
});

describe('with the target at the limit selling never quite ends', () => {
  test('it is cut off at 1e-12 of assets, and says so', () => {
    const { rounds, cutOff, finalHoldings, finalPrices, finalEquity } = fireSales(oneBank(9));
    expect(rounds.length).toBeLessThan(100);
    const assets = finalHoldings[0][0] * finalPrices[0];
    expect(cutOff[0]).toBeGreaterThan(0);
    expect(cutOff[0]).toBeLessThanOrEqual(1e-12 * assets);
    expect(assets / finalEquity[0]).toBeCloseTo(10, 10);
  });

  test('or after 1,000 rounds, where each round needs nearly as much as the one before', () => {
    // A sale of x lowers equity such that about (10 - 1) kept / depth of x is to be sold again.
    const { rounds, cutOff } = fireSales(oneBank(10 - 1e-6, { depth: [900] }));
    expect(rounds.length).toBe(1001);
    expect(cutOff[0]).toBeGreaterThan(1e-10);
  });
});

const someInput = fc
  .record({ n: fc.integer({ min: 1, max: 4 }), m: fc.integer({ min: 1, max: 3 }) })
  .chain(({ n, m }) => {
    const share = fc.integer({ min: 0, max: 20 }).map((value) => value / 100);
    const list = <T>(item: fc.Arbitrary<T>, length: number) =>
      fc.array(item, { minLength: length, maxLength: length });
    const exposure = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(6) });
    return fc
      .record({
        books: list(
          fc.record({
            holdings: list(fc.nat(60), m),
            cash: fc.nat(5),
            otherAssets: fc.nat(20),
            leverage: fc.integer({ min: 2, max: 25 }),
          }),
          n,
        ),
        exposures: list(list(exposure, n), n).map((rows) =>
          rows.map((row, i) => row.map((value, j) => (i === j ? 0 : value))),
        ),
        depth: list(fc.integer({ min: 100, max: 3000 }), m),
        prices: list(share, m),
        otherAssets: list(share, n),
        target: fc.integer({ min: 5, max: 20 }),
        buffer: fc.integer({ min: 0, max: 5 }),
        impact: fc.constantFrom('linear' as const, 'exponential' as const),
        fill: fc.constantFrom(0, 0.5, 1),
        recovery: fc.constantFrom(0, 0.4, 1),
      })
      .map(({ books, exposures, prices, otherAssets, target, buffer, ...rest }): FireSalesInput => {
        const banks = books.map(({ leverage, ...book }, i) => {
          const claims = exposures[i].reduce((sum, value) => sum + value, 0);
          const debts = exposures.reduce((sum, row) => sum + row[i], 0);
          const assets = book.holdings.reduce(
            (sum, units) => sum + units,
            book.cash + book.otherAssets + claims,
          );
          return { ...book, externalDebt: Math.max(0, Math.round(assets * (1 - 1 / leverage)) - debts) };
        });
        return {
          ...rest,
          banks,
          exposures,
          shock: { prices, otherAssets },
          targetLeverage: target,
          maxLeverage: target + buffer,
        };
      });
  });

describe('lawful', () => {
  test('what a bank loses is the sum of its losses by channel', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const { initialEquity, finalEquity, losses, lossesByChannel, totals, totalLoss } = fireSales(input);
        losses.forEach((loss, i) => {
          expect(loss).toBe(initialEquity[i] - finalEquity[i]);
          const byChannel = Object.values(lossesByChannel).reduce((sum, amounts) => sum + amounts[i], 0);
          expect(byChannel).toBeCloseTo(loss, 10);
        });
        expect(Object.values(totals).reduce((sum, value) => sum + value, 0)).toBeCloseTo(totalLoss, 10);
      }),
    );
  });

  test('prices and holdings only fall, nothing becomes negative, and rounds end', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const { rounds, finalHoldings, finalPrices, cutOff } = fireSales(input);
        expect(rounds.length).toBeLessThanOrEqual(1001);
        for (let k = 1; k < rounds.length; k++) {
          rounds[k].prices.forEach((price, m) => {
            expect(price).toBeLessThanOrEqual(rounds[k - 1].prices[m]);
          });
        }
        expect(Math.min(...finalHoldings.flat(), ...finalPrices, ...cutOff)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('names of banks do not matter', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const turned = <T>(list: readonly T[]) => [...list.slice(1), list[0]];
        const found = fireSales(input);
        const permuted = fireSales({
          ...input,
          banks: turned(input.banks),
          exposures: turned(input.exposures!.map(turned)),
          shock: { prices: input.shock.prices, otherAssets: turned(input.shock.otherAssets!) },
        });
        expectClose(permuted.finalPrices, found.finalPrices, 1e-9);
        expectClose(permuted.finalEquity, turned(found.finalEquity), 1e-9);
      }),
    );
  });

  test('without a shock nobody below the limit moves', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const calm = { ...input, maxLeverage: 1e6, shock: { prices: input.depth.map(() => 0) } };
        const { rounds, totalLoss } = fireSales(calm);
        fc.pre(rounds[0].equity.every((equity) => equity > 0.001));
        expect(rounds.length).toBe(1);
        expect(totalLoss).toBe(0);
      }),
    );
  });

  test('one bank with one asset loses no more in a deeper market, unless a shallower one makes it fail', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 20 }),
        fc.integer({ min: 200, max: 4000 }),
        fc.integer({ min: 1, max: 9 }),
        (equity, depth, percent) => {
          const within = (units: number) =>
            fireSales(oneBank(equity, { depth: [units], shock: { prices: [percent / 100] } }));
          const shallow = within(depth);
          // A failed bank sells no more.
          fc.pre(shallow.defaulted.length === 0);
          expect(within(2 * depth).totalLoss).toBeLessThanOrEqual(shallow.totalLoss + 1e-9);
        },
      ),
    );
  });
});

describe('refuses', () => {
  const good = oneBank(5);
  const bank = good.banks[0];
  test.each<[string, Record<string, unknown>, string]>([
    ['no banks', { ...good, banks: [] }, 'banks: given []'],
    ['a bank without debt', { ...good, banks: [{ holdings: [1] }] }, 'banks[0].externalDebt: given nothing'],
    ['too few holdings', { ...good, depth: [1, 1] }, 'banks[0].holdings: given'],
    ['a fraction', { ...good, banks: [{ ...bank, cash: '1/3' }] }, 'banks[0].cash: given "1/3"'],
    ['hexadecimals', { ...good, maxLeverage: '0x10' }, 'maxLeverage: given "0x10"'],
    ['a depth of 0', { ...good, depth: ['0'] }, 'depth[0]: given 0'],
    ['a target above the limit', { ...good, targetLeverage: 11 }, 'targetLeverage: given 11'],
    ['a limit below 1', { ...good, maxLeverage: 0.5 }, 'maxLeverage: given 0.5'],
    ['a shock of more than all', { ...good, shock: { prices: [1.5] } }, 'shock.prices[0]: given 1.5'],
    ['no shock', { ...good, shock: undefined }, 'fireSales: shock: given nothing; an object'],
    ['another impact', { ...good, impact: 'quadratic' }, 'impact: given "quadratic"'],
    ['another channel', { ...good, channels: ['funding'] }, 'channels: given ["funding"]'],
    ['a fill above 1', { ...good, fill: 2 }, 'fill: given 2'],
    ['a negative exposure', { ...good, exposures: [['-1']] }, 'exposures[0][0]: given -1'],
  ])('%s', (_, input, message) => {
    expect(() => fireSales(input as unknown as FireSalesInput)).toThrow(message);
  });
});

const shared = sharedCases('fire-sales');

/** The numbers of an expected result, where fractions have a value beside them. */
function values(expected: unknown): unknown {
  if (typeof expected !== 'object' || expected === null) return expected;
  if (Array.isArray(expected)) return expected.map(values);
  if ('value' in expected) return expected.value;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, values(value)]));
}

test.skipIf(!shared)('the worked cases', () => {
  for (const { input, channels, expected, tolerance } of shared.cases) {
    expectClose(fireSales({ ...input, channels }), values(expected), tolerance);
  }
});
