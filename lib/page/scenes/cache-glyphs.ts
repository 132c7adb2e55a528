import { drawText } from './draw-text.ts';
import { healthColor, type SceneTheme } from './scene-theme.ts';

const FULL = 2 * Math.PI;
const TOP = -Math.PI / 2;
/** Those who wait are drawn one by one up to so many. */
const DOTS_MAX = 14;

/** How much of its room is taken, as a level in a round tank. */
export function fillTank(
  context: CanvasRenderingContext2D,
  theme: SceneTheme,
  share: number,
  x: number,
  y: number,
  radius: number,
): void {
  const level = y + radius * (1 - 2 * Math.min(1, Math.max(0, share)));
  context.save();
  context.beginPath();
  context.arc(x, y, radius - 1, 0, FULL);
  context.clip();
  context.globalAlpha *= theme.isDark ? 0.42 : 0.26;
  context.fillStyle = theme.accent;
  context.fillRect(x - radius, level, 2 * radius, y + radius - level);
  context.restore();
}

/** How busy something is, as an arc from the top. */
export function drawGauge(
  context: CanvasRenderingContext2D,
  theme: SceneTheme,
  share: number,
  x: number,
  y: number,
  radius: number,
): void {
  context.lineWidth = 3;
  context.lineCap = 'butt';
  context.strokeStyle = theme.line;
  context.beginPath();
  context.arc(x, y, radius, 0, FULL);
  context.stroke();
  context.strokeStyle = healthColor(theme, 1.25 * (1 - share) + 0.05);
  context.beginPath();
  context.arc(x, y, radius, TOP, TOP + FULL * Math.min(1, share));
  context.stroke();
}

/** Of what is gone. */
export function drawCross(
  context: CanvasRenderingContext2D,
  color: string,
  x: number,
  y: number,
  arm: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  context.stroke();
}

/** An open switch on the way in. */
export function drawBreaker(
  context: CanvasRenderingContext2D,
  theme: SceneTheme,
  x: number,
  y: number,
  radius: number,
): void {
  context.strokeStyle = theme.bad;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - radius * 0.7, y - radius - 9);
  context.lineTo(x, y - radius - 9);
  context.lineTo(x + radius * 0.5, y - radius - 17);
  context.stroke();
}

/** Who waits: a dot each, in columns outwards, the rest as a number. */
export function drawQueue(
  context: CanvasRenderingContext2D,
  theme: SceneTheme,
  waiting: number,
  x: number,
  y: number,
  radius: number,
): void {
  const rows = Math.max(3, Math.floor((2 * radius) / 8));
  const shown = Math.min(waiting, DOTS_MAX);
  context.fillStyle = theme.warn;
  for (let i = 0; i < shown; i++) {
    const column = Math.floor(i / rows);
    const inColumn = Math.min(rows, shown - column * rows);
    context.beginPath();
    context.arc(x - column * 8, y + ((i % rows) - (inColumn - 1) / 2) * 8, 2.6, 0, FULL);
    context.fill();
  }
  if (waiting > shown) {
    const columns = Math.ceil(shown / rows);
    drawText(context, `+${waiting - shown}`, x - columns * 8 + 2, y, theme.warn, 10.5, 'right');
  }
}
