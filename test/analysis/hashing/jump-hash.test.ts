import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jumpHash } from '../../../lib/analysis/hashing/jump-hash.ts';

/** The listing of the paper, its 64 bits as a BigInt. */
function listing(start: number, buckets: number): number {
  let key = BigInt(start);
  let b = -1n;
  let j = 0n;
  while (j < BigInt(buckets)) {
    b = j;
    key = BigInt.asUintN(64, key * 2862933555777941757n + 1n);
    j = BigInt(Math.floor(Number(b + 1n) * (2 ** 31 / Number((key >> 33n) + 1n))));
  }
  return Number(b);
}

// The test vectors of github.com/dgryski/go-jump.
test.each([
  [1, 1, 0],
  [42, 57, 43],
  [0xdead10cc, 1, 0],
  [0xdead10cc, 666, 361],
  [256, 1024, 520],
])('key %d in %d buckets is in %d', (key, buckets, expected) => {
  expect(jumpHash(key, buckets)).toBe(expected);
});

test('is the listing', () => {
  const someKey = fc.oneof(fc.nat(), fc.maxSafeNat());
  fc.assert(
    fc.property(someKey, fc.integer({ min: 1, max: 2 ** 31 - 1 }), (key, buckets) => {
      expect(jumpHash(key, buckets)).toBe(listing(key, buckets));
    }),
    { numRuns: 2000 },
  );
});

test('is the listing where the low word of the generator carries, which chance does not find', () => {
  // Minus the inverse of the factor's low word, so that the first product ends in 2^32 - 1.
  const low = 1717769131;
  for (const key of [low, low + 2 ** 32, low + 2 ** 50]) {
    const generated = BigInt.asUintN(64, BigInt(key) * 2862933555777941757n + 1n);
    expect(generated % 2n ** 32n).toBe(0n);
    for (let buckets = 1; buckets < 2 ** 31; buckets = buckets * 2 + 1) {
      expect(jumpHash(key, buckets)).toBe(listing(key, buckets));
    }
  }
});

test('a new bucket takes its part and nothing else moves', () => {
  const keys = 40_000;
  let moved = 0;
  for (let key = 0; key < keys; key++) {
    const before = jumpHash(key, 9);
    const after = jumpHash(key, 10);
    expect([before, 9]).toContain(after);
    if (after !== before) moved++;
  }
  expect(Math.abs(moved / keys - 0.1)).toBeLessThan(0.005);
});

describe('refuses', () => {
  test.each([
    [-1, 1, 'key: given -1'],
    [0.5, 1, 'key: given 0.5'],
    [2 ** 53, 1, 'key: given 9007199254740992'],
    [1, 0, 'bucketCount: given 0'],
    [1, 2 ** 31, 'bucketCount: given 2147483648'],
  ])('%d, %d', (key, buckets, message) => {
    expect(() => jumpHash(key, buckets)).toThrow(message);
  });
});
