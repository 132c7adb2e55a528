import { expect, test } from 'vitest';
import { CauseClock } from '../../../lib/page/scenes/cause-clock.ts';
import { type Motion, Motions } from '../../../lib/page/scenes/motions.ts';

const motion = (more: Partial<Motion> = {}): Motion => ({
  from: 0,
  to: 1,
  style: 0,
  size: 2,
  start: 1000,
  duration: 500,
  event: 7,
  isMinor: false,
  ...more,
});

function seen(motions: Motions, now: number): (readonly [from: number, share: number, grown: number])[] {
  const all: (readonly [number, number, number])[] = [];
  motions.each(now, ({ from }, share, grown) => all.push([from, share, grown]));
  return all;
}

test('a motion is seen from its start to its end', () => {
  const motions = new Motions();
  expect(motions.add(motion(), 1000)).toBe(1500);
  expect(seen(motions, 999)).toEqual([]);
  expect(seen(motions, 1125)).toEqual([[0, 0.25, 1]]);
  expect(seen(motions, 1500)).toEqual([]);
  expect([motions.isMoving(999), motions.isMoving(1499), motions.isMoving(1500)]).toEqual([
    true,
    true,
    false,
  ]);
});

test('minor ones that are alike become one that is larger; others do not', () => {
  const motions = new Motions();
  motions.add(motion({ isMinor: true }), 1000);
  motions.add(motion({ isMinor: true, start: 1050 }), 1050);
  expect(seen(motions, 1100)).toEqual([[0, 0.2, Math.sqrt(1.5)]]);
  motions.add(motion({ isMinor: true, start: 1200 }), 1200);
  motions.add(motion({ isMinor: true, start: 1200, style: 1 }), 1200);
  motions.add(motion({ isMinor: false, start: 1200 }), 1200);
  expect(seen(motions, 1250)).toHaveLength(4);
});

test('when there are more than fit, the oldest goes', () => {
  const motions = new Motions(3);
  for (const from of [1, 2, 3, 4]) motions.add(motion({ from }), 1000);
  expect(
    seen(motions, 1001)
      .map(([from]) => from)
      .sort(),
  ).toEqual([2, 3, 4]);
});

test('of the minor ones only so many a second are seen, of the others all', () => {
  const motions = new Motions(4000);
  for (let i = 0; i < 1000; i++) motions.add(motion({ from: i, isMinor: true, duration: 5000 }), 1000);
  expect(seen(motions, 1001)).toHaveLength(40);
  for (let i = 0; i < 1000; i++) motions.add(motion({ from: i, isMinor: true, duration: 5000 }), 1100);
  expect(seen(motions, 1101)).toHaveLength(56);
  for (let i = 0; i < 100; i++) motions.add(motion({ from: i, style: 2 }), 1100);
  expect(seen(motions, 1101)).toHaveLength(156);
});

test('cleared, nothing moves', () => {
  const motions = new Motions();
  motions.add(motion(), 1000);
  motions.clear();
  expect([seen(motions, 1100), motions.isMoving(1100)]).toEqual([[], false]);
});

test('an effect is not seen before its causes have arrived, and waits no longer than it may', () => {
  const clock = new CauseClock(1000);
  const event = (id: number, causes: number[]) => ({ id, t: 0, type: 'x', causes });
  expect(clock.startOf(event(1, []), 500)).toBe(500);
  clock.arrives(event(1, []), 900);
  clock.arrives(event(2, []), 1200);
  expect(clock.startOf(event(3, [1]), 500)).toBe(900);
  expect(clock.startOf(event(4, [1, 2, 0]), 500)).toBe(1200);
  expect(clock.startOf(event(5, [1]), 1000)).toBe(1000);
  clock.arrives(event(6, []), 99_999);
  expect(clock.startOf(event(7, [6]), 500)).toBe(1500);
  clock.clear();
  expect(clock.startOf(event(8, [1, 2, 6]), 500)).toBe(500);
});
