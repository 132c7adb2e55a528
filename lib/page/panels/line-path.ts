/** A rectangle of a drawing, and the values that its edges stand for. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly fromX: number;
  readonly toX: number;
  readonly fromY: number;
  readonly toY: number;
}

export type Point = readonly [x: number, y: number | null];

/** Points as the `d` of an SVG path; where there is no value it breaks off. */
export function linePath(points: readonly Point[], box: PlotBox, isStep = false): string {
  const parts: string[] = [];
  let last: string | null = null;
  for (const [x, y] of points) {
    if (y === null || !Number.isFinite(y)) {
      last = null;
      continue;
    }
    const px = short(box.left + share(x, box.fromX, box.toX) * box.width);
    const py = short(box.top + (1 - share(y, box.fromY, box.toY)) * box.height);
    if (last === null) parts.push(`M${px} ${py}`);
    else parts.push(isStep ? `H${px}V${py}` : `L${px} ${py}`);
    last = py;
  }
  return parts.join('');
}

/** The least and largest of several lists of values; of none, from 0 to 1; of equal ones, some room. */
export function valueRange(
  lists: readonly (readonly Point[])[],
  isFromZero = false,
): readonly [number, number] {
  let least = isFromZero ? 0 : Number.POSITIVE_INFINITY;
  let most = isFromZero ? 0 : Number.NEGATIVE_INFINITY;
  for (const points of lists) {
    for (const [, y] of points) {
      if (y === null || !Number.isFinite(y)) continue;
      if (y < least) least = y;
      if (y > most) most = y;
    }
  }
  if (least > most) return [0, 1];
  if (least < most) return [least, most];
  const room = least === 0 ? 1 : Math.abs(least) * 0.05;
  return isFromZero && least === 0 ? [0, room] : [least - room, most + room];
}

function share(value: number, from: number, to: number): number {
  return to > from ? (value - from) / (to - from) : 0.5;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
