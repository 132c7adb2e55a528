import { expect, test } from 'vitest';
import { disconnectAtRandom } from './disconnect-at-random.ts';

test.each([1, 2, 3])(
  '100 viewers cut off 10 times each have everything, in order, once; seed %i',
  async (seed) => {
    expect(await disconnectAtRandom(100, 10, seed)).toEqual([]);
  },
  180_000,
);
