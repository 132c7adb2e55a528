import type { Size } from './scene.ts';
import { graphOrder, type StrategyGraph } from './strategy-graph.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a strategy and its market are, in pixels. */
export interface TradingLayout {
  /** Of each node, by its place in the graph. */
  readonly nodes: readonly Box[];
  /** Layers go from left to right; else from top to bottom. */
  readonly isWide: boolean;
  readonly price: Box;
  readonly pnl: Box;
}

const BOX = { width: 124, height: 44 };
/** On the right, for the numbers of the axes. */
const AXIS = 62;

export function tradingLayout(graph: StrategyGraph, { height, width }: Size): TradingLayout {
  const isWide = width >= 640;
  const columns = graphOrder(graph);
  const share = isWide ? 0.5 : 0.54;
  const ground = { x: 14, y: 12, width: width - 28, height: share * height - 20 };
  const nodes: Box[] = new Array(graph.nodes.length);
  const most = Math.max(1, ...columns.map((column) => column.length));
  const alongMax = isWide ? ground.width : ground.height;
  const acrossMax = isWide ? ground.height : ground.width;
  const step = alongMax / Math.max(1, columns.length);
  const spread = acrossMax / most;
  const boxWidth = Math.min(BOX.width, (isWide ? step : spread) - 14);
  const boxHeight = Math.min(BOX.height, (isWide ? spread : step) - 10);
  for (const [c, column] of columns.entries()) {
    for (const [i, node] of column.entries()) {
      const along = (c + 0.5) * step;
      const across = ((i + 0.5) * acrossMax) / column.length;
      nodes[node] = {
        x: ground.x + (isWide ? along : across) - boxWidth / 2,
        y: ground.y + (isWide ? across : along) - boxHeight / 2,
        width: boxWidth,
        height: boxHeight,
      };
    }
  }
  const top = share * height + 10;
  const below = height - top - 24;
  const panel = { x: 14, width: width - 28 - AXIS };
  return {
    nodes,
    isWide,
    price: { ...panel, y: top, height: below * 0.66 },
    pnl: { ...panel, y: top + below * 0.74, height: below * 0.26 },
  };
}

export interface EdgeCurve {
  readonly ax: number;
  readonly ay: number;
  readonly cx: number;
  readonly cy: number;
  readonly bx: number;
  readonly by: number;
}

/** The curve of an edge: forward between facing sides, back around the outside. */
export function edgeCurve(from: Box, to: Box, isWide: boolean): EdgeCurve {
  const [fx, fy] = [from.x + from.width / 2, from.y + from.height / 2];
  const [tx, ty] = [to.x + to.width / 2, to.y + to.height / 2];
  const isForward = isWide ? to.x > from.x + 1 : to.y > from.y + 1;
  const isBack = isWide ? to.x < from.x - 1 : to.y < from.y - 1;
  if (isWide) {
    if (isForward) {
      const [ax, bx] = [from.x + from.width, to.x];
      return { ax, ay: fy - 4, cx: (ax + bx) / 2, cy: (fy + ty) / 2 - 4, bx, by: ty - 4 };
    }
    if (isBack) {
      // Below the row, so as not to lie on the way there.
      const [ax, bx] = [from.x, to.x + to.width];
      return {
        ax,
        ay: fy + 7,
        cx: (ax + bx) / 2,
        cy: Math.max(fy, ty) * 0.5 + (fy + ty) * 0.25 + 14 + (ax - bx) * 0.14,
        bx,
        by: ty + 7,
      };
    }
    const down = ty > fy;
    const [ay, by] = [down ? from.y + from.height : from.y, down ? to.y : to.y + to.height];
    return { ax: fx, ay, cx: fx + 18, cy: (ay + by) / 2, bx: tx, by };
  }
  if (isForward) {
    const [ay, by] = [from.y + from.height, to.y];
    return { ax: fx - 6, ay, cx: (fx + tx) / 2 - 6, cy: (ay + by) / 2, bx: tx - 6, by };
  }
  if (isBack) {
    const [ay, by] = [from.y, to.y + to.height];
    return { ax: fx + 10, ay, cx: (fx + tx) / 2 + 24 + (ay - by) * 0.25, cy: (ay + by) / 2, bx: tx + 10, by };
  }
  const right = tx > fx;
  const [ax, bx] = [right ? from.x + from.width : from.x, right ? to.x : to.x + to.width];
  return { ax, ay: fy, cx: (ax + bx) / 2, cy: fy + 16, bx, by: ty };
}
