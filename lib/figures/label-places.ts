import type { Point } from './ring-layout.ts';

/** A circle that may have a label. */
export interface Labelled {
  readonly text: string;
  readonly at: Point;
  /** Of the circle, in pixels. */
  readonly diameter: number;
}

/** Where a label stands by its circle, in plotly's words. */
export type LabelPlace = 'top center' | 'bottom center' | 'middle right' | 'middle left';

const PLACES: readonly LabelPlace[] = ['top center', 'bottom center', 'middle right', 'middle left'];

const LETTER_PIXELS = 6.2;
const LINE_PIXELS = 13;

type Box = readonly [left: number, top: number, right: number, bottom: number];

/** An arrow that labels should keep off, at the least off its head. */
export interface LabelledArrow {
  readonly path: readonly Point[];
  /** From the end of the path to the tip, in pixels. */
  readonly standoff: number;
  /** Of the head, in pixels. */
  readonly head: number;
}

/** What is drawn besides labels. */
export interface LabelGround {
  /** All that are drawn, with labels or without. */
  readonly circles: readonly Omit<Labelled, 'text'>[];
  readonly arrows?: readonly LabelledArrow[];
  /** Pixels of one unit of `at` where there is room, and on a narrow screen. */
  readonly scales: readonly [wide: number, narrow: number];
  /** Where the picture ends to the left and right, in units of `at`. */
  readonly reach: number;
}

/** Pixels between boxes that stand for the line of an arrow. */
const LINE_STEP = 5;

/**
 * A place for each label where it meets no other label, no circle, no arrowhead and no edge; null where
 * there is none. Best where that holds on narrow screens, too, and off the lines of arrows. The first
 * come first.
 */
export function labelPlaces(
  labelled: readonly Labelled[],
  { circles, arrows = [], scales, reach }: LabelGround,
): (LabelPlace | null)[] {
  const groundOf = (scale: number): Ground => ({
    scale,
    edge: reach * scale,
    taken: [
      ...circles.map((circle) => circleBox(circle, scale)),
      ...arrows.map((arrow) => headBox(arrow, scale)),
    ],
    lines: arrows.flatMap((arrow) => lineBoxes(arrow, scale)),
  });
  const [wide, narrow] = [groundOf(scales[0]), groundOf(scales[1])];
  return labelled.map((label) => {
    const isFree = (ground: Ground, place: LabelPlace, offLines: boolean): boolean => {
      const box = labelBox(label, place, ground.scale);
      const own = circleBox(label, ground.scale);
      const isInside = box[0] >= -ground.edge && box[2] <= ground.edge;
      if (!isInside || !ground.taken.every((other) => isSame(other, own) || !meet(box, other))) return false;
      return !offLines || ground.lines.every((other) => !meet(box, other));
    };
    const place =
      PLACES.find((each) => isFree(wide, each, true) && isFree(narrow, each, true)) ??
      PLACES.find((each) => isFree(wide, each, true) && isFree(narrow, each, false)) ??
      PLACES.find((each) => isFree(wide, each, true)) ??
      PLACES.find((each) => isFree(wide, each, false));
    if (place === undefined) return null;
    for (const ground of [wide, narrow]) ground.taken.push(labelBox(label, place, ground.scale));
    return place;
  });
}

/** A picture at one of its sizes. */
interface Ground {
  readonly scale: number;
  readonly edge: number;
  readonly taken: Box[];
  readonly lines: readonly Box[];
}

/** The head of an arrow; its tip stands off the end of the path. */
function headBox({ path, standoff, head }: LabelledArrow, scale: number): Box {
  const [bx, by] = path.at(-1)!;
  const [ax, ay] = path.at(-2)!;
  const length = distance(path.at(-2)!, path.at(-1)!) || 1;
  const back = standoff + head / 2;
  const x = bx * scale - ((bx - ax) / length) * back;
  const y = -by * scale + ((by - ay) / length) * back;
  return [x - head / 2, y - head / 2, x + head / 2, y + head / 2];
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  return Math.sqrt(dx * dx + dy * dy);
}

/** Small boxes along the line of an arrow. */
function lineBoxes({ path }: LabelledArrow, scale: number): Box[] {
  return path.slice(1).flatMap(([bx, by], i) => {
    const [ax, ay] = path[i]!;
    const count = Math.ceil((distance(path[i]!, [bx, by]) * scale) / LINE_STEP);
    return Array.from({ length: count }, (_, k): Box => {
      const s = (k + 0.5) / count;
      const [x, y] = [(ax + s * (bx - ax)) * scale, -(ay + s * (by - ay)) * scale];
      return [x - 1, y - 1, x + 1, y + 1];
    });
  });
}

/** With y downwards, as on a screen. */
function circleBox({ at: [x, y], diameter }: Omit<Labelled, 'text'>, scale: number): Box {
  const r = diameter / 2;
  return [x * scale - r, -y * scale - r, x * scale + r, -y * scale + r];
}

function labelBox({ text, at: [x, y], diameter }: Labelled, place: LabelPlace, scale: number): Box {
  const width = [...text].length * LETTER_PIXELS;
  const [px, py] = [x * scale, -y * scale];
  const r = diameter / 2 + 2;
  if (place === 'middle right') return [px + r, py - LINE_PIXELS / 2, px + r + width, py + LINE_PIXELS / 2];
  if (place === 'middle left') return [px - r - width, py - LINE_PIXELS / 2, px - r, py + LINE_PIXELS / 2];
  const top = place === 'top center' ? py - r - LINE_PIXELS : py + r;
  return [px - width / 2, top, px + width / 2, top + LINE_PIXELS];
}

function isSame(a: Box, b: Box): boolean {
  return a.every((side, i) => side === b[i]);
}

function meet(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
