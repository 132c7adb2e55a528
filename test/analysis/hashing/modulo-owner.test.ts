import { expect, test } from 'vitest';
import { moduloOwner, probeOwner } from '../../../lib/analysis/hashing/modulo-owner.ts';

test('the remainder counts the living', () => {
  const alive = Uint8Array.of(0, 1, 1, 0, 1);
  expect([0, 1, 2, 3, 4, 2 ** 32 - 1].map((hash) => moduloOwner(hash, alive))).toEqual([1, 2, 4, 1, 2, 1]);
  expect([0, 1, 2, 3].map((hash) => moduloOwner(hash, Uint8Array.of(1, 1, 1)))).toEqual([0, 1, 2, 0]);
  expect(moduloOwner(7, Uint8Array.of(0, 0))).toBe(-1);
  expect(moduloOwner(7, new Uint8Array(0))).toBe(-1);
});

test('the probe counts all and goes on to the next living', () => {
  const alive = Uint8Array.of(0, 1, 1, 0, 0);
  expect([0, 1, 2, 3, 4, 5].map((hash) => probeOwner(hash, alive))).toEqual([1, 1, 2, 1, 1, 1]);
  expect(probeOwner(2 ** 32 - 1, Uint8Array.of(1, 1, 1, 1, 1))).toBe(0);
  expect(probeOwner(7, Uint8Array.of(0, 0))).toBe(-1);
  expect(probeOwner(7, new Uint8Array(0))).toBe(-1);
});
