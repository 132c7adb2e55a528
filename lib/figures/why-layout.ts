import type { WhyEdge, WhyStep } from './why-steps.ts';

/** Where a box lies: x in columns, y in pixels from above. */
export interface WhyPlace {
  /** Columns are folded into bands, as text is into lines. */
  readonly band: number;
  readonly column: number;
  /** Of its middle. */
  readonly y: number;
  readonly height: number;
}

/** Where a band lies: its boxes, and below them the room for arrows that go on elsewhere. */
export interface WhyBand {
  readonly top: number;
  readonly bottom: number;
}

export interface WhyLayout {
  readonly places: readonly WhyPlace[];
  readonly bands: readonly WhyBand[];
}

/** Pixels between boxes of a column, one of which rounding may take. */
const APART = 12;
const SWEEPS = 4;

/**
 * Boxes in columns from left to right: each to the right of its causes, and none to the left of an earlier
 * one. After so many columns a new band begins.
 *
 * @param room pixels below each band
 */
export function whyLayout(
  steps: readonly WhyStep[],
  edges: readonly WhyEdge[],
  heights: readonly number[],
  columns: number,
  room: number,
): WhyLayout {
  const layers = layersOf(steps, edges);
  const places: WhyPlace[] = steps.map((_, i) => ({
    band: Math.floor(layers[i]! / columns),
    column: layers[i]! % columns,
    y: 0,
    height: heights[i]!,
  }));
  const bands: WhyBand[] = [];
  let top = 0;
  const count = Math.max(...places.map(({ band }) => band)) + 1;
  for (let band = 0; band < count; band++) {
    const inBand = places.flatMap((place, i) => (place.band === band ? [i] : []));
    const ys = stacked(inBand, places, edges, columns);
    const above = Math.min(...inBand.map((i) => ys.get(i)! - heights[i]! / 2));
    for (const i of inBand) places[i] = { ...places[i]!, y: top + ys.get(i)! - above };
    const bottom = Math.max(...inBand.map((i) => places[i]!.y + heights[i]! / 2));
    bands.push({ top, bottom });
    top = bottom + room;
  }
  return { places, bands };
}

/** By place: the column, as if there were but one band. None is empty. */
function layersOf(steps: readonly WhyStep[], edges: readonly WhyEdge[]): number[] {
  const layers: number[] = [];
  let [earlier, most] = [0, 0];
  for (const [i, { t }] of steps.entries()) {
    if (i > 0 && t > steps[i - 1]!.t) earlier = most;
    const causes = edges.filter(({ to }) => to === i).map(({ from }) => layers[from]!);
    layers.push(Math.max(earlier, ...causes.map((layer) => layer + 1)));
    most = Math.max(most, layers[i]!);
  }
  return layers;
}

/** The middles of the boxes of a band: near those of their causes and effects, without overlaps. */
function stacked(
  inBand: readonly number[],
  places: readonly WhyPlace[],
  edges: readonly WhyEdge[],
  columns: number,
): Map<number, number> {
  const ys = new Map(inBand.map((i) => [i, 0]));
  const isIn = new Set(inBand);
  const near = new Map<number, number[]>(inBand.map((i) => [i, []]));
  for (const { from, to } of edges) {
    if (!isIn.has(from) || !isIn.has(to)) continue;
    near.get(from)!.push(to);
    near.get(to)!.push(from);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let step = 0; step < columns; step++) {
      const column = sweep % 2 === 0 ? step : columns - 1 - step;
      const own = inBand.filter((i) => places[i]!.column === column);
      const wanted = own.map((i) => {
        const others = near.get(i)!;
        return others.length === 0
          ? ys.get(i)!
          : others.reduce((sum, other) => sum + ys.get(other)!, 0) / others.length;
      });
      const order = own.map((_, k) => k).sort((a, b) => wanted[a]! - wanted[b]! || own[a]! - own[b]!);
      let free = Number.NEGATIVE_INFINITY;
      let moved = 0;
      for (const k of order) {
        const half = places[own[k]!]!.height / 2;
        const y = Math.max(wanted[k]!, free + half);
        ys.set(own[k]!, y);
        moved += y - wanted[k]!;
        free = y + half + APART;
      }
      const shift = Math.floor(moved / Math.max(1, own.length));
      for (const i of own) ys.set(i, Math.round(ys.get(i)! - shift));
    }
  }
  return ys;
}
