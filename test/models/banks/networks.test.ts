import { describe, expect, test } from 'vitest';
import { banks, loadTable, type Run, run } from '../../../lib/index.ts';
import { temporaryFile } from '../../support/temporary-files.ts';

const config = { banks: 14, steps: 1, shocks: 'none', noise: 0, interbankShare: 0.1, density: 0.3 } as const;
const opened = (more: Readonly<Record<string, unknown>>, seed = 1): Run =>
  run(banks, { config: { ...config, ...more }, seed, until: 0 });

interface Loan {
  readonly lender: number;
  readonly borrower: number;
  readonly amount: number;
}

const loansOf = ({ events }: Run) => events.get(0).loans as Loan[];
const totals = (loans: readonly Loan[], side: 'lender' | 'borrower', count: number): number[] => {
  const sums = new Array<number>(count).fill(0);
  for (const loan of loans) sums[loan[side]]! += loan.amount;
  return sums;
};
const assetsOf = (made: Run): number[] =>
  (made.events.get(0).banks as { cash: number }[]).map(({ cash }) => cash / 0.06);

describe.each(['maximum-entropy', 'minimum-density', 'sampled'])('a network from totals, %s', (network) => {
  test('meets what each bank lends, and what it borrows in proportion to its size', () => {
    const made = opened({ network });
    const loans = loansOf(made);
    const lent = totals(loans, 'lender', 14);
    const owed = totals(loans, 'borrower', 14);
    const assets = assetsOf(made);
    const total = lent.reduce((sum, each) => sum + each, 0);
    const size = assets.reduce((sum, each) => sum + each, 0);
    expect(total / size).toBeCloseTo(0.1, 6);
    for (const [i, each] of owed.entries()) expect(each / total).toBeCloseTo(assets[i]! / size, 4);
    const again = totals(loansOf(opened({ network }, 2)), 'lender', 14);
    for (const [i, each] of again.entries()) expect(Math.abs(each - lent[i]!)).toBeLessThan(1e-6 * total);
    for (const { lender, borrower } of loans) expect(lender).not.toBe(borrower);
  });

  test('meets a table to the last cent', () => {
    const table = [
      { capital: 100, interbankAssets: 30, interbankLiabilities: 5 },
      { capital: 100, interbankAssets: 10, interbankLiabilities: 25 },
      { capital: 100, interbankAssets: 0, interbankLiabilities: 20 },
      { capital: 100, interbankAssets: 20, interbankLiabilities: 10 },
    ];
    const loans = loansOf(opened({ network, banks: table }));
    for (const [i, each] of totals(loans, 'lender', 4).entries()) {
      expect(each).toBeCloseTo(table[i]!.interbankAssets, 7);
    }
    for (const [i, each] of totals(loans, 'borrower', 4).entries()) {
      expect(each).toBeCloseTo(table[i]!.interbankLiabilities, 7);
    }
  });

  test('without interbank assets there are no loans', () => {
    expect(loansOf(opened({ network, interbankShare: 0 }))).toEqual([]);
  });
});

test('sampled networks are redrawn for each run, the other two from totals are not', () => {
  const isRedrawn = (network: string) =>
    JSON.stringify(loansOf(opened({ network }, 1))) !== JSON.stringify(loansOf(opened({ network }, 2)));
  expect(['sampled', 'maximum-entropy', 'minimum-density'].map(isRedrawn)).toEqual([true, false, false]);
});

test('links: all of them by maximum entropy, few by minimum density, in between by sampling', () => {
  const linksOf = (network: string) => loansOf(opened({ network })).length;
  expect(linksOf('maximum-entropy')).toBe(14 * 13);
  expect(linksOf('minimum-density')).toBeLessThanOrEqual(14 + 14 - 1);
  expect(linksOf('sampled')).toBeGreaterThan(28);
  expect(linksOf('sampled')).toBeLessThan(120);
});

test('scale-free: the density is met on average, large banks have many links, a denser one keeps its own', () => {
  const given = { network: 'scale-free', banks: 60, density: 0.1, interbankShare: 0.02 };
  let links = 0;
  const lending = new Float64Array(60);
  for (let seed = 0; seed < 60; seed++) {
    const loans = loansOf(opened(given, seed));
    links += loans.length;
    for (const { lender } of loans) lending[lender]!++;
  }
  // 212,400 pairs were drawn: the standard error of the density is 0.00065 at most.
  expect(Math.abs(links / 60 / (60 * 59) - 0.1)).toBeLessThan(0.003);
  expect(lending[0]! / lending[59]!).toBeGreaterThan(4);
  const pairs = (density: number) =>
    new Set(loansOf(opened({ ...given, density }, 5)).map(({ lender, borrower }) => `${lender} ${borrower}`));
  const denser = pairs(0.2);
  for (const pair of pairs(0.1)) expect(denser).toContain(pair);
});

test('interbank liabilities come from a CSV file too', () => {
  const rows = ['capital,interbankAssets,interbankLiabilities', '100,30,10', '100,10,20', '100,0,10'];
  const table = loadTable(banks, 'banks', temporaryFile('owed.csv', `${rows.join('\n')}\n`));
  const loans = loansOf(opened({ network: 'minimum-density', banks: table }));
  expect(totals(loans, 'borrower', 3)).toEqual([10, 20, 10]);
});

test('synthetic banks lend the share of all assets that the config says, spread as it says', () => {
  const shares = (interbankSpread: number) => {
    const made = opened({ banks: 40, network: 'maximum-entropy', interbankShare: 0.04, interbankSpread });
    const assets = assetsOf(made);
    const lent = totals(loansOf(made), 'lender', 40);
    return lent.map((each, i) => each / assets[i]!);
  };
  const spread = (values: readonly number[]) => {
    const logs = values.map(Math.log);
    const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
    return Math.sqrt(logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / logs.length);
  };
  for (const share of shares(0)) expect(share).toBeCloseTo(0.04, 5);
  expect(spread(shares(1))).toBeGreaterThan(0.85);
  expect(spread(shares(1))).toBeLessThan(1.05);
});
