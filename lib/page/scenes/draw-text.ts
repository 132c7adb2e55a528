import type { SceneTheme } from './scene-theme.ts';

const FONT = 'system-ui, sans-serif';

/** Words with their middle at a height; `align` says which of their sides stands at x. */
export function drawText(
  context: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  color: string,
  size: number,
  align: CanvasTextAlign = 'center',
): void {
  context.font = `${size}px ${FONT}`;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillStyle = color;
  context.fillText(words, x, y);
}

/** Words on a piece of ground of their own, over lines. */
export function drawLabel(
  context: CanvasRenderingContext2D,
  { background }: SceneTheme,
  words: string,
  x: number,
  y: number,
  color: string,
  size = 9.5,
): void {
  context.font = `${size}px ${FONT}`;
  const width = context.measureText(words).width;
  context.fillStyle = background;
  context.fillRect(x - width / 2 - 2, y - size * 0.65, width + 4, size * 1.3);
  drawText(context, words, x, y, color, size);
}
