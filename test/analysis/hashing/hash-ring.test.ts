import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createRing,
  type HashRing,
  ringOwner,
  ringOwners,
  ringShares,
} from '../../../lib/analysis/hashing/hash-ring.ts';
import { keyHash } from '../../../lib/analysis/hashing/key-hash.ts';
import { ringMaxOverMean, ringShareVariation } from '../../../lib/analysis/hashing/ring-balance.ts';
import { sharedCases } from '../shared-cases.ts';

const someRing = fc.record({
  members: fc.integer({ min: 1, max: 6 }),
  virtualNodes: fc.integer({ min: 1, max: 9 }),
  seed: fc.integer({ min: 0, max: 1000 }),
  mask: fc.integer({ min: 0, max: 63 }),
  hash: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

function aliveOf(mask: number, members: number): Uint8Array {
  return Uint8Array.from({ length: members }, (_, member) => (mask >>> member) & 1);
}

/** Everybody clockwise from a hash, by sorting all virtual nodes by their distance. */
function walk(ring: HashRing, hash: number, alive: Uint8Array): number[] {
  const distance = (position: number) => (position - hash + 2 ** 32) % 2 ** 32;
  const order = Array.from(ring.owners, (owner, i) => ({ owner, distance: distance(ring.positions[i]) }));
  order.sort((a, b) => a.distance - b.distance || a.owner - b.owner);
  return [...new Set(order.map(({ owner }) => owner))].filter((owner) => alive[owner] !== 0);
}

describe('ring', () => {
  test('owners are the living clockwise', () => {
    fc.assert(
      fc.property(someRing, ({ members, virtualNodes, seed, mask, hash }) => {
        const ring = createRing(members, virtualNodes, seed);
        const alive = aliveOf(mask, members);
        const out = new Int32Array(members);
        for (const at of [hash, ring.positions[0], ring.positions[0] + 1, 0, 2 ** 32 - 1]) {
          const expected = walk(ring, at, alive);
          expect(ringOwner(ring, at, alive)).toBe(expected[0] ?? -1);
          for (let count = 0; count <= members; count++) {
            const found = ringOwners(ring, at, alive, count, out);
            expect(Array.from(out.subarray(0, found))).toEqual(expected.slice(0, count));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a tie goes to the lower member, and a hash at a place belongs to it', () => {
    const ring: HashRing = {
      memberCount: 3,
      positions: Uint32Array.of(10, 10, 2 ** 31 + 5),
      owners: Int32Array.of(1, 2, 0),
      bucketStarts: Int32Array.of(0, 2),
      bucketShift: 31,
    };
    const all = Uint8Array.of(1, 1, 1);
    expect([10, 11, 2 ** 31 + 5, 2 ** 31 + 6].map((hash) => ringOwner(ring, hash, all))).toEqual([
      1, 0, 0, 1,
    ]);
    expect(ringOwner(ring, 10, Uint8Array.of(1, 0, 1))).toBe(2);
    const arc = (2 ** 31 - 5) / 2 ** 32;
    expect(Array.from(ringShares(ring, all))).toEqual([arc, 1 - arc, 0]);
    expect(Array.from(ringShares(ring))).toEqual([arc, 1 - arc, 0]);
    expect(Array.from(ringShares(ring, Uint8Array.of(0, 0, 1)))).toEqual([0, 0, 1]);
    expect(Array.from(ringShares(ring, Uint8Array.of(0, 0, 0)))).toEqual([0, 0, 0]);
  });

  test('is plain data, sorted, the same for the same seed', () => {
    const ring = createRing(8, 100, 7);
    expect(structuredClone(ring)).toEqual(createRing(8, 100, 7));
    expect(Array.from(ring.positions)).toEqual(Array.from(ring.positions).sort((a, b) => a - b));
    expect(Array.from(ring.positions)).not.toEqual(Array.from(createRing(8, 100, 8).positions));
    const counts = new Int32Array(8);
    for (const owner of ring.owners) counts[owner]++;
    expect(Array.from(counts)).toEqual(Array(8).fill(100));
  });

  test('more members and more virtual nodes leave the others where they were', () => {
    const places = (ring: HashRing) => Array.from(ring.owners, (owner, i) => `${owner}@${ring.positions[i]}`);
    const more = new Set(places(createRing(6, 25, 'seed')));
    expect(places(createRing(5, 20, 'seed')).filter((place) => !more.has(place))).toEqual([]);
  });

  test('a lost member moves its own keys only; a new one takes keys and passes none on', () => {
    const ring = createRing(5, 20, 3);
    const more = createRing(6, 20, 3);
    const all = Uint8Array.of(1, 1, 1, 1, 1);
    const without = Uint8Array.of(1, 1, 0, 1, 1);
    for (let key = 0; key < 2000; key++) {
      const hash = keyHash(key);
      const owner = ringOwner(ring, hash, all);
      if (owner !== 2) expect(ringOwner(ring, hash, without)).toBe(owner);
      expect([owner, 5]).toContain(ringOwner(more, hash, Uint8Array.of(1, 1, 1, 1, 1, 1)));
    }
  });

  test('the shares are those of keys, up to chance', () => {
    const ring = createRing(4, 3, 11);
    const alive = Uint8Array.of(1, 0, 1, 1);
    const shares = ringShares(ring, alive);
    const counts = new Float64Array(4);
    const keys = 100_000;
    for (let key = 0; key < keys; key++) counts[ringOwner(ring, keyHash(key), alive)]++;
    counts.forEach((count, member) => {
      expect(Math.abs(count / keys - shares[member])).toBeLessThan(3 / Math.sqrt(keys));
    });
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

describe('refuses', () => {
  test.each<[string, () => unknown, string]>([
    ['no members', () => createRing(0, 1, 1), 'memberCount: given 0; an integer from 1 to 65536'],
    ['half a member', () => createRing(1.5, 1, 1), 'memberCount: given 1.5'],
    ['no virtual nodes', () => createRing(1, 0, 1), 'virtualNodes: given 0; an integer from 1 to 65536'],
    [
      'too many places',
      () => createRing(65_536, 257, 1),
      'virtualNodes: given 257; an integer from 1 to 256',
    ],
    ['no seed', () => createRing(1, 1, undefined as unknown as number), 'seed: given nothing'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});

/** From arcs: the deviation of the shares over their mean, the mean of the largest over it, and keys lost. */
function measure(nodes: number, virtualNodes: number, rings: number) {
  const all = new Uint8Array(nodes).fill(1);
  const without = all.map((one, member) => (member === 0 ? 0 : one));
  let squares = 0;
  let largest = 0;
  let moved = 0;
  for (let seed = 0; seed < rings; seed++) {
    const ring = createRing(nodes, virtualNodes, seed);
    const shares = ringShares(ring, all);
    for (const share of shares) squares += (share * nodes - 1) * (share * nodes - 1);
    largest += Math.max(...shares) * nodes;
    // What the others gain is what has moved.
    const after = ringShares(ring, without);
    for (let member = 1; member < nodes; member++) moved += after[member] - shares[member];
  }
  return {
    variation: Math.sqrt(squares / (rings * nodes)),
    maxOverMean: largest / rings,
    moved: moved / rings,
  };
}

// The numbers of consistent-hashing.json; a deviation's relative error is about 1 over the root of twice the
// number of rings and of shares, so that fewer rings need more room.
test.each([
  [3, 1, 4000, 0.05, Math.SQRT1_2],
  [3, 10, 4000, 0.05, 0.254000254000381],
  [3, 100, 4000, 0.05, 0.08151391459392224],
  [3, 1000, 300, 0.1, 0.025815586735416948],
  [8, 100, 1000, 0.05, Math.sqrt(7 / 801)],
])('%d members with %d virtual nodes: shares as in theory', (nodes, virtualNodes, rings, room, expected) => {
  const { variation, maxOverMean, moved } = measure(nodes, virtualNodes, rings);
  expect(ringShareVariation(nodes, virtualNodes)).toBeCloseTo(expected, 14);
  expect(Math.abs(variation / expected - 1)).toBeLessThan(room);
  if (virtualNodes === 1) expect(Math.abs(maxOverMean / ringMaxOverMean(nodes) - 1)).toBeLessThan(0.02);
  // A share's own deviation is expected / nodes, so this is four standard errors, or the file's 0.005.
  expect(Math.abs(moved - 1 / nodes)).toBeLessThan(
    Math.max(0.005, (4 * expected) / nodes / Math.sqrt(rings)),
  );
});

const shared = sharedCases('consistent-hashing');

test.skipIf(!shared)('the worked cases: shares', () => {
  for (const { nodes, vnodes, cv_share, sim_cv, sim_max_over_mean } of shared.cases) {
    const rings = vnodes > 100 ? 300 : 2000;
    const { variation, maxOverMean } = measure(nodes, vnodes, rings);
    const room = shared.tolerance.cv_rel * (vnodes > 100 ? 2 : 1);
    expect(Math.abs(variation / cv_share - 1)).toBeLessThan(room);
    expect(Math.abs(variation / sim_cv - 1)).toBeLessThan(room);
    expect(Math.abs(maxOverMean / sim_max_over_mean - 1)).toBeLessThan(0.03);
  }
});
