import { expect, test } from 'vitest';
import { labelPlaces } from '../../lib/figures/label-places.ts';

const circle = (x: number, y: number) => ({ at: [x, y] as const, diameter: 10 });
const places = (points: readonly (readonly [number, number])[], others: (typeof points)[number][] = []) => {
  const circles = points.map(([x, y]) => circle(x, y));
  const labelled = circles.map((each) => ({ ...each, text: 'Bank 10' }));
  return labelPlaces(labelled, {
    circles: [...circles, ...others.map(([x, y]) => circle(x, y))],
    scales: [250, 250],
    reach: 1.12,
  });
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

test('a label keeps off the head and the line of an arrow', () => {
  const circles = [circle(0, 0)];
  const arrow = (x: number, y: number) => ({
    path: [
      [x, y],
      [0, 0],
    ] as const,
    standoff: 5,
    head: 8,
  });
  const place = (arrows: readonly ReturnType<typeof arrow>[]) =>
    labelPlaces([{ ...circle(0, 0), text: 'Bank 3' }], {
      circles,
      arrows,
      scales: [250, 160],
      reach: 1.12,
    })[0];
  expect(place([arrow(0, 1)])).toBe('bottom center');
  expect(place([arrow(0, 1), arrow(0, -1)])).toBe('middle right');
  expect(place([arrow(0, 1), arrow(0, -1), arrow(1, 0), arrow(-1, 0)])).toBeNull();
});

test('labels that meet only on a narrow screen give way to each other', () => {
  const circles = [circle(0, 0), circle(0.2, 0)];
  const labelled = circles.map((each) => ({ ...each, text: 'Bank 10' }));
  const placesAt = (narrow: number) => labelPlaces(labelled, { circles, scales: [250, narrow], reach: 1.12 });
  expect(placesAt(250)).toEqual(['top center', 'top center']);
  // Seven letters are 43 pixels; at 160 pixels a unit the circles are 32 apart.
  expect(placesAt(160)).toEqual(['top center', 'bottom center']);
});
