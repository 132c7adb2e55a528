import { expect, test } from 'vitest';
import { cache, FaultlineError, run } from '../../../lib/index.ts';
import { clients, happened, requestsOf, STILL } from '../../support/cache-worlds.ts';

const one = { arrivals: clients(1, 10) } as const;

test('in a surge clients think for a part of their time', () => {
  const chaos = [{ kind: 'surge', at: 5, factor: 2, for: 30 }] as const;
  const times = requestsOf(happened({ ...one, requests: 7, chaos })).map(({ t }) => t);
  // What was put down before it stays; the surge is over at 35.
  expect(times).toEqual([10, 15, 20, 25, 30, 35, 45]);
});

test('two surges at once multiply, and end apart', () => {
  const chaos = [
    { kind: 'surge', at: 5, factor: 2, for: 12 },
    { kind: 'surge', at: 5, factor: 2.5, for: 9 },
  ] as const;
  // 10, then 2 apart until 14, 5 apart until 17, then 10.
  expect(requestsOf(happened({ ...one, requests: 6, chaos })).map(({ t }) => t)).toEqual([
    10, 12, 14, 19, 29, 39,
  ]);
});

test('a surge of an open stream brings as many more requests', () => {
  const events = happened({
    ...{ requests: 6000, arrivals: { kind: 'poisson', rate: 1 } },
    chaos: [{ kind: 'surge', at: 1000, factor: 3, for: 1000 }],
  });
  const during = requestsOf(events).filter(({ t }) => t >= 1000 && t < 2000).length;
  expect(Math.abs(during - 3000)).toBeLessThan(4 * Math.sqrt(3000));
});

test('a hot key is asked for by its share of the requests', () => {
  const given = {
    ...one,
    requests: 4,
    keys: 5,
    popularity: 'hotspot',
    hotspot: { share: 0.2, weight: 1 },
  } as const;
  const keys = (chaos: object) =>
    requestsOf(happened({ ...given, chaos: [{ at: 15, ...chaos } as never] })).map(({ key }) => key);
  expect(keys({ kind: 'hot_key', share: 1, for: 20 })).toEqual([0, 4, 4, 0]);
  expect(keys({ kind: 'hot_key', share: 1, key: 2 })).toEqual([0, 2, 2, 2]);
  const shares = requestsOf(
    happened({ ...given, requests: 4000, chaos: [{ kind: 'hot_key', at: 0, key: 3, share: 0.3 }] }),
  );
  const hot = shares.filter(({ key }) => key === 3).length;
  expect(Math.abs(hot - 1200)).toBeLessThan(4 * Math.sqrt(4000 * 0.3 * 0.7));
});

test('a shift makes other keys popular', () => {
  const given = {
    ...one,
    requests: 5,
    keys: 10,
    popularity: 'hotspot',
    hotspot: { share: 0.1, weight: 1 },
  } as const;
  const events = happened({ ...given, shiftEvery: 15 });
  const places = events.filter(({ type }) => type === 'hotspot_shift').map((event) => event.places as number);
  for (const place of places) expect(place).toBeGreaterThan(0);
  // Sent at 10, 20, 30, 40, 50; shifts at 15, 30 (before the request), 45.
  const [a, b, c] = places as [number, number, number];
  const keys = [0, a, a + b, a + b, a + b + c].map((key) => key % 10);
  expect(requestsOf(events).map(({ key }) => key)).toEqual(keys);
});

test('a slow node takes so many times as long, until it is over', () => {
  const chaos = [{ kind: 'slow', at: 5, node: 0, factor: 3, for: 20 }] as const;
  const services = requestsOf(happened({ ...one, requests: 3, service: 2, chaos })).map(
    ({ service }) => service,
  );
  expect(services).toEqual([6, 2, 2]);
});

test('an object takes its size over the bandwidth, where a message has it with it', () => {
  const network = { latency: 1, bandwidth: 4 };
  const events = happened({ ...one, requests: 2, network, objectSize: 8 });
  // A miss: to the node 1, to the database 1, back 1 + 2 and 1 + 2. A hit: 1 and 1 + 2.
  expect(requestsOf(events).map(({ network }) => network)).toEqual([8, 4]);
});

test.each([
  [{ arrivals: { kind: 'closed', clients: 1, think: { kind: 'uniform', min: 5, max: 1 } } }, 'think'],
  [{ objectSize: { kind: 'percentiles', p50: 5, p95: 4, p99: 6 } }, 'objectSize'],
  [{ service: { kind: 'uniform', min: 5, max: 1 } }, 'service'],
  [{ chaos: [{ kind: 'kill', at: 0, node: 1 }] }, 'chaos'],
  [{ chaos: [{ kind: 'hot_key', at: 0, key: 1 }] }, 'chaos'],
  [{ replicas: 2 }, 'replicas'],
  // A key and a node together have to fit into 31 bits.
  [{ keys: 3_000_000, spareNodes: 999 }, 'keys'],
  [{ requests: 0 }, 'requests'],
] as const)('bad config is refused: %j', (given, field) => {
  const attempt = () => run(cache, { config: { ...STILL, requests: 1, ...given } as never });
  expect(attempt).toThrow(FaultlineError);
  expect(attempt).toThrow(field);
});
