import { expect, test } from 'vitest';
import { wedgeTurns } from '../../lib/figures/wedge-turns.ts';

const parents = (of: Record<number, number>) => (thing: number) => of[thing];

/** How far apart two turns are, the short way round. */
function apart(a: number, b: number): number {
  const gap = Math.abs(a - b);
  return Math.min(gap, 1 - gap);
}

test('a child stands beside the angle of its parent, not across the circle', () => {
  // 26 falls first, alone; 19 by itself; 47 over 26, 10 over 19, 3 over 10: as in the first notebook.
  const turns = wedgeTurns([[26], [19, 47], [10], [3]], parents({ 47: 26, 10: 19, 3: 10 }));
  expect(turns.get(26)).toBe(0);
  // Two wedges of half the circle each, one opposite the other; a chain zigzags by 0.045 to each side.
  expect(apart(turns.get(19)!, turns.get(47)!)).toBeCloseTo(0.5, 12);
  expect(apart(turns.get(19)!, turns.get(10)!)).toBeCloseTo(0.09, 12);
  expect(apart(turns.get(10)!, turns.get(3)!)).toBeCloseTo(0.09, 12);
});

test('wedges are as wide as offspring needs, and children of one parent share its wedge', () => {
  const turns = wedgeTurns(
    [
      [1, 2],
      [3, 4, 5],
    ],
    parents({ 3: 1, 4: 1, 5: 1 }),
  );
  // 1 has three quarters of the circle, so that 2 stands a half turn away but for both shifts aside.
  const order = [...turns].sort((a, b) => a[1] - b[1]).map(([thing]) => thing);
  expect(order.filter((thing) => thing > 2)).toHaveLength(3);
  for (const [a, b] of [
    [3, 4],
    [4, 5],
  ] as const)
    expect(apart(turns.get(a)!, turns.get(b)!)).toBeCloseTo(0.25, 12);
  expect(apart(turns.get(1)!, turns.get(2)!)).toBeGreaterThan(0.4);
});

test('a child on the ring of its parent gets a place of its own; a parent listed later does not count', () => {
  const turns = wedgeTurns(
    [
      [1, 2],
      [3, 4],
    ],
    parents({ 1: 2, 3: 1, 4: 3 }),
  );
  expect(new Set(turns.values()).size).toBe(4);
  for (const turn of turns.values()) expect(turn >= 0 && turn < 1).toBe(true);
});

test('nothing on no rings', () => {
  expect(wedgeTurns([], () => undefined).size).toBe(0);
  expect(wedgeTurns([[], []], () => undefined).size).toBe(0);
});
