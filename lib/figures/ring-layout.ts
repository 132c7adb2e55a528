import { circlePoint } from './circle-point.ts';

export type Point = readonly [x: number, y: number];

/** Things closer than this on a ring are spread evenly; the radius of the outermost ring is 1. */
const GAP_MIN = 0.14;

/**
 * Places for things on rings, one inside the other, within the unit circle. Each ring is filled in an
 * order of its own, starting at the top; a single thing in the first ring stands in the middle.
 *
 * Except on the first ring, things come in the order of the direction of what they are drawn to, so
 * that lines stay short: `pulls` gives the things of inner rings that pull at one. Things whose `turns`
 * are given (0 to 1, clockwise from the top) stand there; where that is too close, evenly, in that order.
 */
export function ringLayout(
  rings: readonly (readonly number[])[],
  pulls: (thing: number) => readonly number[],
  turns: ReadonlyMap<number, number> = new Map(),
): Map<number, Point> {
  const places = new Map<number, Point>();
  const filled = rings.filter((ring) => ring.length > 0);
  const radii = radiiOf(filled.map((ring) => ring.length));
  for (const [r, ring] of filled.entries()) {
    const radius = radii[r]!;
    const isGiven = ring.every((thing) => turns.has(thing));
    const ordered = isGiven ? [] : r === 0 ? ring : byDirection(ring, places, pulls);
    const offset = r % 2 === 0 ? 0 : 0.5 / ordered.length;
    const placed = isGiven
      ? givenTurns(ring, turns, radius)
      : ordered.map((thing, i) => [thing, i / ordered.length + offset] as const);
    for (const [thing, turn] of placed) {
      const [x, y] = circlePoint(turn);
      places.set(thing, [x * radius, y * radius]);
    }
  }
  return places;
}

/** The given turns; where two things would be too close, even ones in the same order, turned alike. */
function givenTurns(
  ring: readonly number[],
  turns: ReadonlyMap<number, number>,
  radius: number,
): (readonly [thing: number, turn: number])[] {
  const given = ring.map((thing) => [thing, turns.get(thing)!] as const);
  given.sort((a, b) => a[1] - b[1]);
  const gaps = given.map(([, turn], i) => (given[i + 1]?.[1] ?? given[0]![1] + 1) - turn);
  if (ring.length === 1 || Math.min(...gaps) * 2 * Math.PI * radius >= GAP_MIN) return given;
  const offset = given.reduce((sum, [, turn], i) => sum + turn - i / ring.length, 0) / ring.length;
  return given.map(([thing], i) => [thing, i / ring.length + offset]);
}

/** Halfway between rings as far apart as each other and rings that leave each thing the same area. */
function radiiOf(sizes: readonly number[]): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const hasMiddle = sizes.length > 1 && sizes[0] === 1;
  let within = 0;
  return sizes.map((size, r) => {
    within += size;
    const even = hasMiddle ? r / (sizes.length - 1) : (r + 1) / sizes.length;
    return r === 0 && hasMiddle ? 0 : (even + Math.sqrt(within / total)) / 2;
  });
}

function byDirection(
  ring: readonly number[],
  places: ReadonlyMap<number, Point>,
  pulls: (thing: number) => readonly number[],
): number[] {
  const pulled: { thing: number; turn: number }[] = [];
  const free: number[] = [];
  for (const thing of ring) {
    const points = pulls(thing).flatMap((other) => places.get(other) ?? []);
    let x = 0;
    let y = 0;
    for (let i = 0; i < points.length; i += 2) {
      x += points[i]!;
      y += points[i + 1]!;
    }
    if (Math.abs(x) + Math.abs(y) > 1e-9) pulled.push({ thing, turn: clockwise(x, y) });
    else free.push(thing);
  }
  pulled.sort((a, b) => a.turn - b.turn || a.thing - b.thing);
  return [...pulled.map(({ thing }) => thing), ...free];
}

/** Grows clockwise from 0 at the top to 4: the direction of a point, without an angle. */
function clockwise(x: number, y: number): number {
  const share = x / (Math.abs(x) + Math.abs(y));
  if (y >= 0) return x >= 0 ? share : 4 + share;
  return 2 - share;
}
