import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Md1Input, md1 } from '../../../lib/analysis/queueing/md1.ts';
import { mg1 } from '../../../lib/analysis/queueing/mg1.ts';
import { expectClose } from '../shared-cases.ts';
import { meanOf, shareAbove, simulatedWaits } from './line.ts';

const DIGITS = 80n;
const ONE = 10n ** DIGITS;

/** e^x of a number with 80 decimals. */
function bigExp(x: bigint): bigint {
  // By halves until it is small.
  if (x > ONE || x < -ONE) {
    const half = bigExp(x / 2n);
    return (half * half) / ONE;
  }
  let sum = ONE;
  for (let k = 1n, term = ONE; term !== 0n; k++) {
    term = (term * x) / (ONE * k);
    sum += term;
  }
  return sum;
}

/** Erlang's alternating sum, in 80 decimals. `load` in percent and `t` in hundredths of a service. */
function erlang(load: number, t: number): number {
  const rho = (BigInt(load) * ONE) / 100n;
  let sum = 0n;
  for (let k = 0n; k <= BigInt(Math.floor(t / 100)); k++) {
    const x = (rho * (k * 100n - BigInt(t))) / 100n;
    let term = bigExp(-x);
    for (let j = 1n; j <= k; j++) term = (term * x) / (ONE * j);
    sum += term;
  }
  return Number(((ONE - rho) * sum) / ONE / 10n ** (DIGITS - 20n)) / 1e20;
}

const at = (load: number) => md1({ arrivalRate: load, serviceRate: 1 });

describe('right', () => {
  test('half loaded: an idle server, then e^(rho t) up to one service', () => {
    const { waitDistribution, meanWait, meanResponse, meanQueueLength, meanInSystem } = at(0.5);
    expect(waitDistribution(0)).toBeCloseTo(0.5, 15);
    expect(waitDistribution(0.5)).toBeCloseTo(0.5 * Math.exp(0.25), 15);
    expect(waitDistribution(1 - 1e-12)).toBeCloseTo(0.5 * Math.exp(0.5), 11);
    expect([meanWait, meanResponse, meanQueueLength, meanInSystem]).toEqual([0.5, 1.5, 0.25, 0.75]);
    // Solved by hand from 0.5 e^(t / 2) = 0.8.
    expect(at(0.5).waitQuantile(0.8)).toBeCloseTo(2 * Math.log(1.6), 14);
  });

  test.each([1, 10, 30, 50, 80, 95, 99])(
    'Erlang 1909 to the digits, with a load of 0.01 times %d',
    (load) => {
      const { waitDistribution } = at(load / 100);
      for (const t of [0, 30, 100, 101, 250, 777, 1950, 3333, 3999, 4000, 4001, 5500, 8000]) {
        expect(Math.abs(waitDistribution(t / 100) - erlang(load, t)), `t ${t}`).toBeLessThan(1e-13);
      }
    },
  );

  test('nobody comes', () => {
    const { waitDistribution, waitQuantile, responseQuantile, meanWait } = at(0);
    expect([waitDistribution(0), waitQuantile(0.99), responseQuantile(0.99), meanWait]).toEqual([1, 0, 1, 0]);
    expect(waitDistribution(100)).toBe(1);
  });

  test('near saturation the wait is exponential (Kingman 1961)', () => {
    const { waitQuantile, meanWait } = at(0.9999);
    expect(waitQuantile(0.99) / meanWait).toBeCloseTo(Math.log(100), 2);
  });

  test('the smallest loads', () => {
    const { waitQuantile, waitDistribution } = at(1e-9);
    expect(waitQuantile(0.99)).toBe(0);
    expect(waitDistribution(0.5)).toBeCloseTo(1 - 5e-10, 15);
    expect(waitDistribution(50)).toBe(1);
  });
});

describe('lawful', () => {
  const someLoad = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  const someLevel = fc.double({ min: 0, max: 0.9999, noNaN: true });

  test('quantiles are where the distribution is, and a response is a service longer', () => {
    fc.assert(
      fc.property(someLoad, someLevel, (load, p) => {
        const { waitDistribution, waitQuantile, responseQuantile } = at(load);
        const t = waitQuantile(p);
        if (t > 0) expect(waitDistribution(t)).toBeCloseTo(p, 11);
        else expect(1 - load).toBeGreaterThanOrEqual(p - 1e-15);
        expect(responseQuantile(p)).toBeCloseTo(t + 1, 12);
      }),
    );
  });

  test('the distribution climbs, also over the seam at 40 services, and falls with the load', () => {
    const someTime = fc.double({ min: 0, max: 60, noNaN: true });
    fc.assert(
      fc.property(someLoad, someTime, someTime, (load, s, t) => {
        const { waitDistribution } = at(load);
        expect(waitDistribution(Math.min(s, t))).toBeLessThanOrEqual(
          waitDistribution(Math.max(s, t)) + 1e-14,
        );
        expect(at(load * 0.99).waitDistribution(s)).toBeGreaterThanOrEqual(waitDistribution(s) - 1e-14);
        const seam = waitDistribution(40) - waitDistribution(40 - 1e-9);
        expect(Math.abs(seam)).toBeLessThan(1e-9);
      }),
    );
  });

  test('the mean is the integral of the tail', () => {
    for (const load of [0.2, 0.7, 0.9]) {
      const { waitDistribution, meanWait } = at(load);
      let sum = 0;
      for (let i = 0; i < 100_000; i++) sum += (1 - waitDistribution((i + 0.5) / 500)) / 500;
      expect(sum / meanWait).toBeCloseTo(1, 5);
    }
  });

  test('the unit of time does not matter', () => {
    const slow = md1({ arrivalRate: 0.07, serviceRate: 0.1 });
    const fast = md1({ arrivalRate: 0.7, serviceRate: 1 });
    expectClose(slow.waitQuantile(0.99), 10 * fast.waitQuantile(0.99), 1e-12);
    expectClose(slow.responseQuantile(0.99), 10 * fast.responseQuantile(0.99), 1e-12);
    expectClose(slow.meanWait, 10 * fast.meanWait, 1e-12);
    expectClose(slow.waitDistribution(25), fast.waitDistribution(2.5), 1e-12);
  });

  test('the mean is that of M/G/1 without variation', () => {
    fc.assert(
      fc.property(someLoad, (load) => {
        const general = mg1({ arrivalRate: load, serviceRate: 1, squaredVariation: 0 });
        expectClose(at(load), { ...general }, 1e-12);
      }),
    );
  });
});

test('a simulated line waits as long', () => {
  const waits = simulatedWaits(300_000, 0.8, 1, () => 1);
  const { meanWait, waitDistribution, waitQuantile } = at(0.8);
  expect(Math.abs(meanOf(waits) / meanWait - 1)).toBeLessThan(0.03);
  for (const t of [0, 0.7, 3, waitQuantile(0.99)]) {
    expect(Math.abs(shareAbove(waits, t) - (1 - waitDistribution(t)))).toBeLessThan(0.01);
  }
});

test.each<[string, Record<string, unknown>, string]>([
  [
    'an unstable queue',
    { arrivalRate: 3, serviceRate: 3 },
    'arrivalRate: given 3; less than the 3 that can be',
  ],
  ['no service', { arrivalRate: 0, serviceRate: 0 }, 'serviceRate: given 0'],
  ['servers', { arrivalRate: 0, serviceRate: 1, servers: 2 }, 'md1: servers: given 2'],
])('refuses %s', (_, input, message) => {
  expect(() => md1(input as unknown as Md1Input)).toThrow(message);
});

test('refuses a negative time and a level of 1', () => {
  expect(() => at(0.5).waitDistribution(-1)).toThrow('t: given -1');
  expect(() => at(0.5).waitQuantile(1)).toThrow('p: given 1');
});
