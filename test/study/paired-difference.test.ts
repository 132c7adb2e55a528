import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairedDifference } from '../../lib/study/paired-difference.ts';
import { riskTable } from '../../lib/study/risk-table.ts';
import { studentTQuantile } from '../../lib/study/student-t-quantile.ts';
import { normals, oneTo, sampleOf } from './samples.ts';

describe('studentTQuantile', () => {
  // Right: SciPy's t.ppf.
  test.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 3, 3.1824463052837078],
    [0.975, 10, 2.228138851986274],
    [0.95, 5, 2.0150483733330233],
    [0.99, 3, 4.540702858568132],
    [0.999, 5, 5.893429531356009],
    [0.975, 29, 2.045229642132703],
    [0.995, 200, 2.600634436191558],
    [0.995, 201, 2.6005099190831933],
    [0.975, 9999, 1.960201263621357],
  ])('of %d with %d degrees is %d', (p, degrees, t) => {
    expect(Math.abs(studentTQuantile(p, degrees) / t - 1)).toBeLessThan(1e-10);
    expect(studentTQuantile(1 - p, degrees)).toBeCloseTo(-t, 8);
  });

  test('the middle and bad input', () => {
    expect(studentTQuantile(0.5, 4)).toBeCloseTo(0, 15);
    expect(() => studentTQuantile(0.5, 0)).toThrow('a whole number from 1');
    expect(() => studentTQuantile(1, 3)).toThrow('both excluded');
  });
});

test('right: four pairs by hand', () => {
  // Differences 1, 3, 2, 2: mean 2, variance 2/3, t(0.975, 3) = 3.1824.
  const { mean, correlation, varianceReduction } = pairedDifference([0, 1, 5, 2], [1, 4, 7, 4]);
  const reach = 3.182446305283709 * Math.sqrt(2 / 3 / 4);
  expect(mean.difference).toBe(2);
  expect(mean.interval[0]).toBeCloseTo(2 - reach, 12);
  expect(mean.interval[1]).toBeCloseTo(2 + reach, 12);
  // Squares about the means: A 14, B 18, products 15.
  expect(correlation).toBeCloseTo(15 / Math.sqrt(14 * 18), 12);
  expect(varianceReduction).toBeCloseTo((14 / 3 + 18 / 3) / (2 / 3), 12);
});

test('the differences are those of the two risk tables, and too few losses leave intervals open', () => {
  const draw = normals(11);
  const [a, b] = [sampleOf(1000, draw), sampleOf(1000, draw)];
  const { levels } = pairedDifference(a, b);
  const [tableA, tableB] = [riskTable(a), riskTable(b)];
  for (const level of ['0.95', '0.99', '0.999']) {
    expect(levels[level]!.var.difference).toBe(tableB[level]!.var - tableA[level]!.var);
    expect(levels[level]!.cvar.difference).toBe(tableB[level]!.cvar - tableA[level]!.cvar);
  }
  expect(levels['0.999']!.var.interval).toEqual([null, null]);
  expect(levels['0.999']!.cvar.interval).toEqual([null, null]);
});

test('the same shift in every run has no error', () => {
  const losses = oneTo(50);
  const shifted = losses.map((loss) => loss + 5);
  const result = pairedDifference(losses, shifted, { levels: [0.9, 0.999] });
  expect(result.mean).toEqual({ difference: 5, interval: [5, 5] });
  expect(result.levels['0.999']).toEqual({
    var: { difference: 5, interval: [5, 5] },
    cvar: { difference: 5, interval: [5, 5] },
    tailPoints: 0.05,
    warning: expect.stringContaining('Few runs in the tail (under 1 beyond 99.9 %)'),
  });
  expect(result.varianceReduction).toBe(null);
  expect(result.correlation).toBe(1);
  expect(pairedDifference([2, 2], [2, 3]).correlation).toBe(null);
  // The mean of many equal values may round: they still do not vary.
  for (let n = 2; n < 60; n++) {
    const still = Array.from({ length: n }, () => 0.7);
    expect(pairedDifference(still, oneTo(n)).correlation, `${n}`).toBe(null);
  }
});

test('a tail of equal losses says nothing of the error of CVaR, unless VaR is known to be there', () => {
  const a = oneTo(1000);
  const hardly = a.map((loss) => Math.min(loss, 945));
  const surely = a.map((loss) => Math.min(loss, 800));
  const at = { levels: [0.95] };
  expect(pairedDifference(a, hardly, at).levels['0.95']!.cvar.interval).toEqual([null, null]);
  expect(pairedDifference(a, surely, at).levels['0.95']!.cvar.interval[0]).toBeLessThan(-170);
});

test('tails that are equal run by run leave intervals open where the samples differ', () => {
  const a = oneTo(1000);
  const b = a.map((loss) => (loss < 500 ? loss / 2 : loss));
  const { levels } = pairedDifference(a, b, { levels: [0.95] });
  expect(levels['0.95']).toMatchObject({
    var: { difference: 0, interval: [null, null] },
    cvar: { difference: 0, interval: [null, null] },
    tailPoints: 50,
    warning: expect.stringMatching(/^Few runs in the tail \(50 beyond 95 %\): .*\.$/),
  });
  const none = a.map(() => 0);
  const seldom = a.map((_, i) => (i === 7 ? 1 : 0));
  const settled = pairedDifference(none, seldom, { levels: [0.5] }).levels['0.5']!;
  expect(settled.var).toEqual({ difference: 0, interval: [0, 0] });
  expect(settled).not.toHaveProperty('warning');
});

test('lawful: A and B exchanged turn every sign', () => {
  const losses = fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
    minLength: 2,
    maxLength: 80,
  });
  fc.assert(
    fc.property(losses, (pairs) => {
      const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      const at = { levels: [0.8] };
      const [there, back] = [pairedDifference(a, b, at), pairedDifference(b, a, at)];
      expect(back.mean.difference).toBeCloseTo(-there.mean.difference, 12);
      expect(back.correlation).toBe(there.correlation);
      for (const measure of ['var', 'cvar'] as const) {
        const [one, other] = [there.levels['0.8']![measure], back.levels['0.8']![measure]];
        expect(other.difference).toBeCloseTo(-one.difference, 12);
        if (one.interval[0] === null) expect(other.interval).toEqual([null, null]);
        else expect(other.interval[1]).toBeCloseTo(-one.interval[0], 9);
      }
    }),
  );
});

describe('measured coverage of a nominal 95 %', () => {
  // A standard normal, B = -0.3 + 1.2 (rho A + sqrt(1 - rho^2) noise): VaR and CVaR in closed form.
  test.each([
    [0.7, 0.95, 1.6448536269514722, 2.0627128075074257],
    [0.95, 0.95, 1.6448536269514722, 2.0627128075074257],
  ])('2,000 pairs of correlation %d at %d', (rho, level, quantile, shortfall) => {
    const draw = normals(21);
    const truth = { mean: -0.3, var: -0.3 + 0.2 * quantile, cvar: -0.3 + 0.2 * shortfall };
    const held = { mean: 0, var: 0, cvar: 0 };
    const runs = 700;
    let paired = 0;
    for (let run = 0; run < runs; run++) {
      const a = sampleOf(2000, draw);
      const b = a.map((x) => -0.3 + 1.2 * (rho * x + Math.sqrt(1 - rho * rho) * draw()));
      const { mean, levels, varianceReduction } = pairedDifference(a, b, { levels: [level] });
      const { var: ofVar, cvar } = levels[String(level)]!;
      for (const [name, { interval }] of Object.entries({ mean, var: ofVar, cvar })) {
        const key = name as keyof typeof held;
        if (interval[0]! <= truth[key] && truth[key] <= interval[1]!) held[key]++;
      }
      paired += varianceReduction! / runs;
    }
    for (const count of Object.values(held)) {
      expect(count / runs).toBeGreaterThan(0.92);
      expect(count / runs).toBeLessThan(0.98);
    }
    // (1 + 1.44) / (1 + 1.44 - 2.4 rho)
    expect(paired / (2.44 / (2.44 - 2.4 * rho))).toBeCloseTo(1, 1);
  });
});

test('bad input throws', () => {
  expect(() => pairedDifference([1, 2], [1])).toThrow('given "2 and 1 losses"; as many losses of B as of A');
  expect(() => pairedDifference([1], [1])).toThrow('two or more pairs');
  expect(() => pairedDifference([], [])).toThrow('one or more losses');
  expect(() => pairedDifference([1, NaN], [1, 2])).toThrow('A: losses[1]: given NaN');
  expect(() => pairedDifference([1, 2], [1, 2], { levels: [2] })).toThrow('level: given 2');
  expect(() => pairedDifference([1, 2], [1, 2], { confidence: 0 })).toThrow('confidence: given 0');
});
