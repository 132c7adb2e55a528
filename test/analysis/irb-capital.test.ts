import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IrbCapitalInput, irbCapital } from '../../lib/analysis/irb-capital.ts';
import { expectClose, sharedCases } from './shared-cases.ts';

// pd, R, b, K, and the risk weight in percent that BCBS 128, annex 5, prints for LGD 45 % and 2.5 years.
const rows = [
  [0.0003, 0.2382134327523675, 0.3168344172072307, 0.011554853832932803, 14.44],
  [0.004, 0.21824769036935782, 0.17722889989229915, 0.05017416260959173, 62.72],
  [0.013, 0.18264549321132192, 0.12703443825143132, 0.0807574906704466, 100.95],
  [0.03, 0.14677561921781157, 0.09647810097676261, 0.10275019694092054, 128.44],
  [0.1, 0.12080855363989025, 0.05985636818667657, 0.154469524437231, 193.09],
];

test.each(rows)('right: pd %d', (pd, correlation, maturityAdjustment, capital, published) => {
  const found = irbCapital({ pd, lgd: 0.45, maturity: 2.5 });
  expectClose(found, { correlation, maturityAdjustment, capital, riskWeight: 12.5 * capital }, 1e-15);
  expect(100 * found.riskWeight).toBeCloseTo(published, 2);
});

test('right: a year more of maturity adds b over 1 + (M - 2.5) b', () => {
  const at = (maturity: number) => irbCapital({ pd: 0.01, lgd: 0.4, maturity });
  const { maturityAdjustment: b } = at(1);
  expect(at(3.5).capital / at(2.5).capital).toBeCloseTo(1 + b, 14);
  expect(at(5).capital / at(1).capital).toBeCloseTo((1 + 2.5 * b) / (1 - 1.5 * b), 14);
});

const someLoan = fc.record({
  pd: fc.double({ min: 0.0003, max: 0.999, noNaN: true }),
  lgd: fc.double({ min: 0, max: 1, noNaN: true }),
  maturity: fc.double({ min: 1, max: 5, noNaN: true }),
});

test('lawful: capital is proportional to lgd and between 0 and lgd, correlation from 0.12 to 0.24', () => {
  fc.assert(
    fc.property(someLoan, (loan) => {
      const { capital, correlation } = irbCapital(loan);
      expect(capital).toBeGreaterThanOrEqual(0);
      expect(capital).toBeLessThanOrEqual(loan.lgd);
      expect(capital).toBeCloseTo(loan.lgd * irbCapital({ ...loan, lgd: 1 }).capital, 14);
      expect(correlation).toBeGreaterThanOrEqual(0.12);
      expect(correlation).toBeLessThanOrEqual(0.24);
    }),
  );
});

describe('refuses', () => {
  const good = { pd: 0.01, lgd: 0.45, maturity: 2.5 };
  test.each<[string, Record<string, unknown>, string]>([
    ['a pd of 0', { ...good, pd: 0 }, 'pd: given 0'],
    ['a pd of 1', { ...good, pd: 1 }, 'pd: given 1; below 1'],
    ['a pd where the formula breaks', { ...good, pd: 2.8e-6 }, 'pd: given 0.0000028; at least 0.000003'],
    ['percents', { ...good, lgd: 45 }, 'lgd: given 45'],
    ['half a year', { ...good, maturity: 0.5 }, 'maturity: given 0.5'],
    ['no maturity', { pd: 0.01, lgd: 0.45 }, 'maturity: given nothing'],
  ])('%s', (_, input, message) => {
    expect(() => irbCapital(input as unknown as IrbCapitalInput)).toThrow(message);
  });
});

const shared = sharedCases('basel-irb');

test.skipIf(!shared)('the worked cases', () => {
  for (const { pd, lgd, m, R, b, K, rw_percent } of shared.rows) {
    expectClose(irbCapital({ pd, lgd, maturity: m }), {
      correlation: R,
      maturityAdjustment: b,
      capital: K,
      riskWeight: rw_percent / 100,
    });
  }
});
