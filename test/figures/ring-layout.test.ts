import { expect, test } from 'vitest';
import { circlePoint } from '../../lib/figures/circle-point.ts';
import { ringLayout } from '../../lib/figures/ring-layout.ts';

test('a circle starts at the top and runs clockwise', () => {
  for (let i = -8; i < 200; i++) {
    const [x, y] = circlePoint(i / 64);
    expect(x).toBeCloseTo(Math.sin((i / 32) * Math.PI), 14);
    expect(y).toBeCloseTo(Math.cos((i / 32) * Math.PI), 14);
  }
});

test('one thing in the first ring stands in the middle; others on circles of growing radius', () => {
  const places = ringLayout([[7], [1, 2], [3, 4, 5]], () => []);
  const radius = (thing: number) => Math.hypot(...places.get(thing)!);
  expect(places.get(7)).toEqual([0, 0]);
  expect(radius(1)).toBeCloseTo(radius(2), 12);
  expect(radius(1)).toBeLessThan(radius(3));
  expect(radius(3)).toBeCloseTo(1, 12);
});

test('things go to the side of what pulls them', () => {
  const places = ringLayout(
    [
      [0, 1, 2, 3],
      [10, 11, 12, 13],
    ],
    (thing) => [13 - thing],
  );
  for (const thing of [10, 11, 12, 13]) {
    const [x, y] = places.get(thing)!;
    const [px, py] = places.get(13 - thing)!;
    expect(x * px + y * py).toBeGreaterThan(0);
  }
});
