import { onAnyGround } from './any-ground.ts';
import type { Figure, Json, JsonObject, Trace } from './figure.ts';
import { axis, baseLayout } from './layout.ts';
import { hoverText, plainText } from './plain-text.ts';
import { quantity } from './quantity.ts';
import { light } from './theme.ts';

/** A point that was measured, with its interval. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** What is drawn in one colour: a line, points, or points over the line that they should lie on. */
export interface Curve {
  readonly name: string;
  readonly line?: readonly (readonly [x: number, y: number])[];
  readonly points?: readonly CurvePoint[];
}

/** A line across the plot with words on it. */
export interface Guide {
  readonly label: string;
  /** One of these: where it crosses the axis. */
  readonly x?: number;
  readonly y?: number;
}

/** What a figure of curves shows. Titles of axes have the unit in them: `net worth (% of assets)`. */
export interface CurvePlot {
  readonly title: string;
  readonly caption?: string;
  readonly x: CurveAxis;
  readonly y: CurveAxis;
  readonly curves: readonly Curve[];
  readonly guides?: readonly Guide[];
}

export interface CurveAxis {
  readonly title: string;
  /** From all that is drawn unless told. */
  readonly range?: readonly [from: number, to: number];
}

const HEIGHT = 430;
const MARGIN = { l: 64, r: 18, t: 48, b: 92 };
const SYMBOLS = ['circle', 'square-open', 'diamond', 'triangle-up-open', 'cross', 'star'];
const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'];

/**
 * Lines and measured points with their intervals: a simulation over its theory, or one quantity over
 * another. Numbers that are not finite are left out. For any ground.
 */
export function curveFigure({ title, caption = '', x, y, curves, guides = [] }: CurvePlot): Figure {
  const isShown = curves.length > 1 || curves.some(({ line, points }) => line && points);
  return onAnyGround({
    title,
    caption,
    data: curves.flatMap((curve, i) => traces(curve, i)),
    layout: {
      ...baseLayout(title, HEIGHT),
      margin: isShown ? MARGIN : { ...MARGIN, b: 52 },
      showlegend: isShown,
      legend: {
        ...(baseLayout('', 1).legend as JsonObject),
        y: -54 / (HEIGHT - MARGIN.t - MARGIN.b),
        traceorder: 'normal',
      },
      xaxis: axis(x.title, { nticks: 12, ...rangeOf(x) }),
      yaxis: axis(y.title, { nticks: 8, ...rangeOf(y) }),
      shapes: guides.map(guideLine),
      annotations: guides.map(guideLabel),
    },
  });
}

function rangeOf({ range }: CurveAxis): JsonObject {
  return range === undefined ? {} : { range: [...range] };
}

function traces({ name, line = [], points = [] }: Curve, i: number): Trace[] {
  const color = light.series[i % light.series.length]!;
  const shared = { type: 'scatter', legendgroup: name } as const;
  const drawn = line.filter((place) => place.every(Number.isFinite));
  const measured = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
  const both = drawn.length > 0 && measured.length > 0;
  const lineTrace: Trace = {
    ...shared,
    mode: 'lines',
    name: plainText(both ? `${name} (theory)` : name),
    x: drawn.map(([at]) => at),
    y: drawn.map(([, value]) => value),
    line: { color, width: 2, dash: DASHES[i % DASHES.length]! },
    hoverinfo: 'skip',
  };
  const pointTrace: Trace = {
    ...shared,
    mode: 'markers',
    name: plainText(name),
    x: measured.map((point) => point.x),
    y: measured.map((point) => point.y),
    marker: { symbol: SYMBOLS[i % SYMBOLS.length]!, size: 7, color, line: { color, width: 1.5 } },
    error_y: errorBars(measured, color),
    hovertext: measured.map((point) => hoverText([name, ...pointWords(point)])),
    hoverinfo: 'text',
  };
  return [...(drawn.length > 0 ? [lineTrace] : []), ...(measured.length > 0 ? [pointTrace] : [])];
}

function pointWords({ x, y, low, high }: CurvePoint): string[] {
  const interval =
    low === undefined || high === undefined ? [] : [`interval: [${quantity(low)}, ${quantity(high)}]`];
  return [`${quantity(x)}: ${quantity(y)}`, ...interval];
}

function errorBars(points: readonly CurvePoint[], color: string): JsonObject {
  const reach = (value: number, end: number | undefined): number =>
    end !== undefined && Number.isFinite(end) ? Math.abs(end - value) : 0;
  return {
    type: 'data',
    symmetric: false,
    array: points.map(({ y, high }) => reach(y, high)),
    arrayminus: points.map(({ y, low }) => reach(y, low)),
    color,
    thickness: 1.4,
    width: 4,
  };
}

function guideLine({ x, y }: Guide): Json {
  const line = { color: light.muted, width: 1.2, dash: 'dot' };
  const ends = x === undefined ? { x0: 0, x1: 1, y0: y ?? 0, y1: y ?? 0 } : { x0: x, x1: x, y0: 0, y1: 1 };
  const [xref, yref] = x === undefined ? ['paper', 'y'] : ['x', 'paper'];
  return { type: 'line', xref, yref, ...ends, line, layer: 'below' };
}

/** Above the right end of a line across, left of the top of an upright one. */
function guideLabel({ label, x, y }: Guide): Json {
  const place =
    x === undefined
      ? { xref: 'paper', yref: 'y', x: 1, y: y ?? 0, xanchor: 'right', yanchor: 'bottom', yshift: 7 }
      : { xref: 'x', yref: 'paper', x, y: 1, xanchor: 'right', yanchor: 'top', xshift: -4 };
  const font = { size: 11.5, color: light.text };
  return { text: plainText(label), ...place, showarrow: false, font };
}
