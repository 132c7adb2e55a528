import type { EvictionPolicy } from '../../analysis/eviction/eviction.ts';
import { evictionPolicy } from '../../analysis/eviction/eviction-policy.ts';
import { createRing, type HashRing, ringOwner } from '../../analysis/hashing/hash-ring.ts';
import { keyHash } from '../../analysis/hashing/key-hash.ts';
import { moduloOwner } from '../../analysis/hashing/modulo-owner.ts';
import { rendezvousOwner } from '../../analysis/hashing/rendezvous.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import { pow } from '../../core/pow.ts';
import { type AliasTable, aliasTable } from './alias-table.ts';
import type { CacheConfig } from './config.ts';
import { NODES_MAX } from './config.ts';
import { deedKey, SCHEDULED, wordOf } from './deed-key.ts';
import { isConstant, type Sampler, sample, samplerOf } from './distribution.ts';
import { type ChaosRow, checkDisturbance, type Disturbance } from './disturbance.ts';

/** A client's policy on retries, whole. */
export interface RetryPolicy {
  readonly max: number;
  readonly isExponential: boolean;
  readonly delay: number;
  readonly factor: number;
  readonly maxDelay: number;
  readonly jitter: number;
  readonly timeoutFactor: number;
  /** Infinity: no budget. */
  readonly budget: number;
}

/** All of a config that does not depend on the seed, ready for use. */
export interface Prepared {
  readonly keys: number;
  /** Nodes that there may be: those of the start and those that `add` can bring in. */
  readonly nodesMax: number;
  readonly nodes: number;
  /** Who the clients are: 1 for an open stream of requests. */
  readonly clients: number;
  readonly isClosed: boolean;
  /** Distance of the numbers of one client's requests. */
  readonly stride: number;
  /** Mean time between requests of an open stream. */
  readonly gap: number;
  readonly think: Sampler;
  /** Null: every key alike, or a trace. */
  readonly popularity: AliasTable | null;
  readonly trace: Int32Array | null;
  readonly hashes: Uint32Array;
  /** The node of each key while all nodes of the start are there; empty for routings that do not ask. */
  readonly homes: Uint16Array;
  readonly ring: HashRing | null;
  /** Bytes of each key's object; null: all have `size`. */
  readonly sizes: Float64Array | null;
  readonly size: number;
  readonly policy: EvictionPolicy;
  readonly workers: number;
  readonly databaseWorkers: number;
  readonly slowdown: number;
  readonly service: Sampler;
  readonly databaseService: Sampler;
  readonly latency: Sampler;
  readonly hasConstantLatency: boolean;
  readonly loss: number;
  readonly bandwidth: number;
  readonly retries: RetryPolicy;
  /** Infinity: none. */
  readonly timeout: number;
  readonly hedge: number;
  readonly ttl: number;
  readonly isSliding: boolean;
  readonly ttlJitter: number;
  readonly schedule: readonly ChaosRow[];
  /** By which its rows draw. */
  readonly deedKeys: Float64Array;
  /** The number of the first request that counts in the metrics, in the order of sending. */
  readonly firstCounted: number;
}

const KEYED = ['hash', 'consistent-hash', 'rendezvous'];
const NUMBERS = 2 ** 38;
const DEFAULT_RETRIES = {
  max: 2,
  kind: 'exponential',
  delay: 10,
  factor: 2,
  maxDelay: 1000,
  jitter: 1,
} as const;

/** Checks what the schema cannot, and makes all that a run needs of the config. @throws FaultlineError */
export function prepare(config: CacheConfig): Prepared {
  const { arrivals, trace } = config;
  const distinct = trace === null ? null : denseKeys(trace);
  const keys = distinct === null ? config.keys : distinct.count;
  const schedule = Array.isArray(config.chaos) ? config.chaos : [];
  const added = schedule.filter(({ kind }) => kind === 'add').length;
  const nodesMax = config.nodes + Math.max(config.spareNodes, added);
  if (nodesMax > NODES_MAX) {
    throw new FaultlineError('config.spareNodes', config.spareNodes, `at most ${NODES_MAX} nodes in all`);
  }
  // An invalidation's key and node are one integer of the event queue.
  if (keys * nodesMax >= 2 ** 31) {
    const most = Math.floor((2 ** 31 - 1) / nodesMax);
    throw new FaultlineError('config.keys', keys, `at most ${most} for ${nodesMax} nodes`);
  }
  for (const [i, row] of schedule.entries()) {
    checkDisturbance(row, config.nodes + added, keys, `config.chaos[${i}]`);
  }
  checkReach(config);
  if (config.prefill && trace !== null) {
    throw new FaultlineError(
      'config.prefill',
      true,
      'false with a trace: what is popular in it is not known',
    );
  }
  const isClosed = arrivals.kind === 'closed';
  const clients = isClosed ? arrivals.clients : 1;
  const stride = powerOfTwo(clients);
  if (config.requests * stride > NUMBERS) {
    throw new FaultlineError(
      'config.requests',
      config.requests,
      `at most ${NUMBERS / stride} for so many clients`,
    );
  }
  const hashes = new Uint32Array(keys);
  for (let key = 0; key < keys; key++) hashes[key] = keyHash(key, config.hashSeed);
  const ring =
    config.routing === 'consistent-hash' ? createRing(nodesMax, config.virtualNodes, config.hashSeed) : null;
  const latency = samplerOf(config.network.latency);
  const ttl = typeof config.ttl === 'number' ? { kind: 'fixed', time: config.ttl, jitter: 0 } : config.ttl;
  return {
    keys,
    nodesMax,
    nodes: config.nodes,
    clients,
    isClosed,
    stride,
    gap: isClosed ? 0 : 1 / arrivals.rate,
    think: samplerOf(isClosed ? arrivals.think : 0),
    popularity: distinct === null ? popularityOf(config) : null,
    trace: distinct?.trace ?? null,
    hashes,
    homes: homesOf(config, nodesMax, hashes, ring),
    ring,
    ...sizesOf(config, keys),
    policy: evictionPolicy(config.eviction),
    workers: config.workers,
    databaseWorkers: config.database.workers ?? Infinity,
    slowdown: config.slowdown,
    service: samplerOf(config.service),
    databaseService: samplerOf(config.database.service),
    latency,
    hasConstantLatency: isConstant(latency),
    loss: config.network.loss,
    bandwidth: config.network.bandwidth ?? Infinity,
    retries: retryPolicyOf(config),
    timeout: config.timeout ?? Infinity,
    hedge: config.hedge ?? Infinity,
    ttl: ttl?.time ?? Infinity,
    isSliding: ttl?.kind === 'sliding',
    ttlJitter: ttl?.jitter ?? 0,
    schedule,
    deedKeys: deedKeysOf(schedule),
    firstCounted: Math.floor(config.warmup * config.requests),
  };
}

function checkReach(config: CacheConfig): void {
  const { replicas, nodes, service, database, network, arrivals, objectSize } = config;
  if (replicas > nodes) throw new FaultlineError('config.replicas', replicas, `at most ${nodes}, one a node`);
  for (const [where, given] of [
    ['config.service', service],
    ['config.database.service', database.service],
    ['config.network.latency', network.latency],
    ['config.objectSize', objectSize],
    ['config.arrivals.think', arrivals.kind === 'closed' ? arrivals.think : 0],
  ] as const) {
    if (typeof given === 'number') continue;
    if (given.kind === 'uniform' && given.max < given.min) {
      throw new FaultlineError(`${where}.max`, given.max, `at least min, ${given.min}`);
    }
    if (given.kind === 'percentiles' && !(given.p50 <= given.p95 && given.p95 <= given.p99)) {
      throw new FaultlineError(where, given, 'p50 <= p95 <= p99');
    }
  }
}

/** The keys of a schedule's rows: those that are just alike are counted. */
function deedKeysOf(schedule: readonly ChaosRow[]): Float64Array {
  const counts = new Map<string, number>();
  return Float64Array.from(schedule, ({ at, ...given }) => {
    const word = wordOf(given as Disturbance);
    const name = `${at} ${word}`;
    const ordinal = counts.get(name) ?? 0;
    counts.set(name, ordinal + 1);
    return deedKey(SCHEDULED, at, word, ordinal);
  });
}

function retryPolicyOf({ retries }: CacheConfig): RetryPolicy {
  const given = {
    ...{ ...DEFAULT_RETRIES, timeoutFactor: 1, budget: null },
    ...(typeof retries === 'number' ? { max: retries } : retries),
  };
  return { ...given, isExponential: given.kind === 'exponential', budget: given.budget ?? Infinity };
}

/** Keys of a trace as 0, 1, … in the order in which they first come. */
function denseKeys(trace: readonly (string | number)[]): { trace: Int32Array; count: number } {
  const numbers = new Map<string, number>();
  const dense = new Int32Array(trace.length);
  for (const [i, key] of trace.entries()) {
    const text = String(key);
    let number = numbers.get(text);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(text, number);
    }
    dense[i] = number;
  }
  return { trace: dense, count: numbers.size };
}

function popularityOf({ keys, popularity, zipf, hotspot }: CacheConfig): AliasTable | null {
  if (popularity === 'uniform' || (popularity === 'zipf' && zipf === 0)) return null;
  const weights = new Float64Array(keys);
  if (popularity === 'zipf') {
    for (let key = 0; key < keys; key++) weights[key] = pow(key + 1, -zipf);
    return aliasTable(weights);
  }
  const hot = Math.max(1, Math.round(hotspot.share * keys));
  const cold = keys - hot;
  weights.fill(cold === 0 ? 1 : hotspot.weight / hot, 0, hot);
  if (cold > 0) weights.fill((1 - hotspot.weight) / cold, hot);
  return aliasTable(weights);
}

function homesOf(
  config: CacheConfig,
  nodesMax: number,
  hashes: Uint32Array,
  ring: HashRing | null,
): Uint16Array {
  if (!KEYED.includes(config.routing)) return new Uint16Array(0);
  const members = new Uint8Array(nodesMax).fill(1, 0, config.nodes);
  const homes = new Uint16Array(hashes.length);
  for (let key = 0; key < homes.length; key++) {
    const hash = hashes[key];
    if (ring !== null) homes[key] = ringOwner(ring, hash, members);
    else homes[key] = config.routing === 'hash' ? moduloOwner(hash, members) : rendezvousOwner(hash, members);
  }
  return homes;
}

function sizesOf({ objectSize }: CacheConfig, keys: number): { sizes: Float64Array | null; size: number } {
  const sampler = samplerOf(objectSize);
  if (isConstant(sampler)) return { sizes: null, size: sample(sampler, 0.5) };
  const sizes = new Float64Array(keys);
  for (let key = 0; key < keys; key++) sizes[key] = sample(sampler, (keyHash(key, SIZES) + 0.5) * 2 ** -32);
  return { sizes, size: 0 };
}

/** Tells the hash that a key's size is drawn from apart from others. */
const SIZES = 0x73697a65;

/** The least power of two that is not below. */
function powerOfTwo(count: number): number {
  let power = 1;
  while (power < count) power *= 2;
  return power;
}
