import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyHash } from '../../../lib/analysis/hashing/key-hash.ts';
import { rendezvousOwner, rendezvousOwners } from '../../../lib/analysis/hashing/rendezvous.ts';

const someAlive = fc
  .array(fc.integer({ min: 0, max: 1 }), { maxLength: 8 })
  .map((flags) => Uint8Array.from(flags));
const someHash = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('owners are the living by weight', () => {
  fc.assert(
    fc.property(someAlive, someHash, (alive, hash) => {
      const order = Array.from(alive.keys())
        .filter((member) => alive[member] !== 0)
        .sort((a, b) => keyHash(hash, b) - keyHash(hash, a));
      const out = new Int32Array(alive.length);
      expect(rendezvousOwner(hash, alive)).toBe(order[0] ?? -1);
      for (let count = 0; count <= alive.length; count++) {
        const found = rendezvousOwners(hash, alive, count, out);
        expect(Array.from(out.subarray(0, found))).toEqual(order.slice(0, count));
      }
    }),
  );
});

test('each member owns its part, and the keys of a lost one are spread over all others', () => {
  const keys = 60_000;
  const counts = new Float64Array(6);
  const taken = new Float64Array(6);
  for (let key = 0; key < keys; key++) {
    const hash = keyHash(key);
    const owner = rendezvousOwner(hash, Uint8Array.of(1, 1, 1, 1, 1, 1));
    const after = rendezvousOwner(hash, Uint8Array.of(1, 1, 0, 1, 1, 1));
    counts[owner]++;
    if (owner === 2) taken[after]++;
    else expect(after).toBe(owner);
  }
  for (const count of counts) expect(Math.abs(count / keys - 1 / 6)).toBeLessThan(0.005);
  expect(taken[2]).toBe(0);
  taken.forEach((count, member) => {
    if (member !== 2) expect(Math.abs(count / keys - 1 / 30)).toBeLessThan(0.003);
  });
});
