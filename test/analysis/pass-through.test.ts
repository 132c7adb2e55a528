import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passThrough } from '../../lib/analysis/pass-through.ts';

test('solves by hand: two nodes that send each other half', () => {
  // 2 x = 3 + y, 2 y = x: x = 2, y = 1.
  const x = passThrough(Float64Array.of(0, 1, 1, 0), Float64Array.of(1, 1), Float64Array.of(3, 0));
  expect(Array.from(x)).toEqual([2, 1]);
});

test('keeps all digits where one part in 10^15 leaves', () => {
  // A full network of n nodes with weights 1: by symmetry slack * x = source.
  const n = 50;
  const slack = 2 ** -50;
  const x = passThrough(
    new Float64Array(n * n).fill(1),
    new Float64Array(n).fill(slack),
    new Float64Array(n).fill(slack),
  );
  for (const value of x) expect(Math.abs(value - 1)).toBeLessThan(1e-13);
});

test('what goes in comes out', () => {
  const size = 6;
  const amounts = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
  fc.assert(
    fc.property(amounts(size * size), amounts(size), amounts(size), (flow, slack, source) => {
      const leak = slack.map((value) => value + 2 ** -20);
      const x = passThrough(Float64Array.from(flow), Float64Array.from(leak), Float64Array.from(source));
      x.forEach((value, i) => {
        let inflow = source[i];
        let outflow = leak[i];
        for (let j = 0; j < size; j++) {
          if (j === i) continue;
          inflow += flow[j * size + i] * x[j];
          outflow += flow[i * size + j];
        }
        expect(Math.abs(outflow * value - inflow)).toBeLessThanOrEqual(1e-14 * inflow);
      });
      const left = x.reduce((sum, value, i) => sum + leak[i] * value, 0);
      const entered = source.reduce((sum, value) => sum + value, 0);
      expect(Math.abs(left - entered)).toBeLessThanOrEqual(1e-14 * entered);
    }),
  );
});

test('a set of nodes that nothing leaves has no solution', () => {
  const x = passThrough(Float64Array.of(0, 1, 1, 0), Float64Array.of(0, 0), Float64Array.of(-1, 0));
  expect(x.some((value) => Number.isFinite(value))).toBe(false);
});
