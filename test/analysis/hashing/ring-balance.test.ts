import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRing, ringOwner } from '../../../lib/analysis/hashing/hash-ring.ts';
import { jumpHash } from '../../../lib/analysis/hashing/jump-hash.ts';
import { keyHash } from '../../../lib/analysis/hashing/key-hash.ts';
import { moduloOwner, probeOwner } from '../../../lib/analysis/hashing/modulo-owner.ts';
import { rendezvousOwner } from '../../../lib/analysis/hashing/rendezvous.ts';
import {
  type MovedShareInput,
  movedShare,
  ringMaxOverMean,
  ringShareVariation,
} from '../../../lib/analysis/hashing/ring-balance.ts';
import { sharedCases } from '../shared-cases.ts';

describe('right', () => {
  test('the variation of shares', () => {
    expect(ringShareVariation(3, 1)).toBeCloseTo(Math.SQRT1_2, 15);
    expect(ringShareVariation(1, 5)).toBe(0);
  });

  test('the largest of spacings', () => {
    expect(ringMaxOverMean(1)).toBe(1);
    expect(ringMaxOverMean(3)).toBeCloseTo(11 / 6, 15);
    // H_n - ln n tends to Euler's constant plus 1 / (2 n).
    expect(ringMaxOverMean(1e6)).toBeCloseTo(13.815510557964274 + 0.5772156649015329 + 5e-7, 11);
  });

  test.each<[MovedShareInput['routing'], number, number]>([
    ['consistent-hash', 1 / 3, 1 / 4],
    ['rendezvous', 1 / 3, 1 / 4],
    ['jump', 1 / 3, 1 / 4],
    ['hash', 2 / 3, 3 / 4],
    ['probe', 1 / 3, 3 / 4],
  ])('%s of 3: %d move at a loss, %d at one more', (routing, loss, add) => {
    expect(movedShare({ routing, nodes: 3, event: 'loss' })).toBeCloseTo(loss, 15);
    expect(movedShare({ routing, nodes: 3, event: 'add' })).toBeCloseTo(add, 15);
  });
});

/** Who owns a hash among `nodes` members, of which `lost` is not alive. */
function ownerBy(routing: MovedShareInput['routing'], seed: number, nodes: number, lost = -1) {
  const alive = new Uint8Array(nodes).fill(1);
  if (lost >= 0) alive[lost] = 0;
  if (routing === 'consistent-hash') {
    const ring = createRing(nodes, 100, seed);
    return (hash: number) => ringOwner(ring, hash, alive);
  }
  if (routing === 'rendezvous') return (hash: number) => rendezvousOwner(hash, alive);
  if (routing === 'jump') return (hash: number) => jumpHash(hash, lost >= 0 ? nodes - 1 : nodes);
  if (routing === 'hash') return (hash: number) => moduloOwner(hash, alive);
  return (hash: number) => probeOwner(hash, alive);
}

/** The share of keys that change owner, over 200 rings where chance puts the members' places. */
function measuredMove({ routing, nodes, event }: MovedShareInput): number {
  const seeds = routing === 'consistent-hash' ? 200 : 1;
  const keys = 80_000 / seeds;
  let moved = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const before = ownerBy(routing, seed, nodes);
    const lost = routing === 'jump' ? nodes - 1 : seed % nodes;
    const after = event === 'loss' ? ownerBy(routing, seed, nodes, lost) : ownerBy(routing, seed, nodes + 1);
    for (let key = 0; key < keys; key++) {
      const hash = keyHash(key, seed);
      if (before(hash) !== after(hash)) moved++;
    }
  }
  return moved / (keys * seeds);
}

describe('keys do move so', () => {
  const routings = ['consistent-hash', 'rendezvous', 'jump', 'hash', 'probe'] as const;
  const cases = routings.flatMap((routing) =>
    ([3, 8] as const).flatMap((nodes) =>
      (['loss', 'add'] as const).map((event) => [routing, nodes, event] as const),
    ),
  );
  test.each(cases)('%s, %d members, %s', (routing, nodes, event) => {
    const input = { routing, nodes, event };
    expect(Math.abs(measuredMove(input) - movedShare(input))).toBeLessThan(0.0075);
  });

  test('the probe doubles the load of the next in order', () => {
    const after = ownerBy('probe', 0, 3, 0);
    const counts = new Float64Array(3);
    for (let key = 0; key < 60_000; key++) counts[after(keyHash(key))]++;
    expect(counts[1] / 30_000).toBeCloseTo(4 / 3, 1);
    expect(counts[2] / 30_000).toBeCloseTo(2 / 3, 1);
  });
});

test('more virtual nodes even out, more members do not', () => {
  const count = fc.integer({ min: 2, max: 1000 });
  fc.assert(
    fc.property(count, count, (nodes, virtualNodes) => {
      const variation = ringShareVariation(nodes, virtualNodes);
      expect(ringShareVariation(nodes, virtualNodes + 1)).toBeLessThan(variation);
      expect(ringShareVariation(nodes + 1, virtualNodes)).toBeGreaterThan(variation);
      expect(ringMaxOverMean(nodes + 1)).toBeGreaterThan(ringMaxOverMean(nodes));
    }),
  );
});

describe('refuses', () => {
  const good = { routing: 'consistent-hash', nodes: 3, event: 'loss' };
  test.each<[string, Record<string, unknown>, string]>([
    [
      'another routing',
      { ...good, routing: 'range' },
      'routing: given "range"; one of consistent-hash, rendezvous, jump, hash, probe',
    ],
    ['another event', { ...good, event: 'swap' }, "event: given \"swap\"; 'loss' or 'add'"],
    ['the loss of the only member', { ...good, nodes: 1 }, 'nodes: given 1; an integer from 2'],
    ['a field nobody reads', { ...good, node: 1 }, 'movedShare: node: given 1'],
  ])('%s', (_, input, message) => {
    expect(() => movedShare(input as unknown as MovedShareInput)).toThrow(message);
  });

  test('counts below 1', () => {
    expect(() => ringShareVariation(0, 1)).toThrow('nodes: given 0');
    expect(() => ringShareVariation(1, 0)).toThrow('virtualNodes: given 0');
    expect(() => ringMaxOverMean(0)).toThrow('nodes: given 0');
  });
});

const shared = sharedCases('consistent-hashing');

test.skipIf(!shared)('the worked cases: formulas', () => {
  for (const c of shared.cases) {
    const { nodes } = c;
    const share = (routing: MovedShareInput['routing'], event: MovedShareInput['event']) =>
      movedShare({ routing, nodes, event });
    expect(ringShareVariation(nodes, c.vnodes)).toBeCloseTo(c.cv_share, 14);
    if (c.E_max_over_mean !== null) expect(ringMaxOverMean(nodes)).toBeCloseTo(c.E_max_over_mean, 14);
    expect(share('consistent-hash', 'loss')).toBeCloseTo(c.moved_on_loss_ring, 14);
    expect(share('hash', 'loss')).toBeCloseTo(c.moved_on_loss_mod, 14);
    expect(share('consistent-hash', 'add')).toBeCloseTo(c.moved_on_add_ring, 14);
    expect(share('hash', 'add')).toBeCloseTo(c.moved_on_add_mod, 14);
    expect(share('probe', 'loss')).toBeCloseTo(c.skip_dead_probe.moved_on_loss, 14);
    expect(Math.abs(share('hash', 'loss') - c.sim_moved_mod)).toBeLessThan(shared.tolerance.moved_abs);
    expect(Math.abs(share('hash', 'add') - c.sim_moved_mod_add)).toBeLessThan(shared.tolerance.moved_abs);
    expect(Math.abs(share('consistent-hash', 'loss') - c.sim_moved)).toBeLessThan(shared.tolerance.moved_abs);
  }
});
