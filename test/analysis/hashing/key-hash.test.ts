import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyHash } from '../../../lib/analysis/hashing/key-hash.ts';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** The finalizer as MurmurHash3.cpp has it, in exact integers. */
function fmix32(word: bigint): bigint {
  let h = word;
  h ^= h >> 16n;
  h = BigInt.asUintN(32, h * 0x85ebca6bn);
  h ^= h >> 13n;
  h = BigInt.asUintN(32, h * 0xc2b2ae35n);
  return h ^ (h >> 16n);
}

test('is the finalizer of MurmurHash3, the seed, and the finalizer again', () => {
  // fmix32(1), as SMHasher's own tests and every port have it.
  expect(fmix32(1n)).toBe(0x514e28b7n);
  fc.assert(
    fc.property(word, word, (key, seed) => {
      const seeded = BigInt.asUintN(32, fmix32(BigInt(seed)) + 0x9e3779b9n);
      expect(keyHash(key, seed)).toBe(Number(fmix32(fmix32(BigInt(key)) ^ seeded)));
    }),
  );
});

test('no seed is seed 0, and key 0 does not stay 0', () => {
  expect(keyHash(17)).toBe(keyHash(17, 0));
  expect(keyHash(0)).not.toBe(0);
});

test('keys in a row never collide', () => {
  const count = 200_000;
  for (const seed of [0, 1, 123_456_789]) {
    const seen = new Set(Array.from({ length: count }, (_, key) => keyHash(key, seed)));
    expect(seen.size).toBe(count);
  }
});

test('each bit of key and seed flips each bit of the hash half of the time', () => {
  const keys = 4000;
  for (const flipped of ['key', 'seed'] as const) {
    for (let bit = 0; bit < 32; bit++) {
      const flips = new Float64Array(32);
      for (let key = 0; key < keys; key++) {
        const other = flipped === 'key' ? keyHash(key ^ (1 << bit), 5) : keyHash(key, 5 ^ (1 << bit));
        const changed = keyHash(key, 5) ^ other;
        for (let out = 0; out < 32; out++) flips[out] += (changed >>> out) & 1;
      }
      // Six standard errors.
      for (const count of flips) expect(Math.abs(count / keys - 0.5)).toBeLessThan(3 / Math.sqrt(keys));
    }
  }
});
