import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangB } from '../../../lib/analysis/queueing/erlang-b.ts';
import { erlangC } from '../../../lib/analysis/queueing/erlang-c.ts';

describe('right', () => {
  test.each([
    [1.5, 2, 0.31034482758620685, 0.6428571428571428],
    [2.4, 3, 0.26840633737185454, 0.6471910112359549],
    // By hand: B = (1/2) / (1 + 1 + 1/2), C = 2 B / (2 - 1 + B).
    [1, 2, 1 / 5, 1 / 3],
    [0, 4, 0, 0],
  ])('a load of %d on %d servers', (load, servers, blocked, waits) => {
    expect(erlangB(load, servers)).toBeCloseTo(blocked, 14);
    expect(erlangC(load, servers)).toBeCloseTo(waits, 14);
  });

  test('one server: a / (1 + a) and a', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (load) => {
        expect(erlangB(load, 1)).toBeCloseTo(load / (1 + load), 14);
        expect(erlangC(load, 1)).toBeCloseTo(load, 13);
      }),
    );
  });

  test('no server, an overload, and many servers', () => {
    expect(erlangB(3, 0)).toBe(1);
    // Nearly all above what c servers can carry is turned away.
    expect(erlangB(1e6, 10)).toBeCloseTo(1 - 10 / 1e6, 9);
    // B(c, c) tends to sqrt(2 / (pi c)) (Jagerman 1974), its error of the order of 1 / c.
    expect(erlangB(1e6, 1e6) / Math.sqrt(2 / (Math.PI * 1e6))).toBeCloseTo(1, 2);
  });
});

test('is the sum in exact integers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }), (load, servers) => {
      // Terms a^k / k! times c!, which are whole.
      let term = 1n;
      for (let k = 1n; k <= BigInt(servers); k++) term *= k;
      let sum = 0n;
      let last = term;
      for (let k = 0n; k <= BigInt(servers); k++) {
        last = k === 0n ? term : (last * BigInt(load)) / k;
        sum += last;
      }
      const expected = Number((last * 10n ** 90n) / sum) / 1e90;
      expect(Math.abs(erlangB(load, servers) / expected - 1)).toBeLessThan(1e-13);
    }),
  );
});

test('more load is worse, more servers are better, and waiting is likelier than being turned away', () => {
  const someLoad = fc.double({ min: 0.01, max: 50, noNaN: true });
  fc.assert(
    fc.property(someLoad, fc.integer({ min: 1, max: 80 }), (load, servers) => {
      expect(erlangB(load * 1.01, servers)).toBeGreaterThanOrEqual(erlangB(load, servers));
      expect(erlangB(load, servers + 1)).toBeLessThanOrEqual(erlangB(load, servers));
      if (load * 1.01 >= servers) return;
      expect(erlangC(load * 1.01, servers)).toBeGreaterThanOrEqual(erlangC(load, servers));
      expect(erlangC(load, servers + 1)).toBeLessThanOrEqual(erlangC(load, servers));
      expect(erlangC(load, servers)).toBeGreaterThanOrEqual(erlangB(load, servers));
    }),
  );
});

test.each<[string, () => unknown, string]>([
  ['a negative load', () => erlangB(-1, 2), 'offeredLoad: given -1'],
  ['half a server', () => erlangB(1, 0.5), 'servers: given 0.5'],
  ['no server to wait for', () => erlangC(0, 0), 'servers: given 0'],
  [
    'an unstable queue',
    () => erlangC(2, 2),
    'offeredLoad: given 2; less than the 2 servers: the queue is unstable',
  ],
])('refuses %s', (_, call, message) => {
  expect(call).toThrow(message);
});
