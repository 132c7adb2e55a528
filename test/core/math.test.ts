import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exp, expm1, log, log1p, normalCdf, normalQuantile, pow } from '../../lib/core/math.ts';

/** How many doubles lie from one to the other; 0 where both are the same or both NaN. */
function ulpsApart(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const apart = ordinal(a) - ordinal(b);
  return Number(apart < 0n ? -apart : apart);
}

function ordinal(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

// Right: rounded from 50 digits (mpmath).
const KNOWN: Record<string, [(x: number) => number, number[][]]> = {
  exp: [
    exp,
    [
      [1, Math.E],
      [-1, 0.36787944117144233],
      [0.5, 1.6487212707001282],
      [10, 22026.465794806718],
      [-20.25, 1.6052280551856116e-9],
      [0.34657359027997264, Math.SQRT2],
      [1e-10, 1.0000000001],
      [700.5, 1.6721859620674984e304],
      [-700.5, 5.980196118639791e-305],
      [-740, 4.2e-322],
      [709.78, 1.7928227943945155e308],
    ],
  ],
  log: [
    log,
    [
      [2, Math.LN2],
      [10, Math.LN10],
      [0.1, -Math.LN10],
      [0.9999999999999999, -1.1102230246251565e-16],
      [1.0000000000000002, 2.2204460492503128e-16],
      [Math.SQRT2, 0.3465735902799727],
      [Math.SQRT1_2, -0.3465735902799726],
      [1e300, 690.7755278982137],
      [5e-324, -744.4400719213812],
      [3.3e-310, -712.6074563596817],
    ],
  ],
  expm1: [
    expm1,
    [
      [1e-20, 1e-20],
      [-1e-5, -9.999950000166666e-6],
      [0.25, 0.2840254166877415],
      [0.4, 0.49182469764127035],
      [-0.4, -0.32967995396436073],
      [3.5, 32.11545195869231],
      [-30, -0.9999999999999064],
      [37.5, 1.9321599304402836e16],
    ],
  ],
  log1p: [
    log1p,
    [
      [1e-20, 1e-20],
      [-1e-5, -1.0000050000333337e-5],
      [0.25, 0.22314355131420976],
      [-0.5, -Math.LN2],
      [0.75, 0.5596157879354227],
      [-0.999, -6.907755278982136],
      [1e10, 23.025850930040455],
    ],
  ],
};

describe.each(Object.entries(KNOWN))('%s', (_name, [f, rows]) => {
  test.each(rows)('of %d is %d, within 1 ulp', (x, value) => {
    expect(ulpsApart(f(x!), value!)).toBeLessThanOrEqual(1);
  });
});

describe('exp', () => {
  test('ends of the range', () => {
    expect([exp(0), exp(-0), exp(Infinity), exp(-Infinity), exp(NaN)]).toEqual([1, 1, Infinity, 0, NaN]);
    expect([exp(709.782712893384), exp(709.7827128933841)]).toEqual([1.7976931348622732e308, Infinity]);
    expect([exp(-745.1332191019411), exp(-745.1332191019412), exp(-1e308)]).toEqual([5e-324, 0, 0]);
  });

  test("is within 2 ulp of the engine's", () => {
    fc.assert(
      fc.property(fc.double({ min: -746, max: 710 }), (x) => ulpsApart(exp(x), Math.exp(x)) <= 2),
      { numRuns: 20_000 },
    );
  });
});

describe('log', () => {
  test('ends of the range', () => {
    expect([log(1), log(0), log(-0), log(Infinity)]).toEqual([0, -Infinity, -Infinity, Infinity]);
    expect([log(-1), log(-Infinity), log(NaN)]).toEqual([NaN, NaN, NaN]);
    expect(log(Number.MAX_VALUE)).toBe(709.782712893384);
  });

  test("is within 2 ulp of the engine's, over all doubles and near 1", () => {
    const close = (x: number) => ulpsApart(log(x), Math.log(x)) <= 2;
    fc.assert(fc.property(fc.double({ min: 0 }), close), { numRuns: 20_000 });
    fc.assert(fc.property(fc.double({ min: 0.5, max: 2 }), close), { numRuns: 20_000 });
  });
});

describe('expm1 and log1p', () => {
  test('signs of zero and ends of the range', () => {
    expect([expm1(-0), expm1(0), expm1(-Infinity), expm1(Infinity), expm1(NaN)]).toEqual([
      -0,
      0,
      -1,
      Infinity,
      NaN,
    ]);
    expect([log1p(-0), log1p(0), log1p(-1), log1p(Infinity), log1p(NaN), log1p(-2)]).toEqual([
      -0,
      0,
      -Infinity,
      Infinity,
      NaN,
      NaN,
    ]);
    expect([expm1(5e-324), log1p(5e-324), log1p(1e308)]).toEqual([5e-324, 5e-324, log(1e308)]);
  });

  test("are within 3 ulp of the engine's", () => {
    const near = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(fc.property(near, (x) => ulpsApart(expm1(x), Math.expm1(x)) <= 3));
    fc.assert(fc.property(fc.double({ min: -50, max: 800 }), (x) => ulpsApart(expm1(x), Math.expm1(x)) <= 3));
    fc.assert(fc.property(near, (x) => x <= -1 || ulpsApart(log1p(x), Math.log1p(x)) <= 3));
    fc.assert(fc.property(fc.double({ min: -1 }), (x) => ulpsApart(log1p(x), Math.log1p(x)) <= 3));
  });
});

describe('pow', () => {
  test.each([
    [2.5, 3.7, 29.67413253642086],
    [0.1, 0.1, 0.7943282347242815],
    [1.0000001, 5e9, 1.4035575382338372e217],
    [1.5, -1700.25, 3.988749755477262e-300],
    [1e-320, 0.5, 9.99994433575849e-161],
    [3, -2, 0.1111111111111111],
    [0.9999, 1e6, 3.7015207857933866e-44],
  ])('%d to the power %d is %d, within 1 ulp', (x, y, value) => {
    expect(ulpsApart(pow(x, y), value)).toBeLessThanOrEqual(1);
  });

  test('is exact where a double holds the result', () => {
    for (let base = 1; base <= 50; base++) {
      let power = 1n;
      for (let y = 0; power < 2n ** 53n && y < 200; y++, power *= BigInt(base)) {
        expect(pow(base, y)).toBe(Number(power));
        expect(pow(-base, y)).toBe(y % 2 ? -Number(power) : Number(power));
      }
    }
    for (let e = -1074; e <= 1023; e++) expect(pow(2, e)).toBe(2 ** e);
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 26 }), (n) => pow(n * n, 0.5) === n));
  });

  test('has the special cases of Math.pow', () => {
    const special = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1e300, -1e300, 5e-324, Infinity, -Infinity, NaN];
    for (const x of special) {
      for (const y of special) {
        const [own, engine] = [pow(x, y), x ** y];
        expect(ulpsApart(own, engine), `${x} ** ${y}`).toBeLessThanOrEqual(1);
        if (engine === 0) expect(own).toBe(engine);
      }
    }
    expect([pow(-0, 3), pow(-0, -3), pow(-Infinity, -3)]).toEqual([-0, -Infinity, -0]);
  });
});

describe('normalQuantile', () => {
  test.each([
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408408],
    [0.999, 3.090232306167813],
    [0.25, -0.6744897501960817],
    // The paper's own check values.
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])('of %d is %d', (p, z) => {
    expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(2e-15);
  });

  test('ends included, outside an error', () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    for (const p of [-1e-9, 1.1, NaN]) expect(() => normalQuantile(p)).toThrow('a probability from 0 to 1');
  });

  test('is undone by normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
        const z = normalQuantile(p);
        // An ulp of z moves the tail by z^2 ulp.
        expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(2e-15 * (2 + z * z));
        if (p > 1e-6) expect(normalCdf(-z)).toBeCloseTo(1 - p, 14);
      }),
    );
  });
});

test.each([
  [0, 0.5],
  [1, 0.8413447460685429],
  [-1, 0.15865525393145705],
  [1.959963984540054, 0.975],
  [-3.5, 0.00023262907903552504],
  [-10, 7.619853024160525e-24],
  [-37, 5.725571222524577e-300],
  [8, 0.9999999999999993],
])('normalCdf of %d is %d', (x, p) => {
  expect(Math.abs(normalCdf(x) / p - 1)).toBeLessThan(1e-15);
});

test('normalCdf has its limits', () => {
  expect([normalCdf(-Infinity), normalCdf(-40), normalCdf(40), normalCdf(Infinity), normalCdf(NaN)]).toEqual([
    0,
    0,
    1,
    1,
    NaN,
  ]);
});

test('unchanged: the bits of 4,000 values', () => {
  const double = new DataView(new ArrayBuffer(8));
  let hash = 0x811c9dc5;
  const add = (x: number) => {
    double.setFloat64(0, x);
    for (let at = 0; at < 8; at++) hash = Math.imul(hash ^ double.getUint8(at), 0x01000193) >>> 0;
  };
  for (let i = 1; i <= 1000; i++) {
    add(exp(i * 0.37 - 190));
    add(log(i * 0.0137));
    add(pow(i * 0.011, i * 0.07 - 31));
    add(normalQuantile(i / 1001));
  }
  expect(hash.toString(16)).toBe('a2fcbe29');
});
