import { describe, expect, test } from 'vitest';
import { md1 } from '../../../lib/analysis/queueing/md1.ts';
import { measured } from '../../support/cache-worlds.ts';

// The worked cases (`shared/cases/queueing.json`) grant so much over 5e6 customers: the mean 1 %, a 99th
// percentile 2 %, twice and 1.5 times that at a load of 0.9. Errors grow as the square root of fewer.
const REQUESTS = 250_000;
const SCALE = Math.sqrt(5e6 / REQUESTS);

interface Line {
  readonly mean: number;
  readonly percentiles: readonly [number, number, number];
}

function simulate(rate: number, workers: number, service: 'exponential' | 'constant') {
  return measured({
    requests: REQUESTS,
    warmup: 0.1,
    arrivals: { kind: 'poisson', rate },
    service: { kind: service, mean: 1 },
    workers,
  });
}

function expectLine(metrics: ReturnType<typeof measured>, { mean, percentiles }: Line, load: number): void {
  const meanShare = (load > 0.85 ? 0.02 : 0.01) * SCALE;
  const tailShare = (load > 0.85 ? 0.03 : 0.02) * SCALE;
  expect(Math.abs(metrics.latencyMean! / mean - 1), `mean ${metrics.latencyMean}`).toBeLessThan(meanShare);
  const found = [metrics.latencyP50!, metrics.latencyP95!, metrics.latencyP99!];
  for (const [i, value] of found.entries()) {
    expect(Math.abs(value / percentiles[i]! - 1), `percentile ${i}: ${value}`).toBeLessThan(tailShare);
  }
}

describe('one node that has all keys is the queue', () => {
  test.each([
    { rate: 0.5, workers: 1, mean: 2, percentiles: [1.3862943611, 5.9914645471, 9.210340372] },
    { rate: 0.8, workers: 1, mean: 5, percentiles: [3.4657359028, 14.9786613678, 23.0258509299] },
    { rate: 0.9, workers: 1, mean: 10, percentiles: [6.9314718056, 29.9573227355, 46.0517018599] },
    { rate: 1.5, workers: 2, mean: 2.2857142857, percentiles: [1.6880679229, 6.476580999, 9.7095034418] },
    { rate: 2.4, workers: 3, mean: 2.0786516854, percentiles: [1.5788071913, 5.729218342, 8.4554773654] },
  ] as const)('M/M/$workers at $rate', ({ rate, workers, ...line }) => {
    const metrics = simulate(rate, workers, 'exponential');
    expectLine(metrics, line, rate / workers);
    expect(Math.abs(metrics.throughput! / rate - 1)).toBeLessThan(4 / Math.sqrt(REQUESTS));
    expect(metrics).toMatchObject({ hitRatio: 1, availability: 1, loss: 0, retryAmplification: 1 });
  });

  test.each([0.5, 0.8])('M/D/1 at %s', (rate) => {
    const { meanResponse, responseQuantile } = md1({ arrivalRate: rate, serviceRate: 1 });
    const percentiles = [0.5, 0.95, 0.99].map(responseQuantile) as [number, number, number];
    expectLine(simulate(rate, 1, 'constant'), { mean: meanResponse, percentiles }, rate);
  });
});

test('the database is the queue where nothing is kept', () => {
  // Each entry is dead when it comes: every read goes on to two workers, of which each takes 1 on average.
  const metrics = measured({
    requests: REQUESTS,
    warmup: 0.1,
    arrivals: { kind: 'poisson', rate: 1.5 },
    keys: 1000,
    capacity: 1,
    database: { service: { kind: 'exponential', mean: 1 }, workers: 2 },
  });
  // One entry is held: of 1000 keys, all alike, a thousandth of the reads finds its own.
  const perHit = 1 / 1000;
  expect(Math.abs(metrics.hitRatio! - perHit)).toBeLessThan(4 * Math.sqrt(perHit / REQUESTS));
  const line = { mean: 2.2857142857, percentiles: [1.6880679229, 6.476580999, 9.7095034418] } as const;
  expectLine(metrics, line, 0.75);
  expect(metrics.databaseLoad).toBeCloseTo(1.5 * (1 - perHit), 1);
});
