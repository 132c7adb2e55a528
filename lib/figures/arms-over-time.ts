import { type ClusterHistory, type ClusterWindow, clusterHistory } from './cluster-history.ts';
import {
  disturbanceSentence,
  disturbanceShapes,
  disturbanceTriangles,
  mergedDisturbances,
} from './disturbance-marks.ts';
import type { Figure, Trace } from './figure.ts';
import { axis } from './layout.ts';
import type { DrawnRun } from './network-figure.ts';
import { hoverText, plainText } from './plain-text.ts';
import { percent, quantity } from './quantity.ts';
import { panelAxis, stackedPanels } from './stacked-panels.ts';
import { light } from './theme.ts';

const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'];
const FIELDS = ['hitRatio', 'goodput', 'latencyP99'] as const;
type Field = (typeof FIELDS)[number];

/** Runs of the cache model by name, one line each: hit ratio, goodput and p99 over time. On white. */
export function armsOverTime(title: string, runs: Readonly<Record<string, DrawnRun>>): Figure {
  const histories = Object.entries(runs).map(([name, { events }]) => {
    const { windows, disturbances } = clusterHistory(events);
    // The last window is cut short, and those in which nobody sends say nothing of the arm.
    return { name, disturbances, windows: windows.slice(0, -1).filter(({ sent }) => sent > 0) };
  });
  const [first] = Object.values(runs);
  const unit = String(first?.recipe.config.timeUnit ?? 'time');
  const windows = histories.flatMap((history) => history.windows);
  const last = Math.max(1, ...windows.map(({ t }) => t));
  const rateMax = Math.max(0, ...windows.map(({ goodput }) => goodput)) || 1;
  const disturbances = mergedDisturbances(histories);
  const panels = [
    { title: 'hit ratio', pixels: 140, axis: { range: [-0.03, 1.08], tickformat: '.0%' } },
    { title: `goodput (per ${unit})`, pixels: 150, axis: { range: [-0.04 * rateMax, 1.1 * rateMax] } },
    { title: `p99 (${unit})`, pixels: 140, axis: { rangemode: 'tozero' } },
  ];
  return {
    title,
    caption:
      'From the top: hit ratio, requests answered within the objective, and the 99th percentile of the ' +
      `latency of those answered. ${disturbanceSentence(disturbances)}`,
    data: [
      ...histories.flatMap((history, i) => lineTraces(history, i)),
      ...disturbanceTriangles(disturbances, panelAxis(0, FIELDS.length), 1.02),
    ],
    layout: stackedPanels(
      title,
      panels,
      axis(`time (${unit})`, { range: [-0.01 * last, 1.01 * last], nticks: 12 }),
      disturbanceShapes(disturbances, last),
    ),
  };
}

/** One line in each panel, and one entry in the legend. */
function lineTraces({ name, windows }: ClusterHistory & { readonly name: string }, i: number): Trace[] {
  return FIELDS.map((field, panel) => ({
    type: 'scatter',
    mode: 'lines',
    name: plainText(name),
    legendgroup: name,
    showlegend: panel === 0,
    yaxis: panelAxis(panel, FIELDS.length),
    x: windows.map(({ from, t }) => (from + t) / 2),
    y: windows.map((window) => window[field]),
    line: {
      color: light.series[i % light.series.length]!,
      width: i === 0 ? 3 : 2,
      dash: DASHES[i % DASHES.length]!,
    },
    hovertext: windows.map((window) => hoverText([name, ...pointWords(field, window)])),
    hoverinfo: 'text',
  }));
}

function pointWords(field: Field, window: ClusterWindow): string[] {
  const value = window[field];
  const text = value === null ? 'none' : field === 'hitRatio' ? percent(value) : quantity(value);
  const what = { hitRatio: 'hit ratio', goodput: 'goodput', latencyP99: 'p99' }[field];
  return [`${what} ${text}`, `from ${quantity(window.from)} to ${quantity(window.t)}`];
}
