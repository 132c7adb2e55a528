import type { CacheView, NodeView } from '../../models/cache/view.ts';
import { percentText } from '../examples/percent-text.ts';
import { drawBreaker, drawCross, drawGauge, drawQueue, fillTank } from './cache-glyphs.ts';
import type { CacheLayout, Spot } from './cache-layout.ts';
import { CACHE_STYLES, type CacheStyle, PARTS } from './cache-motion.ts';
import { drawLegend } from './draw-legend.ts';
import { drawText } from './draw-text.ts';
import { eased } from './easing.ts';
import type { Motions } from './motions.ts';
import type { Frame } from './scene.ts';
import { healthColor, type SceneTheme } from './scene-theme.ts';

/** What the observer saw of a node in the latest whole window. */
export interface WindowRow {
  readonly node: number;
  readonly hitRatio: number | null;
  readonly latencyP99: number | null;
  readonly busy: number | null;
  readonly availability: number | null;
}

/** What is drawn of a cluster. */
export interface CachePicture {
  readonly layout: CacheLayout;
  readonly view: CacheView;
  /** Entries that a node holds. */
  readonly capacity: number;
  readonly motions: Motions;
  /** Requests sent in a unit of time, in the latest window. */
  readonly rate: number | null;
  readonly rows: ReadonlyMap<number, WindowRow>;
}

const FULL = 2 * Math.PI;
const DIM = 0.16;
const NODES_FROM = PARTS.length;

export function drawCache(context: CanvasRenderingContext2D, frame: Frame, picture: CachePicture): void {
  drawWays(context, frame, picture);
  drawTravels(context, frame, picture);
  drawClients(context, frame, picture);
  for (const [i, node] of picture.view.nodes.entries()) {
    drawNode(context, frame, picture, node, picture.layout.nodes[i]);
  }
  drawDatabase(context, frame, picture);
  drawRings(context, frame, picture);
  if (picture.layout.isWide) drawKey(context, frame);
}

function colorOf(style: CacheStyle, theme: SceneTheme): string {
  switch (style) {
    case 'hit':
    case 'good':
      return theme.good;
    case 'miss':
      return theme.flow;
    case 'retry':
      return theme.warn;
    case 'failed':
      return theme.bad;
    case 'write':
    case 'shock':
      return theme.text;
  }
}

function alphaOf({ bright }: Frame, id: string): number {
  return bright === null || bright.has(id) ? 1 : DIM;
}

/** Who speaks to whom. */
function drawWays(context: CanvasRenderingContext2D, frame: Frame, { layout, view }: CachePicture): void {
  const { balancer, clients, database, isWide, nodes } = layout;
  context.strokeStyle = frame.theme.line;
  context.lineWidth = 1;
  context.globalAlpha = frame.bright === null ? 1 : 0.4;
  const way = (from: Spot, to: Spot): void => {
    const [cx, cy] = isWide ? [(from.x + to.x) / 2, to.y] : [to.x, (from.y + to.y) / 2];
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo(cx, cy, to.x, to.y);
  };
  context.beginPath();
  context.moveTo(clients.x, clients.y);
  context.lineTo(balancer.x, balancer.y);
  for (const [i, node] of view.nodes.entries()) {
    if (node.state === 'removed') continue;
    if (node.member) way(balancer, nodes[i]);
    way(database, nodes[i]);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** The point of a way at a share of it: the curves of `drawWays`. */
function onWay(
  isWide: boolean,
  from: Spot,
  to: Spot,
  u: number,
  isFromNode: boolean,
): readonly [number, number] {
  // A way bends where the node is, whichever end that is.
  const node = isFromNode ? from : to;
  const [cx, cy] = isWide ? [(from.x + to.x) / 2, node.y] : [node.x, (from.y + to.y) / 2];
  const v = 1 - u;
  return [v * v * from.x + 2 * v * u * cx + u * u * to.x, v * v * from.y + 2 * v * u * cy + u * u * to.y];
}

function spotOf({ balancer, clients, database, nodes }: CacheLayout, place: number): Spot | null {
  if (place === 0) return clients;
  if (place === 1) return balancer;
  if (place === 2) return database;
  return nodes[place - NODES_FROM] ?? null;
}

function drawTravels(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { layout, motions }: CachePicture,
): void {
  if (frame.isStill) return;
  context.globalAlpha = frame.bright === null ? 0.9 : 0.3;
  motions.each(frame.now, ({ from, size, style, to }, share, grown) => {
    if (from === to) return;
    const [a, b] = [spotOf(layout, from), spotOf(layout, to)];
    if (a === null || b === null) return;
    const name = CACHE_STYLES[style];
    const [x, y] = onWay(layout.isWide, a, b, eased(share), from >= NODES_FROM);
    context.beginPath();
    context.arc(x, y, (name === 'failed' ? 1.3 : 1) * size * grown, 0, FULL);
    context.fillStyle = colorOf(name, frame.theme);
    context.fill();
  });
  context.globalAlpha = 1;
}

function drawClients(context: CanvasRenderingContext2D, frame: Frame, picture: CachePicture): void {
  const { hovered, selected, theme } = frame;
  const { layout, rate, view } = picture;
  const { balancer, clients, isWide } = layout;
  context.globalAlpha = alphaOf(frame, 'client:0');
  context.fillStyle = theme.background;
  context.strokeStyle = hovered === 'client:0' || selected === 'client:0' ? theme.accent : theme.muted;
  context.lineWidth = 1.4;
  // Heads and shoulders of a few.
  const unit = clients.radius / 3;
  for (const [dx, dy] of [
    [-1.5, -0.5],
    [1.5, -0.5],
    [0, 0.4],
  ]) {
    const [x, y] = [clients.x + dx * unit, clients.y + dy * unit];
    context.beginPath();
    context.arc(x, y + 1.6 * unit, 1.3 * unit, Math.PI, 0);
    context.closePath();
    context.fill();
    context.stroke();
    context.beginPath();
    context.arc(x, y - 0.5 * unit, 0.75 * unit, 0, FULL);
    context.fill();
    context.stroke();
  }
  const words = [
    rate === null ? 'clients' : `${(1000 * rate).toFixed(0)} a second`,
    `${view.requests.inFlight} in flight`,
  ];
  for (const [i, line] of words.entries()) {
    const color = i === 0 ? theme.text : theme.muted;
    if (isWide) drawText(context, line, clients.x, clients.y + clients.radius + 14 + 15 * i, color, 11.5);
    else
      drawText(context, line, clients.x + clients.radius + 12, clients.y - 7 + 15 * i, color, 11.5, 'left');
  }
  context.beginPath();
  const { radius, x, y } = balancer;
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
  context.fill();
  context.fillStyle = theme.background;
  context.fill();
  context.strokeStyle = theme.muted;
  context.stroke();
  if (isWide) drawText(context, 'routing', x, y + radius + 13, theme.muted, 10.5);
  context.globalAlpha = 1;
}

function drawNode(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { capacity, layout, rows }: CachePicture,
  node: NodeView,
  { radius, x, y }: Spot,
): void {
  const { hovered, selected, theme } = frame;
  const id = `node:${node.node}`;
  const row = rows.get(node.node);
  const isGone = node.state === 'down' || node.state === 'removed';
  context.globalAlpha = alphaOf(frame, id) * (node.state === 'removed' ? 0.4 : 1);
  context.beginPath();
  context.arc(x, y, radius, 0, FULL);
  context.fillStyle = theme.background;
  context.fill();
  if (!isGone) fillTank(context, theme, node.entries / Math.max(1, capacity), x, y, radius);
  context.beginPath();
  context.arc(x, y, radius, 0, FULL);
  context.lineWidth = 1.4;
  context.setLineDash(node.state === 'cut off' ? [4, 3] : []);
  context.strokeStyle = isGone ? theme.bad : node.state === 'up' ? theme.muted : theme.warn;
  context.stroke();
  context.setLineDash([]);
  const busy = row?.busy ?? node.busyShare ?? 0;
  if (!isGone) drawGauge(context, theme, busy, x, y, radius + 4.5);
  if (isGone) drawCross(context, theme.bad, x, y, radius * 0.4);
  if (node.breakerOpen) drawBreaker(context, theme, x, y, radius);
  if (radius > 9) drawQueue(context, theme, node.waiting, x - radius - 12, y, radius);
  if (radius > 12) drawText(context, String(node.node), x, y, isGone ? theme.bad : theme.text, 12);
  if (id === selected || id === hovered) {
    context.beginPath();
    context.arc(x, y, radius + 9, 0, FULL);
    context.strokeStyle = theme.accent;
    context.lineWidth = id === selected ? 2.2 : 1.2;
    context.stroke();
  }
  if (layout.hasLabels) drawNodeWords(context, theme, node, row, layout, x, y, radius);
  context.globalAlpha = 1;
}

function drawNodeWords(
  context: CanvasRenderingContext2D,
  theme: SceneTheme,
  node: NodeView,
  row: WindowRow | undefined,
  { database, isWide }: CacheLayout,
  x: number,
  y: number,
  radius: number,
): void {
  const isAbove = y <= database.y;
  const hit = row === undefined ? node.hitRatio : row.hitRatio;
  const p99 = row === undefined ? node.latency.p99.value : row.latencyP99;
  const availability = row?.availability ?? null;
  const isFailing = availability !== null && availability < 0.98;
  const state = node.breakerOpen ? 'breaker open' : node.state;
  const lines: (readonly [string, string])[] = [
    [`hit ${percentText(hit)}`, theme.text],
    [`p99 ${p99 === null ? '–' : `${p99.toFixed(0)} ms`}`, theme.muted],
    state !== 'up'
      ? [state, theme.bad]
      : isFailing
        ? [`${percentText(1 - (availability as number))} fail`, theme.bad]
        : ['', theme.muted],
  ];
  // Beside the way to the database, not on it.
  const heights = isAbove ? [-22, -8, 11] : [8, 22, 36];
  for (const [i, [words, color]] of lines.entries()) {
    if (isWide) drawText(context, words, x + radius + 16, y + heights[i], color, 11, 'left');
    else drawText(context, words, x, y + radius + 15 + 13 * i, color, 10.5);
  }
}

function drawDatabase(context: CanvasRenderingContext2D, frame: Frame, { layout, view }: CachePicture): void {
  const { hovered, selected, theme } = frame;
  const { radius, x, y } = layout.database;
  const { busyShare, waiting } = view.database;
  const width = radius * 1.7;
  const height = radius * 1.9;
  const lid = radius * 0.3;
  context.globalAlpha = alphaOf(frame, 'database');
  context.beginPath();
  context.ellipse(x, y - height / 2 + lid, width / 2, lid, 0, Math.PI, 0);
  context.lineTo(x + width / 2, y + height / 2 - lid);
  context.ellipse(x, y + height / 2 - lid, width / 2, lid, 0, 0, Math.PI);
  context.closePath();
  context.fillStyle = theme.background;
  context.fill();
  const share = Math.min(1, busyShare ?? 0);
  context.save();
  context.clip();
  context.globalAlpha *= 0.5;
  context.fillStyle = healthColor(theme, 1.25 * (1 - share) + 0.05);
  const level = y + height / 2 - share * (height - lid);
  context.fillRect(x - width / 2, level, width, y + height / 2 - level);
  context.restore();
  const isPicked = hovered === 'database' || selected === 'database';
  context.strokeStyle = isPicked ? theme.accent : theme.muted;
  context.lineWidth = selected === 'database' ? 2.4 : 1.4;
  context.stroke();
  context.beginPath();
  context.ellipse(x, y - height / 2 + lid, width / 2, lid, 0, 0, FULL);
  context.fillStyle = theme.background;
  context.fill();
  context.stroke();
  drawQueue(context, theme, waiting, x - width / 2 - 10, y, radius);
  drawText(context, 'database', x, y + height / 2 + 14, theme.text, 11.5);
  drawText(context, `busy ${percentText(busyShare)}`, x, y + height / 2 + 29, theme.muted, 11);
  context.globalAlpha = 1;
}

function drawRings(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { layout, motions, view }: CachePicture,
): void {
  const { isStill, now, theme } = frame;
  const ring = (spot: Spot | null, spread: number): void => {
    if (spot === null) return;
    context.beginPath();
    context.arc(spot.x, spot.y, spot.radius + 5 + 12 * spread, 0, FULL);
    context.stroke();
  };
  motions.each(now, ({ from, style, to }, share) => {
    if (from !== to) return;
    context.strokeStyle = colorOf(CACHE_STYLES[style], theme);
    context.globalAlpha = 0.8 * (1 - share);
    context.lineWidth = CACHE_STYLES[style] === 'retry' ? 1 : 1.8;
    const spread = isStill ? 0.3 : eased(share);
    if (from === NODES_FROM - 1) for (const { node } of view.nodes) ring(layout.nodes[node] ?? null, spread);
    else ring(spotOf(layout, from), spread);
  });
  context.globalAlpha = 1;
}

const LEGEND: readonly (readonly [CacheStyle, string])[] = [
  ['hit', 'hit'],
  ['miss', 'miss'],
  ['failed', 'failed'],
  ['retry', 'tried again, waiting'],
];

function drawKey(context: CanvasRenderingContext2D, frame: Frame): void {
  const { theme } = frame;
  const entries = LEGEND.map(([style, words]) => [colorOf(style, theme), words] as const);
  const { x, y } = drawLegend(context, frame, entries);
  const words = 'tank: entries held · ring: how busy it is';
  drawText(context, words, x, y + 0.5, theme.muted, 10.5, 'left');
}
