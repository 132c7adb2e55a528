import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clearing, clear, type Recoveries } from '../../lib/analysis/clear.ts';
import { type Obligations, obligationsOf, totalOwed } from '../../lib/analysis/obligations.ts';
import { uniforms } from '../study/samples.ts';
import { expectClose } from './shared-cases.ts';

interface Economy {
  debts: Obligations;
  externalAssets: Float64Array;
  recoveries: Recoveries;
}

/** The greatest fixed point by plain iteration from full payment; right where enough leaks out. */
function iterated({ debts, externalAssets, recoveries }: Economy): number[] {
  const { rowStart, column, amount } = debts;
  const owed = totalOwed(debts);
  let payments = Array.from(owed);
  for (;;) {
    const receipts = new Float64Array(owed.length);
    payments.forEach((payment, i) => {
      for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
        if (owed[i] > 0) receipts[column[k]] += (amount[k] / owed[i]) * payment;
      }
    });
    const next = payments.map((_, i) => {
      const own = externalAssets[i];
      if (own + receipts[i] >= owed[i] - 1e-14 * (owed[i] + Math.max(0, -own))) return owed[i];
      const rest = (own > 0 ? recoveries.external * own : own) + recoveries.interbank * receipts[i];
      return Math.max(0, rest);
    });
    if (next.every((payment, i) => Math.abs(payment - payments[i]) <= 1e-16 * owed[i])) return next;
    payments = next;
  }
}

const someEconomy = fc.integer({ min: 2, max: 7 }).chain((n) => {
  const amount = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 }));
  return fc
    .record({
      matrix: fc.array(amount, { minLength: n * n, maxLength: n * n }),
      external: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n, maxLength: n }),
      externalAssets: fc.array(fc.integer({ min: -8, max: 12 }), { minLength: n, maxLength: n }),
      recoveries: fc.constantFrom(
        { external: 1, interbank: 1 },
        { external: 1, interbank: 1 },
        { external: 0.5, interbank: 0.9 },
      ),
    })
    .map(({ matrix, external, externalAssets, recoveries }): Economy => {
      const debts = Float64Array.from(matrix, (value, at) => (at % (n + 1) === 0 ? 0 : value));
      // Everybody owes outsiders something, so that plain iteration ends.
      const outside = Float64Array.from(external, (value) => value + 0.5);
      return {
        debts: obligationsOf(debts, outside),
        externalAssets: Float64Array.from(externalAssets),
        recoveries,
      };
    });
});

describe('clear', () => {
  test('is the greatest fixed point, also with negative external assets', () => {
    fc.assert(
      fc.property(someEconomy, (economy) => {
        const { debts, externalAssets, recoveries } = economy;
        expectClose(Array.from(clear(debts, externalAssets, recoveries).payments), iterated(economy));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['sparse', 300, 0.02],
    ['dense', 150, 1],
  ])('the same for many banks, %s', (_, n, density) => {
    for (const level of [-0.3, -0.05, 0.02]) {
      const economy = randomEconomy(n, density, level);
      const { payments, wave } = clear(economy.debts, economy.externalAssets);
      expectClose(Array.from(payments), iterated(economy));
      expect(wave.filter((each) => each >= 0).length).toBeGreaterThan(level > 0 ? 0 : 64);
    }
  });

  test('what is left of negative external assets', () => {
    // Bank 0 gets 3 and needs 2 of it for senior debt; bank 1 then fails on 1 of its own and 1 from bank 0.
    const debts = obligationsOf(Float64Array.of(0, 4, 0, 0, 0, 4, 3, 0, 0), new Float64Array(3));
    const cleared = clear(debts, Float64Array.of(-2, 1, 3));
    expectClose(summary(cleared), { payments: [1, 2, 3], receipts: [3, 1, 2], wave: [0, 1, -1] });
    expectClose(summary(clear(debts, Float64Array.of(-5, 1, 3))), { payments: [0, 1, 3], wave: [0, 1, -1] });
  });

  test('a tie after senior debt is a tie up to the rounding of that', () => {
    // What bank 0 receives, 300,000.7, just covers its senior debt and the 0.001 that it owes.
    const debts = obligationsOf(
      Float64Array.of(0, 0, 0, 100_000.4, 0, 0, 200_000.3, 0, 0),
      Float64Array.of(0.001, 0, 0),
    );
    const own = (more: number) => Float64Array.of(0.001 - 300_000.7 + more, 1e6, 1e6);
    expect(clear(debts, own(0)).waveCount).toBe(0);
    expect(clear(debts, own(-1e-6)).waveCount).toBe(1);
  });

  test('a close call among many banks is decided by exact payments', () => {
    for (let n = 100; n < 120; n++) {
      // One bank more, which owes only the world outside, so that the others do not depend on it.
      const { debts, externalAssets } = randomEconomy(n, 1, -0.02, 1);
      const last = n;
      const { receipts } = clear(debts, externalAssets.fill(1e6, last, last + 1));
      for (const margin of [-3e-10, -1e-10, -3e-11, -1e-11, 1e-11, 3e-11, 1e-10, 3e-10]) {
        externalAssets[last] = debts.external[last] * (1 + margin) - receipts[last];
        const { wave, payments } = clear(debts, externalAssets);
        expect(wave[last] >= 0, `${n} ${margin}`).toBe(margin < 0);
        expect(payments[last]).toBeCloseTo(debts.external[last], 6);
      }
    }
  });

  test('a circle of banks that all fail, one of them on senior debt: nothing leaves it but there', () => {
    const circle = obligationsOf(Float64Array.of(0, 9, 0, 0, 0, 9, 9, 0, 0), new Float64Array(3));
    expectClose(summary(clear(circle, Float64Array.of(-4, 1, 1))), { payments: [0, 1, 2], wave: [0, 1, 2] });
  });
});

function summary({ payments, receipts, wave }: Clearing) {
  return { payments: Array.from(payments), receipts: Array.from(receipts), wave: Array.from(wave) };
}

/**
 * `n` banks whose net worth at full payment is `level` of what they owe, more or less, `more` banks that owe
 * no bank, and one that neither has nor owes anything.
 */
function randomEconomy(n: number, density: number, level: number, more = 0): Economy {
  const uniform = uniforms(n);
  const count = n + more + 1;
  const matrix = Float64Array.from({ length: count * count }, (_, at) =>
    at % (count + 1) !== 0 && at < n * count && at % count < n + more && uniform() < density ? uniform() : 0,
  );
  const external = new Float64Array(count).fill(0.1 * n * density, 0, n).fill(n, n, n + more);
  const debts = obligationsOf(matrix, external);
  const owed = totalOwed(debts);
  const externalAssets = owed.map((amount, j) => {
    let claims = 0;
    for (let i = 0; i < n; i++) claims += matrix[i * count + j];
    return Math.max(0, amount - claims + amount * (level + 0.1 * (uniform() - 0.5)));
  });
  return { debts, externalAssets, recoveries: { external: 1, interbank: 1 } };
}
