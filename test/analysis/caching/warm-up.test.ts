import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cheHitRatio } from '../../../lib/analysis/caching/che-hit-ratio.ts';
import { type WarmUpInput, warmUp } from '../../../lib/analysis/caching/warm-up.ts';
import { zipfPopularity } from '../../../lib/analysis/caching/zipf-popularity.ts';
import { uniforms } from '../../study/samples.ts';
import { expectClose, sharedCases } from '../shared-cases.ts';
import { sampler } from './simulated-cache.ts';

describe('right', () => {
  // The numbers of warmup-after-restart.json, of 10,000 keys with Zipf 1, and what was simulated before the
  // cache of 1000 was full.
  test.each([
    [118, 0.372616191162612, 85.68213827570548, 0.2738801841041908, 0.371835, 0.27425000000000416],
    [235, 0.44266459246969964, 154.55702518033226, 0.3423105311475223, 0.442835, 0.3421142553191433],
    [588, 0.5358708921904886, 332.4056696997744, 0.4346842352044653, 0.536315, 0.43473214285713285],
    [1176, 0.6060353284994136, 582.3370584405798, 0.5048154264961056, 0.6049435028248588, 0.5049052945683967],
    [2352, 0.6756159394420926, 999.9919960135627, 0.5748333350282471, 0.6749470525944229, 0.5748177756806945],
  ])('%d requests', (requests, instant, entries, cumulative, instantSim, cumulativeSim) => {
    const found = warmUp({ keys: 10_000, zipf: 1, requests });
    expectClose(
      found,
      { instantHitRatio: instant, entries, cumulativeHitRatio: cumulative, hits: requests - entries },
      1e-11,
    );
    expect(Math.abs(found.instantHitRatio - instantSim)).toBeLessThan(0.005);
    expect(Math.abs(found.cumulativeHitRatio - cumulativeSim)).toBeLessThan(0.002);
  });

  test('full at the characteristic time, with the steady ratio', () => {
    const cache = { keys: 10_000, zipf: 1 };
    const { hitRatio, characteristicTime } = cheHitRatio({ ...cache, capacity: 1000, policy: 'lru' });
    expect(hitRatio).toBeCloseTo(0.6756017935096096, 11);
    const found = warmUp({ ...cache, requests: Math.round(characteristicTime as number) });
    expect(Math.abs(found.entries - 1000)).toBeLessThan(0.5);
    expect(Math.abs(found.instantHitRatio - hitRatio)).toBeLessThan(0.0005);
  });

  test('two keys by hand', () => {
    const popularity = [0.75, 0.25];
    const expected = [
      [0, 0, 0, 0, 0],
      // 0.75^2 + 0.25^2.
      [1, 0.625, 1, 0, 0],
      // Present 15/16 and 7/16.
      [2, 0.8125, 1.375, 0.625, 0.3125],
    ];
    for (const [requests, instantHitRatio, entries, hits, cumulativeHitRatio] of expected) {
      expectClose(
        warmUp({ popularity, requests }),
        { instantHitRatio, entries, hits, cumulativeHitRatio },
        1e-15,
      );
    }
    expect(warmUp({ popularity: [1], requests: 4 })).toEqual({
      instantHitRatio: 1,
      entries: 1,
      hits: 3,
      cumulativeHitRatio: 0.75,
    });
  });

  test('as simulated', () => {
    const popularity = zipfPopularity(200, 1);
    const ask = sampler(popularity);
    const uniform = uniforms(6);
    const restarts = 3000;
    const requests = 40;
    let entries = 0;
    let instant = 0;
    for (let restart = 0; restart < restarts; restart++) {
      const seen = new Set<number>();
      for (let i = 0; i < requests; i++) seen.add(ask(uniform()));
      entries += seen.size;
      if (seen.has(ask(uniform()))) instant++;
    }
    const found = warmUp({ popularity, requests });
    expect(Math.abs(entries / restarts - found.entries)).toBeLessThan(0.25);
    expect(Math.abs(instant / restarts - found.instantHitRatio)).toBeLessThan(0.037);
  });
});

test('a difference of hits is the instant ratio, and it only climbs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(200), (keys, requests) => {
      const now = warmUp({ keys, zipf: 0.8, requests });
      const next = warmUp({ keys, zipf: 0.8, requests: requests + 1 });
      expectClose(next.hits - now.hits, now.instantHitRatio, 1e-10);
      expect(next.instantHitRatio).toBeGreaterThanOrEqual(now.instantHitRatio);
      expect(next.entries).toBeLessThanOrEqual(keys * (1 + 1e-14));
    }),
  );
});

test.each<[string, Record<string, unknown>, string]>([
  ['half a request', { keys: 3, zipf: 1, requests: 0.5 }, 'requests: given 0.5'],
  ['no word on requests', { keys: 3, zipf: 1 }, 'requests: given nothing'],
  ['a capacity', { keys: 3, zipf: 1, requests: 1, capacity: 2 }, 'warmUp: capacity: given 2'],
])('refuses %s', (_, input, message) => {
  expect(() => warmUp(input as unknown as WarmUpInput)).toThrow(message);
});

const shared = sharedCases('warmup-after-restart');

test.skipIf(!shared)('the worked cases', () => {
  for (const c of shared.cases) {
    const found = warmUp({ keys: c.N, zipf: c.alpha, requests: c.requests_since_cold });
    const { instant_hit, expected_entries, cum_hit } = c;
    expectClose(
      found,
      { instantHitRatio: instant_hit, entries: expected_entries, cumulativeHitRatio: cum_hit },
      1e-11,
    );
    expect(Math.abs(found.instantHitRatio - c.sim_instant)).toBeLessThan(shared.tolerance.abs_instant);
    expect(Math.abs(found.cumulativeHitRatio - c.sim_cum)).toBeLessThan(shared.tolerance.abs_cum_hit);
    const steady = cheHitRatio({ keys: c.N, zipf: c.alpha, capacity: c.C, policy: 'lru' });
    expectClose(steady.hitRatio, c.steady, 1e-11);
  }
});
