import { describe, expect, test } from 'vitest';
import type { CacheGivenConfig } from '../../../lib/index.ts';
import { clients, fixedRetries, happened, requestsOf, told } from '../../support/cache-worlds.ts';

test('a killed node loses what it was at and what it had', () => {
  // At 12 its worker is at the first request, at 47 it holds the key.
  const events = happened({
    ...{ requests: 3, arrivals: clients(1, 10), service: 2, network: { latency: 1 } },
    ...{ timeout: 7, retries: fixedRetries(3) },
    chaos: [
      { kind: 'kill', at: 12, node: 0, for: 10 },
      { kind: 'kill', at: 47, node: 0, for: 1 },
    ],
  });
  expect(told(events)).toEqual([
    '12 node_killed n0',
    '17 timeout 0.0/0 n0 lost',
    '17 retry 0.0/1 after 7',
    '22 node_restarted n0',
    '24 timeout 0.0/1 n0 lost',
    '24 retry 0.0/2 after 14',
    '30 request 0.0 n0 miss',
    '44 request 0.1 n0 hit',
    '47 node_killed n0',
    '48 node_restarted n0',
    '60 request 0.2 n0 miss',
  ]);
  const kills = events.filter(({ type }) => type === 'node_killed');
  expect(kills).toMatchObject([
    { held: 0, lost: 1 },
    { held: 1, lost: 0 },
  ]);
  expect(requestsOf(events)).toMatchObject([
    { absence: 'never', latency: 20, queue: 0, service: 2, network: 4, backoff: 14 },
    { absence: null, latency: 4 },
    { absence: 'emptied', latency: 6, causes: [kills[1]!.id] },
  ]);
});

test('what waits in the line of a killed node is lost with it', () => {
  const events = happened({
    ...{ requests: 3, arrivals: clients(3, 10), service: 5, timeout: 8 },
    chaos: [{ kind: 'kill', at: 16, node: 0 }],
  });
  expect(told(events)).toEqual([
    '15 request 0.0 n0 miss',
    '16 node_killed n0',
    ...['18 timeout 1.0/0 n0 lost', '18 request 1.0 n0 timeout'],
    ...['18 timeout 2.0/0 n0 lost', '18 request 2.0 n0 timeout'],
  ]);
  expect(events.find(({ type }) => type === 'node_killed')).toMatchObject({ held: 1, lost: 2 });
});

test('what came from the database for a killed node is not kept by its next life', () => {
  // The fetch is under way from 10 to 16; the node dies at 12 and is back at 13.
  const events = happened({
    ...{ requests: 2, arrivals: clients(1, 10), database: { service: 6, workers: null }, timeout: 8 },
    chaos: [{ kind: 'kill', at: 12, node: 0, for: 1 }],
  });
  expect(told(events)).toEqual([
    ...['12 node_killed n0', '13 node_restarted n0', '18 timeout 0.0/0 n0 lost', '18 request 0.0 n0 timeout'],
    '34 request 0.1 n0 miss',
  ]);
  expect(requestsOf(events)[1]).toMatchObject({ absence: 'unfetched' });
});

test('a restart of a node that is up, a kill of one that is down, a node too many: nothing', () => {
  const events = happened(
    { requests: 2, arrivals: clients(1, 10), nodes: 2, routing: 'round-robin', timeout: 1 },
    [
      { at: 1, name: 'restart_node', node: 0 },
      { at: 2, name: 'kill_node', node: 1 },
      { at: 3, name: 'kill_node', node: 1 },
      { at: 4, name: 'add_node' },
      { at: 5, name: 'remove_node', node: 1 },
      { at: 6, name: 'restart_node', node: 1 },
    ],
  );
  expect(events.filter(({ type }) => type === 'command_ignored')).toMatchObject([
    { t: 1, node: 0, reason: 'it is up already' },
    { t: 3, node: 1, reason: 'it is down already' },
    { t: 4, node: null, reason: 'no node is left to add' },
    { t: 6, node: 1, reason: 'no such node' },
  ]);
});

describe('clients notice', () => {
  test('after the time that detection takes', () => {
    const events = happened({
      ...{ requests: 3, arrivals: clients(1, 10), nodes: 2, routing: 'round-robin', detection: 25 },
      ...{ timeout: 5, chaos: [{ kind: 'kill', at: 0, node: 1 }] },
    });
    expect(told(events)).toEqual([
      '0 node_killed n1',
      '10 request 0.0 n0 miss',
      '25 node_lost n1 after 25',
      '25 timeout 0.1/0 n1 lost',
      '25 request 0.1 n1 timeout',
      '35 request 0.2 n0 hit',
    ]);
  });

  /** What clients notice while one of them asks both nodes in turn. */
  function noticed(detection: CacheGivenConfig['detection'], chaos: CacheGivenConfig['chaos']): string[] {
    const events = happened({
      ...{ requests: 15, arrivals: clients(1, 10), nodes: 2, routing: 'round-robin', timeout: 5 },
      ...{ detection, chaos },
    });
    return told(events.filter(({ type }) => type === 'node_lost' || type === 'node_found'));
  }

  test('by the last of so many health checks in a row', () => {
    // Down from 12 to 73: checks fail at 20, 30, 40 and succeed at 80, 90, 100.
    const chaos = [{ kind: 'kill', at: 12, node: 1, for: 61 }] as const;
    expect(noticed({ interval: 10, failures: 3 }, chaos)).toEqual([
      '40 node_lost n1 after 28',
      '100 node_found n1 after 27',
    ]);
    expect(noticed({ interval: 10, failures: 1 }, chaos)).toEqual([
      '20 node_lost n1 after 8',
      '80 node_found n1 after 7',
    ]);
  });

  test('not of a node that is back in time, and later of one that flaps', () => {
    const health = { interval: 10, failures: 3 };
    expect(noticed(health, [{ kind: 'kill', at: 12, node: 1, for: 20 }])).toEqual([]);
    const flaps = [
      { kind: 'kill', at: 12, node: 1, for: 15 },
      { kind: 'kill', at: 31, node: 1 },
    ] as const;
    expect(noticed(health, flaps)).toEqual(['60 node_lost n1 after 29']);
    expect(noticed(20, flaps)).toEqual(['51 node_lost n1 after 20']);
    expect(noticed(15, flaps)).toEqual(['46 node_lost n1 after 15']);
  });

  test('of a partition from them, not of one from the database', () => {
    const partition = { kind: 'partition', at: 12, nodes: [1], for: 40 } as const;
    const both = ['32 node_lost n1 after 20', '72 node_found n1 after 20'];
    expect(noticed(20, [{ ...partition, from: 'clients' }])).toEqual(both);
    expect(noticed(20, [{ ...partition, from: 'all' }])).toEqual(both);
    expect(noticed(20, [{ ...partition, from: 'database' }])).toEqual([]);
    // It comes back from one partition into another: nothing changes for them.
    const more = { ...partition, at: 30, for: 60 } as const;
    expect(noticed(20, [partition, more])).toEqual([
      '32 node_lost n1 after 20',
      '110 node_found n1 after 20',
    ]);
  });
});

test('a new node gets requests when clients have noticed it', () => {
  const events = happened(
    { requests: 3, arrivals: clients(1, 10), spareNodes: 1, routing: 'round-robin', detection: 10 },
    [{ at: 15, name: 'add_node' }],
  );
  expect(told(events)).toEqual([
    '10 request 0.0 n0 miss',
    '15 command',
    '15 node_added n1',
    '20 request 0.1 n0 hit',
    '25 node_found n1 after 10',
    '30 request 0.2 n0 hit',
  ]);
});

test('a removed node gets no more requests, and finishes what it is at', () => {
  const events = happened(
    { requests: 4, arrivals: clients(1, 10), nodes: 2, routing: 'round-robin', service: 5 },
    [{ at: 27, name: 'remove_node', node: 1 }],
  );
  expect(told(events)).toEqual([
    '15 request 0.0 n0 miss',
    '27 command',
    '27 node_removed n1',
    '30 request 0.1 n1 miss',
    '45 request 0.2 n0 hit',
    '60 request 0.3 n0 hit',
  ]);
});

test('messages get lost on the way back too, and nobody waits for ever without a timeout', () => {
  // Cut off from the database from 11 on: the answer comes to 12 and is lost.
  const events = happened({
    ...{ requests: 1, arrivals: clients(1, 10), database: { service: 2, workers: null } },
    chaos: [{ kind: 'partition', at: 11, nodes: [0], from: 'database' }],
  });
  expect(told(events)).toEqual(['11 partition', '12 request 0.0 - unanswered']);
  expect(events.at(-1)).toMatchObject({ type: 'complete', unanswered: 1, failed: 1, answered: 0 });
});

test('a request of which nobody knows a node fails at once', () => {
  const events = happened({
    ...{ requests: 2, arrivals: clients(1, 10), detection: 2, timeout: 5, retries: fixedRetries(1, 1) },
    chaos: [{ kind: 'kill', at: 5, node: 0, for: 20 }],
  });
  expect(told(events)).toEqual([
    ...[
      '5 node_killed n0',
      '7 node_lost n0 after 2',
      '11 retry 0.0/1 after 1',
      '11 request 0.0 - unavailable',
    ],
    ...['22 retry 0.1/1 after 1', '22 request 0.1 - unavailable'],
  ]);
});
