import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KneePoint, kneePoint, summarizeGap, summarizeKnee } from '../../lib/study/knee.ts';

const free = { start: 10, from: null, to: null };
const at = (load: number): KneePoint => ({ load, end: null });
const above: KneePoint = { load: null, end: 'above' };
const below: KneePoint = { load: null, end: 'below' };

describe('kneePoint', () => {
  test('finds a threshold within 1 % from below, wherever the search starts', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
        fc.double({ min: 1 / 900, max: 900, noNaN: true }),
        (knee, factor) => {
          const start = knee * factor;
          const { load } = kneePoint((x) => x <= knee, { start, from: null, to: null });
          expect(load!).toBeLessThanOrEqual(knee);
          expect(load!).toBeGreaterThan(0.989 * knee);
        },
      ),
    );
  });

  test('finds the same near where it is expected, with fewer tries, and elsewhere when it is not there', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (knee, factor) => {
          let tries = 0;
          const holds = (x: number): boolean => ++tries > 0 && x <= knee;
          const { load } = kneePoint(holds, { start: 1, from: null, to: null, near: knee * factor });
          expect(load!).toBeLessThanOrEqual(knee);
          expect(load!).toBeGreaterThan(0.989 * knee);
          if (factor > 0.96 && factor < 1.04) expect(tries).toBeLessThanOrEqual(5);
        },
      ),
    );
    expect(kneePoint((x) => x <= 7, { start: 1, from: 5, to: 6, near: 5.5 })).toEqual(above);
    expect(kneePoint((x) => x <= 3, { start: 1, from: 5, to: 6, near: 5.5 })).toEqual(below);
  });

  test('finds an integer exactly where 1 % is less than one', () => {
    for (const knee of [1, 2, 7, 40, 99]) {
      expect(kneePoint((x) => x <= knee, free, { isInteger: true })).toEqual(at(knee));
    }
  });

  test('asks only between the ends that are given, and says at which it left them', () => {
    const asked: number[] = [];
    const holds = (x: number): boolean => {
      asked.push(x);
      return x <= 20;
    };
    expect(kneePoint(holds, { start: 10, from: 5, to: 40 }).load).toBeCloseTo(20, 0);
    expect(Math.min(...asked)).toBe(5);
    expect(Math.max(...asked)).toBe(40);
    expect(kneePoint(holds, { start: 10, from: 1, to: 19 })).toEqual(above);
    expect(kneePoint(holds, { start: 10, from: 21, to: 40 })).toEqual(below);
    expect(kneePoint(holds, { start: 10, from: 0, to: 40 }).load).toBeCloseTo(20, 0);
    expect(kneePoint(holds, { start: 10, from: null, to: 19 })).toEqual(above);
    expect(kneePoint(holds, { start: 10, from: 15, to: null }).load).toBeCloseTo(20, 0);
  });

  test('a load that always holds, or never, has no knee', () => {
    expect(kneePoint(() => true, free)).toEqual(above);
    expect(kneePoint(() => true, { ...free, start: 0.1 }, { max: 1 })).toEqual(above);
    expect(kneePoint(() => false, free)).toEqual(below);
    expect(kneePoint(() => false, free, { isInteger: true })).toEqual(below);
  });
});

describe('summarizeKnee', () => {
  test('the median with its ranks: of 100 runs the 40th and the 61st', () => {
    const points = Array.from({ length: 100 }, (_, i) => at(100 - i));
    expect(summarizeKnee(points)).toEqual({
      median: 50.5,
      interval: [40, 61],
      mean: 50.5,
      unbounded: { below: 0, above: 0 },
    });
  });

  test('five runs bound nothing at 95 %: 2 / 2^5 is more than 5 %; six do', () => {
    expect(summarizeKnee([1, 2, 3, 4, 5].map(at)).interval).toEqual([null, null]);
    expect(summarizeKnee([1, 2, 3, 4, 5, 6].map(at)).interval).toEqual([1, 6]);
  });

  test('runs without a knee stand at their end', () => {
    const points = [below, at(1), at(2), at(3), at(4), above, above];
    expect(summarizeKnee(points)).toEqual({
      median: 3,
      interval: [null, null],
      mean: null,
      unbounded: { below: 1, above: 2 },
    });
    expect(summarizeKnee([above, above, at(1)]).median).toBe(null);
  });

  test('no runs are refused', () => {
    expect(() => summarizeKnee([])).toThrow('at least one');
  });
});

test('gaps are those of runs with both knees', () => {
  const gap = summarizeGap([at(10), at(12), above, at(9)], [at(4), at(5), at(4), below]);
  expect(gap).toEqual({ median: 6.5, interval: [null, null], mean: 6.5, seeds: 2 });
  expect(summarizeGap([above], [above])).toEqual({
    median: null,
    interval: [null, null],
    mean: null,
    seeds: 0,
  });
});
