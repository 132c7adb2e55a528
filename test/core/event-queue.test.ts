import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventQueue, nextTime, schedule, takeNext } from '../../lib/core/event-queue.ts';
import { draws } from '../support/draws.ts';

type Move = { readonly time: number; readonly rank: number } | 'take' | 'copy';

test('lawful: it is a sorted list: time, then rank, then order of scheduling', () => {
  const put = fc.record({
    time: fc.oneof(fc.nat(3), fc.double({ min: 0, noNaN: true })),
    rank: fc.integer({ min: -2, max: 2 }),
  });
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 4, arbitrary: put },
    { weight: 3, arbitrary: fc.constant('take' as const) },
    { weight: 1, arbitrary: fc.constant('copy' as const) },
  );
  fc.assert(
    fc.property(
      fc.array(move, { maxLength: 300, size: 'max' }),
      fc.integer({ min: 1, max: 8 }),
      (moves, capacity) => {
        let queue = createEventQueue(capacity);
        const list: { time: number; rank: number; item: number }[] = [];
        for (const [item, next] of moves.entries()) {
          if (next === 'copy') queue = structuredClone(queue);
          else if (next !== 'take') {
            schedule(queue, next.time, next.rank, item);
            list.push({ ...next, item });
            list.sort((a, b) => a.time - b.time || a.rank - b.rank || a.item - b.item);
          } else if (list.length > 0) expect(takeNext(queue)).toBe(list.shift()!.item);
          expect(queue.size).toBe(list.length);
          expect(nextTime(queue)).toBe(list[0]?.time ?? Number.POSITIVE_INFINITY);
        }
        while (list.length > 0) expect(takeNext(queue)).toBe(list.shift()!.item);
      },
    ),
    draws(300),
  );
});

test('items of one time and rank come as they were scheduled, however many', () => {
  const queue = createEventQueue(1);
  for (let i = 0; i < 1000; i++) schedule(queue, 7, 0, i);
  for (let i = 0; i < 1000; i++) expect(takeNext(queue)).toBe(i);
});

test('errors', () => {
  const queue = createEventQueue();
  expect(() => takeNext(queue)).toThrow('the queue is empty');
  for (const time of [-1, Number.NaN, -1e-300]) {
    expect(() => schedule(queue, time, 0, 1)).toThrow(`given time ${time}`);
  }
  expect(queue.size).toBe(0);
  schedule(queue, Number.POSITIVE_INFINITY, 0, 5);
  expect(takeNext(queue)).toBe(5);
});
