import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maximumEntropy } from '../../lib/analysis/maximum-entropy.ts';
import { draws } from '../support/draws.ts';
import { expectClose, sharedCases } from './shared-cases.ts';
import { marginError, marginsOf, type SomeMargins, sizedMargins, someLoans, sum } from './some-margins.ts';

/** Iterative proportional fitting as it is written: rows, columns, rows, … */
function fitted({ assets, liabilities }: SomeMargins, sweeps: number): number[][] {
  let rows: number[][] = assets.map((_, i) => assets.map((_, j) => (i === j ? 0 : 1)));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    rows = rows.map((row, i) => row.map((value) => (assets[i] > 0 ? (value * assets[i]) / sum(row) : 0)));
    const columns = marginsOf(rows).liabilities;
    rows = rows.map((row) =>
      row.map((value, j) => (liabilities[j] > 0 ? (value * liabilities[j]) / columns[j] : 0)),
    );
  }
  return rows;
}

describe('right', () => {
  test('the example of Anand, Craig & von Peter (2015), to which R and the paper agree', () => {
    const rows = maximumEntropy({ assets: [7, 5, 3, 1, 3, 0, 1], liabilities: [4, 5, 5, 0, 0, 2, 4] });
    const expected = [
      [0, 2.5304868873190807, 2.1823581731823976, 0, 0, 0.7379244875689293, 1.5492304519295923],
      [1.7175891736424915, 0, 1.6027240359402197, 0, 0, 0.5419318091177265, 1.1377549812995633],
      [0.9804214646939524, 1.0607922268224925, 0, 0, 0, 0.30934148061301026, 0.6494448278705445],
      [
        0.2504362139091886, 0.27096590455886327, 0.2336880935566892, 0, 0, 0.07901735325018408,
        0.16589243472507498,
      ],
      [
        0.7513086417275657, 0.8128977136765897, 0.7010642806700674, 0, 0, 0.2370520597505523,
        0.49767730417522504,
      ],
      [0, 0, 0, 0, 0, 0, 0],
      [0.30024450602680236, 0.3248572676229736, 0.2801654166506266, 0, 0, 0.09473280969959755, 0],
    ];
    expectClose(rows, expected);
  });

  test('equal banks, two banks, nothing at all', () => {
    expectClose(maximumEntropy({ assets: [1, 1, 1, 1], liabilities: [1, 1, 1, 1] })[2], [
      1 / 3,
      1 / 3,
      0,
      1 / 3,
    ]);
    expect(maximumEntropy({ assets: [3, 2], liabilities: [2, 3] })).toEqual([
      [0, 3],
      [2, 0],
    ]);
    expect(maximumEntropy({ assets: [0, 0], liabilities: [0, 0] })).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('a bank in every link leaves no choice', () => {
    expect(maximumEntropy({ assets: [3, 1, 1], liabilities: [2, 2, 1] })).toEqual([
      [0, 2, 1],
      [1, 0, 0],
      [1, 0, 0],
    ]);
    // Within rounding of it, where sums err by 1e-17.
    const margins = { assets: [0.6, 0.1, 0.2], liabilities: [0.3, 0.4, 0.2] };
    expect(marginError(maximumEntropy(margins), margins)).toBeLessThan(1e-15);
  });

  test.each([1e-1, 1e-2, 1e-3])(
    'a bank that leaves %d is fitted, in ten thousand sweeps or at once',
    (left) => {
      const margins = { assets: [1, 0.3 + left, 0.2], liabilities: [0.5, 0.3 + left / 2, 0.7 + left / 2] };
      expectClose(maximumEntropy(margins), fitted(margins, 20_000), 1e-12);
    },
  );

  test.each([1e-5, 1e-8, 1e-11, 1e-13])('banks that leave %d', (left) => {
    const one = { assets: [1, 0.3 + left, 0.2], liabilities: [0.5, 0.3 + left / 2, 0.7 + left / 2] };
    const rows = maximumEntropy(one);
    expect(marginError(rows, one)).toBeLessThan(1e-14);
    // All that is left goes from 1 to 2 and back, nearly as 0.3 * 0.7 to 0.2 * 0.3.
    expect(rows[1][2] / left).toBeCloseTo(7 / 9, 1);
    const two = { assets: [1, 1, left], liabilities: [1, 1, left] };
    expect(marginError(maximumEntropy(two), two)).toBeLessThan(1e-14);
    expect(maximumEntropy(two)[2][0]).toBeCloseTo(left / 2, 14);
  });
});

describe('lawful', () => {
  const loans = someLoans({ min: 2, max: 8 }, fc.double({ min: 1e-3, max: 1e3, noNaN: true }));

  test('margins are met, and off the diagonal all is u_i v_j', () => {
    fc.assert(
      fc.property(loans, (given) => {
        const margins = marginsOf(given);
        const rows = maximumEntropy(margins);
        expect(marginError(rows, margins)).toBeLessThan(1e-12);
        const scale = sum(margins.assets) * sum(margins.assets);
        const n = rows.length;
        for (let i = 0; i + 3 < n; i++) {
          const [k, j, l] = [i + 1, i + 2, i + 3];
          const crossed = rows[i][j] * rows[k][l] - rows[i][l] * rows[k][j];
          expect(Math.abs(crossed)).toBeLessThanOrEqual(1e-14 * scale);
        }
      }),
      draws(100),
    );
  });

  test('no loans with these margins have a larger entropy', () => {
    const entropy = (rows: number[][]) =>
      -sum(rows.flat().map((value) => (value > 0 ? value * Math.log(value) : 0)));
    fc.assert(
      fc.property(loans, (given) => {
        const total = sum(given.flat());
        expect(entropy(maximumEntropy(marginsOf(given)))).toBeGreaterThanOrEqual(
          entropy(given) - 1e-9 * total * (1 + Math.abs(Math.log(total || 1))),
        );
      }),
      draws(100),
    );
  });

  test('permuted, turned round and scaled banks have their loans permuted, turned round and scaled', () => {
    fc.assert(
      fc.property(loans, (given) => {
        const { assets, liabilities } = marginsOf(given);
        const rows = maximumEntropy({ assets, liabilities });
        const tolerance = 1e-9 * (1 + sum(assets));
        const back = maximumEntropy({ assets: assets.toReversed(), liabilities: liabilities.toReversed() });
        expectClose(
          back.toReversed().map((row) => row.toReversed()),
          rows,
          tolerance,
        );
        const turned = maximumEntropy({ assets: liabilities, liabilities: assets });
        expectClose(
          turned.map((row, i) => row.map((_, j) => turned[j][i])),
          rows,
          tolerance,
        );
        const tripled = { assets: assets.map((a) => 3 * a), liabilities: liabilities.map((l) => 3 * l) };
        expectClose(
          maximumEntropy(tripled).map((row) => row.map((value) => value / 3)),
          rows,
          tolerance,
        );
      }),
      draws(100),
    );
  });

  test('a thousand banks', () => {
    const margins = sizedMargins(1000, 7);
    expect(marginError(maximumEntropy(margins), margins)).toBeLessThan(1e-12);
  });
});

const shared = sharedCases('maximum-entropy');

test.skipIf(!shared)('the worked case', () => {
  const {
    row_sums_assets: assets,
    col_sums_liabilities: liabilities,
    expected_matrix,
    tolerance,
  } = shared.anand7;
  expectClose(maximumEntropy({ assets, liabilities }), expected_matrix, tolerance);
});
