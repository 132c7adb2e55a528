import { expect, test } from 'vitest';
import { clients, fixedRetries, happened, requestsOf, told } from '../../support/cache-worlds.ts';

test('a retry gets its answer after the late one of the first attempt', () => {
  // Sent at 10, there at 11, a miss served at 16 and fetched by 18; its client left at 16 and tried again:
  // there at 17, a hit served at 22. The second time the worker is at it from 34 to 39, then from 40.
  const events = happened({
    ...{ requests: 2, arrivals: clients(1, 10), service: 5, network: { latency: 1 }, timeout: 6 },
    retries: { ...fixedRetries(1), timeoutFactor: 2 },
  });
  expect(told(events)).toEqual([
    '16 timeout 0.0/0 n0',
    '16 retry 0.0/1 after 6',
    '19 late_answer 0.0/0 n0 after 9',
    '23 request 0.0 n0 hit',
    '39 timeout 0.1/0 n0',
    '39 retry 0.1/1 after 6',
    '40 late_answer 0.1/0 n0 after 7',
    '46 request 0.1 n0 hit',
  ]);
  const parts = { attempts: 2, latency: 13, queue: 0, service: 5, network: 2, backoff: 6 };
  expect(requestsOf(events)).toMatchObject([parts, parts]);
});

test('a timeout that doubles, and waits that grow', () => {
  // Nobody answers: 1 + 2 + 4 of timeouts, waits of 3 and 6 between them.
  const events = happened({
    ...{ requests: 1, arrivals: clients(1, 10), timeout: 1, chaos: [{ kind: 'kill', at: 0, node: 0 }] },
    retries: { max: 2, kind: 'exponential', delay: 3, factor: 2, jitter: 0, timeoutFactor: 2 },
  });
  expect(told(events)).toEqual([
    '0 node_killed n0',
    '11 timeout 0.0/0 n0 lost',
    '14 retry 0.0/1 after 4',
    '16 timeout 0.0/1 n0 lost',
    '22 retry 0.0/2 after 12',
    '26 timeout 0.0/2 n0 lost',
    '26 request 0.0 n0 timeout',
  ]);
  expect(requestsOf(events)).toMatchObject([{ attempts: 3, latency: 16, backoff: 16, queue: 0, network: 0 }]);
});

test('the work of a client that gave up still takes the worker', () => {
  // The second client waits from 3, leaves at 10.5; the worker is at its work from 8 to 13. The next request
  // of the first comes at 11 and waits for that.
  const events = happened({ requests: 3, arrivals: clients(2, 3), service: 5, timeout: 7.5 });
  expect(told(events)).toEqual([
    '8 request 0.0 n0 miss',
    '10.5 timeout 1.0/0 n0',
    '10.5 request 1.0 n0 timeout',
    '13 late_answer 1.0/0 n0 after 10',
    '18 request 0.1 n0 hit',
  ]);
  expect(requestsOf(events)[2]).toMatchObject({ latency: 7, queue: 2, service: 5 });
});

test('a hedged request takes the answer of its twin, and the other comes late', () => {
  // Node 0 takes 10, node 1 takes 1. Twins set out after 4.
  const events = happened({
    ...{ requests: 2, arrivals: clients(1, 10), nodes: 2, routing: 'round-robin', service: 1, hedge: 4 },
    chaos: [{ kind: 'slow', at: 0, node: 0, factor: 10 }],
  });
  expect(told(events)).toEqual([
    '0 node_slowed n0',
    '14 hedge 0.0/1',
    '15 request 0.0 n1 miss',
    '20 late_answer 0.0/0 n0 after 10',
    '29 hedge 0.1/1',
    '30 request 0.1 n1 hit',
  ]);
  expect(requestsOf(events)).toMatchObject([
    { latency: 5, backoff: 4, service: 1 },
    { latency: 5, backoff: 4, service: 1 },
  ]);
});

test('no twin is made once the first attempt has its answer, its refusal or its timeout', () => {
  const given = { requests: 3, arrivals: clients(1, 10), nodes: 2, service: 3, hedge: 4 } as const;
  expect(happened(given).some(({ type }) => type === 'hedge')).toBe(false);
  const late = happened({ ...given, service: 8, timeout: 4, retries: fixedRetries(1) });
  expect(late.some(({ type }) => type === 'hedge')).toBe(false);
});

test('a first attempt that is lost gets its twin, also when its client would wait for ever', () => {
  const events = happened({
    ...{ requests: 1, arrivals: clients(1, 10), nodes: 2, routing: 'round-robin', hedge: 4 },
    chaos: [{ kind: 'kill', at: 0, node: 0 }],
  });
  expect(told(events)).toEqual(['0 node_killed n0', '14 hedge 0.0/1', '14 request 0.0 n1 miss']);
  // Once it has its answer it waits for nothing: the least outstanding node is found by that.
  const times = requestsOf(
    happened({
      ...{ requests: 40, arrivals: clients(1, 10), nodes: 2, routing: 'least-outstanding', hedge: 4 },
      chaos: [{ kind: 'kill', at: 0, node: 0 }],
    }),
  ).map(({ node, latency }) => [node, latency]);
  for (const [node, latency] of times)
    expect([[1, 0].join(), [1, 4].join()]).toContain([node, latency].join());
  expect(times.filter(([, latency]) => latency === 4).length).toBeGreaterThan(8);
});

test('a retry budget is saved up to 100, and grows by its share of the requests', () => {
  // 100 at the first of 300 requests, 0.1 more at each other one: 129.9 allow 129.
  const events = happened({
    ...{ requests: 300, arrivals: clients(1, 10), timeout: 1, chaos: [{ kind: 'kill', at: 0, node: 0 }] },
    retries: { ...fixedRetries(3), budget: 0.1 },
  });
  expect(events.filter(({ type }) => type === 'retry').length).toBe(129);
  const spent = events.filter(({ type }) => type === 'retries_spent');
  const [last] = requestsOf(events).slice(-1);
  expect(last!.causes).toContain(spent.at(-1)!.id);
});

test('what was asked before a breaker opened does not close it', () => {
  // Three ask at 10 and wait for 5; the only worker has them from 10 to 14, to 18 and to 22. Two timeouts at 15
  // open the breaker for 4. The first asks again at 24: it tries, and its answer of 28 closes the breaker.
  const events = happened({
    ...{ requests: 4, arrivals: clients(3, 10), service: 4, timeout: 5 },
    breaker: { failures: 0.5, calls: 3, open: 4 },
  });
  expect(told(events).filter((line) => line.includes('breaker'))).toEqual([
    '15 breaker_opened n0',
    '28 breaker_closed n0',
  ]);
});

test('a breaker opens, lets one try at a time, and closes', () => {
  // Two failures of two open it at 22 for 15; the try of 42 fails, that of 63 finds the node back.
  const events = happened({
    ...{ requests: 7, arrivals: clients(1, 10), timeout: 1, breaker: { failures: 1, calls: 2, open: 15 } },
    chaos: [{ kind: 'kill', at: 0, node: 0, for: 50 }],
  });
  expect(told(events)).toEqual([
    '0 node_killed n0',
    '11 timeout 0.0/0 n0 lost',
    '11 request 0.0 n0 timeout',
    '22 timeout 0.1/0 n0 lost',
    '22 breaker_opened n0',
    '22 request 0.1 n0 timeout',
    '32 request 0.2 n0 unavailable',
    '43 timeout 0.3/0 n0 lost',
    '43 breaker_opened n0',
    '43 request 0.3 n0 timeout',
    '50 node_restarted n0',
    '53 request 0.4 n0 unavailable',
    '63 breaker_closed n0',
    '63 request 0.5 n0 miss',
    '73 request 0.6 n0 hit',
  ]);
  const two = happened({
    ...{ requests: 6, arrivals: clients(2, 10), timeout: 1, breaker: { failures: 1, calls: 2, open: 15 } },
    chaos: [{ kind: 'kill', at: 0, node: 0 }],
  });
  const third = told(two).filter((line) => line.includes('.2'));
  expect(third).toEqual([
    '31 request 1.2 n0 unavailable',
    '32 timeout 0.2/0 n0 lost',
    '32 request 0.2 n0 timeout',
  ]);
});
