import { expect, test } from 'vitest';
import { disconnectAtRandom } from './disconnect-at-random.ts';

test('viewers cut off at random moments have everything, in order, once', async () => {
  expect(await disconnectAtRandom(12, 10, 1)).toEqual([]);
});
