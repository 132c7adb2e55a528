import { describe, expect, test } from 'vitest';
import { type CapitalRatiosInput, capitalRatios } from '../../lib/analysis/capital-ratios.ts';
import { expectClose, sharedCases } from './shared-cases.ts';

const exposures = [
  { amount: 100, riskWeight: 0 },
  { amount: 200, riskWeight: 0.2 },
  { amount: 50, riskWeight: 1 },
];

test('right: cash, loans to banks at 20 %, shares at 100 %', () => {
  expectClose(capitalRatios({ capital: 20, exposures }), {
    riskWeightedAssets: 90,
    capitalRatio: 2 / 9,
    leverageRatio: 2 / 35,
  });
  expect(capitalRatios({ capital: -9, exposures }).capitalRatio).toBeCloseTo(-0.1, 15);
});

test('without assets, or with cash alone, there is no ratio', () => {
  expect(capitalRatios({ capital: 1, exposures: [] })).toEqual({
    riskWeightedAssets: 0,
    capitalRatio: null,
    leverageRatio: null,
  });
  const cash = capitalRatios({ capital: 1, exposures: [{ amount: 10, riskWeight: 0 }] });
  expect(cash).toEqual({ riskWeightedAssets: 0, capitalRatio: null, leverageRatio: 0.1 });
});

describe('refuses', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'a negative amount',
      { capital: 1, exposures: [{ amount: -1, riskWeight: 1 }] },
      'exposures[0].amount: given -1',
    ],
    ['no risk weight', { capital: 1, exposures: [{ amount: 1 }] }, 'exposures[0].riskWeight: given nothing'],
    ['no list', { capital: 1 }, 'exposures: given nothing'],
    ['capital that is NaN', { capital: Number.NaN, exposures: [] }, 'capital: given NaN'],
  ])('%s', (_, input, message) => {
    expect(() => capitalRatios(input as unknown as CapitalRatiosInput)).toThrow(message);
  });
});

const shared = sharedCases('basel-irb');

test.skipIf(!shared)('the worked case', () => {
  const { worked } = shared;
  const found = capitalRatios({
    capital: worked.capital,
    exposures: [
      { amount: worked.cash, riskWeight: 0 },
      { amount: worked.interbank_loans_20pct_rw, riskWeight: 0.2 },
      { amount: worked.equity_index_100pct_rw, riskWeight: 1 },
    ],
  });
  expectClose(found, {
    riskWeightedAssets: worked.rwa,
    capitalRatio: worked.capital_ratio,
    leverageRatio: worked.leverage_ratio,
  });
});
