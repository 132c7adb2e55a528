import { POWER_OFFSET, POWERS_OF_TWO } from './powers-of-two.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LEAST_NORMAL = 2.2250738585072014e-308;
const SQRT_HALF_HIGH_WORD = 0x3fe6a09e;

const double = new Float64Array([1]);
const words = new Int32Array(double.buffer);
// The word with the exponent: the second one on little-endian machines, the first on the others.
const HIGH_WORD = words[1] === 0x3ff00000 ? 1 : 0;

/**
 * The natural logarithm of x, within 1 ulp, from + - * / only, so that its bits are the same in every
 * engine. x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); log(1 + f) = 2 artanh(f / (2 + f)),
 * its series beyond the first term by a polynomial fitted at Chebyshev nodes. 0 gives -Infinity; negative
 * x and NaN give NaN; Infinity gives Infinity.
 */
export function log(x: number): number {
  if (x >= LEAST_NORMAL && x < Infinity) return logOfNormal(x, 0);
  if (x > 0) return x === Infinity ? x : logOfNormal(x * 2 ** 54, -54);
  return x === 0 ? -Infinity : Number.NaN;
}

/**
 * The natural logarithm of 1 + x, within 1.5 ulp also where x is near 0, from + - * / only. Method of `log`;
 * what 1 + x loses to rounding is put back to first order. -1 gives -Infinity; below -1 and NaN, NaN;
 * -0 gives -0.
 */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) return x - logLoss(x);
  const sum = 1 + x;
  if (!(sum > 0 && sum < Infinity)) return log(sum);
  const lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
  return log(sum) + lost / sum;
}

/**
 * The exponent k of a positive normal double x = 2^k m with m between sqrt(1/2) and sqrt(2), up to the low
 * word of these bounds.
 */
export function nearestExponent(x: number): number {
  double[0] = x;
  return (words[HIGH_WORD]! - SQRT_HALF_HIGH_WORD) >> 20;
}

function logOfNormal(x: number, exponent: number): number {
  const own = nearestExponent(x);
  const f = x * POWERS_OF_TWO[POWER_OFFSET - own]! - 1;
  const k = own + exponent;
  return k * LN2_HIGH + (f - (logLoss(f) - k * LN2_LOW));
}

/** f - log(1 + f) for 1 + f between sqrt(1/2) and sqrt(2). */
function logLoss(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const z2 = z * z;
  const low = 0.666666666666667 + 0.3999999999989924 * z + (0.2857142862609589 + 0.2222221111514416 * z) * z2;
  const high = 0.18182890556695602 + 0.1533167403016786 * z + 0.1461703754879165 * z2;
  return s * (f - z * (low + z2 * z2 * high));
}
