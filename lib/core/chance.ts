import { normalQuantile } from './normal-quantile.ts';
import { highWord, type Seed, seedInteger } from './seed.ts';
import { threefry } from './threefry.ts';

const TWO_MINUS_32 = 2 ** -32;
const TWO_MINUS_53 = 2 ** -53;

/**
 * A named stream of keyed draws. A draw is a function of (seed, stream, entity, time, slot) and of
 * nothing else: not of how many draws came before, not of other streams.
 *
 * `entity` and `time` are integers (32 bits are used); `slot` tells draws on the same occasion apart.
 */
export class Stream {
  readonly name: string;
  private key0 = 0;
  private key1 = 0;
  private readonly out: Int32Array;

  constructor(name: string, out: Int32Array) {
    this.name = name;
    this.out = out;
  }

  rekey(seedHigh: number, seedLow: number): void {
    threefry(seedHigh, seedLow, hashName(this.name), 0, 1, this.out);
    this.key0 = this.out[0];
    this.key1 = this.out[1];
  }

  /** Two independent words of the occasion, left in `Chance.words`: the cheapest draw. */
  words(entity: number, time: number, slot: number): void {
    threefry(this.key0, this.key1 ^ slot, entity, time, 1, this.out);
  }

  /** The words of `count` entities from `entity` on, two each, into `out`: as one call each, but faster. */
  row(entity: number, count: number, time: number, slot: number, out: Int32Array): void {
    threefry(this.key0, this.key1 ^ slot, entity, time, count, out);
  }

  /** Uniform on (0, 1), both excluded, with 53 random bits. */
  uniform(entity: number, time: number, slot: number): number {
    this.words(entity, time, slot);
    const middle = (this.out[0] >>> 5) * 67108864 + (this.out[1] >>> 6) + 0.5;
    // The largest middle of all rounds up to 1.
    return Math.min(middle * TWO_MINUS_53, 1 - TWO_MINUS_53);
  }

  /** Standard normal, by inversion, so that it is monotone in the uniform of the same occasion. */
  normal(entity: number, time: number, slot: number): number {
    return normalQuantile(this.uniform(entity, time, slot));
  }
}

/** All chance of one run: streams by name, keyed by the run's seed. */
export class Chance<Name extends string = string> {
  readonly streams: Readonly<Record<Name, Stream>>;
  /** The two signed 32-bit words that the last call of `Stream.words` made. */
  readonly words = new Int32Array(2);

  constructor(names: readonly Name[]) {
    const streams = {} as Record<Name, Stream>;
    for (const name of names) streams[name] = new Stream(name, this.words);
    this.streams = streams;
  }

  /** Keys every stream anew for a run. */
  reseed(seed: Seed): void {
    const integer = seedInteger(seed);
    for (const stream of Object.values<Stream>(this.streams)) stream.rekey(highWord(integer), integer | 0);
  }
}

/** A signed 32-bit word as a uniform on (0, 1), both excluded. */
export function unit(word: number): number {
  return ((word >>> 0) + 0.5) * TWO_MINUS_32;
}

/** One of 0, 1, … `count` - 1 from a signed 32-bit word. */
export function pick(word: number, count: number): number {
  // Not Math.floor, which costs more: the number is never negative.
  return (unit(word) * count) | 0;
}

/** FNV-1a, 32 bits. Two streams of one model must not share a hash: the contract tests look. */
export function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash | 0;
}
