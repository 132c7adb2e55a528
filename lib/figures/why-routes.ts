import type { Point } from './ring-layout.ts';
import type { WhyLayout, WhyPlace } from './why-layout.ts';
import type { WhyEdge } from './why-steps.ts';

/** The arrows from one box: it leaves at its middle, and branches. */
export interface WhyRoute {
  readonly from: number;
  /** Where the way out of the box ends: x in columns. */
  readonly turn: number;
  /** Lines along the ways between boxes, x in columns, y in pixels. */
  readonly lines: readonly (readonly Point[])[];
  /** Into each box: from where it turns towards it, and how high it meets its left side. */
  readonly ends: readonly { readonly edge: WhyEdge; readonly turn: number; readonly y: number }[];
}

/** What of the room between boxes arrows may take, in columns. */
export interface WhyRoom {
  readonly columns: number;
  /** Between two columns. */
  readonly gutter: number;
  /** To the left of the first column and to the right of the last. */
  readonly outer: number;
}

/** Pixels from the boxes of a band to the first lane below, and between lanes. */
const [BELOW, LANE] = [9, 5];
const PORT = 8;
/** How far lines reach over those that join them, in columns. */
const JOINT = 0.012;

/** Pixels that lanes below each band take. */
export function laneRoom(edges: readonly WhyEdge[], layers: number): number {
  return layers <= 1 ? 16 : 2 * BELOW + LANE * Math.min(6, new Set(edges.map(({ from }) => from)).size);
}

interface Span {
  readonly from: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Ways for all arrows, level and upright, around the boxes. To the next column an arrow turns between the
 * columns; further on it goes along below the boxes of its band, and to later bands at the left side.
 */
export function whyRoutes(edges: readonly WhyEdge[], layout: WhyLayout, room: WhyRoom): WhyRoute[] {
  const { places, bands } = layout;
  const ports = portsOf(edges, places);
  const sources = [...new Set(edges.map(({ from }) => from))].sort((a, b) => a - b);
  const isNear = ({ from, to }: WhyEdge): boolean =>
    places[from]!.band === places[to]!.band && places[to]!.column === places[from]!.column + 1;
  const corridors = new Lanes();
  const gutters = new Lanes();
  const side = new Lanes();
  for (const from of sources) {
    const own = edges.filter((edge) => edge.from === from);
    const { band, column, y } = places[from]!;
    const around = own.filter((edge) => !isNear(edge));
    const reach = own.filter(isNear).map((edge) => ports.get(edge)!);
    const down = around.length > 0 ? [bands[band]!.bottom + BELOW] : [];
    gutters.add(`${band}/${column + 1}`, from, [y, ...reach, ...down]);
    for (const edge of around) {
      const to = places[edge.to]!;
      const above = to.band > band + 1;
      corridors.add(`${band}`, from, [column + 1, above ? -1 : to.column]);
      if (above) {
        side.add('', from, [bands[band]!.bottom, bands[to.band]!.top]);
        corridors.add(`${to.band - 1}`, from, [-1, to.column]);
      }
      const start = to.band === band ? bands[band]!.bottom + BELOW : bands[to.band]!.top - BELOW;
      gutters.add(`${to.band}/${to.column}`, from, [start, ports.get(edge)!]);
    }
  }
  for (const lanes of [corridors, gutters, side]) lanes.settle();
  const sideX = (from: number): number =>
    -0.5 - room.outer + (room.outer * 0.5 * (side.of('', from) + 1)) / (side.count('') + 1);
  const gutterX = (band: number, gutter: number, from: number): number => {
    const key = `${band}/${gutter}`;
    const share = (gutters.of(key, from) + 1) / (gutters.count(key) + 1);
    // Arrowheads need the last part of the way.
    if (gutter === 0) return -0.5 - room.outer * (0.42 - 0.5 * share);
    const width = gutter === room.columns ? room.outer : room.gutter;
    return (
      gutter - 0.5 - (gutter === room.columns ? room.gutter / 2 : width / 2) + width * (0.06 + 0.6 * share)
    );
  };
  const corridorY = (band: number, from: number): number => {
    const key = `${band}`;
    const height = LANE * Math.min(5, corridors.count(key) - 1);
    const share = corridors.count(key) > 1 ? corridors.of(key, from) / (corridors.count(key) - 1) : 0;
    return bands[band]!.bottom + BELOW + height * share;
  };
  return sources.map((from) => {
    const { band, column, y } = places[from]!;
    const turn = gutterX(band, column + 1, from);
    const lines: Point[][] = [];
    const ends = edges
      .filter((edge) => edge.from === from)
      .map((edge) => {
        const port = ports.get(edge)!;
        if (isNear(edge)) {
          lines.push([
            [turn - JOINT, y],
            [turn, y],
            [turn, port],
            [turn + JOINT, port],
          ]);
          return { edge, turn, y: port };
        }
        const to = places[edge.to]!;
        const x = gutterX(to.band, to.column, from);
        const low = corridorY(band, from);
        lines.push([
          [turn - JOINT, y],
          [turn, y],
          [turn, low],
          ...across(from, band, to, low),
          [x, port],
          [x + JOINT, port],
        ]);
        return { edge, turn: x, y: port };
      });
    return { from, turn, lines, ends };
  });

  function across(from: number, band: number, to: WhyPlace, low: number): Point[] {
    const x = gutterX(to.band, to.column, from);
    if (to.band <= band + 1) return [[x, low]];
    const high = corridorY(to.band - 1, from);
    return [
      [sideX(from), low],
      [sideX(from), high],
      [x, high],
    ];
  }
}

/** How high each arrow meets its box: at the height of its cause where it can, and apart from the others. */
function portsOf(edges: readonly WhyEdge[], places: readonly WhyPlace[]): Map<WhyEdge, number> {
  const ports = new Map<WhyEdge, number>();
  for (const [to, { y, height, band, column }] of places.entries()) {
    const own = edges.filter((edge) => edge.to === to);
    if (own.length === 0) continue;
    const beside = ({ from }: WhyEdge): boolean =>
      places[from]!.band === band && places[from]!.column === column - 1;
    // What comes from elsewhere in the band comes from below, what comes from bands before from above.
    const wanted = (edge: WhyEdge): number => {
      if (beside(edge)) return places[edge.from]!.y;
      return places[edge.from]!.band === band ? y + height : y - height;
    };
    const outs = places.flatMap((place, i) =>
      place.band === band && place.column === column - 1 && edges.some(({ from }) => from === i)
        ? [{ i, y: place.y }]
        : [],
    );
    own.sort((a, b) => wanted(a) - wanted(b));
    const slots = Math.max(own.length, Math.floor((height - PORT) / PORT));
    const step = (height - PORT) / slots;
    const heightOf = (slot: number): number => y - height / 2 + PORT / 2 + (slot + 0.5) * step;
    let first = 0;
    for (const [k, edge] of own.entries()) {
      const last = slots - (own.length - k);
      const want = wanted(edge);
      if (beside(edge) && own.length === 1 && Math.abs(want - y) < height / 2 - PORT) {
        ports.set(edge, want);
        continue;
      }
      const ranked = Array.from({ length: last - first + 1 }, (_, s) => first + s).sort(
        (a, b) => clash(a) - clash(b) || Math.abs(heightOf(a) - want) - Math.abs(heightOf(b) - want),
      );
      const best = heightOf(ranked[0]!);
      // Straight on, where that is hardly elsewhere.
      ports.set(edge, beside(edge) && Math.abs(best - want) <= step / 2 ? want : best);
      first = ranked[0]! + 1;

      function clash(slot: number): number {
        return outs.filter(({ i, y: out }) => i !== edge.from && Math.abs(out - heightOf(slot)) < 3).length;
      }
    }
  }
  return ports;
}

/** Ways side by side: those of different boxes that would meet get lanes of their own. */
class Lanes {
  private readonly spans = new Map<string, Map<number, Span>>();
  private readonly lanes = new Map<string, { of: Map<number, number>; count: number }>();

  add(key: string, from: number, along: readonly number[]): void {
    const spans = this.spans.get(key) ?? new Map<number, Span>();
    const known = spans.get(from);
    const all = known === undefined ? along : [...along, known.low, known.high];
    spans.set(from, { from, low: Math.min(...all), high: Math.max(...all) });
    this.spans.set(key, spans);
  }

  settle(): void {
    for (const [key, spans] of this.spans) {
      const ends: number[] = [];
      const of = new Map<number, number>();
      for (const { from, low, high } of [...spans.values()].sort((a, b) => a.low - b.low)) {
        const free = ends.findIndex((end) => end < low - 1);
        const lane = free < 0 ? ends.length : free;
        ends[lane] = high;
        of.set(from, lane);
      }
      this.lanes.set(key, { of, count: ends.length });
    }
  }

  of(key: string, from: number): number {
    return this.lanes.get(key)?.of.get(from) ?? 0;
  }

  count(key: string): number {
    return this.lanes.get(key)?.count ?? 1;
  }
}
