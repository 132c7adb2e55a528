import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clearEventQueue,
  createEventQueue,
  type EventQueue,
  nextItem,
  nextRank,
  nextTime,
  pendingCount,
  schedule,
  scheduleInLane,
  takeNext,
  thinLane,
} from '../../lib/core/event-queue.ts';
import { draws } from '../support/draws.ts';

type Move =
  | { readonly time: number; readonly rank: number; readonly item: number; readonly lane: boolean }
  | 'take'
  | 'copy';

/** The next item, taken. */
function taken(queue: EventQueue): number {
  nextTime(queue);
  return takeNext(queue);
}

test('lawful: it is a sorted list: time, then rank, then item', () => {
  const put = fc.record({
    time: fc.oneof(fc.nat(3), fc.double({ min: 0, noNaN: true })),
    rank: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ noNaN: true })),
    item: fc.integer({ min: -5, max: 5 }),
    lane: fc.boolean(),
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
        const list: Exclude<Move, string>[] = [];
        for (const next of moves) {
          if (next === 'copy') queue = structuredClone(queue);
          else if (next !== 'take') {
            (next.lane ? scheduleInLane : schedule)(queue, next.time, next.rank, next.item);
            list.push(next);
            list.sort((a, b) => a.time - b.time || a.rank - b.rank || a.item - b.item);
          } else if (list.length > 0) expect(taken(queue)).toBe(list.shift()!.item);
          expect(pendingCount(queue)).toBe(list.length);
          expect(nextTime(queue)).toBe(list[0]?.time ?? Number.POSITIVE_INFINITY);
          const [first] = list;
          if (first !== undefined)
            expect([nextRank(queue), nextItem(queue)]).toEqual([first.rank, first.item]);
        }
        while (list.length > 0) expect(taken(queue)).toBe(list.shift()!.item);
      },
    ),
    draws(300),
  );
});

test('items of one time and rank come in their own order, however many and however scheduled', () => {
  const queue = createEventQueue(1);
  for (let i = 0; i < 1000; i++) schedule(queue, 7, 0, (i * 7) % 1000);
  for (let i = 0; i < 1000; i++) expect(taken(queue)).toBe(i);
  schedule(queue, 1, 0, 1);
  schedule(queue, 2, 0, 2);
  clearEventQueue(queue);
  expect([pendingCount(queue), nextTime(queue)]).toEqual([0, Number.POSITIVE_INFINITY]);
});

test('a lane keeps its order while it goes around and grows', () => {
  const queue = createEventQueue();
  let count = 0;
  for (let i = 0; i < 2000; i++) {
    scheduleInLane(queue, i, 0, i);
    if (i % 3 === 0) expect(taken(queue)).toBe(count++);
  }
  while (pendingCount(queue) > 0) expect(taken(queue)).toBe(count++);
  expect(count).toBe(2000);
});

test('a lane is thinned in place, wherever it begins', () => {
  const queue = createEventQueue();
  for (let i = 0; i < 12; i++) scheduleInLane(queue, i, 0, i);
  for (let i = 0; i < 10; i++) taken(queue);
  for (let i = 12; i < 24; i++) scheduleInLane(queue, i, 0, i);
  thinLane(queue, (_rank, item) => item % 3 === 0);
  expect(pendingCount(queue)).toBe(4);
  expect([taken(queue), taken(queue), taken(queue), taken(queue)]).toEqual([12, 15, 18, 21]);
});

test('errors', () => {
  const queue = createEventQueue();
  expect(() => takeNext(queue)).toThrow('nothing was found');
  for (const time of [-1, Number.NaN, -1e-300]) {
    expect(() => schedule(queue, time, 0, 1)).toThrow(`given time ${time}`);
    expect(() => scheduleInLane(queue, time, 0, 1)).toThrow(`given time ${time}`);
  }
  expect(pendingCount(queue)).toBe(0);
  schedule(queue, Number.POSITIVE_INFINITY, 0, 5);
  expect(taken(queue)).toBe(5);
});
