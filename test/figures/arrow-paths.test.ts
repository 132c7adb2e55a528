import { expect, test } from 'vitest';
import { arrowPaths } from '../../lib/figures/arrow-paths.ts';
import type { Point } from '../../lib/figures/ring-layout.ts';

const places: readonly Point[] = [
  [-1, 0],
  [1, 0],
  [0, 0],
  [0, 1],
  [0, -1],
];
const placeOf = (thing: number): Point => places[thing]!;
const inTheWay = [{ thing: 2, at: places[2]!, radius: 0.1 }];

test('straight where nothing is in the way', () => {
  expect(arrowPaths([{ from: 0, to: 1 }], placeOf, [], { isApart: true })).toEqual([[places[0], places[1]]]);
  // The circle at an arrow's own end is not in its way.
  expect(arrowPaths([{ from: 0, to: 2 }], placeOf, inTheWay, { isApart: true })).toEqual([
    [places[0], places[2]],
  ]);
});

test('bent around a circle in the way, ends where they were', () => {
  const [path] = arrowPaths([{ from: 0, to: 1 }], placeOf, inTheWay, { isApart: false });
  expect(path!.at(0)).toEqual([-1, 0]);
  expect(path!.at(-1)).toEqual([1, 0]);
  for (const [x, y] of path!) expect(Math.hypot(x, y)).toBeGreaterThan(0.1);
});

test('where two would have to cross, neither bends further than it helps', () => {
  const ends = [
    { from: 0, to: 1 },
    { from: 3, to: 4 },
  ];
  expect(arrowPaths(ends, placeOf, [], { isApart: true })[1]).toEqual([places[3], places[4]]);
});
