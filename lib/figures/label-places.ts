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

/**
 * A place for each label where it meets no other label, no circle and no edge; null where there is none.
 * The first come first.
 *
 * @param circles all that are drawn, with labels or without.
 * @param scale pixels of one unit of `at`.
 */
export function labelPlaces(
  labelled: readonly Labelled[],
  circles: readonly Omit<Labelled, 'text'>[],
  scale: number,
  reach: number,
): (LabelPlace | null)[] {
  const taken: Box[] = circles.map((circle) => circleBox(circle, scale));
  const edge = reach * scale;
  return labelled.map((label) => {
    const own = circleBox(label, scale);
    const place = PLACES.find((each) => {
      const box = labelBox(label, each, scale);
      const isInside = box[0] >= -edge && box[2] <= edge;
      return isInside && taken.every((other) => isSame(other, own) || !meet(box, other));
    });
    if (place === undefined) return null;
    taken.push(labelBox(label, place, scale));
    return place;
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
