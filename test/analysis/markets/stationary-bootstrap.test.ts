import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextBootstrapIndex } from '../../../lib/analysis/markets/next-bootstrap-index.ts';
import {
  type StationaryBootstrapOptions,
  stationaryBootstrap,
} from '../../../lib/analysis/markets/stationary-bootstrap.ts';

describe('one step', () => {
  test.each([
    // A fifth of the uniforms begins a block, at that fifth's share of ten places.
    [3, 0.1, 5],
    [3, 0.0001, 0],
    [3, 0.1999, 9],
    [3, 0.2, 4],
    [3, 0.99, 4],
    [9, 0.5, 0],
    // Before the beginning the whole uniform says where.
    [-1, 0.5, 5],
    [-1, 1 - 2 ** -53, 9],
  ])('from %d with uniform %d to %d', (previous, uniform, next) => {
    expect(nextBootstrapIndex(previous, 10, 5, uniform)).toBe(next);
  });

  test('over a grid of uniforms, blocks begin everywhere alike', () => {
    const grid = 12000;
    const found = new Array(8).fill(0);
    for (let i = 0; i < grid; i++) found[nextBootstrapIndex(2, 8, 5, (i + 0.5) / grid)]++;
    const begun = grid / 5 / 8;
    expect(found).toEqual(found.map((_, place) => (place === 3 ? begun + grid * 0.8 : begun)));
  });

  test.each([1, 3, 7, 1000, 2 ** 31 - 1])('the largest uniform chooses the last of %d', (count) => {
    expect(nextBootstrapIndex(-1, count, 5, 1 - 2 ** -53)).toBe(count - 1);
    expect(nextBootstrapIndex(0, count, 1, 1 - 2 ** -53)).toBe(count - 1);
  });

  test('stays among the values', () => {
    const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const count = fc.integer({ min: 1, max: 2 ** 31 - 1 });
    const block = fc.double({ min: 1, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), count, block, uniform, (place, n, meanBlock, u) => {
        const next = nextBootstrapIndex(place % n, n, meanBlock, u);
        expect(Number.isInteger(next) && next >= 0 && next < n).toBe(true);
      }),
    );
  });
});

const series = [3, -1, 4, 1, -5, 9, 2, 6, -5, 3, 5, 8];

describe('a series', () => {
  test('is drawn from the values at its indices', () => {
    const { indices, values } = stationaryBootstrap(series, { meanBlock: 4, seed: 7 });
    expect(indices).toHaveLength(series.length);
    expect(indices).toBeInstanceOf(Int32Array);
    expect(Array.from(values)).toEqual(Array.from(indices, (at) => series[at]));
  });

  test('a seed fixes it, and a longer one begins with it', () => {
    const options = { meanBlock: 3, seed: 'a' };
    const short = stationaryBootstrap(series, { ...options, length: 20 });
    expect(stationaryBootstrap(series, { ...options, length: 20 })).toEqual(short);
    expect(stationaryBootstrap(series, { ...options, length: 50 }).indices.slice(0, 20)).toEqual(
      short.indices,
    );
    expect(stationaryBootstrap(series, { ...options, seed: 'b', length: 20 }).indices).not.toEqual(
      short.indices,
    );
  });

  test('blocks are geometric', () => {
    const count = 1000;
    const length = 60000;
    const meanBlock = 6;
    const { indices } = stationaryBootstrap(new Float64Array(count), { length, meanBlock, seed: 1 });
    const lengths: number[] = [];
    let current = 1;
    for (let t = 1; t < length; t++) {
      if (indices[t] === (indices[t - 1] + 1) % count) current++;
      else current = lengths.push(current) && 1;
    }
    // One block in a thousand goes on by chance where the last one ended.
    const mean = lengths.reduce((sum, each) => sum + each, 0) / lengths.length;
    expect(Math.abs(mean - meanBlock)).toBeLessThan((5 * Math.sqrt(30)) / Math.sqrt(lengths.length));
    for (const size of [1, 2, 3, 10]) {
      const chance = (5 / 6) ** (size - 1) / 6;
      const found = lengths.filter((each) => each === size).length / lengths.length;
      expect(Math.abs(found - chance)).toBeLessThan(5 * Math.sqrt((chance * (1 - chance)) / lengths.length));
    }
  });

  // Politis & Romano (1994): n Var(mean) = C(0) + 2 sum (1 - i / n)(1 - 1 / b)^i C(i), circular C.
  test.each([1, 2, 5])('the variance of its mean is as the theory has it, blocks of %d', (meanBlock) => {
    const n = series.length;
    const mean = series.reduce((sum, value) => sum + value, 0) / n;
    const circular = (lag: number) =>
      series.reduce((sum, value, i) => sum + (value - mean) * (series[(i + lag) % n] - mean), 0) / n;
    let expected = circular(0);
    for (let i = 1; i < n; i++) expected += 2 * (1 - i / n) * (1 - 1 / meanBlock) ** i * circular(i);
    const draws = 8000;
    let [sum, squares] = [0, 0];
    for (let seed = 0; seed < draws; seed++) {
      const { values } = stationaryBootstrap(series, { meanBlock, seed });
      const off = values.reduce((total, value) => total + value, 0) / n - mean;
      sum += off;
      squares += off * off;
    }
    const variance = squares / draws;
    expect(Math.abs(sum / draws)).toBeLessThan(5 * Math.sqrt(variance / draws));
    // The relative error of a variance from 8000 draws is about √(2 / 8000).
    expect(Math.abs((n * variance) / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
  });
});

test.each([
  [[], {}, 'stationaryBootstrap: values: given "0 numbers"'],
  [[1, Number.NaN], {}, 'stationaryBootstrap: values[1]'],
  [[1], { meanBlock: 0.5 }, 'stationaryBootstrap: meanBlock: given 0.5'],
  [[1], { length: 0 }, 'stationaryBootstrap: length: given 0'],
  [[1], { seed: undefined }, 'seed: given nothing'],
  [[1], { block: 5 }, 'stationaryBootstrap: block'],
])('%j with %j is refused', (values, fields, message) => {
  const options = { meanBlock: 5, seed: 1, ...fields } as unknown as StationaryBootstrapOptions;
  expect(() => stationaryBootstrap(values, options)).toThrow(message);
});
