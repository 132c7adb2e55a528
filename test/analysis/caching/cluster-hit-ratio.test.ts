import { describe, expect, test } from 'vitest';
import {
  type ClusterHitRatioInput,
  clusterHitRatio,
} from '../../../lib/analysis/caching/cluster-hit-ratio.ts';
import { zipfPopularity } from '../../../lib/analysis/caching/zipf-popularity.ts';
import { keyHash } from '../../../lib/analysis/hashing/key-hash.ts';
import { sharedCases } from '../shared-cases.ts';
import { simulatedHitRatio } from './simulated-cache.ts';

const cluster = { keys: 10_000, zipf: 1, nodes: 4, capacity: 500 };

describe('right', () => {
  // The numbers of cluster-rr-vs-hash.json, and what was simulated.
  test.each([
    ['round-robin', 0, 0.5867363780717376, 0.58663775],
    ['round-robin', 1, 0.5867363780717376, 0.58663775],
    ['hash', 0, 0.7683161328893986, 0.768138625],
    ['hash', 1, 0.7292964464748555, 0.7291695],
  ] as const)('%s, %d dead', (routing, dead, expected, simulated) => {
    const found = clusterHitRatio({ ...cluster, routing, dead });
    expect(found).toBeCloseTo(expected, 12);
    expect(Math.abs(found - simulated)).toBeLessThan(0.002);
  });

  test('one node: both are the same; another policy is passed on', () => {
    const one = { ...cluster, nodes: 1 };
    expect(clusterHitRatio({ ...one, routing: 'hash' })).toBe(
      clusterHitRatio({ ...one, routing: 'round-robin' }),
    );
    const fifo = clusterHitRatio({ ...one, routing: 'hash', policy: 'fifo' });
    expect(fifo).toBeLessThan(clusterHitRatio({ ...one, routing: 'hash', policy: 'lru' }));
    expect(clusterHitRatio({ keys: 100, zipf: 1, nodes: 2, capacity: 50, routing: 'hash' })).toBe(1);
  });

  test('as simulated, each node with the keys that are hashed to it', () => {
    const popularity = zipfPopularity(2000, 0.7);
    const nodes = 4;
    const capacity = 100;
    let simulated = 0;
    for (let node = 0; node < nodes; node++) {
      const own = popularity.filter((_, key) => keyHash(key) % nodes === node);
      const part = own.reduce((sum, p) => sum + p, 0);
      const ratio = simulatedHitRatio({
        popularity: own,
        capacity,
        policy: 'lru',
        requests: 60_000,
        warm: 5000,
        key: node,
      });
      simulated += part * ratio;
    }
    const found = clusterHitRatio({ popularity, nodes, capacity, routing: 'hash' });
    expect(Math.abs(found - simulated)).toBeLessThan(0.01);
  });
});

describe('refuses', () => {
  const good = { ...cluster, routing: 'hash' };
  test.each<[string, Record<string, unknown>, string]>([
    ['all dead', { ...good, dead: 4 }, 'dead: given 4; an integer from 0 to 3'],
    ['no nodes', { ...good, nodes: 0 }, 'nodes: given 0'],
    ['another routing', { ...good, routing: 'range' }, "routing: given \"range\"; 'round-robin' or 'hash'"],
    ['another policy', { ...good, policy: 'arc' }, 'policy: given "arc"'],
  ])('%s', (_, input, message) => {
    expect(() => clusterHitRatio(input as unknown as ClusterHitRatioInput)).toThrow(message);
  });
});

const shared = sharedCases('cluster-rr-vs-hash');

test.skipIf(!shared)('the worked cases', () => {
  for (const c of shared.cases) {
    const input = { keys: c.N, zipf: c.alpha, nodes: c.nodes, capacity: c.C_per_node };
    const found = [
      clusterHitRatio({ ...input, routing: 'round-robin' }),
      clusterHitRatio({ ...input, routing: 'hash' }),
      clusterHitRatio({ ...input, routing: 'hash', dead: 1 }),
    ];
    [c.hit_round_robin, c.hit_hash, c.hit_hash_one_dead].forEach((hit, i) => {
      expect(found[i]).toBeCloseTo(hit, 11);
    });
    [c.sim_rr, c.sim_hash, c.sim_hash_dead].forEach((hit, i) => {
      expect(Math.abs(found[i] - hit)).toBeLessThan(shared.tolerance.abs);
    });
  }
});
