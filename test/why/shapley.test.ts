import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shapleyValues } from '../../lib/index.ts';

test('right: the glove game: one left glove, two right ones', () => {
  // A pair is worth 1: the owner of the left glove gets 2/3, each other 1/6 (a textbook's example).
  const values = shapleyValues(3, (coalition) => Number((coalition & 1) === 1 && (coalition & 6) !== 0));
  expect(values[0]).toBeCloseTo(2 / 3, 12);
  expect(values[1]).toBeCloseTo(1 / 6, 12);
  expect(values[2]).toBeCloseTo(1 / 6, 12);
});

test('right: the airport game (Littlechild and Owen 1973) of costs 1, 3 and 6', () => {
  const costs = [1, 3, 6];
  const values = shapleyValues(3, (coalition) =>
    Math.max(0, ...costs.filter((_, i) => (coalition & (1 << i)) !== 0)),
  );
  // 1/3; 1/3 + 2/2; 1/3 + 2/2 + 3.
  for (const [i, value] of [1 / 3, 4 / 3, 13 / 3].entries()) expect(values[i]).toBeCloseTo(value, 12);
});

test('lawful: shares add up, a dummy gets its own, equals get the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 64, maxLength: 64 }),
      (players, worths) => {
        const worth = (coalition: number): number => worths[coalition] as number;
        const values = shapleyValues(players, worth);
        const total = worth((1 << players) - 1) - worth(0);
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 9);
        const withDummy = shapleyValues(players + 1, (coalition) => worth(coalition & ((1 << players) - 1)));
        expect(withDummy[players]).toBeCloseTo(0, 9);
        const counted = shapleyValues(
          players,
          (coalition) => Number(coalition.toString(2).replaceAll('0', '').length) ** 2,
        );
        for (const value of counted) expect(value).toBeCloseTo(counted[0] as number, 9);
      },
    ),
    { numRuns: 200 },
  );
});

test('too many players are refused', () => {
  expect(() => shapleyValues(9, () => 0)).toThrow('8 at most');
});
