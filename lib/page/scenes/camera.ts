import type { Size } from './scene.ts';

/** How a drawing is zoomed and where it is moved to: a point goes to `scale · point + (x, y)`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export const HOME: Camera = { x: 0, y: 0, scale: 1 };
const SCALE_MAX = 8;

/** Zoomed by a factor, the point under (x, y) staying where it is; never smaller than it was at first. */
export function zoomed(camera: Camera, factor: number, x: number, y: number, size: Size): Camera {
  const scale = Math.min(SCALE_MAX, Math.max(1, camera.scale * factor));
  const by = scale / camera.scale;
  return kept({ scale, x: x - (x - camera.x) * by, y: y - (y - camera.y) * by }, size);
}

/** Moved by so many pixels; the drawing always fills the frame. */
export function moved(camera: Camera, dx: number, dy: number, size: Size): Camera {
  return kept({ scale: camera.scale, x: camera.x + dx, y: camera.y + dy }, size);
}

/** The point of the drawing that is seen at (x, y). */
export function seenAt({ scale, ...camera }: Camera, x: number, y: number): readonly [number, number] {
  return [(x - camera.x) / scale, (y - camera.y) / scale];
}

function kept({ scale, x, y }: Camera, { width, height }: Size): Camera {
  const within = (value: number, length: number): number =>
    Math.min(0, Math.max(length * (1 - scale), value));
  return { scale, x: within(x, width), y: within(y, height) };
}
