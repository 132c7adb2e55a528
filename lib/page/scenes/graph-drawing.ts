import { drawLabel, drawText } from './draw-text.ts';
import { alongCurve, eased } from './easing.ts';
import type { Motions } from './motions.ts';
import type { Frame } from './scene.ts';
import type { SceneTheme } from './scene-theme.ts';
import { type GraphNode, type StrategyGraph, typeName } from './strategy-graph.ts';
import { type Box, edgeCurve, type TradingLayout } from './trading-layout.ts';

/** What is drawn of a strategy. */
export interface GraphPicture {
  readonly graph: StrategyGraph;
  readonly layout: TradingLayout;
  readonly motions: Motions;
  /** Ids of the nodes that are active. */
  readonly active: ReadonlySet<string>;
  /** The node that has stopped all others, and when; null while there is none. */
  readonly stopped: { readonly node: string; readonly words: string } | null;
}

const DIM = 0.18;
const FULL = 2 * Math.PI;

export function drawGraph(context: CanvasRenderingContext2D, frame: Frame, picture: GraphPicture): void {
  const { graph, layout, motions } = picture;
  drawEdges(context, frame, picture);
  const flashes = new Map<number, { readonly glow: number; readonly isBad: boolean }>();
  motions.each(frame.now, ({ from, style, to }, share) => {
    if (from !== to) return;
    const node = from - graph.edges.length;
    const glow = 1 - share;
    if (glow > (flashes.get(node)?.glow ?? 0)) flashes.set(node, { glow, isBad: style === 1 });
  });
  for (const [i, node] of graph.nodes.entries()) {
    drawNode(context, frame, layout.nodes[i], node, picture.active.has(node.id), flashes.get(i));
  }
  drawStop(context, frame, picture);
  if (!frame.isStill) drawPulses(context, frame, picture);
}

function drawEdges(context: CanvasRenderingContext2D, { bright, theme }: Frame, picture: GraphPicture): void {
  const { active, graph, layout } = picture;
  for (const { from, on, to } of waysOf(graph)) {
    const [a, b] = [layout.nodes[from], layout.nodes[to]];
    const { ax, ay, bx, by, cx, cy } = edgeCurve(a, b, layout.isWide);
    const isLit = bright?.has(`node:${graph.nodes[from].id}`) && bright.has(`node:${graph.nodes[to].id}`);
    context.globalAlpha = bright === null || isLit ? 1 : DIM;
    const color = isLit ? theme.accent : active.has(graph.nodes[from].id) ? theme.muted : theme.faint;
    context.strokeStyle = color;
    context.lineWidth = isLit ? 1.8 : 1.1;
    context.setLineDash(on === '' ? [] : [3, 3]);
    context.beginPath();
    context.moveTo(ax, ay);
    context.quadraticCurveTo(cx, cy, bx, by);
    context.stroke();
    context.setLineDash([]);
    drawHead(context, color, cx, cy, bx, by);
    if (on === '' || a.width < 60) continue;
    const [x, y] = [alongCurve(0.5, ax, cx, bx), alongCurve(0.5, ay, cy, by)];
    drawLabel(context, theme, on, x, y, theme.muted);
  }
  context.globalAlpha = 1;
}

/** Edges between the same two nodes as one, with the outcomes that take it; empty: completed. */
function waysOf({
  edges,
}: StrategyGraph): { readonly from: number; readonly to: number; readonly on: string }[] {
  const ways = new Map<string, { from: number; to: number; on: string[] }>();
  for (const { from, on, to } of edges) {
    const way = ways.get(`${from} ${to}`) ?? { from, to, on: [] };
    ways.set(`${from} ${to}`, { ...way, on: [...way.on, on] });
  }
  return [...ways.values()].map(({ on, ...way }) => ({
    ...way,
    on: on.includes('completed') ? '' : on.join(', '),
  }));
}

function drawHead(
  context: CanvasRenderingContext2D,
  color: string,
  cx: number,
  cy: number,
  bx: number,
  by: number,
): void {
  const turn = Math.atan2(by - cy, bx - cx);
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(bx, by);
  for (const side of [-0.42, 0.42])
    context.lineTo(bx - 6 * Math.cos(turn + side), by - 6 * Math.sin(turn + side));
  context.closePath();
  context.fill();
}

function drawNode(
  context: CanvasRenderingContext2D,
  { bright, hovered, selected, theme }: Frame,
  { height, width, x, y }: Box,
  { id, name, type }: GraphNode,
  isActive: boolean,
  flash: { readonly glow: number; readonly isBad: boolean } | undefined,
): void {
  const key = `node:${id}`;
  const alpha = bright === null || bright.has(key) ? 1 : DIM;
  const outline = (): void => {
    context.beginPath();
    context.roundRect(x, y, width, height, 7);
  };
  context.globalAlpha = alpha;
  outline();
  context.fillStyle = theme.background;
  context.fill();
  context.globalAlpha = alpha * (isActive ? 0.14 : 0);
  context.fillStyle = theme.accent;
  context.fill();
  if (flash !== undefined) {
    context.globalAlpha = alpha * 0.55 * flash.glow;
    context.fillStyle = flash.isBad ? theme.bad : theme.good;
    context.fill();
  }
  context.globalAlpha = alpha;
  outline();
  context.strokeStyle = key === selected || key === hovered || isActive ? theme.accent : theme.faint;
  context.lineWidth = key === selected ? 2.4 : isActive ? 1.5 : 1;
  context.stroke();
  if (width < 24) return;
  const color = nameColor(theme, isActive);
  drawText(
    context,
    fitting(context, name, width - 10),
    x + width / 2,
    y + height / 2 - (height > 30 ? 6 : 0),
    color,
    12,
  );
  if (height > 30) drawText(context, typeName(type), x + width / 2, y + height / 2 + 10, theme.muted, 9.5);
  context.globalAlpha = 1;
}

function nameColor({ muted, text }: SceneTheme, isActive: boolean): string {
  return isActive ? text : muted;
}

function fitting(context: CanvasRenderingContext2D, words: string, width: number): string {
  context.font = '12px system-ui, sans-serif';
  if (context.measureText(words).width <= width) return words;
  let length = words.length - 1;
  while (length > 1 && context.measureText(`${words.slice(0, length)}…`).width > width) length--;
  return `${words.slice(0, length)}…`;
}

function drawPulses(context: CanvasRenderingContext2D, { now, theme }: Frame, picture: GraphPicture): void {
  const { graph, layout, motions } = picture;
  motions.each(now, ({ from, size, style, to }, share) => {
    if (from === to) return;
    const edge = graph.edges[from];
    const { ax, ay, bx, by, cx, cy } = edgeCurve(
      layout.nodes[edge.from],
      layout.nodes[edge.to],
      layout.isWide,
    );
    const u = eased(share);
    context.globalAlpha = Math.min(1, 5 * (1 - share));
    context.fillStyle = style === 1 ? theme.bad : theme.good;
    context.beginPath();
    context.arc(alongCurve(u, ax, cx, bx), alongCurve(u, ay, cy, by), size, 0, FULL);
    context.fill();
  });
  context.globalAlpha = 1;
}

/** That the strategy has ended, where it did. */
function drawStop(context: CanvasRenderingContext2D, { theme }: Frame, picture: GraphPicture): void {
  const { graph, layout, stopped } = picture;
  const place = graph.nodes.findIndex(({ id }) => id === stopped?.node);
  if (stopped === null || place < 0) return;
  const { height, width, x, y } = layout.nodes[place];
  context.beginPath();
  context.roundRect(x, y, width, height, 7);
  context.globalAlpha = 0.14;
  context.fillStyle = theme.bad;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = theme.bad;
  context.lineWidth = 2;
  context.stroke();
  drawLabel(context, theme, stopped.words, x + width / 2, y + height + 11, theme.bad, 10.5);
}
