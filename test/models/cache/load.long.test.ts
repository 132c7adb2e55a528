import { expect, test } from 'vitest';
import { noHost } from '../../../lib/core/host.ts';
import { makeRecipe } from '../../../lib/core/recipe.ts';
import { cache } from '../../../lib/models/cache/cache.ts';
import { kneesOfRun } from '../../../lib/study/knee-of-run.ts';

test('with retries a cluster that was pushed over recovers far below where it breaks; without, much closer', () => {
  const kneesWith = (config: object) => {
    const recipe = makeRecipe(cache, { config: config as never, seed: 5 }, noHost);
    const bounds = { start: 10, from: 3, to: 24 };
    return kneesOfRun(
      cache,
      { recipe, param: 'arrivals.rate', bounds, span: 2000 },
      { index: 0, near: null },
      noHost,
    );
  };
  const database = 16 / 2;
  const retried = kneesWith({});
  const single = kneesWith({ retries: 0 });
  // Che: 42.5 of 100 reads miss, so that the database is full at 18.8, and with three attempts for each at 6.3.
  expect(retried.break.load).toBeGreaterThan(0.97 * (database / 0.425));
  expect(retried.break.load).toBeLessThan(1.04 * (database / 0.425));
  expect(retried.recover.load).toBeLessThan(database / 0.425 / 3);
  expect(retried.recover.load).toBeGreaterThan(0.7 * (database / 0.425 / 3));
  expect(single.recover.load!).toBeGreaterThan(2 * retried.recover.load!);
}, 120_000);
