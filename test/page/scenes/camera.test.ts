import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Camera, HOME, moved, seenAt, zoomed } from '../../../lib/page/scenes/camera.ts';

const SIZE = { width: 800, height: 600 };

test('zooming keeps the point under the pointer where it is', () => {
  const camera = zoomed(HOME, 2, 200, 300, SIZE);
  expect(camera).toEqual({ scale: 2, x: -200, y: -300 });
  expect(seenAt(camera, 200, 300)).toEqual([200, 300]);
  expect(seenAt(camera, 0, 0)).toEqual([100, 150]);
});

test('it is never smaller than the frame, nor larger than eight times', () => {
  expect(zoomed(HOME, 0.2, 400, 300, SIZE)).toEqual(HOME);
  expect(zoomed(HOME, 1000, 0, 0, SIZE).scale).toBe(8);
});

test('whatever is done, the drawing fills the frame', () => {
  const step = fc.oneof(
    fc.record({ by: fc.double({ min: 0.1, max: 5, noNaN: true }), x: fc.nat(800), y: fc.nat(600) }),
    fc.record({ dx: fc.integer({ min: -3000, max: 3000 }), dy: fc.integer({ min: -3000, max: 3000 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let camera: Camera = HOME;
      for (const each of steps) {
        camera =
          'by' in each
            ? zoomed(camera, each.by, each.x, each.y, SIZE)
            : moved(camera, each.dx, each.dy, SIZE);
      }
      const [left, top] = seenAt(camera, 0, 0);
      const [right, bottom] = seenAt(camera, SIZE.width, SIZE.height);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(-1e-6);
      expect(right).toBeLessThanOrEqual(SIZE.width + 1e-6);
      expect(bottom).toBeLessThanOrEqual(SIZE.height + 1e-6);
    }),
  );
});
