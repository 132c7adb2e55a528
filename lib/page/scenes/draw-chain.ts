import type { ChainSteps } from './chain-steps.ts';
import type { Place } from './scene.ts';
import type { SceneTheme } from './scene-theme.ts';

/** More numbers than this would hide what they are about. */
const NUMBERS_MAX = 40;

/** Draws the way of a chain over what it goes through: arrows from cause to effect, and numbers. */
export function drawChain(
  context: CanvasRenderingContext2D,
  { entities, links }: ChainSteps,
  places: readonly Place[],
  { accent, background }: SceneTheme,
): void {
  const byId = new Map(places.map((place) => [place.id, place]));
  context.strokeStyle = accent;
  context.fillStyle = accent;
  context.lineWidth = 1.6;
  for (const { from, to } of links) {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (a !== undefined && b !== undefined) arrow(context, a, b);
  }
  context.font = '600 10px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [i, entity] of entities.slice(0, NUMBERS_MAX).entries()) {
    const place = byId.get(entity);
    if (place === undefined) continue;
    const x = place.x + (place.halfWidth ?? place.reach * 0.75 + 3);
    const y = place.y - (place.halfWidth === undefined ? place.reach * 0.75 + 3 : place.reach);
    context.fillStyle = accent;
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = background;
    context.fillText(String(i + 1), x, y + 0.5);
  }
}

function arrow(context: CanvasRenderingContext2D, from: Place, to: Place): void {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.sqrt(dx * dx + dy * dy);
  const [ux, uy] = [dx / length, dy / length];
  const [out, into] = [edgeOf(from, ux, uy) + 3, edgeOf(to, ux, uy) + 5];
  if (!(length > out + into)) return;
  const [ax, ay] = [from.x + ux * out, from.y + uy * out];
  const [bx, by] = [to.x - ux * into, to.y - uy * into];
  // Bent a little: an arrow back does not lie on the one there.
  const [cx, cy] = [(ax + bx) / 2 + uy * length * 0.08, (ay + by) / 2 - ux * length * 0.08];
  context.globalAlpha = 0.9;
  context.beginPath();
  context.moveTo(ax, ay);
  context.quadraticCurveTo(cx, cy, bx, by);
  context.stroke();
  const turn = Math.atan2(by - cy, bx - cx);
  context.beginPath();
  context.moveTo(bx, by);
  for (const side of [-0.42, 0.42]) {
    context.lineTo(bx - 8 * Math.cos(turn + side), by - 8 * Math.sin(turn + side));
  }
  context.closePath();
  context.fill();
  context.globalAlpha = 1;
}

/** How far the side of a place is from its middle, in a direction. */
function edgeOf({ halfWidth, reach }: Place, ux: number, uy: number): number {
  if (halfWidth === undefined) return reach;
  return Math.min(halfWidth / Math.max(1e-9, Math.abs(ux)), reach / Math.max(1e-9, Math.abs(uy)));
}
