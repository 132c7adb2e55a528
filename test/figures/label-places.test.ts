import { expect, test } from 'vitest';
import { labelPlaces } from '../../lib/figures/label-places.ts';

const circle = (x: number, y: number) => ({ at: [x, y] as const, diameter: 10 });
const places = (points: readonly (readonly [number, number])[], others: (typeof points)[number][] = []) => {
  const circles = points.map(([x, y]) => circle(x, y));
  const labelled = circles.map((each) => ({ ...each, text: 'Bank 10' }));
  return labelPlaces(labelled, [...circles, ...others.map(([x, y]) => circle(x, y))], 250, 1.12);
};

test('a label stands above its circle, or where there is room', () => {
  expect(places([[0, 0]])).toEqual(['top center']);
  expect(places([[0, 0]], [[0, 0.06]])).toEqual(['bottom center']);
  expect(
    places(
      [[0, 0]],
      [
        [0, 0.06],
        [0, -0.06],
      ],
    ),
  ).toEqual(['middle right']);
});

test('labels that would leave the picture or collide have no place', () => {
  expect(places([[1.1, 0]])).toEqual(['middle left']);
  const crowd = Array.from(
    { length: 9 },
    (_, i) => [((i % 3) - 1) * 0.05, (Math.floor(i / 3) - 1) * 0.05] as const,
  );
  expect(places(crowd)).toContain(null);
});
