import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MmcInput, mmc } from '../../../lib/analysis/queueing/mm-c.ts';
import { exponentials } from '../../study/samples.ts';
import { expectClose, sharedCases } from '../shared-cases.ts';
import { meanOf, shareAbove, simulatedWaits } from './line.ts';

const someLoad = fc.double({ min: 0.001, max: 0.995, noNaN: true });
const someServers = fc.integer({ min: 1, max: 30 });
const someLevel = fc.double({ min: 0, max: 0.9999, noNaN: true });

/** The chance of more than t, from two exponentials as the books have it, in waits and services. */
function responseTail({ arrivalRate, serviceRate, servers }: MmcInput, t: number): number {
  const waits = mmc({ arrivalRate, serviceRate, servers }).waitProbability;
  const drain = servers * serviceRate - arrivalRate;
  const service = Math.exp(-serviceRate * t);
  const both = (drain * service - serviceRate * Math.exp(-drain * t)) / (drain - serviceRate);
  return (1 - waits) * service + waits * both;
}

describe('right', () => {
  // The numbers of queueing.json: c, lambda, W, Wq, L, Lq, quantiles of wait and response at 50, 95, 99 %.
  test.each([
    [1, 0.5, 2, 1, 1, 0.5, null, [1.3862943611198906, 5.991464547107982, 9.210340371976182]],
    [1, 0.8, 5, 4, 4, 3.2, null, [3.465735902799727, 14.978661367769957, 23.02585092994046]],
    [1, 0.9, 10, 9, 9, 8.1, null, [6.931471805599454, 29.957322735539915, 46.05170185988092]],
    [
      2,
      1.5,
      16 / 7,
      9 / 7,
      24 / 7,
      1.9285714285714284,
      [0.502628856561812, 5.107799042549901, 8.326674867418102],
      [1.6880679229042115, 6.476580998969638, 9.709503441786968],
    ],
    [
      3,
      2.4,
      2.078651685393258,
      1.078651685393258,
      4.98876404494382,
      2.588764044943819,
      [0.4300556308827513, 4.267697452539492, 6.950093973262993],
      [1.5788071912932793, 5.729218342017274, 8.455477365422926],
    ],
  ])('%d servers, lambda %d', (servers, arrivalRate, response, wait, inSystem, waiting, waits, responses) => {
    const found = mmc({ arrivalRate, serviceRate: 1, servers });
    expectClose(found, {
      utilization: arrivalRate / servers,
      meanWait: wait,
      meanResponse: response,
      meanQueueLength: waiting,
      meanInSystem: inSystem,
    });
    const levels = [0.5, 0.95, 0.99];
    expectClose(levels.map(found.responseQuantile), responses, 1e-12);
    if (waits !== null) expectClose(levels.map(found.waitQuantile), waits, 1e-12);
  });

  test('one server: everything is exponential', () => {
    fc.assert(
      fc.property(someLoad, someLevel, (arrivalRate, p) => {
        const { waitProbability, meanResponse, responseQuantile } = mmc({
          arrivalRate,
          serviceRate: 1,
          servers: 1,
        });
        expect(waitProbability).toBeCloseTo(arrivalRate, 12);
        expect(meanResponse * (1 - arrivalRate)).toBeCloseTo(1, 12);
        const expected = -Math.log1p(-p) / (1 - arrivalRate);
        expect(Math.abs(responseQuantile(p) - expected)).toBeLessThan(
          1e-12 * (1 + expected) + 4e-15 / (1 - arrivalRate),
        );
      }),
    );
  });

  test('nobody comes: no wait, and the response is a service', () => {
    const { meanWait, waitQuantile, responseQuantile } = mmc({ arrivalRate: 0, serviceRate: 2, servers: 3 });
    expect([meanWait, waitQuantile(0.999)]).toEqual([0, 0]);
    expect(responseQuantile(0.5)).toBeCloseTo(Math.LN2 / 2, 14);
  });

  test('both rates the same, or nearly: c mu - lambda = mu', () => {
    // The tail is e^-t (1 + C t) with C = 1/3.
    const { responseQuantile } = mmc({ arrivalRate: 1, serviceRate: 1, servers: 2 });
    for (const p of [0.1, 0.5, 0.99]) {
      const t = responseQuantile(p);
      expect(Math.exp(-t) * (1 + t / 3)).toBeCloseTo(1 - p, 13);
      for (const slip of [1e-14, -1e-14, 1e-9, -1e-9]) {
        const near = mmc({ arrivalRate: 1 + slip, serviceRate: 1, servers: 2 }).responseQuantile(p);
        expect(Math.abs(near / t - 1)).toBeLessThan(2e-9);
      }
    }
  });
});

describe('lawful', () => {
  test('quantiles are where the tail is', () => {
    fc.assert(
      fc.property(someLoad, someServers, someLevel, (load, servers, p) => {
        const input = { arrivalRate: load * servers, serviceRate: 1, servers };
        const drain = servers - input.arrivalRate;
        fc.pre(Math.abs(drain - 1) > 0.01);
        const { responseQuantile, waitQuantile, waitProbability } = mmc(input);
        expect(responseTail(input, responseQuantile(p))).toBeCloseTo(1 - p, 10);
        const wait = waitQuantile(p);
        if (wait > 0) expect(waitProbability * Math.exp(-drain * wait)).toBeCloseTo(1 - p, 12);
        else expect(waitProbability).toBeLessThanOrEqual(1 - p);
      }),
    );
  });

  test('more arrivals wait longer; another server or a unit of time changes what it should', () => {
    fc.assert(
      fc.property(someLoad, someServers, someLevel, (load, servers, p) => {
        const base = mmc({ arrivalRate: load * servers, serviceRate: 1, servers });
        const busier = mmc({ arrivalRate: load * servers * 1.004, serviceRate: 1, servers });
        const larger = mmc({ arrivalRate: load * servers, serviceRate: 1, servers: servers + 1 });
        const slower = mmc({ arrivalRate: load * servers * 4, serviceRate: 4, servers });
        expect(busier.meanWait).toBeGreaterThanOrEqual(base.meanWait);
        expect(busier.responseQuantile(p)).toBeGreaterThanOrEqual(base.responseQuantile(p) * (1 - 1e-12));
        expect(larger.meanWait).toBeLessThanOrEqual(base.meanWait);
        expect(larger.waitQuantile(p)).toBeLessThanOrEqual(base.waitQuantile(p));
        expectClose(slower.meanResponse * 4, base.meanResponse, 1e-12);
        expectClose(slower.responseQuantile(p) * 4, base.responseQuantile(p), 1e-12);
        expect(base.responseQuantile(p)).toBeGreaterThanOrEqual(base.waitQuantile(p) - 1e-12);
      }),
    );
  });

  test('the mean is the integral of the quantiles', () => {
    const { meanResponse, responseQuantile } = mmc({ arrivalRate: 2.4, serviceRate: 1, servers: 3 });
    // Levels are dense near 1, where the quantile is steep: p = 1 - u^4, dp = 4 u^3 du.
    let sum = 0;
    const points = 4000;
    for (let i = 0; i < points; i++) {
      const u = (i + 0.5) / points;
      sum += (responseQuantile(1 - u * u * u * u) * 4 * u * u * u) / points;
    }
    expect(sum / meanResponse).toBeCloseTo(1, 5);
  });
});

test('a simulated line waits as long', () => {
  const servers = 3;
  const arrivalRate = 2.1;
  const waits = simulatedWaits(300_000, arrivalRate, servers, exponentials(4));
  const { meanWait, waitProbability, waitQuantile } = mmc({ arrivalRate, serviceRate: 1, servers });
  expect(Math.abs(meanOf(waits) / meanWait - 1)).toBeLessThan(0.03);
  expect(Math.abs(shareAbove(waits, 0) - waitProbability)).toBeLessThan(0.01);
  expect(Math.abs(shareAbove(waits, waitQuantile(0.95)) - 0.05)).toBeLessThan(0.005);
});

describe('refuses', () => {
  const good = { arrivalRate: 1, serviceRate: 1, servers: 2 };
  test.each<[string, Record<string, unknown>, string]>([
    [
      'an unstable queue',
      { ...good, arrivalRate: 2 },
      'arrivalRate: given 2; less than the 2 that can be served: the queue is unstable',
    ],
    ['no servers', { ...good, servers: 0 }, 'servers: given 0'],
    ['no service', { ...good, serviceRate: 0 }, 'serviceRate: given 0'],
    ['a rate that is no number', { ...good, arrivalRate: Number.NaN }, 'arrivalRate: given NaN'],
    ['a field nobody reads', { ...good, lambda: 1 }, 'mmc: lambda: given 1; no such option'],
  ])('%s', (_, input, message) => {
    expect(() => mmc(input as unknown as MmcInput)).toThrow(message);
  });

  test('levels outside 0 to 1', () => {
    const { waitQuantile, responseQuantile } = mmc(good);
    for (const p of [-0.1, 1, Number.NaN]) {
      expect(() => waitQuantile(p)).toThrow(`p: given ${p}`);
      expect(() => responseQuantile(p)).toThrow(`p: given ${p}`);
    }
    expect([waitQuantile(0), responseQuantile(0)]).toEqual([0, 0]);
  });
});

const shared = sharedCases('queueing');

test.skipIf(!shared)('the worked cases', () => {
  for (const c of shared.cases) {
    const found = mmc({ arrivalRate: c.lam, serviceRate: c.mu, servers: c.c ?? 1 });
    expectClose(
      found,
      { utilization: c.rho, meanWait: c.Wq, meanResponse: c.W, meanQueueLength: c.Lq },
      1e-12,
    );
    if (c.L !== undefined) expectClose(found.meanInSystem, c.L);
    if (c.erlangC !== undefined) expectClose(found.waitProbability, c.erlangC);
    for (const [name, value] of Object.entries(c)) {
      const [, what, percent] = /^(resp|wait)_p(\d+)$/.exec(name) ?? [];
      if (what === 'resp') expectClose(found.responseQuantile(Number(percent) / 100), value, 1e-12);
      if (what === 'wait') expectClose(found.waitQuantile(Number(percent) / 100), value, 1e-12);
    }
    // Its tolerances are for 0.8 and less; 0.9 has more room.
    const room = c.rho > 0.85 ? 2 : 1;
    const { rel_mean, rel_p99 } = shared.tolerance;
    expect(Math.abs(c.sim.Wq / found.meanWait - 1)).toBeLessThan(rel_mean * room);
    expect(Math.abs(c.sim.resp_p99 / found.responseQuantile(0.99) - 1)).toBeLessThan(rel_p99 * room);
    expect(Math.abs(c.sim.wait_p95 / found.waitQuantile(0.95) - 1)).toBeLessThan(rel_p99 * room);
  }
});
