import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maximumEntropy } from '../../lib/analysis/maximum-entropy.ts';
import { minimumDensity } from '../../lib/analysis/minimum-density.ts';
import { uniforms } from '../study/samples.ts';
import { draws } from '../support/draws.ts';
import { sharedCases } from './shared-cases.ts';
import {
  linkCount,
  marginError,
  marginsOf,
  type SomeMargins,
  sizedMargins,
  someLoans,
} from './some-margins.ts';

/** Lenders and borrowers less the most blocks that are balanced and can be linked: tries all partitions. */
function fewestLinks({ assets, liabilities }: SomeMargins): number {
  const sides = [
    ...assets.map((amount, bank) => ({ amount, bank })),
    ...liabilities.map((amount, bank) => ({ amount: -amount, bank })),
  ].filter(({ amount }) => amount !== 0);
  const isBlock = (set: number) => {
    const members = sides.filter((_, k) => (set >> k) & 1);
    const lent = members.reduce((total, { amount }) => total + Math.max(0, amount), 0);
    const balance = members.reduce((total, { amount }) => total + amount, 0);
    const isWithin = members.every(({ bank }) => {
      const own = members.filter((each) => each.bank === bank);
      return own.reduce((total, { amount }) => total + Math.abs(amount), 0) <= lent;
    });
    return balance === 0 && isWithin;
  };
  const all = 2 ** sides.length - 1;
  const most = [0];
  for (let set = 1; set <= all; set++) {
    const lowest = set & -set;
    const others = set ^ lowest;
    most[set] = Number.NEGATIVE_INFINITY;
    for (let part = others; ; part = (part - 1) & others) {
      const left = most[others ^ part];
      if (left + 1 > most[set] && isBlock(part | lowest)) most[set] = left + 1;
      if (part === 0) break;
    }
  }
  return sides.length - most[all];
}

/** Whether the links between rows and columns close no cycle. */
function isForest(rows: number[][]): boolean {
  const tree = Array.from({ length: 2 * rows.length }, (_, k) => k);
  const rootOf = (k: number): number => (tree[k] === k ? k : rootOf(tree[k]));
  for (const [i, row] of rows.entries()) {
    for (const [j, value] of row.entries()) {
      if (value === 0) continue;
      const [lender, borrower] = [rootOf(i), rootOf(rows.length + j)];
      if (lender === borrower) return false;
      tree[lender] = borrower;
    }
  }
  return true;
}

function expectSparse(rows: number[][], margins: SomeMargins): void {
  expect(marginError(rows, margins)).toBeLessThan(1e-12);
  expect(isForest(rows)).toBe(true);
  const lenders = margins.assets.filter((value) => value > 0).length;
  const borrowers = margins.liabilities.filter((value) => value > 0).length;
  expect(linkCount(rows)).toBeGreaterThanOrEqual(Math.max(lenders, borrowers));
  expect(linkCount(rows)).toBeLessThan(Math.max(1, lenders + borrowers));
}

describe('right', () => {
  test.each([
    // The example of Anand, Craig & von Peter (2015), where their heuristic finds 9.
    [[7, 5, 3, 1, 3, 0, 1], [4, 5, 5, 0, 0, 2, 4], 7],
    [[4, 7, 1, 9, 3, 6], [6, 4, 7, 1, 9, 3], 6],
    // Bank 0 is in every link.
    [[3, 1, 1], [2, 2, 1], 4],
    [[4, 5, 6, 7, 8, 9], [4, 5, 6, 7, 8, 9], 9],
    [[0.1, 0.2, 0], [0, 0, 0.3], 2],
    [[0.3, 0, 0], [0, 0.1, 0.2], 2],
    [[3, 2], [2, 3], 2],
    [[0, 0], [0, 0], 0],
  ])('%j and %j take %d links', (assets, liabilities, links) => {
    const rows = minimumDensity({ assets, liabilities });
    expectSparse(rows, { assets, liabilities });
    expect(linkCount(rows)).toBe(links);
  });

  test('24 sides: twelve banks that lend what they borrow make four groups, since two have a diagonal left', () => {
    const assets = [101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157].map(Math.sqrt);
    expect(linkCount(minimumDensity({ assets, liabilities: assets }))).toBe(24 - 4);
  });

  test.each([20, 30, 40])('a ring of %d banks, and of equal ones', (count) => {
    const uniform = uniforms(count);
    const assets = Array.from({ length: count }, () => 1 + Math.floor(20 * uniform()));
    const ring = { assets, liabilities: [...assets.slice(1), assets[0]] };
    expect(linkCount(minimumDensity(ring))).toBe(count);
    const equal = Array.from({ length: count }, () => 0.1);
    expect(linkCount(minimumDensity({ assets: equal, liabilities: equal }))).toBe(count);
  });

  test('groups that are hidden among 36 sides', () => {
    const uniform = uniforms(5);
    const assets: number[] = [];
    const liabilities: number[] = [];
    for (let group = 0; group < 6; group++) {
      const amounts = [uniform(), uniform(), uniform()];
      assets.push(...amounts);
      const owed = [amounts[0] / 3, amounts[1] / 3, 0];
      owed[2] = amounts[0] + amounts[1] + amounts[2] - owed[0] - owed[1];
      liabilities.unshift(...owed);
    }
    const rows = minimumDensity({ assets, liabilities });
    expectSparse(rows, { assets, liabilities });
    expect(linkCount(rows)).toBe(36 - 6);
  });
});

describe('lawful', () => {
  test('no partition of up to five banks has more blocks', () => {
    const loans = someLoans({ min: 2, max: 5 }, fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(loans, (given) => {
        const margins = marginsOf(given);
        const rows = minimumDensity(margins);
        if (margins.assets.some((value) => value > 0)) expectSparse(rows, margins);
        expect(linkCount(rows)).toBe(fewestLinks(margins));
        const { assets, liabilities } = margins;
        const back = { assets: assets.toReversed(), liabilities: liabilities.toReversed() };
        expect(linkCount(minimumDensity(back))).toBe(linkCount(rows));
      }),
      draws(150),
    );
  });

  test('never more links than there were, nor than maximum entropy has', () => {
    const loans = someLoans({ min: 2, max: 9 }, fc.double({ min: 1e-3, max: 1e3, noNaN: true }));
    fc.assert(
      fc.property(loans, (given) => {
        const margins = marginsOf(given);
        const rows = minimumDensity(margins);
        expect(marginError(rows, margins)).toBeLessThan(1e-12);
        expect(isForest(rows)).toBe(true);
        expect(linkCount(rows)).toBeLessThanOrEqual(linkCount(given));
        expect(linkCount(rows)).toBeLessThanOrEqual(linkCount(maximumEntropy(margins)));
        expect(minimumDensity(margins)).toEqual(rows);
      }),
      draws(60),
    );
  });

  test('a thousand banks in general position are one tree', () => {
    const margins = sizedMargins(1000, 3);
    const rows = minimumDensity(margins);
    expectSparse(rows, margins);
    expect(linkCount(rows)).toBe(1999);
  });

  test('a thousand banks of round numbers are many', () => {
    const { assets, liabilities } = sizedMargins(1000, 3);
    const margins = { assets: assets.map(Math.ceil), liabilities: liabilities.map(Math.ceil) };
    margins.assets[0] += Math.max(
      0,
      margins.liabilities.reduce((a, b) => a + b) - margins.assets.reduce((a, b) => a + b),
    );
    margins.liabilities[1] += Math.max(
      0,
      margins.assets.reduce((a, b) => a + b) - margins.liabilities.reduce((a, b) => a + b),
    );
    const rows = minimumDensity(margins);
    expectSparse(rows, margins);
    expect(linkCount(rows)).toBeLessThan(1200);
  });
});

const shared = sharedCases('minimum-density');

test.skipIf(!shared)('the worked cases', () => {
  for (const { assets, liabilities, feasible, minimumLinks } of shared.cases) {
    if (!feasible) {
      expect(() => minimumDensity({ assets, liabilities })).toThrow(/^(bank \d+|assets and liabilities): /);
      continue;
    }
    const rows = minimumDensity({ assets, liabilities });
    expectSparse(rows, { assets, liabilities });
    expect(linkCount(rows)).toBe(minimumLinks);
  }
});
