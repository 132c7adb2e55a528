import { checkFraction } from '../core/check-fraction.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { normalQuantile } from '../core/math.ts';

const SERIES_DEGREES_MAX = 200;

/**
 * The quantile of Student's t distribution: the t with P(T <= t) = p, for p between 0 and 1, both
 * excluded, and a whole number of degrees of freedom from 1.
 *
 * Up to 200 degrees by bisection of the closed form for whole degrees (Abramowitz & Stegun 1964, 26.7.3
 * and 26.7.4), to an error in P below 1e-15; above, by the normal quantile with four correction terms
 * (26.7.5), relative error below 1e-9 for p from 0.0001 to 0.9999. Throws for p and degrees outside.
 */
export function studentTQuantile(p: number, degrees: number): number {
  checkFraction('studentTQuantile: p', p);
  if (!(Number.isSafeInteger(degrees) && degrees >= 1)) {
    throw new FaultlineError('studentTQuantile: degrees', degrees, 'a whole number from 1');
  }
  if (degrees > SERIES_DEGREES_MAX) return correctedNormalQuantile(normalQuantile(p), degrees);
  const size = positiveQuantile(Math.abs(2 * p - 1), degrees);
  return p < 0.5 ? -size : size;
}

/** The t >= 0 with P(|T| <= t) = probability. */
function positiveQuantile(probability: number, degrees: number): number {
  let high = 1;
  while (centralProbability(high, degrees) < probability) high *= 2;
  let low = 0;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (centralProbability(middle, degrees) < probability) low = middle;
    else high = middle;
  }
}

/** P(|T| <= t) by the finite series in cos(theta), with tan(theta) = t / sqrt(degrees). */
function centralProbability(t: number, degrees: number): number {
  const hypotenuse = Math.sqrt(degrees + t * t);
  const sine = t / hypotenuse;
  const cosine = Math.sqrt(degrees) / hypotenuse;
  const square = cosine * cosine;
  const even = degrees % 2 === 0;
  let term = even ? 1 : cosine;
  let sum = degrees === 1 ? 0 : term;
  for (let k = even ? 2 : 3; k < degrees; k += 2) {
    term *= (square * (k - 1)) / k;
    sum += term;
  }
  return even ? sine * sum : (2 / Math.PI) * (firstQuadrantAngle(sine, cosine) + sine * sum);
}

/**
 * The angle with this sine and cosine, neither negative, by four halvings and the series of the
 * arctangent.
 */
function firstQuadrantAngle(sine: number, cosine: number): number {
  let tangent = sine / (1 + cosine);
  for (let halving = 0; halving < 3; halving++) tangent /= 1 + Math.sqrt(1 + tangent * tangent);
  const square = tangent * tangent;
  let sum = 0;
  for (let k = 17; k >= 1; k -= 2) sum = 1 / k - square * sum;
  return 16 * tangent * sum;
}

function correctedNormalQuantile(z: number, degrees: number): number {
  const w = z * z;
  const first = (z * (w + 1)) / 4;
  const second = (z * (3 + w * (16 + w * 5))) / 96;
  const third = (z * (-15 + w * (17 + w * (19 + w * 3)))) / 384;
  const fourth = (z * (-945 + w * (-1920 + w * (1482 + w * (776 + w * 79))))) / 92160;
  return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
}
