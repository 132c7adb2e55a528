import { describe, expect, test } from 'vitest';
import type { CacheGivenConfig, GivenCommand } from '../../../lib/index.ts';
import { clients, happened, measured, requestsOf } from '../../support/cache-worlds.ts';

const KEYS = 3000;
type Routing = NonNullable<CacheGivenConfig['routing']>;

/** The node of each key before and after something that is done to nodes at once noticed. */
function movedBy(routing: Routing, nodes: number, deed: object, more: CacheGivenConfig = {}) {
  const events = happened(
    {
      ...{ requests: 2 * KEYS, arrivals: clients(1, 1), trace: Array.from({ length: KEYS }, (_, i) => i) },
      ...{ nodes, spareNodes: 1, routing, detection: 0, capacity: KEYS, ...more },
    },
    [{ at: KEYS + 0.5, ...deed } as GivenCommand],
  );
  const homes = requestsOf(events).map(({ node }) => node as number);
  return Array.from({ length: KEYS }, (_, key) => [homes[key]!, homes[KEYS + key]!] as const);
}

/** Chance of so many keys, four standard deviations. */
const spreadOf = (share: number) => 4 * Math.sqrt((share * (1 - share)) / KEYS);

describe.each([3, 5])('of %i nodes', (nodes) => {
  // `shared/cases/consistent-hashing.json`: a ring's shares have the CV sqrt((n - 1) / (n V + 1)).
  const ringSpread = (4 * Math.sqrt((nodes - 1) / (nodes * 100 + 1))) / nodes;

  test.each(['consistent-hash', 'rendezvous'] as const)('%s moves only the keys of a lost one', (routing) => {
    const homes = movedBy(routing, nodes, { name: 'kill_node', node: 1 });
    for (const [before, after] of homes) {
      if (before === 1) expect(after).not.toBe(1);
      else expect(after).toBe(before);
    }
    const moved = homes.filter(([before, after]) => before !== after).length / KEYS;
    const spread = spreadOf(1 / nodes) + (routing === 'rendezvous' ? 0 : ringSpread);
    expect(Math.abs(moved - 1 / nodes)).toBeLessThan(spread);
    // The keys of the lost one are spread over all others.
    expect(new Set(homes.filter(([before]) => before === 1).map(([, after]) => after)).size).toBe(nodes - 1);
  });

  test.each(['consistent-hash', 'rendezvous'] as const)('%s moves keys only to a new one', (routing) => {
    const homes = movedBy(routing, nodes, { name: 'add_node' });
    for (const [before, after] of homes) if (before !== after) expect(after).toBe(nodes);
    const moved = homes.filter(([before, after]) => before !== after).length / KEYS;
    const spread = spreadOf(1 / (nodes + 1)) + (routing === 'rendezvous' ? 0 : ringSpread);
    expect(Math.abs(moved - 1 / (nodes + 1))).toBeLessThan(spread);
  });

  test('hash moves all but one in so many', () => {
    const lost = movedBy('hash', nodes, { name: 'remove_node', node: nodes - 1 });
    const moved = lost.filter(([before, after]) => before !== after).length / KEYS;
    expect(Math.abs(moved - (1 - 1 / nodes))).toBeLessThan(spreadOf(1 / nodes));
    const added = movedBy('hash', nodes, { name: 'add_node' });
    const movedByNew = added.filter(([before, after]) => before !== after).length / KEYS;
    expect(Math.abs(movedByNew - nodes / (nodes + 1))).toBeLessThan(spreadOf(1 / (nodes + 1)));
  });
});

test('round robin takes the members in turn, those that are there', () => {
  const events = happened(
    { requests: 9, arrivals: clients(1, 1), nodes: 3, routing: 'round-robin', detection: 0 },
    [{ at: 4.5, name: 'kill_node', node: 1 } as GivenCommand],
  );
  expect(requestsOf(events).map(({ node }) => node)).toEqual([0, 1, 2, 0, 0, 2, 0, 2, 0]);
});

test('the better of two balances better than chance, and the best of all better still', () => {
  // Little's law: with four single workers each at a load of 0.8, chance is four queues M/M/1, which take 5.
  // Two choices take about 2 (Mitzenmacher 2001, table 1: 1.99 for many servers), the shortest line less.
  const latency = (routing: Routing) =>
    measured({
      ...{ requests: 150_000, warmup: 0.1, nodes: 4, routing, arrivals: { kind: 'poisson', rate: 3.2 } },
      ...{ service: { kind: 'exponential', mean: 1 }, keys: 1 },
    }).latencyMean!;
  const [random, two, least] = [latency('random'), latency('power-of-two'), latency('least-outstanding')];
  expect(random).toBeGreaterThan(4.5);
  expect(random).toBeLessThan(5.5);
  expect(two).toBeLessThan(0.6 * random);
  expect(least).toBeLessThan(two);
  // The shortest line is never better than one line for all: M/M/4 at 3.2 takes 1.7455.
  expect(least).toBeGreaterThan(1.7);
});

test('a retry goes to the next replica', () => {
  // A dead node answers nobody: keys of which it is the first come from the second, on time.
  const given: CacheGivenConfig = {
    ...{ requests: 400, arrivals: clients(1, 10), keys: 50, nodes: 3, timeout: 2 },
    ...{ retries: { max: 1, kind: 'fixed', delay: 0, jitter: 0 }, chaos: [{ kind: 'kill', at: 0, node: 0 }] },
  };
  for (const routing of ['consistent-hash', 'rendezvous', 'hash'] as const) {
    const single = requestsOf(happened({ ...given, routing }));
    const double = requestsOf(happened({ ...given, routing, replicas: 2 }));
    const dead = single.filter(({ outcome }) => outcome === 'timeout').length;
    expect(dead).toBeGreaterThan(0);
    for (const { outcome, node, attempts, latency } of double) {
      expect(['hit', 'miss']).toContain(outcome);
      expect(node).not.toBe(0);
      expect(latency).toBe(attempts === 2 ? 2 : 0);
    }
    expect(double.filter(({ attempts }) => attempts === 2).length).toBe(dead);
  }
});

test('the least outstanding: a dead node that nobody has noticed does not swallow all', () => {
  // Requests come at a rate of 10 to two nodes and wait 5 for the dead one. It has none outstanding at first
  // and gets what comes while the other is no better: about as many as the timeout lets pile up at a time.
  const given: CacheGivenConfig = {
    ...{ requests: 4000, nodes: 2, routing: 'least-outstanding', arrivals: { kind: 'poisson', rate: 10 } },
    ...{ service: { kind: 'exponential', mean: 0.05 }, timeout: 5 },
    chaos: [{ kind: 'kill', at: 0, node: 0 }],
  };
  const requests = requestsOf(happened(given));
  const failed = requests.filter(({ outcome }) => outcome === 'timeout').length;
  expect(failed).toBeGreaterThan(50);
  expect(failed).toBeLessThan(800);
  for (const { outcome, node } of requests) expect(node).toBe(outcome === 'timeout' ? 0 : 1);
  // By chance it would be half of them.
  const byChance = requestsOf(happened({ ...given, routing: 'random' }));
  expect(byChance.filter(({ outcome }) => outcome === 'timeout').length).toBeGreaterThan(1800);
});
