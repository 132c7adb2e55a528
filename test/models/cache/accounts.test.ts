import { expect, test } from 'vitest';
import type { Simulation } from '../../../lib/core/simulation.ts';
import { cache, type LoggedEvent } from '../../../lib/index.ts';
import type { CacheWholeConfig } from '../../../lib/models/cache/cache-whole-config.ts';
import { finishedCache, forCacheTrials, recipeOf } from '../../support/cache-trials.ts';
import { clients, happened, type RequestEvent, requestsOf } from '../../support/cache-worlds.ts';

const ANSWERS = ['hit', 'miss', 'write'];

const countedOf = (events: readonly LoggedEvent[]) => requestsOf(events).filter(({ counted }) => counted);
const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((sum, item) => sum + of(item), 0);

function expectParts({ latency, queue, service, network, backoff, outcome }: RequestEvent): void {
  for (const part of [queue, service, network, backoff]) expect(part).toBeGreaterThanOrEqual(0);
  const sum = queue + service + network + backoff;
  expect(Math.abs(latency - sum), `${latency} for ${sum}`).toBeLessThanOrEqual(1e-9 * (1 + latency));
  if (!ANSWERS.includes(outcome)) expect([queue, service, network]).toEqual([0, 0, 0]);
}

test('the latency of every request is the sum of its parts, none below 0', () => {
  let [retried, failed] = [0, 0];
  forCacheTrials(70, (trial) => {
    for (const request of requestsOf(finishedCache(recipeOf(trial)).events.toArray())) {
      expectParts(request);
      if (request.backoff > 0) retried++;
      if (!ANSWERS.includes(request.outcome)) failed++;
    }
  });
  expect(Math.min(retried, failed)).toBeGreaterThan(200);
});

test('the parts of a hedged request: its twin’s wait is backoff', () => {
  const events = happened({
    ...{ requests: 3000, arrivals: { kind: 'poisson', rate: 1.2 }, keys: 50, capacity: 20, nodes: 3 },
    ...{
      service: { kind: 'exponential', mean: 1 },
      network: { latency: { kind: 'uniform', min: 0, max: 1 } },
    },
    ...{ database: { service: { kind: 'exponential', mean: 1 }, workers: 2 }, routing: 'random' },
    ...{ timeout: 9, hedge: 4, retries: 2, chaos: [{ kind: 'kill', at: 500, node: 1, for: 300 }] },
  });
  const requests = requestsOf(events);
  for (const request of requests) expectParts(request);
  const byTwin = requests.filter(({ backoff, attempts }) => attempts === 2 && Math.abs(backoff - 4) < 1e-9);
  expect(byTwin.length).toBeGreaterThan(50);
});

/** The least value that is not below a share `p` of all. */
function quantileOf(values: readonly number[], p: number): number {
  if (values.length === 0) return 0;
  return [...values].sort((a, b) => a - b)[Math.max(1, Math.ceil(p * values.length)) - 1]!;
}

/** The metrics that requests tell, from those that count. */
function expectMetrics(simulation: Simulation): void {
  const counted = countedOf(simulation.events.toArray());
  const { objective } = simulation.config as CacheWholeConfig;
  const answered = counted.filter(({ outcome }) => ANSWERS.includes(outcome));
  const good = answered.filter(({ latency }) => latency <= objective);
  const latencies = answered.map(({ latency }) => latency);
  const metrics = simulation.metrics();
  const settled = Math.max(1, counted.length);
  expect(metrics.failures).toBe(counted.length - answered.length);
  expect(metrics.availability).toBe(answered.length / settled);
  expect(metrics.loss).toBe((counted.length - good.length) / settled);
  expect(metrics.staleReads).toBe(answered.filter(({ stale }) => stale).length);
  expect(metrics.latencyMean).toBeCloseTo(
    sumOf(latencies, (latency) => latency) / Math.max(1, answered.length),
    9,
  );
  for (const [name, p] of [
    ['latencyP50', 0.5],
    ['latencyP95', 0.95],
    ['latencyP99', 0.99],
  ] as const) {
    const exact = quantileOf(latencies, p);
    // Buckets are 2^-7 of their value wide; below 2^-24 there is one.
    const width = Math.max(exact * 2 ** -7, 2 ** -24);
    expect(Math.abs(metrics[name]! - exact), `${name} ${metrics[name]} for ${exact}`).toBeLessThanOrEqual(
      width,
    );
  }
}

test('metrics are those of the requests that count', () => {
  forCacheTrials(70, (trial) => expectMetrics(finishedCache(recipeOf(trial))));
});

test('windows follow each other without a gap, and add up to the whole run', () => {
  forCacheTrials(70, (trial) => {
    const { events } = finishedCache(recipeOf(trial, { warmup: 0 }));
    const windows = events.ofType('window') as unknown as Record<string, number>[];
    const requests = requestsOf(events.toArray());
    const answered = requests.filter(({ outcome }) => ANSWERS.includes(outcome)).length;
    const [complete] = events.ofType('complete');
    expect(complete).toMatchObject({ answered, failed: requests.length - answered });
    expect(sumOf(windows, ({ answered }) => answered!)).toBe(answered);
    expect(sumOf(windows, ({ failed }) => failed!)).toBe(requests.length - answered);
    expect(sumOf(windows, ({ sent }) => sent!)).toBe(requests.length);
    expect(sumOf(windows, ({ staleReads }) => staleReads!)).toBe(
      requests.filter(({ stale }) => stale).length,
    );
    for (const { t, from, throughput, answered } of windows) {
      if (t! > from!) expect(throughput! * (t! - from!)).toBeCloseTo(answered!, 6);
    }
    let from = 0;
    for (const window of windows) {
      expect(window.from).toBe(from);
      from = window.t!;
    }
    expect(windows.at(-1)?.inFlight ?? 0).toBe(0);
  });
});

test('a request that is settled where a window ends is in a window', () => {
  // Sent at 1, 3 and 5, given up 1 later: the last at 6, where the third window ends.
  const events = happened({
    ...{ requests: 3, arrivals: clients(1, 1), window: 2, timeout: 1 },
    chaos: [{ kind: 'kill', at: 0, node: 0 }],
  });
  const windows = events.filter(({ type }) => type === 'window') as unknown as { failed: number }[];
  expect(windows.map(({ failed }) => failed)).toEqual([0, 1, 1, 1]);
});

test('the loss is the sum of its attribution', () => {
  forCacheTrials(50, (trial) => {
    const simulation = finishedCache(recipeOf(trial));
    const places = simulation.entitiesOf('place')!.names.length;
    const parts = new Float64Array(places * cache.attribution!.channels.length);
    simulation.attribute(parts);
    for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
    expect(sumOf([...parts], (part) => part)).toBeCloseTo(simulation.metrics().loss!, 12);
  });
});
