import type { Frame } from '../../../lib/page/scenes/scene.ts';
import { sceneTheme } from '../../../lib/page/scenes/scene-theme.ts';

/** A context that draws nowhere: in Node there is no canvas. */
export function blankContext(): CanvasRenderingContext2D {
  const known: Readonly<Record<string | symbol, unknown>> = {
    canvas: { width: 100, height: 100 },
    getTransform: () => ({ a: 1, d: 1, e: 0, f: 0 }),
    measureText: () => ({ width: 20 }),
  };
  const set = new Map<string | symbol, unknown>();
  return new Proxy({} as CanvasRenderingContext2D, {
    get: (_, name) => (set.has(name) ? set.get(name) : (known[name] ?? (() => {}))),
    set: (_, name, value) => {
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new Error(`${String(name)} is ${value}`);
      set.set(name, value);
      return true;
    },
  });
}

export function blankCanvas(): HTMLCanvasElement {
  return { getContext: blankContext } as unknown as HTMLCanvasElement;
}

/** A frame of a drawing so wide, one second after the page began. */
export function frameOf(width: number): Frame {
  globalThis.Path2D ??= class {
    moveTo(): void {}
    quadraticCurveTo(): void {}
  } as unknown as typeof Path2D;
  return {
    size: { width, height: 800 },
    theme: sceneTheme(false, () => ''),
    now: 1000,
    selected: 'bank:1',
    hovered: null,
    bright: null,
    isStill: false,
  };
}
