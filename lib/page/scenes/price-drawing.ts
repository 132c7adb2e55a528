import { amountText } from '../examples/amount-text.ts';
import { drawLabel, drawText } from './draw-text.ts';
import type { FillMark, PriceTrack } from './price-track.ts';
import type { Frame } from './scene.ts';
import type { SceneTheme } from './scene-theme.ts';
import type { Box, TradingLayout } from './trading-layout.ts';

/** What is drawn of a market, and of what a strategy made on it. */
export interface PricePicture {
  readonly track: PriceTrack;
  readonly layout: TradingLayout;
  /** What the strategy began with. */
  readonly cash: number;
  readonly low: number;
  readonly high: number;
  readonly yOf: (price: number) => number;
}

/** Points that the width shows; the first ones do not fill it. */
const SPAN = 760;
const DAY = 86_400_000;

export function drawPrice(context: CanvasRenderingContext2D, frame: Frame, picture: PricePicture): void {
  const { layout, track } = picture;
  drawFrame(context, frame.theme, layout.price);
  drawFrame(context, frame.theme, layout.pnl);
  if (track.points.length === 0) return;
  context.globalAlpha = frame.bright === null ? 1 : 0.35;
  drawDays(context, frame.theme, picture);
  drawScale(context, frame.theme, picture);
  drawLine(
    context,
    frame.theme.text,
    track.points.map(({ price }, i) => [xOf(picture, i), picture.yOf(price)]),
  );
  drawLevels(context, frame.theme, picture);
  context.globalAlpha = 1;
  drawFills(context, frame, picture);
  drawPnl(context, frame.theme, picture);
}

/** Where a fill is drawn; null where its time has left the drawing. */
export function fillPoint(
  picture: PricePicture,
  { id, price, side }: FillMark,
): { x: number; y: number } | null {
  const { points } = picture.track;
  if (points.length === 0 || id < points[0].id) return null;
  const x = xOf(picture, Math.min(picture.track.placeOf(id), points.length - 1));
  return { x, y: picture.yOf(price) + (side === 'buy' ? 9 : -9) };
}

function xOf({ layout, track }: PricePicture, place: number): number {
  const { width, x } = layout.price;
  const first = Math.max(0, track.points.length - SPAN);
  return x + (width * (place - first)) / (SPAN - 1);
}

function drawFrame(
  context: CanvasRenderingContext2D,
  { line }: SceneTheme,
  { height, width, x, y }: Box,
): void {
  context.strokeStyle = line;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, width, height);
}

function drawLine(
  context: CanvasRenderingContext2D,
  color: string,
  points: readonly (readonly [number, number])[],
): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.strokeStyle = color;
  context.lineWidth = 1.2;
  context.lineJoin = 'round';
  context.stroke();
}

/** A thin line where a day begins, and its date. */
function drawDays(context: CanvasRenderingContext2D, theme: SceneTheme, picture: PricePicture): void {
  const { points } = picture.track;
  const { pnl, price } = picture.layout;
  for (let i = 0; i < points.length; i++) {
    const at = points[i].at;
    const before = i === 0 ? null : points[i - 1].at;
    if (at === null || (i > 0 && before !== null && Math.floor(at / DAY) === Math.floor(before / DAY)))
      continue;
    const x = Math.round(xOf(picture, i)) + 0.5;
    if (i > 0) {
      context.strokeStyle = theme.line;
      context.beginPath();
      context.moveTo(x, price.y);
      context.lineTo(x, pnl.y + pnl.height);
      context.stroke();
    }
    if (x < price.x + price.width - 70) {
      drawText(context, dateText(at), x + 4, pnl.y + pnl.height + 10, theme.muted, 10, 'left');
    }
  }
}

function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function drawScale(context: CanvasRenderingContext2D, theme: SceneTheme, picture: PricePicture): void {
  const { high, low, yOf } = picture;
  const { width, x } = picture.layout.price;
  const places = high - low < 0.5 ? 3 : high - low < 50 ? 2 : 0;
  for (const share of [0, 0.5, 1]) {
    const price = low + share * (high - low);
    drawText(context, price.toFixed(places), x + width + 8, yOf(price), theme.muted, 10, 'left');
  }
  drawText(context, 'price', x + 6, picture.layout.price.y + 10, theme.muted, 10, 'left');
}

/** Where open positions were entered, and where they leave. */
function drawLevels(context: CanvasRenderingContext2D, theme: SceneTheme, picture: PricePicture): void {
  const { price } = picture.layout;
  const right = price.x + price.width;
  for (const { entry, id, stop, target } of picture.track.open.values()) {
    const from = Math.max(price.x, xOf(picture, picture.track.placeOf(id)));
    for (const [level, color, words] of [
      [entry, theme.accent, 'entry'],
      [stop, theme.bad, 'stop'],
      [target, theme.good, 'target'],
    ] as const) {
      if (level === null) continue;
      const y = picture.yOf(level);
      context.strokeStyle = color;
      context.lineWidth = 1.1;
      context.setLineDash(words === 'entry' ? [] : [4, 3]);
      context.beginPath();
      context.moveTo(from, y);
      context.lineTo(right, y);
      context.stroke();
      drawLabel(context, theme, words, right - 20, y, color);
    }
  }
  context.setLineDash([]);
}

function drawFills(context: CanvasRenderingContext2D, frame: Frame, picture: PricePicture): void {
  const { bright, hovered, selected, theme } = frame;
  for (const fill of picture.track.fills) {
    const point = fillPoint(picture, fill);
    if (point === null) continue;
    const id = `event:${fill.id}`;
    const isPicked = id === hovered || id === selected;
    const size = isPicked ? 6.5 : 4.5;
    const up = fill.side === 'buy' ? -1 : 1;
    context.globalAlpha = bright === null || bright.has(id) ? 1 : 0.25;
    context.fillStyle = fill.side === 'buy' ? theme.flow : theme.warn;
    context.beginPath();
    context.moveTo(point.x, point.y + up * size);
    context.lineTo(point.x - size, point.y - up * size * 0.8);
    context.lineTo(point.x + size, point.y - up * size * 0.8);
    context.closePath();
    context.fill();
  }
  context.globalAlpha = 1;
}

/** Wealth less the cash at the start. */
function drawPnl(context: CanvasRenderingContext2D, theme: SceneTheme, picture: PricePicture): void {
  const { cash, layout, track } = picture;
  const { height, width, x, y } = layout.pnl;
  const made = track.points.map(({ wealth }) => (wealth === null ? null : wealth - cash));
  const known = made.filter((value) => value !== null);
  if (known.length === 0) return;
  const low = Math.min(0, ...known);
  const high = Math.max(low + 1, 0, ...known);
  const yOf = (value: number): number => y + 4 + (height - 8) * (1 - (value - low) / (high - low));
  context.strokeStyle = theme.faint;
  context.beginPath();
  context.moveTo(x, yOf(0));
  context.lineTo(x + width, yOf(0));
  context.stroke();
  const last = known[known.length - 1];
  const color = last < 0 ? theme.bad : theme.good;
  const points = made.flatMap((value, i) => (value === null ? [] : [[xOf(picture, i), yOf(value)] as const]));
  context.globalAlpha = 0.12;
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(points[0][0], yOf(0));
  for (const [px, py] of points) context.lineTo(px, py);
  context.lineTo(points[points.length - 1][0], yOf(0));
  context.closePath();
  context.fill();
  context.globalAlpha = 1;
  drawLine(context, color, points);
  drawLabel(context, theme, 'P&L', x + 18, y + 10, theme.muted, 10);
  drawText(context, amountText(last), x + width + 8, yOf(last), color, 10.5, 'left');
}
