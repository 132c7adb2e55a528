import { drawText } from './draw-text.ts';
import type { Frame } from './scene.ts';

const LEFT = 18;
const BOTTOM = 16;
const FULL = 2 * Math.PI;

/** What the colours of a drawing stand for, along its lower edge. Returns where it ends. */
export function drawLegend(
  context: CanvasRenderingContext2D,
  { size, theme }: Frame,
  entries: readonly (readonly [color: string, words: string])[],
): { readonly x: number; readonly y: number } {
  let x = LEFT;
  const y = size.height - BOTTOM;
  for (const [color, words] of entries) {
    context.beginPath();
    context.arc(x, y, 3, 0, FULL);
    context.fillStyle = color;
    context.fill();
    drawText(context, words, x + 8, y + 0.5, theme.muted, 10.5, 'left');
    x += 26 + context.measureText(words).width;
  }
  return { x, y };
}
