import { expect, test } from 'vitest';
import { noHost } from '../../../lib/core/host.ts';
import { makeRecipe } from '../../../lib/core/recipe.ts';
import { cache } from '../../../lib/models/cache/cache.ts';
import type { CacheConfig } from '../../../lib/models/cache/config.ts';
import { load } from '../../../lib/models/cache/load.ts';

const configOf = (given: object): CacheConfig =>
  makeRecipe(cache, { config: given as never }, noHost).config as CacheConfig;

test('every load sends for the span, of which the last 30 % count, pushed over or not', () => {
  const config = configOf({ chaos: 'random' });
  for (const rate of [2, 10, 37]) {
    const [calm, stressed] = [load.calm, load.stressed].map((way) =>
      way(config, 'arrivals.rate', rate, 4000),
    );
    expect(calm.arrivals).toEqual({ kind: 'poisson', rate });
    expect(calm.requests).toBe(4000 * rate);
    // A surge of 10 for 50 sends 450 units of time more.
    expect(stressed.requests).toBe(4450 * rate);
    for (const { requests, warmup } of [calm, stressed]) {
      expect(requests * (1 - warmup)).toBeCloseTo(1200 * rate, 6);
    }
    expect([calm.prefill, calm.chaos]).toEqual([true, 'none']);
    expect(stressed.chaos).toMatchObject([{ kind: 'surge' }, { kind: 'flush' }]);
  }
});

test('clients of a closed system send as often as they think', () => {
  const config = configOf({
    arrivals: { kind: 'closed', clients: 10, think: { kind: 'exponential', mean: 20 } },
  });
  expect(load.calm(config, 'arrivals.clients', 64, 4000)).toMatchObject({
    arrivals: { clients: 64 },
    requests: (4000 * 64) / 20,
  });
  expect(load.calm(config, 'writeFraction', 0.5, 4000)).toMatchObject({ writeFraction: 0.5, requests: 2000 });
  expect(() => load.calm(config, 'arrivals.rate', 5, 4000)).toThrow('one that arrivals of kind closed have');
  const restless = configOf({ arrivals: { kind: 'closed', clients: 1, think: 0 } });
  expect(() => load.calm(restless, 'arrivals.clients', 2, 4000)).toThrow('a mean above 0');
  expect(() => load.calm(config, 'writeFraction', 2, 4000)).toThrow('writeFraction');
});
