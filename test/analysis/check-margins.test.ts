import { describe, expect, test } from 'vitest';
import { checkMargins } from '../../lib/analysis/check-margins.ts';
import { maximumEntropy } from '../../lib/analysis/maximum-entropy.ts';
import { minimumDensity } from '../../lib/analysis/minimum-density.ts';
import { sampleNetworks } from '../../lib/analysis/sample-networks.ts';

test('what can be met passes, totals within rounding are made equal', () => {
  expect(checkMargins('', [3, 1, 2], [2, 1, 3])).toEqual({
    assets: Float64Array.of(3, 1, 2),
    liabilities: Float64Array.of(2, 1, 3),
    total: 6,
  });
  const { assets, liabilities, total } = checkMargins('', [2, 3, 4], [3, 3, 3 + 8e-9]);
  expect(Math.abs(assets[0] + assets[1] + assets[2] - total)).toBeLessThan(1e-14);
  expect(Math.abs(liabilities[0] + liabilities[1] + liabilities[2] - total)).toBeLessThan(1e-14);
  expect(checkMargins('', [0, 0], [0, 0]).total).toBe(0);
  // Bank 0 is all the others' only partner: just possible.
  expect(checkMargins('', [3, 1, 1], [2, 2, 1]).total).toBe(5);
});

describe('refuses, in one way for all who need margins', () => {
  test.each([
    [[1, 2], [3, 1], 'assets and liabilities: given "totals of 3 and 4"; equal totals, within a part in 1e9'],
    [[1, 1], [1, 1 + 1e-8], 'assets and liabilities: given "totals of 2 and 2.00000001"'],
    [[1, 4, 1], [1, 3, 2], 'bank 1: given "assets of 4 and liabilities of 3"; at most the total 6 between'],
    [[1], [1], 'bank 0: given "assets of 1 and liabilities of 1"; at most the total 1'],
    [[1, Number.NaN], [1, 2], 'assets[1]: given NaN; a finite number of at least 0'],
    [[1, 2], [-1, 4], 'liabilities[0]: given -1'],
    [[1, 2, 3], [3, 3], 'liabilities: given "2 numbers"; a list of 3 numbers'],
    [[], [], 'assets: given "0 numbers"'],
    [[1e308, 1e308], [1e308, 1e308], 'assets and liabilities: given "totals of Infinity'],
  ])('%j and %j', (assets, liabilities, message) => {
    for (const make of [
      () => maximumEntropy({ assets, liabilities }),
      () => minimumDensity({ assets, liabilities }),
      () => sampleNetworks({ assets, liabilities, count: 1, seed: 1 }),
    ]) {
      expect(make).toThrow(message);
    }
    expect(() => checkMargins('config.banks', assets, liabilities)).toThrow(`config.banks: ${message}`);
  });
});
