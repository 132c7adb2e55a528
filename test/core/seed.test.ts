import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { Chance } from '../../lib/core/chance.ts';
import { parseSeed, runSeed, type Seed, seedInteger } from '../../lib/core/seed.ts';
import { draws } from '../support/draws.ts';

test('an integer is itself, a text is hashed by seedrandom', () => {
  for (const seed of [0, 7, -7, 2 ** 53 - 1, -(2 ** 53 - 1)]) expect(seedInteger(seed)).toBe(seed);
  expect(Object.is(seedInteger(-0), 0)).toBe(true);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(seedInteger(text)).toBe(Math.floor(seedrandom(text).double() * 2 ** 53));
    }),
    draws(50),
  );
  expect(seedInteger('7')).not.toBe(7);
});

test('as typed: an integer is one, all else is a text', () => {
  expect(['7', '-7', '+7', '007', '0'].map(parseSeed)).toEqual([7, -7, 7, 7, 0]);
  for (const text of ['7.0', '1e3', 'seven', '', ' 7', '0x7', 'NaN']) expect(parseSeed(text)).toBe(text);
  expect(() => parseSeed('9007199254740992')).toThrow('seed: given 9007199254740992; an integer between');
});

test.each([undefined, null, Number.NaN, 1.5, Number.POSITIVE_INFINITY, 2 ** 53, true, {}, 7n])(
  'no seed: %s',
  (seed) => {
    expect(() => seedInteger(seed as Seed)).toThrow(/^seed: given .*; an integer between/);
    expect(() => runSeed(seed as Seed, 0)).toThrow('seed: given');
  },
);

test('run seeds are integers of 53 bits, different for 100,000 runs', () => {
  const seen = new Set<number>();
  let highest = 0;
  for (let run = 0; run < 100_000; run++) {
    const seed = runSeed(1, run);
    if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`run ${run}: ${seed}`);
    seen.add(seed);
    highest = Math.max(highest, seed);
  }
  expect(seen.size).toBe(100_000);
  expect(highest).toBeGreaterThan(2 ** 53 * 0.999);
});

test('a run seed changes with the seed and the run, in all their bits', () => {
  const seeds: Seed[] = [0, 1, -1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53 - 1, '1', ''];
  const runs = [0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 1e8];
  const all = seeds.flatMap((seed) => runs.map((run) => runSeed(seed, run)));
  expect(new Set(all).size).toBe(all.length);
});

test('first draws of neighbouring seeds, and of neighbouring runs, have nothing in common', () => {
  const count = 20_000;
  for (const seedOf of [(i: number) => i, (i: number) => i * 2 ** 32, (i: number) => runSeed(3, i)]) {
    const chance = new Chance(['a']);
    const first = Array.from({ length: count + 1 }, (_, i) => {
      chance.reseed(seedOf(i));
      return chance.streams.a!.uniform(0, 1, 0) - 0.5;
    });
    let product = 0;
    for (let i = 0; i < count; i++) product += (12 * first[i]! * first[i + 1]!) / count;
    expect(Math.abs(product)).toBeLessThan(4 / Math.sqrt(count));
  }
});
