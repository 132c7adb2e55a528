import fc from 'fast-check';
import { EVICTIONS } from '../../lib/analysis/eviction/eviction.ts';
import type { GivenCommand } from '../../lib/core/recipe.ts';
import type { Vocabulary } from '../../lib/core/vocabulary.ts';
import type { CacheGivenConfig } from '../../lib/models/cache/cache-given-config.ts';
import { ORDERS, ROUTINGS } from '../../lib/models/cache/config.ts';

const REQUESTS_MAX = 25;

const someTime = fc.double({ min: 0.01, max: 3, noNaN: true });
/** Constant ones, and 0, make many things fall on one time. */
const someDistribution = fc.oneof(
  fc.constantFrom(0, 0.5, 1),
  fc.record({ kind: fc.constant('exponential' as const), mean: someTime }),
  fc.record({
    kind: fc.constant('uniform' as const),
    min: fc.constant(0.1),
    max: someTime.map((t) => t + 0.1),
  }),
  fc.record({
    kind: fc.constant('percentiles' as const),
    p50: fc.constant(0.5),
    p95: fc.constant(2),
    p99: fc.constant(9),
  }),
);
const orNull = <Value>(some: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.oneof(fc.constant(null), some);

const someArrivals = fc.oneof(
  fc.record({ kind: fc.constant('poisson' as const), rate: fc.double({ min: 0.5, max: 20, noNaN: true }) }),
  fc.record({
    kind: fc.constant('closed' as const),
    clients: fc.integer({ min: 1, max: 5 }),
    think: someDistribution,
  }),
);

const someRetries = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.record({
    max: fc.integer({ min: 0, max: 3 }),
    kind: fc.constantFrom('fixed' as const, 'exponential' as const),
    delay: fc.constantFrom(0, 0.5, 2),
    jitter: fc.constantFrom(0, 0.5, 1),
    timeoutFactor: fc.constantFrom(1, 2),
    budget: orNull(fc.constantFrom(0, 0.1, 1)),
  }),
);

/** Something that befalls a cluster of some nodes, as a row of chaos or a command. */
function someDeedOf(nodes: number): fc.Arbitrary<readonly [string, Record<string, unknown>]> {
  const node = fc.nat(nodes - 1);
  const span = fc.oneof(fc.constant({}), fc.record({ for: someTime }));
  const deed = (kind: string, fields: fc.Arbitrary<object>) =>
    fc.tuple(fields, span).map(([own, lasting]) => [kind, { ...own, ...lasting }] as const);
  const brief = (kind: string, fields: fc.Arbitrary<object>) =>
    fields.map((own) => [kind, own as Record<string, unknown>] as const);
  return fc.oneof(
    deed('kill', fc.record({ node })),
    brief('restart', fc.record({ node })),
    deed('slow', fc.record({ node, factor: fc.constantFrom(0.5, 4) })),
    deed(
      'partition',
      fc.record({
        nodes: fc.array(node, { minLength: 1, maxLength: 2 }),
        from: fc.constantFrom('all', 'clients', 'database'),
      }),
    ),
    deed('drop', fc.oneof(fc.record({ node }), fc.constant({ loss: 0.3 }))),
    brief('flush', fc.oneof(fc.record({ node }), fc.constant({}))),
    brief('invalidate', fc.record({ share: fc.constantFrom(0.3, 1) })),
    deed('surge', fc.record({ factor: fc.constantFrom(0.5, 3) })),
    deed('hot_key', fc.record({ share: fc.constantFrom(0.5, 1) })),
    brief('shift', fc.constant({})),
    brief('add', fc.constant({})),
    brief('remove', fc.record({ node })),
  );
}

/** Small clusters in which all that can happen does, soon. */
export const someConfig: fc.Arbitrary<CacheGivenConfig> = fc.integer({ min: 1, max: 4 }).chain((nodes) =>
  fc.record({
    requests: fc.integer({ min: 1, max: REQUESTS_MAX }),
    nodes: fc.constant(nodes),
    spareNodes: fc.nat(1),
    replicas: fc.integer({ min: 1, max: nodes }),
    warmup: fc.constantFrom(0, 0.5),
    window: fc.constantFrom(1, 5),
    objective: someTime,
    arrivals: someArrivals,
    keys: fc.integer({ min: 1, max: 12 }),
    popularity: fc.constantFrom('zipf' as const, 'uniform' as const, 'hotspot' as const),
    shiftEvery: orNull(someTime),
    trace: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constant([3, 'a', 3, 'b', 3]) },
    ),
    writeFraction: fc.constantFrom(0, 0.3, 1),
    objectSize: someDistribution,
    capacity: fc.integer({ min: 1, max: 6 }),
    capacityBytes: orNull(fc.constant(3)),
    eviction: fc.constantFrom(...EVICTIONS),
    ttl: orNull(
      fc.record({
        kind: fc.constantFrom('fixed' as const, 'sliding' as const),
        time: someTime,
        jitter: fc.constantFrom(0, 1),
      }),
    ),
    routing: fc.constantFrom(...ROUTINGS),
    virtualNodes: fc.constant(3),
    detection: fc.oneof(
      fc.constantFrom(0, 1),
      fc.record({ interval: fc.constant(0.5), failures: fc.constant(2) }),
    ),
    workers: fc.integer({ min: 1, max: 2 }),
    service: someDistribution,
    slowdown: fc.constantFrom(0, 0.5),
    queue: fc.record({
      order: fc.constantFrom(...ORDERS),
      limit: orNull(fc.nat(2)),
      target: orNull(someTime),
    }),
    herd: fc.constantFrom('none' as const, 'single-flight' as const, 'lease' as const),
    writes: fc.constantFrom('invalidate' as const, 'write-through' as const, 'ttl' as const),
    network: fc.record({
      latency: someDistribution,
      loss: fc.constantFrom(0, 0, 0.2),
      bandwidth: orNull(fc.constant(2)),
    }),
    timeout: orNull(fc.oneof(someTime, fc.constant(1))),
    retries: someRetries,
    breaker: orNull(fc.record({ failures: fc.constant(0.5), calls: fc.constant(3), open: someTime })),
    hedge: orNull(someTime),
    database: fc.record({
      service: someDistribution,
      workers: orNull(fc.integer({ min: 1, max: 2 })),
      limit: orNull(fc.nat(2)),
    }),
    chaos: fc.oneof(
      fc.constantFrom('none' as const, 'random' as const),
      fc.array(
        fc
          .tuple(fc.constantFrom(0, 1, 2.5, 1e6), someDeedOf(nodes))
          .map(([at, [kind, fields]]) => ({ kind, at, ...fields })),
        { maxLength: 6 },
      ),
    ) as fc.Arbitrary<'none'>,
    chaosRates: fc.constant({ kill: 0.2, slow: 0.2, partition: 0.2, drop: 0.2 }),
    chaosTime: fc.constant(2),
  }),
);

const COMMAND_NAMES: Readonly<Record<string, string>> = {
  ...{
    kill: 'kill_node',
    restart: 'restart_node',
    slow: 'slow_node',
    add: 'add_node',
    remove: 'remove_node',
  },
};

/** A command for a cluster. */
export function someDeed({ nodes = 8 }: CacheGivenConfig): fc.Arbitrary<Vocabulary['command']> {
  const set = fc
    .constantFrom<readonly [string, unknown]>(
      ...([
        ['writeFraction', 0.5],
        ['timeout', 0.7],
        ['timeout', null],
        ['workers', 3],
        ['retries', 1],
        ['network.loss', 0.5],
        ['queue.order', 'lifo'],
        ['breaker', { calls: 2 }],
        ['ttl', 1],
        ['service', 0.1],
      ] as const),
    )
    .map(([path, value]) => ({ name: 'set', path, value }));
  const deed = someDeedOf(nodes).map(([kind, fields]) => ({ name: COMMAND_NAMES[kind] ?? kind, ...fields }));
  return fc.oneof({ weight: 3, arbitrary: deed }, { weight: 1, arbitrary: set });
}

/** Commands before the first turn: a later time need not come. */
export function someCommands(config: CacheGivenConfig): fc.Arbitrary<GivenCommand[]> {
  const command = someDeed(config).map((deed) => ({ ...deed, at: 0 }));
  return fc.array(command, { maxLength: 3 }) as fc.Arbitrary<GivenCommand[]>;
}
