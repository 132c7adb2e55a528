import { exp, expm1 } from '../../core/exp.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import { checkFields, checkInteger, checkNumber } from '../check-input.ts';
import { POPULARITY_FIELDS, type PopularityInput, popularityOf } from './popularity-of.ts';

/** What a full cache gives up: see `cheHitRatio`. */
export type CachePolicy = 'lru' | 'fifo' | 'random' | 'lfu';

/** A cache and its requests. Time is counted in requests, reads and writes alike. */
export interface CheHitRatioInput extends PopularityInput {
  /** How many keys it holds, all of one size. */
  readonly capacity: number;
  readonly policy: CachePolicy;
  /**
   * The share of the requests that are writes, 0 unless given, below 1. A write removes its key and puts
   * nothing in. Not with 'lfu'.
   */
  readonly writeFraction?: number;
  /**
   * How long an entry is good, in requests, above 0: since its last read with 'lru', since it was put in with
   * 'fifo' and 'random'. For ever unless given. Not with 'lfu'.
   */
  readonly ttl?: number;
}

/** What `cheHitRatio` finds. */
export interface CheHitRatioResult {
  /** The share of the reads that find their key, 0 to 1. */
  readonly hitRatio: number;
  /**
   * How long an entry stays that nobody asks for, in requests: with 'random' on average. Infinity where
   * nothing has to go; null with 'lfu', where it depends on the key.
   */
  readonly characteristicTime: number | null;
  /** The share of each key's reads that find it. */
  readonly hitRatioByKey: Float64Array;
}

/** How a policy's entries live: the share of the time that a key is there. */
interface Policy {
  /** A read finds its key as often as it is there, since reads come at random times. */
  readonly presence: (read: number, write: number, time: number) => number;
  /** Its derivative by `time`, where the time of life is not cut. */
  readonly slope: (read: number, write: number, time: number) => number;
}

// With keys of which the rarest is hardly ever asked for, FIFO's time doubles once a round.
const ROUNDS_MAX = 10_000;
const POLICIES = ['lru', 'fifo', 'random', 'lfu'];

/**
 * The steady hit ratio of a cache whose requests are independent, by the approximation of Che, Tung & Wang
 * (2002): every entry stays for one and the same time T, so long that the expected number of entries is the
 * capacity. With p the chance of a key, f the share of writes and no time to live:
 *
 * 'lru' stays T after its last read: present 1 - exp(-p T), times 1 - f, the chance that the last request
 * was a read. 'fifo' stays T after it was put in, 'random' for an exponential time of mean T, or until a
 * write: without writes both are present p T / (1 + p T) (Fricker, Robert & Roberts 2012), as the two are
 * alike in the exact result of Gelenbe (1973). 'lfu' is the perfect one: it always holds the most popular
 * keys, and no policy that knows only the past has a higher ratio.
 *
 * T is found by Newton's method, which from below climbs to it and not above, the number of entries being
 * concave in T. With a time to live, entries stay for the shorter of both; with 'random', until the first.
 *
 * @throws FaultlineError for an unknown policy, numbers out of range, and writes or a ttl with 'lfu'.
 */
export function cheHitRatio(input: CheHitRatioInput): CheHitRatioResult {
  checkFields('cheHitRatio', input, [...POPULARITY_FIELDS, 'capacity', 'policy', 'writeFraction', 'ttl']);
  const popularity = popularityOf(input);
  const capacity = checkInteger('capacity', input.capacity, 0, Number.MAX_SAFE_INTEGER);
  const writes = checkNumber('writeFraction', input.writeFraction ?? 0, { max: 1 });
  if (writes === 1)
    throw new FaultlineError('writeFraction', 1, 'less than 1: without reads there are no hits');
  const ttl = input.ttl === undefined ? Infinity : checkNumber('ttl', input.ttl, { aboveMin: true });
  const { policy } = input;
  if (!POLICIES.includes(policy)) throw new FaultlineError('policy', policy, `one of ${POLICIES.join(', ')}`);
  if (policy === 'lfu') {
    if (writes > 0) throw new FaultlineError('writeFraction', writes, "0 with 'lfu'");
    if (ttl < Infinity) throw new FaultlineError('ttl', ttl, "none with 'lfu'");
    return mostPopular(popularity, capacity);
  }
  const lives = policy === 'lru' ? lastRead : policy === 'fifo' ? firstIn : atRandom(ttl);
  const longest = policy === 'random' ? Infinity : ttl;
  const time = characteristicTime(lives, popularity, writes, capacity, longest);
  const byKey = popularity.map((p) => lives.presence((1 - writes) * p, writes * p, time));
  return { hitRatio: weighted(popularity, byKey), characteristicTime: time, hitRatioByKey: byKey };
}

/** The sum of p h, or 1 less that of p (1 - h), whichever has fewer digits to lose: all ones give 1. */
function weighted(popularity: Float64Array, hitRatioByKey: Float64Array): number {
  let hits = 0;
  let misses = 0;
  for (let key = 0; key < popularity.length; key++) {
    hits += popularity[key] * hitRatioByKey[key];
    misses += popularity[key] * (1 - hitRatioByKey[key]);
  }
  return hits < 0.5 ? hits : 1 - misses;
}

const lastRead: Policy = {
  presence: (read, write, time) =>
    read === 0 ? 0 : (read / (read + write)) * -expm1(-(read + write) * time),
  slope: (read, write, time) => read * exp(-(read + write) * time),
};

const firstIn: Policy = {
  presence: (read, write, time) => shareOfCycle(read, lifetime(write, time)),
  slope: (read, write, time) => cycleSlope(read, lifetime(write, time)) * exp(-write * time),
};

function atRandom(ttl: number): Policy {
  // Gone at rate 1 / time, or by a write, or at the end of the time to live.
  const life = (write: number, time: number) => (time === 0 ? 0 : lifetime(write + 1 / time, ttl));
  return {
    presence: (read, write, time) => shareOfCycle(read, life(write, time)),
    slope: (read, write, time) => {
      if (time === 0) return read;
      const rate = write + 1 / time;
      const cut = ttl === Infinity ? 0 : ttl * exp(-rate * ttl);
      // The squares of a long time would overflow.
      const lifeSlope = (life(write, time) - cut) / time / (write * time + 1);
      return cycleSlope(read, life(write, time)) * lifeSlope;
    },
  };
}

/** The mean of an exponential time of that rate, cut at `longest`. */
function lifetime(rate: number, longest: number): number {
  if (rate === 0) return longest;
  return -expm1(-rate * longest) / rate;
}

/** A key is gone until it is read, for 1 / read, and then there for `life`. */
function shareOfCycle(read: number, life: number): number {
  if (read === 0) return 0;
  return life === Infinity ? 1 : (read * life) / (1 + read * life);
}

function cycleSlope(read: number, life: number): number {
  const cycle = 1 + read * life;
  return read / cycle / cycle;
}

/** The time at which as many keys as `capacity` are present; at most `longest`, where fewer are. */
function characteristicTime(
  { presence, slope }: Policy,
  popularity: Float64Array,
  writes: number,
  capacity: number,
  longest: number,
): number {
  const entries = (time: number) =>
    popularity.reduce((sum, p) => sum + presence((1 - writes) * p, writes * p, time), 0);
  // With keys that nobody asks for, or rounding, the sum of ones is compared with room to spare.
  if (entries(longest) <= capacity * (1 + 1e-14)) return longest;
  // Nobody is present for more than its requests in that time, so this is not too much.
  let time = capacity;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let missing = capacity;
    let rate = 0;
    for (let key = 0; key < popularity.length; key++) {
      const read = (1 - writes) * popularity[key];
      const write = writes * popularity[key];
      missing -= presence(read, write, time);
      rate += slope(read, write, time);
    }
    const step = missing / rate;
    if (!(step > 0)) return time;
    time += step;
    // The next one would be about its square.
    if (step < 1e-10 * time) return time;
  }
  return time;
}

function mostPopular(popularity: Float64Array, capacity: number): CheHitRatioResult {
  const order = Array.from(popularity.keys()).sort((a, b) => popularity[b] - popularity[a] || a - b);
  const hitRatioByKey = new Float64Array(popularity.length);
  for (const key of order.slice(0, capacity)) hitRatioByKey[key] = popularity[key] > 0 ? 1 : 0;
  return { hitRatio: weighted(popularity, hitRatioByKey), characteristicTime: null, hitRatioByKey };
}
