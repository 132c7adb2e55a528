import type { RunOptions } from '../../lib/index.ts';

/** Every field of the config but those that a sample gives; spelt out, so that new defaults do not move them. */
const CLUSTER = {
  ...{ timeUnit: 'ms', requests: 3000, warmup: 0.1, window: 20, objective: 5 },
  ...{ arrivals: { kind: 'poisson', rate: 8 }, keys: 500, popularity: 'zipf', zipf: 0.9, shiftEvery: null },
  ...{ hotspot: { share: 0.01, weight: 0.9 }, trace: null, writeFraction: 0, objectSize: 1 },
  ...{ nodes: 4, spareNodes: 1, capacity: 40, capacityBytes: null, eviction: 'lru', ttl: null },
  ...{ routing: 'consistent-hash', virtualNodes: 20, hashSeed: 1, replicas: 1, detection: 15, workers: 1 },
  ...{ service: { kind: 'exponential', mean: 0.2 }, slowdown: 0, herd: 'none', writes: 'invalidate' },
  ...{ queue: { order: 'fifo', limit: null, target: null } },
  ...{ network: { latency: { kind: 'uniform', min: 0.2, max: 0.6 }, loss: 0, bandwidth: null } },
  ...{ timeout: 10, breaker: null, hedge: null },
  retries: {
    ...{ max: 2, kind: 'exponential', delay: 1, factor: 2, maxDelay: 100, jitter: 1 },
    ...{ timeoutFactor: 1, budget: null },
  },
  ...{ database: { service: { kind: 'exponential', mean: 1 }, workers: 6, limit: null } },
  ...{
    chaos: 'none',
    chaosRates: { kill: 0.001, slow: 0.001, partition: 0.001, drop: 0.001 },
    chaosTime: 20,
  },
};

const CHAOS = [
  { kind: 'kill', node: 1, at: 40, for: 60 },
  { kind: 'slow', node: 2, at: 60, factor: 20, for: 30 },
  { kind: 'partition', nodes: [0], at: 100, from: 'database', for: 30 },
  { kind: 'drop', at: 120, loss: 0.2, for: 20 },
  { kind: 'surge', at: 150, factor: 3, for: 20 },
  { kind: 'hot_key', at: 180, share: 0.5, for: 30 },
  { kind: 'flush', at: 200 },
  { kind: 'invalidate', at: 220, share: 0.5 },
  { kind: 'shift', at: 240 },
  { kind: 'add', at: 250 },
  { kind: 'remove', node: 3, at: 270 },
];

/** Runs of the cache model whose logs are kept as digests. */
export const CACHE_SAMPLES: Readonly<Record<string, RunOptions>> = {
  'cache: calm': { config: CLUSTER, seed: 1 },
  'cache: all that befalls a cluster': { config: { ...CLUSTER, chaos: CHAOS }, seed: 2 },
  'cache: closed clients, by chance': {
    config: {
      ...{ ...CLUSTER, arrivals: { kind: 'closed', clients: 12, think: { kind: 'exponential', mean: 1 } } },
      ...{ routing: 'power-of-two', eviction: 'sampled-lru', chaos: 'random', workers: 2 },
    },
    seed: 3,
  },
  'cache: writes, leases, hedges, breakers': {
    config: {
      ...{ ...CLUSTER, writeFraction: 0.2, herd: 'lease', hedge: 4, replicas: 2, chaos: CHAOS },
      ...{ breaker: { failures: 0.5, calls: 10, open: 10 }, eviction: 'w-tinylfu' },
      ttl: { kind: 'sliding', time: 30, jitter: 0.2 },
    },
    seed: 4,
  },
  'cache: lines, losses, sizes': {
    config: {
      ...{ ...CLUSTER, writeFraction: 0.1, writes: 'write-through', herd: 'single-flight' },
      ...{ queue: { order: 'deadline', limit: 5, target: 3 }, slowdown: 0.1, eviction: 's3-fifo' },
      ...{
        network: { latency: { kind: 'percentiles', p50: 0.3, p95: 1, p99: 4 }, loss: 0.02, bandwidth: 50 },
      },
      ...{ objectSize: { kind: 'lognormal', median: 2, sigma: 1 }, capacityBytes: 100 },
      ...{ database: { service: { kind: 'pareto', min: 0.3, shape: 2 }, workers: 2, limit: 20 } },
      ...{ routing: 'rendezvous', detection: { interval: 5, failures: 2 } },
    },
    seed: 5,
  },
  'cache: commands': {
    config: { ...CLUSTER, routing: 'least-outstanding', popularity: 'hotspot', eviction: 'sieve' },
    seed: 6,
    commands: [
      { name: 'kill_node', node: 0, at: 30 },
      { name: 'restart_node', node: 0, at: 60 },
      { name: 'slow_node', node: 1, factor: 5, for: 20, at: 70 },
      { name: 'partition', nodes: [2, 3], from: 'clients', for: 25, at: 90 },
      { name: 'set', path: 'arrivals.rate', value: 16, at: 120 },
      { name: 'add_node', at: 130 },
      { name: 'set', path: 'retries', value: 0, at: 140 },
      { name: 'flush', node: 1, at: 150 },
      { name: 'remove_node', node: 2, at: 160 },
    ],
  },
};
