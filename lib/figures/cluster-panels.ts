import { type ClusterHistory, type ClusterWindow, clusterHistory } from './cluster-history.ts';
import { disturbanceSentence, disturbanceShapes, disturbanceTriangles } from './disturbance-marks.ts';
import type { Figure, Trace } from './figure.ts';
import { axis } from './layout.ts';
import type { DrawnRun } from './network-figure.ts';
import { hoverText } from './plain-text.ts';
import { percent, quantity } from './quantity.ts';
import { panelAxis, stackedPanels } from './stacked-panels.ts';
import { light } from './theme.ts';

type Field = 'hitRatio' | 'latencyP50' | 'latencyP95' | 'latencyP99' | 'throughput' | 'goodput';

interface Line {
  readonly name: string;
  readonly field: Field;
  readonly panel: number;
  readonly color: string;
  readonly dash?: string;
}

const PANELS = 4;
const HITS = 0;
const LATENCIES = 1;
const RATES = 2;
const NODES = 3;
const LINES: readonly Line[] = [
  { name: 'hit ratio', field: 'hitRatio', panel: HITS, color: light.series[0]! },
  { name: 'p50', field: 'latencyP50', panel: LATENCIES, color: light.series[2]! },
  { name: 'p95', field: 'latencyP95', panel: LATENCIES, color: light.series[4]!, dash: 'dash' },
  { name: 'p99', field: 'latencyP99', panel: LATENCIES, color: light.series[1]!, dash: 'dot' },
  { name: 'answered', field: 'throughput', panel: RATES, color: light.series[5]!, dash: 'dash' },
  { name: 'answered in time', field: 'goodput', panel: RATES, color: light.series[3]! },
];
const STATES: readonly { readonly state: string; readonly color: string; readonly width: number }[] = [
  { state: 'up', color: light.survivor, width: 2 },
  { state: 'slow', color: light.series[4]!, width: 5 },
  { state: 'cut off', color: light.series[3]!, width: 5 },
  { state: 'down', color: light.series[1]!, width: 5 },
  { state: 'removed', color: light.faint, width: 1 },
];

/** A run of the cache model over time, on white: see `clusterFigure`. */
export function clusterPanels(run: DrawnRun): Figure {
  const history = clusterHistory(run.events);
  const { windows, disturbances } = history;
  const unit = String(run.recipe.config.timeUnit ?? 'time');
  const last = Math.max(1, ...windows.map(({ t }) => t));
  const rateMax = Math.max(0, ...windows.map(({ throughput }) => throughput)) || 1;
  const nodeCount = Math.max(1, ...windows.map(({ byNode }) => byNode.length));
  const title = titleOf(windows, unit);
  const panels = [
    { title: 'hit ratio', pixels: 110, axis: { range: [-0.03, 1.08], tickformat: '.0%' } },
    { title: `latency (${unit})`, pixels: 150, axis: { rangemode: 'tozero' } },
    { title: `requests per ${unit}`, pixels: 130, axis: { range: [-0.04 * rateMax, 1.1 * rateMax] } },
    {
      title: 'nodes',
      pixels: Math.max(70, Math.min(240, 13 * nodeCount + 16)),
      axis: { range: [nodeCount - 0.4, -0.6], tickformat: 'd', showgrid: false },
    },
  ];
  const time = axis(`time (${unit})`, { range: [-0.01 * last, 1.01 * last], nticks: 12 });
  return {
    title,
    caption:
      'From the top: hit ratio, percentiles of the latency of answered requests, requests answered and ' +
      'answered within the objective, a point for each window; and what each node was. ' +
      `${disturbanceSentence(disturbances)}`,
    data: [
      ...LINES.map((line) => lineTrace(line, windows)),
      ...stateTraces(history, last),
      ...disturbanceTriangles(disturbances, panelAxis(HITS, PANELS), 1.02),
    ],
    layout: stackedPanels(title, panels, time, disturbanceShapes(disturbances, last)),
  };
}

/** The value of a field at the middle of each window; windows of nothing leave a gap. */
function lineTrace(
  { name, field, panel, color, dash = 'solid' }: Line,
  windows: readonly ClusterWindow[],
): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    yaxis: panelAxis(panel, PANELS),
    x: windows.map(middle),
    y: windows.map((window) => window[field]),
    line: { color, width: 2, dash },
    hovertext: windows.map((window) => hoverText(pointWords(name, field, window))),
    hoverinfo: 'text',
  };
}

function middle({ from, t }: ClusterWindow): number {
  return (from + t) / 2;
}

function pointWords(name: string, field: Field, window: ClusterWindow): string[] {
  const value = window[field];
  const text = value === null ? 'none' : field === 'hitRatio' ? percent(value) : quantity(value);
  return [`${name}: ${text}`, `from ${quantity(window.from)} to ${quantity(window.t)}`];
}

/** A line along every node, and over it one for each time that it was in another state. */
function stateTraces({ windows, disturbances }: ClusterHistory, last: number): Trace[] {
  return STATES.flatMap(({ state, color, width }): Trace[] => {
    const spans = state === 'up' ? wholeSpans(windows) : changedSpans(disturbances, state, last);
    const x = spans.flatMap(({ from, to }) => [from, to, null]);
    const y = spans.flatMap(({ node }) => [node, node, null]);
    const hovertext = spans.flatMap(({ node, from, to }) => {
      const words = hoverText([`node ${node}: ${state}`, `from ${quantity(from)} to ${quantity(to)}`]);
      return [words, words, ''];
    });
    if (x.length === 0) return [];
    const line = { color, width };
    const yaxis = panelAxis(NODES, PANELS);
    const name = `node ${state}`;
    return [{ type: 'scatter', mode: 'lines', name, yaxis, x, y, line, hovertext, hoverinfo: 'text' }];
  });
}

interface Span {
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

/** Each node for as long as it belongs to the cluster. */
function wholeSpans(windows: readonly ClusterWindow[]): Span[] {
  const spans = new Map<number, Span>();
  for (const { from, t, byNode } of windows) {
    for (const { node } of byNode) spans.set(node, { node, from: spans.get(node)?.from ?? from, to: t });
  }
  return [...spans.values()];
}

function changedSpans(disturbances: ClusterHistory['disturbances'], wanted: string, last: number): Span[] {
  return disturbances.flatMap(({ state, nodes, from, to }) =>
    // Taken out for good, though the act is over at once.
    state === wanted
      ? nodes.map((node) => ({ node, from, to: state === 'removed' ? last : (to ?? last) }))
      : [],
  );
}

function titleOf(windows: readonly ClusterWindow[], unit: string): string {
  const last = windows.at(-1);
  if (last === undefined) return 'No window has ended';
  const ratios = windows.flatMap(({ sent, hitRatio }) => (sent === 0 || hitRatio === null ? [] : [hitRatio]));
  if (ratios.length === 0) return `No reads in ${quantity(last.t)} ${unit}`;
  const [now, least] = [ratios.at(-1)!, Math.min(...ratios)];
  return `A hit ratio of ${percent(now)} after ${quantity(last.t)} ${unit}, ${percent(least)} at the least`;
}
