import seedrandom from 'seedrandom';
import { FaultlineError } from './faultline-error.ts';
import { threefry } from './threefry.ts';

/** What fixes the chance of a run: an integer of at most 2^53 - 1 in size, or a text. */
export type Seed = number | string;

const SEED_ALLOWED = 'an integer between -(2^53 - 1) and 2^53 - 1, or a text';

const TWO_32 = 2 ** 32;
const TWO_53 = 2 ** 53;

/**
 * The integer behind a seed: an integer is itself, a text is hashed by `seedrandom` to [0, 2^53).
 * The number 7 and the text "7" are different seeds.
 *
 * @throws FaultlineError for anything else: an undefined seed would mean entropy.
 */
export function seedInteger(seed: Seed): number {
  if (typeof seed === 'string') return Math.floor(seedrandom(seed).double() * TWO_53);
  if (Number.isSafeInteger(seed)) return seed === 0 ? 0 : seed;
  throw new FaultlineError('seed', seed, SEED_ALLOWED);
}

/** A seed as it is typed: `7` is the integer, anything that is not an integer is a text. */
export function parseSeed(text: string): Seed {
  if (!/^[+-]?\d+$/.test(text)) return text;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new FaultlineError('seed', BigInt(text.replace('+', '')), SEED_ALLOWED);
}

/**
 * The seed of run `index` (0-based) of a sweep: a function of both, in [0, 2^53 - 1].
 * Neighbouring seeds and neighbouring runs share nothing.
 */
export function runSeed(seed: Seed, index: number): number {
  const integer = seedInteger(seed);
  const out = new Int32Array(2);
  threefry(highWord(integer), integer | 0, index | 0, highWord(index), 1, out);
  return (out[0] >>> 11) * TWO_32 + (out[1] >>> 0);
}

/** The upper 32 bits of an integer of up to 53 bits, as a signed word. */
export function highWord(integer: number): number {
  return Math.floor(integer / TWO_32) | 0;
}
