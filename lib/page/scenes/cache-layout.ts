import type { Size } from './scene.ts';

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Where the parts of a cluster are, in pixels: requests go from clients to nodes to the database. */
export interface CacheLayout {
  readonly clients: Spot;
  readonly balancer: Spot;
  readonly nodes: readonly Spot[];
  readonly database: Spot;
  /** From left to right; else from top to bottom. */
  readonly isWide: boolean;
  /** Whether there is room for what stands beside a node. */
  readonly hasLabels: boolean;
}

const RADIUS_MAX = 34;

export function cacheLayout(count: number, { height, width }: Size): CacheLayout {
  const isWide = width >= 640;
  const nodes = isWide
    ? grid(count, { x: 0.4 * width, y: 24, width: 0.34 * width, height: height - 64 }, 168, 60, false)
    : grid(count, { x: 8, y: 0.25 * height, width: width - 16, height: 0.53 * height }, 108, 96, true);
  const end = Math.min(RADIUS_MAX + 4, width / 12, height / 12);
  const spot = (along: number): Spot =>
    isWide
      ? { x: along * width, y: height / 2 - 8, radius: end }
      : { x: width / 2, y: along * height, radius: end };
  return {
    clients: { ...spot(isWide ? 0.09 : 0.07), radius: end * 0.8 },
    balancer: { ...spot(isWide ? 0.25 : 0.185), radius: end * 0.42 },
    nodes: nodes.spots,
    database: spot(isWide ? 0.88 : 0.875),
    isWide,
    hasLabels: nodes.hasLabels,
  };
}

/**
 * Spots with labels in as few columns (or rows) as there is room for; where there is no such room, in a grid
 * that makes them largest, without labels.
 */
function grid(
  count: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  cellWidth: number,
  cellHeight: number,
  inRows: boolean,
): { readonly spots: Spot[]; readonly hasLabels: boolean } {
  const columnsMax = Math.max(1, Math.floor(box.width / cellWidth));
  const rowsMax = Math.max(1, Math.floor(box.height / cellHeight));
  const hasLabels = count <= columnsMax * rowsMax;
  const columns = !hasLabels
    ? Math.ceil(Math.sqrt((count * box.width) / box.height))
    : inRows
      ? Math.min(columnsMax, Math.max(1, count))
      : Math.ceil(count / rowsMax);
  const rows = Math.max(1, Math.ceil(count / columns));
  const width = box.width / columns;
  const height = Math.min(box.height / rows, hasLabels ? 132 : box.height);
  const top = box.y + (box.height - rows * height) / 2;
  const radius = hasLabels
    ? Math.min(RADIUS_MAX, height / 2 - 14, width / 3.4)
    : Math.max(1.5, Math.min(RADIUS_MAX, 0.36 * Math.min(width, height)));
  const spots = Array.from({ length: count }, (_, i) => {
    const column = inRows ? i % columns : Math.floor(i / rows);
    const row = inRows ? Math.floor(i / columns) : i % rows;
    return { x: box.x + (column + 0.5) * width, y: top + (row + 0.5) * height, radius };
  });
  return { spots, hasLabels };
}
