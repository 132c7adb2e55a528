import { expect, test } from 'vitest';
import { conjugateResiduals } from '../../lib/analysis/conjugate-residuals.ts';

const limits = { precision: 1e-15, gainMax: 1000 };

/** Multiplies by the identity less a matrix kept row after row. */
function lessThanWhole(matrix: number[], size: number) {
  return (vector: Float64Array, image: Float64Array) => {
    for (let i = 0; i < size; i++) {
      image[i] = vector[i];
      for (let j = 0; j < size; j++) image[i] -= matrix[i * size + j] * vector[j];
    }
  };
}

test('solves two equations in two steps', () => {
  // x = 3 / 2 + y / 2, y = x / 2: x = 2, y = 1.
  const x = conjugateResiduals(lessThanWhole([0, 0.5, 0.5, 0], 2), Float64Array.of(1.5, 0), limits);
  expect(x![0]).toBeCloseTo(2, 14);
  expect(x![1]).toBeCloseTo(1, 14);
});

test('takes two steps where all eigenvalues but one are equal', () => {
  const size = 100;
  let steps = 0;
  const lessThanMean = (vector: Float64Array, image: Float64Array) => {
    steps++;
    const mean = vector.reduce((total, value) => total + value, 0) / size;
    image.set(vector.map((value) => value - 0.99 * mean));
  };
  const counting = Float64Array.from({ length: size }, (_, i) => i);
  const x = conjugateResiduals(lessThanMean, counting, { precision: 1e-9, gainMax: 1000 });
  expect(steps).toBe(2);
  // The mean of x is 49.5 / (1 - 0.99), and x_i is i and 0.99 of that.
  expect(x![7]).toBeCloseTo(7 + 0.99 * 4950, 9);
});

test('gives up on a long ring, and where errors would grow a million times', () => {
  const size = 200;
  const ring = (vector: Float64Array, image: Float64Array) => {
    for (let i = 0; i < size; i++) image[i] = vector[i] - 0.999 * vector[(i + 1) % size];
  };
  const one = new Float64Array(size);
  one[0] = 1;
  expect(conjugateResiduals(ring, one, limits)).toBe(undefined);
  expect(conjugateResiduals(lessThanWhole([0.999999], 1), Float64Array.of(1), limits)).toBe(undefined);
});
