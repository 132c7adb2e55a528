import type { LoggedEvent } from '../core/event-kind.ts';
import { onAnyGround } from './any-ground.ts';
import { eventsOf } from './cascade.ts';
import { amountText, type DisplayUnit, displayUnit } from './display-unit.ts';
import type { Figure, Json, Trace } from './figure.ts';
import { axis, baseLayout, tickFormat } from './layout.ts';
import { currencyOf, type DrawnRun } from './network-figure.ts';
import { hoverText, plainText } from './plain-text.ts';
import { counted } from './quantity.ts';
import { shockMarks } from './shock-marks.ts';
import { type SystemPoint, systemPath } from './system-path.ts';
import { light } from './theme.ts';

const PANEL_PIXELS = 170;
const GAP_PIXELS = 20;
const MARGIN = { l: 64, r: 18, t: 48, b: 92 };
/** By colour and dashes, so that two that run together show both: the first is wider. */
const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'];
const TITLE_LENGTH = 58;
const SHOWN = { equity: 'y2', failed: 'y' } as const;

interface Path {
  readonly name: string;
  readonly points: readonly SystemPoint[];
}

/** Where the histories go. */
export interface PathsOptions {
  /** The last step of the axis; that of the longest history unless told. */
  readonly until?: number;
}

/**
 * Histories of one system over time, by name: above, the equity of the banks that stand; below, how many
 * have failed. What the histories have in common from the start is drawn once, and where they part is
 * marked. Histories may be as short as they are: a live run is drawn as far as it has come. For any ground.
 */
export function pathsFigure(
  runs: Readonly<Record<string, DrawnRun>>,
  { until = 0 }: PathsOptions = {},
): Figure {
  const given = Object.values(runs);
  const paths = Object.entries(runs).map(([name, { events }]): Path => {
    return { name, points: systemPath(events) };
  });
  const all = paths.flatMap(({ points }) => points);
  const shown = displayUnit(
    given[0] === undefined ? 'currency' : currencyOf(given[0]),
    all.map(({ equity }) => equity),
  );
  const last = Math.max(1, until, ...all.map(({ t }) => t));
  const equityMax = Math.max(0, ...all.map(({ equity }) => equity / shown.size)) || 1;
  const failedMax = Math.max(4, ...all.map(({ failed }) => failed));
  const common = commonLength(paths);
  const title = titleOf(paths);
  return onAnyGround({
    title,
    caption:
      'Above, the equity of the banks that stand; below, how many have failed. Triangles mark shocks' +
      `${common === null ? '' : '; the dotted line is where the histories part'}.`,
    data: [
      ...(common === null
        ? []
        : [...lines('until they part', paths[0]!.points.slice(0, common), null, shown)]),
      ...paths.flatMap(({ name, points }, i) =>
        lines(name, points.slice(Math.max(0, (common ?? 1) - 1)), i, shown),
      ),
      ...shocks(given, 1.06 * equityMax),
    ],
    layout: {
      ...baseLayout(title, 2 * PANEL_PIXELS + GAP_PIXELS + MARGIN.t + MARGIN.b),
      margin: MARGIN,
      showlegend: true,
      legend: { ...legend(), y: -54 / (2 * PANEL_PIXELS + GAP_PIXELS) },
      xaxis: axis('step', { range: [-0.02 * last, 1.03 * last], anchor: 'y', nticks: 12 }),
      yaxis: axis('failed banks', {
        domain: [0, PANEL_PIXELS / (2 * PANEL_PIXELS + GAP_PIXELS)],
        range: [-0.06 * failedMax, 1.12 * failedMax],
        tickformat: 'd',
        nticks: 5,
      }),
      yaxis2: axis(`equity (${shown.unit})`, {
        domain: [1 - PANEL_PIXELS / (2 * PANEL_PIXELS + GAP_PIXELS), 1],
        range: [0, 1.14 * equityMax],
        tickformat: tickFormat(equityMax),
        nticks: 5,
      }),
      shapes: common === null ? [] : [partingLine(paths[0]!.points[common - 1]!.t)],
    },
  });
}

function legend(): Record<string, Json> {
  return { ...(baseLayout('', 1).legend as Record<string, Json>), traceorder: 'normal' };
}

/** How many points all histories share from the start; null where there are not two that part. */
function commonLength(paths: readonly Path[]): number | null {
  const [first, ...rest] = paths;
  if (first === undefined || rest.length === 0) return null;
  const differs = first.points.findIndex((point, i) => rest.some(({ points }) => !isSame(point, points[i])));
  const common = differs < 0 ? first.points.length : differs;
  return common === 0 ? null : common;
}

function isSame(a: SystemPoint, b: SystemPoint | undefined): boolean {
  return b !== undefined && a.t === b.t && a.equity === b.equity && a.failed === b.failed;
}

/** A history in both panels, one entry in the legend. `place`: of its colour; null for the common part. */
function lines(
  name: string,
  points: readonly SystemPoint[],
  place: number | null,
  unit: DisplayUnit,
): Trace[] {
  const color = place === null ? light.muted : light.series[place % light.series.length]!;
  const line = {
    color,
    width: place === 0 ? 3 : 2,
    dash: DASHES[(place ?? 0) % DASHES.length]!,
  };
  const shared = {
    type: 'scatter',
    mode: 'lines',
    name: plainText(name),
    legendgroup: name,
    x: points.map(({ t }) => t),
    hovertext: points.map(({ t, equity, failed }) =>
      hoverText([name, `step ${t}`, `equity ${amountText(unit, equity)}`, counted(failed, 'failed bank')]),
    ),
    hoverinfo: 'text',
  } as const;
  return [
    {
      ...shared,
      yaxis: SHOWN.equity,
      y: points.map(({ equity }) => equity / unit.size),
      line,
    },
    {
      ...shared,
      yaxis: SHOWN.failed,
      showlegend: false,
      y: points.map(({ failed }) => failed),
      line: { ...line, shape: 'hv' },
    },
  ];
}

/** A triangle at the top of the upper panel for each step with shocks, of any history. */
function shocks(runs: readonly DrawnRun[], height: number): Trace[] {
  const marks = new Map<number, Set<string>>();
  for (const { events } of runs) {
    const list: LoggedEvent[] = [...eventsOf(events, ['init', 'shock_applied'])];
    const names = (list[0]?.banks ?? []) as readonly { readonly name: string }[];
    const struck = list.filter(({ type }) => type === 'shock_applied');
    for (const { t, lines } of shockMarks(
      struck,
      names.map(({ name }) => name),
    )) {
      const known = marks.get(t) ?? new Set();
      marks.set(t, known);
      for (const line of lines) known.add(line);
    }
  }
  if (marks.size === 0) return [];
  const steps = [...marks.keys()].sort((a, b) => a - b);
  return [
    {
      type: 'scatter',
      mode: 'markers',
      name: 'shock',
      yaxis: SHOWN.equity,
      x: steps,
      y: steps.map(() => height),
      marker: { symbol: 'triangle-down', size: 10, color: light.text },
      hovertext: steps.map((t) => hoverText([`Step ${t}`, ...marks.get(t)!])),
      hoverinfo: 'text',
      cliponaxis: false,
    },
  ];
}

function partingLine(t: number): Json {
  const line = { color: light.text, width: 1.2, dash: 'dot' };
  return { type: 'line', xref: 'x', yref: 'paper', x0: t, x1: t, y0: 0, y1: 1, line, layer: 'below' };
}

function titleOf(paths: readonly Path[]): string {
  const ends = paths.map(({ name, points }) => ({ name, failed: points.at(-1)?.failed ?? 0 }));
  if (ends.length === 0) return 'No history';
  if (ends.length === 1) {
    const [path] = paths;
    return `${counted(ends[0]!.failed, 'failed bank')} after ${counted(path!.points.at(-1)?.t ?? 0, 'step')}`;
  }
  const title = `Failed banks: ${ends.map(({ name, failed }) => `${failed} ${name}`).join(', ')}`;
  return title.length <= TITLE_LENGTH
    ? title
    : `Failed banks in the end: ${ends.map(({ failed }) => failed).join(', ')}`;
}
