import type { Point } from './ring-layout.ts';

/** What an arrow should not run through. */
export interface Obstacle {
  readonly thing: number;
  readonly at: Point;
  /** In units of the layout, room around it included. */
  readonly radius: number;
}

export interface ArrowEnds {
  readonly from: number;
  readonly to: number;
}

/** How far to the side of the straight line the middle of an arrow may go, as a share of its length. */
const BENDS = [0, 0.12, -0.12, 0.24, -0.24, 0.36, -0.36, 0.48, -0.48];
/** Where arrows may cross, more than a slight bend confuses. */
const SLIGHT_BENDS = BENDS.slice(0, 3);
const PIECES = 16;

/**
 * A path for each arrow: straight where nothing is in the way, else bent just so far that it meets the
 * fewest obstacles and, where `isApart` asks for that, the fewest arrows before it. Two points, or as many
 * as a bend needs.
 */
export function arrowPaths(
  arrows: readonly ArrowEnds[],
  placeOf: (thing: number) => Point,
  obstacles: readonly Obstacle[],
  { isApart }: { readonly isApart: boolean },
): Point[][] {
  const drawn: Point[][] = [];
  for (const { from, to } of arrows) {
    const others = obstacles.filter(({ thing }) => thing !== from && thing !== to);
    let best: Point[] = [];
    let fewest = Number.POSITIVE_INFINITY;
    for (const bend of isApart ? BENDS : SLIGHT_BENDS) {
      const path = bent(placeOf(from), placeOf(to), bend);
      const met = others.filter((obstacle) => meets(path, obstacle)).length;
      const crossed = isApart ? drawn.filter((other) => cross(path, other)).length : 0;
      const badness = met * (arrows.length + 1) + crossed;
      if (badness >= fewest) continue;
      [best, fewest] = [path, badness];
      if (badness === 0) break;
    }
    drawn.push(best);
  }
  return drawn;
}

/** A parabola that leaves the middle of the straight line by a share of its length. */
function bent([ax, ay]: Point, [bx, by]: Point, bend: number): Point[] {
  if (bend === 0)
    return [
      [ax, ay],
      [bx, by],
    ];
  const [dx, dy] = [bx - ax, by - ay];
  return Array.from({ length: PIECES + 1 }, (_, i) => {
    const s = i / PIECES;
    const aside = 4 * bend * s * (1 - s);
    return [ax + s * dx - aside * dy, ay + s * dy + aside * dx];
  });
}

function meets(path: readonly Point[], { at, radius }: Obstacle): boolean {
  return path.some((point, i) => i > 0 && distance(at, path[i - 1]!, point) < radius);
}

/** From a point to a piece of a line. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const s = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  const [px, py] = [x - ax - s * dx, y - ay - s * dy];
  return Math.sqrt(px * px + py * py);
}

/** Whether two paths cross other than at an end that they share. */
function cross(a: readonly Point[], b: readonly Point[]): boolean {
  const ends = [b[0]!, b.at(-1)!];
  const isJoined = [a[0]!, a.at(-1)!].some(([x, y]) => ends.some((end) => end[0] === x && end[1] === y));
  // To cross right at a joint counts; to touch at a shared end does not.
  const isBetween = isJoined
    ? (p: number, q: number) => p * q < -1e-18
    : (p: number, q: number) => p > 0 !== q > 0;
  for (let i = 1; i < a.length; i++) {
    const [from, to] = [a[i - 1]!, a[i]!];
    for (let j = 1; j < b.length; j++) {
      const [start, end] = [b[j - 1]!, b[j]!];
      const isAcross = isBetween(side(from, to, start), side(from, to, end));
      if (isAcross && isBetween(side(start, end, from), side(start, end, to))) return true;
    }
  }
  return false;
}

/** Which side of the line from a to b a point is on. */
function side([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}
