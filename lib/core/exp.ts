import { POWER_OFFSET, POWERS_OF_TWO } from './powers-of-two.ts';

// ln 2 in two parts: the first has 32 bits, so that its product with any exponent is exact.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
// Adding it pushes the fraction out of a double, which leaves the nearest integer.
const ROUNDER = 6755399441055744;
const LEAST_NORMAL_INDEX = POWER_OFFSET - 1022;

/**
 * e to the power x, within 0.65 ulp (subnormal results within 1), from + - * only, so that its bits
 * are the same in every engine. x = k ln 2 + r with |r| <= ln 2 / 2 and ln 2 in two parts; e^r by a
 * polynomial of degree 12 fitted at Chebyshev nodes (error below 2^-61). NaN gives NaN; overflow
 * gives Infinity, underflow 0.
 */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** e to the power (x + tail), where |tail| is at most an ulp of x or so: see `exp`. */
export function expOfSum(x: number, tail: number): number {
  if (!(x < 710)) return x >= 710 ? Infinity : Number.NaN;
  if (x < -746) return 0;
  const k = x * Math.LOG2E + ROUNDER - ROUNDER;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW - tail;
  const r = high - low;
  const body = 1 + r;
  const rest = 1 - body + r + (excess(r) + (high - r - low));
  const index = (k | 0) + POWER_OFFSET;
  if (index > LEAST_NORMAL_INDEX && index < POWERS_OF_TWO.length)
    return (body + rest) * POWERS_OF_TWO[index]!;
  // Two factors: only the second product can round.
  const half = Math.trunc(k / 2);
  return (body + rest) * POWERS_OF_TWO[half + POWER_OFFSET]! * POWERS_OF_TWO[k - half + POWER_OFFSET]!;
}

/**
 * e to the power x, less 1, within 1.5 ulp also where x is near 0, from + - * only. The method of `exp`
 * with the 1 kept apart. NaN gives NaN, -Infinity gives -1, -0 gives -0.
 */
export function expm1(x: number): number {
  if (x === 0) return x;
  if (!(x > -38 && x < 38)) return exp(x) - 1;
  const k = x * Math.LOG2E + ROUNDER - ROUNDER;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const rest = excess(r) + (high - r - low);
  if (k === 0) return r + rest;
  const scale = POWERS_OF_TWO[k + POWER_OFFSET]!;
  return scale - 1 + scale * (r + rest);
}

/** e^r - 1 - r for |r| <= 0.3467. */
function excess(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = 0.5 + 0.1666666666666667 * r + (0.04166666666666667 + 0.00833333333332612 * r) * r2;
  const middle =
    0.0013888888888883737 +
    0.00019841269874873975 * r +
    (2.480158732558584e-5 + 2.755725533255441e-6 * r) * r2;
  const high = 2.7557273594799413e-7 + 2.510524515390137e-8 * r + 2.0914707069612355e-9 * r2;
  return r2 * (low + r4 * (middle + r4 * high));
}
