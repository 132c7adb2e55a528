import { z } from 'zod';
import { EVICTIONS } from '../../analysis/eviction/eviction.ts';
import { distribution } from './distribution.ts';
import { chaosRow } from './disturbance.ts';

const share = (help: string, live = false) => z.number().min(0).max(1).meta({ help, unit: 'share', live });
const time = z.number().gt(0).max(1e12);
const perTime = z.number().min(0).max(1e6);

/** The most nodes that a cluster may have, those added while it runs among them. */
export const NODES_MAX = 1000;

/** How a request finds its node. */
export const ROUTINGS = [
  'round-robin',
  'random',
  'hash',
  'consistent-hash',
  'rendezvous',
  'least-outstanding',
  'power-of-two',
] as const;

/** The order in which those that wait are served; `deadline` drops whose client has given up. */
export const ORDERS = ['fifo', 'lifo', 'deadline'] as const;

export const arrivals = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('poisson'),
    rate: z.number().gt(0).max(1e9).meta({ help: 'requests a unit of time' }),
  }),
  z.strictObject({
    kind: z.literal('closed'),
    clients: z.int().min(1).max(1e6),
    think: distribution.default({ kind: 'exponential', mean: 20 }).meta({
      help: 'time between an answer and the client’s next request',
    }),
  }),
]);

const retries = z.strictObject({
  max: z.int().min(0).max(1000).default(2).meta({ help: 'attempts after the first' }),
  kind: z.enum(['fixed', 'exponential']).default('exponential'),
  delay: z.number().min(0).max(1e12).default(10).meta({ help: 'wait before the first retry' }),
  factor: z.number().min(1).max(100).default(2).meta({ help: 'exponential: growth of the wait' }),
  maxDelay: time.default(1000).meta({ help: 'exponential: the longest wait' }),
  jitter: z.number().min(0).max(1).default(1).meta({
    help: 'share of the wait that is drawn: 0 none, 1 uniform from 0 to the whole wait',
  }),
  timeoutFactor: z.number().min(1).max(100).default(1).meta({ help: 'growth of the timeout by attempt' }),
  budget: z.number().min(0).max(1).nullable().default(null).meta({
    help: 'retries allowed for each first attempt, saved up to 100; null: no budget',
  }),
});

const breaker = z.strictObject({
  failures: z.number().gt(0).max(1).default(0.5).meta({ help: 'share of failures at which it opens' }),
  calls: z.int().min(1).max(1000).default(20).meta({ help: 'over how many of the latest calls to a node' }),
  open: time.default(500).meta({ help: 'how long it stays open before one call may try' }),
});

export const config = z.strictObject({
  timeUnit: z.string().min(1).default('ms').meta({ help: 'the unit of every time here, a label' }),
  requests: z
    .int()
    .min(1)
    .max(2e9)
    .default(100_000)
    .meta({ help: 'how many requests clients send; the run ends when all are settled', unit: 'requests' }),
  warmup: z.number().min(0).lt(1).default(0.1).meta({
    help: 'share of the requests, the first ones, that the metrics leave out',
    unit: 'share',
  }),
  window: time.default(500).meta({ help: 'length of the windows of the observer', unit: 'time' }),
  objective: time.default(50).meta({
    help: 'the latency that an answer must not exceed to be good',
    unit: 'time',
    live: true,
  }),

  arrivals: arrivals.default({ kind: 'poisson', rate: 10 }).meta({
    help: '{ kind: poisson, rate } or { kind: closed, clients, think }; rate and think may change in a run',
    live: true,
  }),
  keys: z.int().min(1).max(1e7).default(100_000).meta({ help: 'how many keys there are', unit: 'keys' }),
  popularity: z.enum(['zipf', 'uniform', 'hotspot']).default('zipf').meta({
    help: 'which keys are asked for; a trace takes its place',
  }),
  zipf: z.number().min(0).max(5).default(0.9).meta({ help: 'zipf: exponent; key 0 is the most popular' }),
  hotspot: z
    .strictObject({
      share: z.number().gt(0).max(1).default(0.01),
      weight: z.number().min(0).max(1).default(0.9),
    })
    .prefault({})
    .meta({ help: 'hotspot: a share of the keys gets that weight of the requests' }),
  shiftEvery: time.nullable().default(null).meta({
    help: 'time after which the popular keys are others; null: never',
    unit: 'time',
  }),
  trace: z
    .array(z.union([z.string(), z.int()]))
    .min(1)
    .max(1e7)
    .nullable()
    .default(null)
    .meta({ help: 'keys in the order in which they are asked for, from the start again when they run out' }),
  writeFraction: share('share of the requests that write', true).default(0),
  objectSize: distribution.default(1).meta({ help: 'size of a key’s object', unit: 'bytes' }),

  nodes: z.int().min(1).max(NODES_MAX).default(8).meta({ help: 'cache nodes', unit: 'nodes' }),
  spareNodes: z.int().min(0).max(NODES_MAX).default(4).meta({
    help: 'nodes that add_node can bring in',
    unit: 'nodes',
  }),
  capacity: z.int().min(1).max(1e7).default(1000).meta({ help: 'entries that a node holds', unit: 'keys' }),
  prefill: z.boolean().default(false).meta({
    help: 'nodes open with the most popular keys, as many as they hold; otherwise empty',
  }),
  capacityBytes: time.nullable().default(null).meta({
    help: 'most bytes that a node holds; null: no such limit',
    unit: 'bytes',
  }),
  eviction: z.enum(EVICTIONS).default('lru').meta({ help: 'which entry goes when another comes' }),
  ttl: z
    .union([
      time,
      z.strictObject({
        kind: z.enum(['fixed', 'sliding']).default('fixed'),
        time,
        jitter: z.number().min(0).max(1).default(0),
      }),
    ])
    .nullable()
    .default(null)
    .meta({
      help: 'life of an entry; sliding: since it was last read; jitter: share drawn',
      unit: 'time',
      live: true,
    }),
  routing: z.enum(ROUTINGS).default('consistent-hash').meta({ help: 'how a request finds its node' }),
  virtualNodes: z.int().min(1).max(4096).default(100).meta({ help: 'consistent-hash: places of a node' }),
  hashSeed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1)
    .meta({ help: 'keys hash by this' }),
  replicas: z.int().min(1).max(16).default(1).meta({
    help: 'nodes that may hold a key, of routings by key; a retry asks the next one',
    unit: 'nodes',
  }),
  detection: z
    .union([
      z.number().min(0).max(1e12),
      z.strictObject({ interval: time, failures: z.int().min(1).max(100).default(3) }),
    ])
    .default(200)
    .meta({
      help: 'time until a lost or new node is noticed, or health checks: { interval, failures }',
      unit: 'time',
      live: true,
    }),
  workers: z
    .int()
    .min(1)
    .max(10_000)
    .default(1)
    .meta({ help: 'requests that a node serves at once', live: true }),
  service: distribution.default({ kind: 'exponential', mean: 0.2 }).meta({
    help: 'time that a worker of a node takes',
    unit: 'time',
    live: true,
  }),
  slowdown: z.number().min(0).max(1000).default(0).meta({
    help: 'growth of the service time for each request that waits at the node',
    live: true,
  }),
  queue: z
    .strictObject({
      order: z.enum(ORDERS).default('fifo'),
      limit: z.int().min(0).max(1e7).nullable().default(null),
      target: time.nullable().default(null).meta({
        help: 'admission: the node refuses while those it serves have waited longer than this',
      }),
    })
    .prefault({})
    .meta({ help: 'who waits at a node: order, limit, and admission by waiting time', live: true }),
  herd: z.enum(['none', 'single-flight', 'lease']).default('none').meta({
    help: 'misses of one key: each asks the database, or one does; lease: and a late fill is not kept',
    live: true,
  }),
  writes: z.enum(['invalidate', 'write-through', 'ttl']).default('invalidate').meta({
    help: 'what a write does to cached copies: removes them, replaces them, or leaves them to expire',
    live: true,
  }),

  network: z
    .strictObject({
      latency: distribution.default({ kind: 'uniform', min: 0.2, max: 0.6 }),
      loss: z.number().min(0).lt(1).default(0),
      bandwidth: time.nullable().default(null).meta({ help: 'bytes a unit of time; null: no limit' }),
    })
    .prefault({})
    .meta({ help: 'each way of a message: latency, probability of its loss', live: true }),
  timeout: time.nullable().default(100).meta({
    help: 'how long a client waits for an attempt; null: for ever',
    unit: 'time',
    live: true,
  }),
  retries: z
    .union([z.int().min(0).max(1000), retries])
    .prefault({})
    .meta({
      help: 'attempts after the first: a count, or { max, kind, delay, factor, maxDelay, jitter, budget }',
      live: true,
    }),
  breaker: breaker.nullable().default(null).meta({
    help: 'circuit breaker of the clients for each node; null: none',
    live: true,
  }),
  hedge: time.nullable().default(null).meta({
    help: 'time after which an attempt gets a twin; null: never',
    unit: 'time',
    live: true,
  }),
  database: z
    .strictObject({
      service: distribution.default({ kind: 'exponential', mean: 2 }),
      workers: z.int().min(1).max(10_000).nullable().default(16),
      limit: z.int().min(0).max(1e7).nullable().default(null),
    })
    .prefault({})
    .meta({ help: 'service, workers (null: nobody waits), queue limit', live: true }),

  chaos: z
    .union([z.enum(['none', 'random']), z.array(chaosRow).max(10_000)])
    .default('none')
    .meta({ help: 'none, random, or a schedule: [{ kind, at, for, node, … }]' }),
  chaosRates: z
    .strictObject({
      kill: perTime.default(0.00002),
      slow: perTime.default(0.00002),
      partition: perTime.default(0.00001),
      drop: perTime.default(0.00001),
    })
    .prefault({})
    .meta({
      help: 'random chaos: how many of each kind are expected for each node',
      unit: 'per time',
      live: true,
    }),
  chaosTime: time
    .default(1000)
    .meta({ help: 'random chaos: mean time that it lasts', unit: 'time', live: true }),
});

/** The config of the cache model. */
export type CacheConfig = z.infer<typeof config>;
