import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVICTIONS, type EvictionName } from '../../../lib/analysis/eviction/eviction.ts';
import { evictionPolicy } from '../../../lib/analysis/eviction/eviction-policy.ts';
import { draws } from '../../support/draws.ts';
import { naiveCaches } from './naive-caches.ts';

type State = ReturnType<ReturnType<typeof evictionPolicy>['create']>;

/** Drives a policy as a cache would, with keys, and counts on what it does. */
class Cache {
  readonly name: EvictionName;
  readonly capacity: number;
  state: State;
  keys: number[] = [];
  occasion = 0;

  constructor(name: EvictionName, capacity: number) {
    this.name = name;
    this.capacity = capacity;
    this.state = evictionPolicy(name).create(capacity);
  }

  /** 'h' for a hit, the key that went, or '-'. */
  request(key: number): string {
    const policy = evictionPolicy(this.name);
    const at = this.keys.indexOf(key);
    if (at >= 0) {
      policy.hit(this.state, at);
      return 'h';
    }
    let slot = Array.from({ length: this.capacity }, (_, i) => i).find((i) => this.keys[i] === undefined);
    let gone = '-';
    if (slot === undefined) {
      slot = policy.victim(this.state, key, this.occasion++, 7);
      gone = String(this.keys[slot]);
      if (this.keys[slot] === undefined) throw new Error(`${this.name}: slot ${slot} has no entry`);
      policy.remove(this.state, slot, this.keys[slot], true);
    }
    this.keys[slot] = key;
    policy.insert(this.state, slot, key);
    return gone;
  }

  /** An entry expires. */
  delete(key: number): void {
    const at = this.keys.indexOf(key);
    if (at < 0) return;
    evictionPolicy(this.name).remove(this.state, at, key, false);
    delete this.keys[at];
  }

  copy(): Cache {
    const copy = new Cache(this.name, this.capacity);
    copy.state = structuredClone(this.state);
    copy.keys = [...this.keys];
    copy.occasion = this.occasion;
    return copy;
  }
}

const play = (name: EvictionName, capacity: number, keys: string): string => {
  const cache = new Cache(name, capacity);
  const letters = [...keys];
  return letters
    .map((letter) => cache.request(letter.charCodeAt(0)))
    .map((gone) => (gone.length > 1 ? String.fromCharCode(Number(gone)) : gone))
    .join('');
};

// Each letter is a request; below it what happened: a hit (h), nothing (-), or the letter that went.
describe('by hand', () => {
  test.each<[EvictionName, number, string, string]>([
    ['lru', 3, 'abcadb', '---hbc'],
    ['fifo', 3, 'abcada', '---hab'],
    // The hand passes a, which was read, and takes b; a is not spared again.
    ['clock', 3, 'abcadea', '---hbch'],
    ['clock', 3, 'abcadefa', '---hbcad'],
    // a was read twice, b and c once: of these b came first. Then c against d, and c is older.
    ['lfu', 3, 'aabcdc', '-h--bh'],
    ['lfu', 3, 'aabcde', '-h--bc'],
    ['lfu', 2, 'aabbc', '-h-ha'],
    // The hand spares a where it stands and takes b; then it spares c and takes d, which is new.
    ['sieve', 3, 'abcacde', '---hhbd'],
    // Unlike in clock, a keeps its place: the hand has passed it, and it goes only after the newer ones.
    ['sieve', 3, 'abcadefa', '---hbcdh'],
    // All are in small, of which the oldest goes.
    ['s3-fifo', 3, 'abcdb', '---ah'],
    ['s3-fifo', 3, 'abcda', '---ab'],
    ['w-tinylfu', 1, 'aabb', '-hah'],
  ])('%s of %d: %s', (name, capacity, keys, expected) => {
    expect(play(name, capacity, keys)).toBe(expected);
  });

  test('s3-fifo: read twice, an entry is promoted; a ghost that returns outlives what is new', () => {
    // a is read twice in small and moves to main when room is needed; b goes instead and is a ghost. Back in
    // main, b stays when d, e and f pass through small.
    expect(play('s3-fifo', 3, 'abcaad')).toBe('---hhb');
    expect(play('s3-fifo', 3, 'abcaadbef')).toBe('---hhbcde');
  });

  test('w-tinylfu: what was asked for often keeps what is new out', () => {
    // b and a are in main, c in the window; c was asked for once, so it goes, and so does d.
    expect(play('w-tinylfu', 3, 'aabbcde')).toBe('-h-h-cd');
    // d was asked for three times: a, the oldest in probation, with two, goes. e goes before b.
    expect(play('w-tinylfu', 3, 'aabbcdddef')).toBe('-h-h-chhae');
  });
});

const someKeys = fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 120 });
const someCapacity = fc.integer({ min: 1, max: 8 });
const someSteps = fc.array(
  fc.record({ key: fc.integer({ min: 0, max: 11 }), expires: fc.integer({ min: 0, max: 4 }) }),
  { maxLength: 80 },
);

describe.each(Object.entries(naiveCaches))('%s', (name, naive) => {
  test('does what the plainest program does', () => {
    fc.assert(
      fc.property(someKeys, fc.integer({ min: 1, max: 24 }), (keys, capacity) => {
        const cache = new Cache(name as EvictionName, capacity);
        const request = naive(capacity);
        expect(keys.map((key) => cache.request(key) === 'h')).toEqual(keys.map(request));
      }),
      draws(400),
    );
  });
});

describe.each(EVICTIONS)('%s', (name) => {
  test('finds an entry whenever it must, whatever expires in between, and counts them', () => {
    fc.assert(
      fc.property(someSteps, someCapacity, (steps, capacity) => {
        const cache = new Cache(name, capacity);
        for (const { key, expires } of steps) {
          if (expires === 0) cache.delete(key);
          else cache.request(key);
          expect(cache.state.size).toBe(cache.keys.filter((each) => each !== undefined).length);
        }
      }),
      draws(100),
    );
  });

  test('goes on alike from a copy, and is as new when cleared', () => {
    fc.assert(
      fc.property(someSteps, someKeys, someCapacity, (steps, keys, capacity) => {
        const cache = new Cache(name, capacity);
        for (const { key, expires } of steps) expires === 0 ? cache.delete(key) : cache.request(key);
        const copy = cache.copy();
        expect(keys.map((key) => copy.request(key))).toEqual(keys.map((key) => cache.request(key)));
        evictionPolicy(name).clear(cache.state);
        expect(cache.state).toEqual(evictionPolicy(name).create(capacity));
      }),
      draws(60),
    );
  });

  test('refuses a capacity that is none', () => {
    for (const capacity of [0, -1, 1.5, Number.NaN, 2 ** 26 + 1]) {
      expect(() => evictionPolicy(name).create(capacity)).toThrow('capacity: given');
    }
  });
});

test('random and sampled-lru draw by seed and occasion, and by nothing else', () => {
  for (const name of ['random', 'sampled-lru'] as const) {
    const victims = (seed: number, occasion: number): number[] => {
      const cache = new Cache(name, 64);
      cache.state.seed0 = seed;
      for (let key = 0; key < 64; key++) cache.request(key);
      return Array.from({ length: 8 }, (_, i) => {
        const policy = evictionPolicy(name);
        return policy.victim(structuredClone(cache.state), 99, i, occasion);
      });
    };
    expect(victims(1, 0)).toEqual(victims(1, 0));
    expect(victims(2, 0)).not.toEqual(victims(1, 0));
    expect(victims(1, 1)).not.toEqual(victims(1, 0));
    expect(new Set(victims(1, 0)).size).toBeGreaterThan(2);
  }
});

test('random takes each entry as often as another', () => {
  const policy = evictionPolicy('random');
  const state = policy.create(10);
  for (let slot = 0; slot < 10; slot++) policy.insert(state, slot, slot);
  const counts = new Array(10).fill(0);
  for (let i = 0; i < 100_000; i++) counts[policy.victim(state, 99, i, 0)]++;
  // Five standard deviations of a binomial count.
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(9000));
});

test('sampled-lru takes the oldest of five, and keeps the others for the next time', () => {
  const policy = evictionPolicy('sampled-lru');
  const ranks: number[] = [];
  for (let i = 0; i < 2000; i++) {
    const state = policy.create(1000);
    for (let slot = 0; slot < 1000; slot++) policy.insert(state, slot, slot);
    ranks.push(policy.victim(state, 9999, i, 0));
  }
  // The smallest of five uniform ranks of 1000: mean 1000 / 6, standard deviation 141.
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
  expect(Math.abs(mean - 166.2)).toBeLessThan((5 * 141) / Math.sqrt(2000));
  // With sixteen in a pool over many evictions it takes the very oldest ones far more often.
  const state = policy.create(1000);
  for (let slot = 0; slot < 1000; slot++) policy.insert(state, slot, slot);
  let sum = 0;
  for (let i = 0; i < 100; i++) {
    const slot = policy.victim(state, 9999, i, 0);
    sum += slot;
    policy.remove(state, slot, slot, true);
  }
  expect(sum / 100).toBeLessThan(120);
});

test('an unknown name', () => {
  expect(() => evictionPolicy('mru' as EvictionName)).toThrow('policy: given "mru"; one of lru, fifo');
  expect(() => evictionPolicy('toString' as EvictionName)).toThrow('policy: given');
});
