import { expect, test, vi } from 'vitest';
import { made } from './made.ts';

// Many runs, which share the cores with other tests.
vi.setConfig({ testTimeout: 300_000 });

test('metastable: with retries goodput stays down; a budget, no retries or a longer ttl bring it back', () => {
  const { of, share, finding } = made('metastable');
  const rate = 10;
  // In 95 runs of 100 or more: at most 70 % of what is sent with retries, at least 90 % with each cure.
  const stuck = of('2 retries', 'goodput');
  expect(share((run) => stuck[run] < 0.7 * rate)).toBeGreaterThanOrEqual(0.95);
  for (const arm of ['no trigger', 'retry budget 0.1', 'no retries', 'ttl 4000']) {
    const goodput = of(arm, 'goodput');
    expect(
      share((run) => goodput[run] > 0.9 * rate),
      arm,
    ).toBeGreaterThanOrEqual(0.95);
  }
  expect(finding).toContain('It comes back with: retry budget 0.1');
  expect(finding).not.toContain('It does not');
});

test('cache-flush: at once takes the database down, node by node does not', () => {
  const { of, share, finding } = made('cache-flush');
  const [all, each, calm] = ['at once', 'node by node', 'no flush'].map((arm) => of(arm, 'loss'));
  expect(share((run) => all[run] > 0.1)).toBe(1);
  expect(share((run) => each[run] < 0.01 && calm[run] < 0.01)).toBeGreaterThanOrEqual(0.95);
  // Retries make it worse, on the same noise.
  const without = of('at once, no retries', 'loss');
  expect(share((run) => without[run] < all[run])).toBeGreaterThanOrEqual(0.95);
  expect(finding).toContain('the database never has all misses at the same time');
});

test('invalidation-storm: a quarter of the keys is harmless, all of them are not', () => {
  const { of, share, finding } = made('invalidation-storm');
  const [quarter, whole] = ['25 % of the keys', '100 % of the keys'].map((arm) => of(arm, 'loss'));
  expect(share((run) => quarter[run] < 0.01)).toBeGreaterThanOrEqual(0.95);
  expect(share((run) => whole[run] > 0.1)).toBeGreaterThanOrEqual(0.95);
  expect(finding).toMatch(/Harmless.*25 % of the keys.*Harmful.*100 % of the keys/);
});

test('thundering-herd: one read for all needs several times fewer', () => {
  const { of, share, mean } = made('thundering-herd');
  const [each, one, lease] = ['every miss asks', 'single-flight', 'lease'].map((arm) =>
    of(arm, 'databaseLoad'),
  );
  expect(share((run) => each[run] > 2.5 * one[run] && each[run] > 2.5 * lease[run])).toBe(1);
  // Those who wait for another's read are no hits: the ratio stays.
  expect(mean('single-flight', 'hitRatio')).toBeCloseTo(mean('every miss asks', 'hitRatio'), 1);
});

test('hot-key: one node drowns, power-of-two serves it from all and pays in hits', () => {
  const { of, share } = made('hot-key');
  const [one, two] = ['consistent-hash', 'power-of-two'].map((arm) => of(arm, 'loss'));
  expect(share((run) => one[run] > 0.3 && two[run] < 0.01)).toBe(1);
  const [hits, spread] = ['consistent-hash', 'power-of-two'].map((arm) => of(arm, 'hitRatio'));
  expect(share((run) => hits[run] > spread[run] + 0.05)).toBe(1);
  // A replica that is asked only by retries takes no load off the first.
  const replica = of('2 replicas', 'loss');
  expect(share((run) => replica[run] > 0.3)).toBe(1);
});
