import { exp } from '../core/exp.ts';
import { pow } from '../core/pow.ts';
import { checkFields, checkNumber } from './check-input.ts';
import { FAILURE_FIELDS, type FailureRule, leastFailures } from './least-failures.ts';

/** The benchmark of Gai & Kapadia (2010): see `GaiKapadiaInput`. */
export interface GaiKapadiaTheoryInput extends FailureRule {
  /** How many others a bank lends to on average, 0 to 700. */
  readonly degree: number;
}

/**
 * What `gaiKapadia` tends to with ever more banks, where the numbers of a bank's borrowers are Poisson and
 * failures spread as in a branching process. The frequency of contagion is the largest S with S = 1 -
 * exp(-z v S), where z is the degree and v the chance that one failed borrower is enough, for a bank that has
 * a Poisson number of others. The extent is the largest q with q = the chance that enough of a Poisson number
 * of borrowers fail, each with chance q. 0 where only 0 will do.
 *
 * @throws FaultlineError for numbers out of range.
 */
export function gaiKapadiaTheory(input: GaiKapadiaTheoryInput): { frequency: number; extent: number } {
  checkFields('gaiKapadiaTheory', input, ['degree', ...FAILURE_FIELDS]);
  const degree = checkNumber('degree', input.degree, { max: 700 });
  const chances = poisson(degree);
  const least = leastFailures(input, chances.length);
  const vulnerable = chances.reduce((sum, chance, k) => (least[k + 1] === 1 ? sum + chance : sum), 0);
  return { frequency: survival(degree * vulnerable), extent: largestExtent(chances, least) };
}

/** The chances of 0, 1, … until what is left is less than 1e-16. */
function poisson(mean: number): Float64Array {
  const chances = new Float64Array(Math.ceil(mean + 12 * Math.sqrt(mean) + 30));
  chances[0] = exp(-mean);
  for (let k = 1; k < chances.length; k++) chances[k] = (chances[k - 1] * mean) / k;
  return chances;
}

/** The largest S with S = 1 - exp(-r S), by Newton's method, which from 1 falls to it and not below. */
function survival(r: number): number {
  if (r <= 1) return 0;
  for (let s = 1; ; ) {
    const rest = exp(-r * s);
    const next = s - (s - 1 + rest) / (1 - r * rest);
    if (!(next < s)) return s;
    s = next;
  }
}

/** More rounds change only an extent that is next to nothing, at the low end of the window. */
const EXTENT_ROUNDS_MAX = 1e4;

/** Falls from above to the largest fixed point. */
function largestExtent(chances: Float64Array, least: Float64Array): number {
  let extent = 1 - chances[0];
  for (let round = 0; round < EXTENT_ROUNDS_MAX && extent > 1e-12; round++) {
    const next = chances.reduce((sum, chance, k) => sum + chance * chanceOf(k, extent, least[k]), 0);
    if (!(next < extent)) return extent;
    extent = next;
  }
  return extent > 1e-12 ? extent : 0;
}

/** The chance that of `count` independent events of chance p at least so many happen. */
function chanceOf(count: number, p: number, atLeast: number): number {
  if (atLeast > count) return 0;
  if (p === 1) return 1;
  let chance = pow(1 - p, count);
  let fewer = 0;
  for (let happened = 0; happened < atLeast; happened++) {
    fewer += chance;
    chance *= ((count - happened) * p) / ((happened + 1) * (1 - p));
  }
  return Math.max(0, 1 - fewer);
}
