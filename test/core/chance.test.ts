import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Chance, hashName, Stream, unit } from '../../lib/core/chance.ts';
import type { Seed } from '../../lib/core/seed.ts';
import { draws } from '../support/draws.ts';

function chanceOf<Name extends string>(seed: Seed, ...names: Name[]): Chance<Name> {
  const chance = new Chance(names);
  chance.reseed(seed);
  return chance;
}

const someWord = fc.integer();
const someOccasion = fc.record({ entity: someWord, time: fc.nat(1e6), slot: fc.nat(9) });

describe('a draw is a function of its key', () => {
  test('and of nothing that was drawn before, in whatever order', () => {
    const occasions = fc.array(fc.tuple(fc.constantFrom('a' as const, 'b' as const), someOccasion), {
      minLength: 1,
    });
    fc.assert(
      fc.property(occasions, fc.integer(), fc.func(fc.nat()), (all, seed, order) => {
        const draw = (chance: Chance<'a' | 'b'>, [name, { entity, time, slot }]: (typeof all)[number]) =>
          chance.streams[name].uniform(entity, time, slot);
        const one = chanceOf(seed, 'a', 'b');
        const values = all.map((occasion) => draw(one, occasion));
        const other = chanceOf(seed, 'c', 'b', 'a');
        const shuffled = [...all.keys()].sort((i, j) => order(i) - order(j));
        for (const i of shuffled) {
          expect(draw(other, all[i]!)).toBe(values[i]);
          other.streams.c.normal(i, 0, 0);
        }
      }),
      draws(100),
    );
  });

  test('that changes with each of its parts', () => {
    fc.assert(
      fc.property(someOccasion, fc.maxSafeInteger(), ({ entity, time, slot }, seed) => {
        const { a, b } = chanceOf(seed, 'a', 'b').streams;
        const base = a.uniform(entity, time, slot);
        expect(a.uniform(entity, time, slot)).toBe(base);
        expect(b.uniform(entity, time, slot)).not.toBe(base);
        expect(a.uniform(entity + 1, time, slot)).not.toBe(base);
        expect(a.uniform(entity, time + 1, slot)).not.toBe(base);
        expect(a.uniform(entity, time, slot + 1)).not.toBe(base);
        expect(a.uniform(time, entity, slot) !== base || time === entity).toBe(true);
        expect(chanceOf(seed - 1, 'a').streams.a.uniform(entity, time, slot)).not.toBe(base);
      }),
      draws(300),
    );
  });

  test('a row is as many single draws', () => {
    const chance = chanceOf(3, 'a');
    const row = new Int32Array(20);
    chance.streams.a.row(-4, 10, 17, 2, row);
    for (let i = 0; i < 10; i++) {
      chance.streams.a.words(i - 4, 17, 2);
      expect([...chance.words]).toEqual([...row.subarray(2 * i, 2 * i + 2)]);
    }
  });

  test('right: by Threefry, as it has always been', () => {
    // Unchanged: these bits may be wrong but may not move silently.
    const { noise } = chanceOf('faultline', 'noise').streams;
    expect([noise.uniform(0, 1, 0), noise.uniform(-1, 52, 3), noise.normal(7, 7, 7)]).toMatchInlineSnapshot(`
      [
        0.5704370939355408,
        0.5414562419557811,
        1.5956861405271614,
      ]
    `);
  });
});

/** Chi-square of counts against the same expectation in each cell. */
function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('draws are uniform', () => {
  // 64 cells: 63 degrees of freedom, whose 99.99 % quantile is 112.3 (SciPy).
  const cells = 64;
  const count = 64_000;

  test.each([
    ['by entity', (i: number) => [i, 5, 0]],
    ['by time', (i: number) => [5, i, 0]],
    ['by slot', (i: number) => [5, 5, i]],
    ['by entity and time', (i: number) => [i % 250, Math.floor(i / 250), 1]],
  ])('%s', (_, occasion) => {
    const { a } = chanceOf(11, 'a').streams;
    const counts = new Array(cells).fill(0);
    for (let i = 0; i < count; i++) {
      const [entity, time, slot] = occasion(i);
      counts[Math.floor(a.uniform(entity!, time!, slot!) * cells)]++;
    }
    expect(chiSquare(counts, count / cells)).toBeLessThan(112.3);
  });

  test('over runs, and over pairs of neighbours', () => {
    const counts = new Array(cells).fill(0);
    const chance = new Chance(['a']);
    for (let seed = 0; seed < count / 2; seed++) {
      chance.reseed(seed);
      const first = Math.floor(chance.streams.a!.uniform(0, 1, 0) * 8);
      const second = Math.floor(chance.streams.a!.uniform(1, 1, 0) * 8);
      counts[first * 8 + second]++;
    }
    expect(chiSquare(counts, count / 2 / cells)).toBeLessThan(112.3);
  });

  test('with both ends left out', () => {
    expect([unit(0), unit(-1)]).toEqual([0.5 * 2 ** -32, 1 - 0.5 * 2 ** -32]);
    /** A stream whose words are always the same. */
    class Fixed extends Stream {
      private readonly fixed: Int32Array;

      constructor(word: number) {
        const fixed = new Int32Array(2).fill(word);
        super('fixed', fixed);
        this.fixed = fixed;
      }

      override words(): void {
        this.fixed.fill(this.fixed[0]!);
      }
    }
    for (const word of [0, -1]) {
      const u = new Fixed(word).uniform(0, 0, 0);
      expect(u > 0 && u < 1, `${u}`).toBe(true);
      expect(new Fixed(word).normal(0, 0, 0)).toSatisfy(Number.isFinite);
    }
  });
});

test('normal draws have the moments of a standard normal', () => {
  const { a } = chanceOf(5, 'a').streams;
  const count = 100_000;
  const moments = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const z = a.normal(i, 3, 0);
    moments.forEach((_, p) => {
      moments[p]! += z ** (p + 1) / count;
    });
  }
  // Variances of the first four powers: 1, 2, 15, 96.
  for (const [p, [moment, variance]] of [
    [0, 1],
    [1, 2],
    [0, 15],
    [3, 96],
  ].entries()) {
    expect(Math.abs(moments[p]! - moment!)).toBeLessThan(4 * Math.sqrt(variance! / count));
  }
});

test('names hash to 32 bits, and not alike', () => {
  // Right: FNV-1a of "a" and "foobar", from its authors' test vectors.
  expect([hashName('a') >>> 0, hashName('foobar') >>> 0, hashName('') >>> 0]).toEqual([
    0xe40c292c, 0xbf9cf968, 0x811c9dc5,
  ]);
});
