import type { Json, JsonObject } from './figure.ts';
import { axis, baseLayout } from './layout.ts';

/** A panel of a stack. */
export interface StackedPanel {
  /** Of its axis, with the unit. */
  readonly title: string;
  readonly pixels: number;
  /** Laid over its axis. */
  readonly axis?: JsonObject;
}

const GAP_PIXELS = 16;
const MARGIN = { l: 64, r: 18, t: 48, b: 104 };
const LEGEND_BELOW = 54;

/** The name of the axis of panel `i` of so many, counted from the top: that of the last is `y`. */
export function panelAxis(i: number, count: number): string {
  return i === count - 1 ? 'y' : `y${count - i}`;
}

/** The layout of panels one above the other over one axis of time; the first is on top. */
export function stackedPanels(
  title: string,
  panels: readonly StackedPanel[],
  xaxis: JsonObject,
  shapes: readonly Json[],
): JsonObject {
  const inner = panels.reduce((sum, { pixels }) => sum + pixels, 0) + GAP_PIXELS * (panels.length - 1);
  const base = baseLayout(title, inner + MARGIN.t + MARGIN.b);
  const axes: Record<string, JsonObject> = {};
  let top = 0;
  for (const [i, panel] of panels.entries()) {
    const name = panelAxis(i, panels.length).replace('y', 'yaxis');
    const domain = [Math.max(0, 1 - (top + panel.pixels) / inner), 1 - top / inner];
    axes[name] = axis(panel.title, { domain, nticks: 5, ...panel.axis });
    top += panel.pixels + GAP_PIXELS;
  }
  return {
    ...base,
    margin: MARGIN,
    showlegend: true,
    legend: { ...(base.legend as JsonObject), y: -LEGEND_BELOW / inner, traceorder: 'normal' },
    xaxis: { ...xaxis, anchor: 'y' },
    ...axes,
    shapes: [...shapes],
  };
}
