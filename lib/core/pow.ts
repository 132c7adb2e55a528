import { expOfSum } from './exp.ts';
import { nearestExponent } from './log.ts';
import { POWER_OFFSET, POWERS_OF_TWO } from './powers-of-two.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_THIRDS = 0.6666666666666666;
const TWO_THIRDS_LOW = 3.700743415417188e-17;

/**
 * x to the power y, within 0.7 ulp, from + - * / only, so that its bits are the same in every engine; a
 * result that a double holds is exact (`pow(10, 2)` is 100). e^(y log x) with log x and the product in
 * two doubles each (Dekker 1971). Special cases are those of `Math.pow`: y = 0 gives 1, a negative x with
 * a fractional y gives NaN.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Infinity) return size === 1 ? Number.NaN : size > 1 === y > 0 ? Infinity : 0;
  const odd = Math.abs(y % 2) === 1;
  const negative = odd && (x < 0 || Object.is(x, -0));
  if (size === 0 || size === Infinity) {
    const value = (size === 0) === y > 0 ? 0 : Infinity;
    return negative ? -value : value;
  }
  if (x < 0 && y % 1 !== 0) return Number.NaN;
  const value = positivePower(size, y);
  return negative ? -value : value;
}

function positivePower(x: number, y: number): number {
  const normal = x < 2 ** -1022 ? x * 2 ** 54 : x;
  const own = nearestExponent(normal);
  const k = normal === x ? own : own - 54;
  const f = normal * POWERS_OF_TWO[POWER_OFFSET - own]! - 1;
  // log(1 + f) = s (2 + q) with s = f / (2 + f), z = s^2 and q = z (2/3 + 2/5 z + ...), each with its tail.
  const u = 2 + f;
  const s = f / u;
  const product = s * u;
  const sTail = (f - product - productTail(s, u, product) - s * (f - (u - 2))) / u;
  const z = s * s;
  const zTail = productTail(s, s, z) + 2 * s * sTail;
  const series = z * laterTerms(z);
  const t = TWO_THIRDS + series;
  const tTail = TWO_THIRDS - t + series + TWO_THIRDS_LOW;
  const q = z * t;
  const qTail = productTail(z, t, q) + z * tTail + zTail * t;
  const v = 2 + q;
  const log = s * v;
  const logTail = productTail(s, v, log) + s * (2 - v + q + qTail) + sTail * v;
  const whole = k * LN2_HIGH + log;
  const wholeTail = k * LN2_HIGH - whole + log + (logTail + k * LN2_LOW);
  const exponent = y * whole;
  // Beyond exp's range, and the splitting of a huge y would overflow.
  if (!(Math.abs(exponent) < 800)) return exponent > 0 ? Infinity : 0;
  return expOfSum(exponent, productTail(y, whole, exponent) + y * wholeTail);
}

/** What a * b loses to rounding, exactly (Dekker 1971), given the rounded product. */
function productTail(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function upperHalf(a: number): number {
  const c = 134217729 * a;
  return c - (c - a);
}

/** 2/5 + 2/7 z + 2/9 z^2 + ..., fitted at Chebyshev nodes for z up to 0.02945. */
function laterTerms(z: number): number {
  const high = 0.15385575782820043 + z * (0.13285924657242199 + z * 0.1291402271694836);
  return (
    0.40000000000000024 +
    z * (0.28571428571338325 + z * (0.22222222271185313 + z * (0.18181808234003144 + z * high)))
  );
}
