import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bins } from '../../lib/figures/bins.ts';

describe('by hand', () => {
  test('eight halves: quartiles 0.5 and 2.5, width 2 * 2 / 2', () => {
    expect(bins([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])).toEqual({ start: 0, width: 2, counts: [4, 4] });
  });

  test('whole numbers get a bin each, with the number in the middle', () => {
    expect(bins([0, 0, 0, 2, 3])).toEqual({ start: -0.5, width: 1, counts: [3, 0, 1, 1] });
  });

  test('one value, or none', () => {
    expect(bins([])).toEqual({ start: 0, width: 1, counts: [] });
    expect(bins([1234.5, 1234.5])).toEqual({ start: 1200, width: 50, counts: [2] });
  });
});

test('every loss is in a bin, its own', () => {
  const some = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(some, (sample) => {
      const { start, width, counts } = bins(sample);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(sample.length);
      expect(counts.length).toBeLessThanOrEqual(502);
      const slack = 1e-9 * Math.max(...sample.map(Math.abs), 1);
      expect(Math.min(...sample)).toBeGreaterThanOrEqual(start - slack);
      expect(Math.max(...sample)).toBeLessThanOrEqual(start + width * counts.length + slack);
    }),
  );
});
