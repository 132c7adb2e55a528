import { expect, test } from 'vitest';
import { banks, sweep } from '../../lib/index.ts';

const CONFIG = { banks: 8, steps: 6, stepsPerYear: 4, density: 0.4, noise: 0.4, medianLeverage: 25 };
const RUNS = 60;

test('a sweep is the same to the last bit for every pair of workers and chunk', async () => {
  const digests = new Set<string>();
  for (const workers of [1, 2, 3, 7]) {
    for (const chunk of [1, 13, 500]) {
      const { digest, runs } = await sweep(banks, { config: CONFIG, runs: RUNS, seed: 'x', workers, chunk });
      expect(runs).toBe(RUNS);
      digests.add(digest);
    }
  }
  expect(digests.size).toBe(1);
});
