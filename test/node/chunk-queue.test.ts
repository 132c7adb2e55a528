import { expect, test } from 'vitest';
import { ChunkQueue } from '../../lib/node/chunk-queue.ts';

test('the beginning is what is finished without a gap, in whatever order chunks come back', () => {
  const queue = new ChunkQueue(11, 3, {});
  const [a, b, c, d] = [queue.next()!, queue.next()!, queue.next()!, queue.next()!];
  expect([a, b, c, d]).toEqual([
    { first: 0, count: 3 },
    { first: 3, count: 3 },
    { first: 6, count: 3 },
    { first: 9, count: 2 },
  ]);
  expect(queue.next()).toBeNull();
  const beginnings = [c, a, d, b].map((chunk) => {
    queue.finish(chunk);
    return queue.beginning;
  });
  expect(beginnings).toEqual([0, 3, 3, 11]);
});

test('once aborted it hands out nothing: by an error, or at its end where what is there is kept', () => {
  for (const onAbort of ['reject', 'keep'] as const) {
    const stop = new AbortController();
    const queue = new ChunkQueue(10, 5, { signal: stop.signal, onAbort });
    queue.next();
    stop.abort(new Error('enough'));
    if (onAbort === 'keep') expect(queue.next()).toBeNull();
    else expect(() => queue.next()).toThrow('enough');
  }
});
