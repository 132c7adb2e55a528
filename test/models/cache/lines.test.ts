import { describe, expect, test } from 'vitest';
import type { CacheGivenConfig } from '../../../lib/index.ts';
import { clients, happened, requestsOf, told } from '../../support/cache-worlds.ts';

const three = { requests: 3, arrivals: clients(3, 10), service: 5 } as const satisfies CacheGivenConfig;

describe('who waits is served', () => {
  test('first come, first served', () => {
    const events = happened(three);
    expect(told(events)).toEqual([
      '15 request 0.0 n0 miss',
      '20 request 1.0 n0 hit',
      '25 request 2.0 n0 hit',
    ]);
    expect(requestsOf(events).map(({ queue }) => queue)).toEqual([0, 5, 10]);
  });

  test('last come, first served', () => {
    expect(told(happened({ ...three, queue: { order: 'lifo' } }))).toEqual([
      ...['15 request 0.0 n0 miss', '20 request 2.0 n0 hit', '25 request 1.0 n0 hit'],
    ]);
  });

  test('by two workers at once', () => {
    const events = happened({ ...three, workers: 2 });
    expect(requestsOf(events).map(({ t, client }) => [t, client])).toEqual([
      [15, 0],
      [15, 1],
      [20, 2],
    ]);
  });

  test('by deadline: whose client has left is not served', () => {
    // All come at 7 and wait no longer than 7. By arrival the worker is at the third, whose client has left,
    // from 17 to 22, and the next request of the first, of 19, waits until its client leaves at 26.
    const given = { requests: 4, arrivals: clients(3, 7), service: 5, timeout: 7 } as const;
    const ofFourth = (order: 'fifo' | 'deadline') =>
      told(happened({ ...given, queue: { order } })).filter((line) => line.includes(' 0.1'));
    expect(ofFourth('fifo')).toEqual(['26 timeout 0.1/0 n0', '26 request 0.1 n0 timeout']);
    expect(ofFourth('deadline')).toEqual(['24 request 0.1 n0 hit']);
  });

  test('by deadline: first whose client leaves first', () => {
    // The third waits from 2 with a deadline of 102; the first comes again at 9, with one of 18.
    const settled = (order: 'fifo' | 'deadline') =>
      told(
        happened({ requests: 4, arrivals: clients(3, 2), service: 5, timeout: 100, queue: { order } }, [
          { at: 8, name: 'set', path: 'timeout', value: 9 },
        ]),
      ).filter((line) => line.includes('request'));
    expect(settled('deadline')).toEqual([
      ...['7 request 0.0 n0 miss', '12 request 1.0 n0 hit', '17 request 0.1 n0 hit', '22 request 2.0 n0 hit'],
    ]);
    expect(settled('fifo').slice(2)).toEqual(['17 request 2.0 n0 hit', '18 request 0.1 n0 timeout']);
  });
});

describe('a node turns away', () => {
  test('who comes to a full line', () => {
    expect(told(happened({ ...three, queue: { limit: 1 } }))).toEqual([
      ...['10 refusal 2.0/0 n0', '10 request 2.0 n0 refused', '15 request 0.0 n0 miss'],
      '20 request 1.0 n0 hit',
    ]);
    const none = told(happened({ ...three, queue: { limit: 0 } }));
    expect(none.filter((line) => line.includes('refused'))).toHaveLength(2);
  });

  test('whoever comes while the first in line has waited too long', () => {
    // The first comes again at 13, when the third has waited for 9.
    const given = { requests: 4, arrivals: clients(3, 4), service: 5 } as const;
    const ofFourth = (target: number) =>
      told(happened({ ...given, queue: { target } })).filter((line) => line.includes(' 0.1'));
    expect(ofFourth(8.9)).toEqual(['13 refusal 0.1/0 n0', '13 request 0.1 n0 refused']);
    expect(ofFourth(9)).toEqual(['24 request 0.1 n0 hit']);
  });

  test('also where the first in line is the last that came', () => {
    // Of three that come at 4 the second waits longest, until 14; the first comes again at 13.
    const given = { requests: 4, arrivals: clients(3, 4), service: 5 } as const;
    const ofFourth = (target: number) =>
      told(happened({ ...given, queue: { order: 'lifo', target } })).filter((line) => line.includes(' 0.1'));
    expect(ofFourth(8.9)).toEqual(['13 refusal 0.1/0 n0', '13 request 0.1 n0 refused']);
    expect(ofFourth(9)).toEqual(['19 request 0.1 n0 hit']);
  });

  test('and so does the database', () => {
    const events = happened({
      ...{ ...three, service: 0, workers: 3, database: { service: 5, workers: 1, limit: 1 } },
    });
    expect(told(events)).toEqual([
      ...['10 refusal 2.0/0 n0', '10 request 2.0 n0 refused by database'],
      ...['15 request 0.0 n0 miss', '20 request 1.0 n0 miss'],
    ]);
    expect(events.find(({ type }) => type === 'refusal')).toMatchObject({ place: 'database' });
  });
});

test('service takes longer by each request that waits', () => {
  // With two, one and none behind: nobody waits yet when the first comes.
  const events = happened({ ...three, service: 1, slowdown: 1 });
  expect(requestsOf(events).map(({ t, service }) => [t, service])).toEqual([
    [11, 1],
    [13, 2],
    [14, 1],
  ]);
});

test('more workers at once serve who waits, also in no time', () => {
  // One is served from 10 to 15; at 12 service takes no time any more, and there is a worker more.
  const events = happened(three, [
    { at: 12, name: 'set', path: 'service', value: 0 },
    { at: 12, name: 'set', path: 'workers', value: 2 },
  ]);
  expect(told(events.filter(({ type }) => type === 'request'))).toEqual([
    ...['12 request 1.0 n0 miss', '12 request 2.0 n0 miss', '15 request 0.0 n0 hit'],
  ]);
});
