import { type Cascade, type EventSource, eventsOf, readCascade } from './cascade.ts';
import type { Unit } from './cascade-network.ts';
import { amountText, type DisplayUnit, displayUnit, moneyText } from './display-unit.ts';
import type { Figure, Json, Trace } from './figure.ts';
import { axis, baseLayout, tickFormat } from './layout.ts';
import { hoverText } from './plain-text.ts';
import { counted, quantity } from './quantity.ts';
import { kindWords, type ShockMark, shockMarks } from './shock-marks.ts';
import { systemPath } from './system-path.ts';
import { light } from './theme.ts';
import { waves } from './waves.ts';

const LANE_PIXELS = 24;
const PANEL_PIXELS = 150;
const GAP_PIXELS = 22;

/** More failures than this would stand on top of each other with outlines. */
const CROWD = 60;

/** Where a panel lies, as a share of the plot's height from below. */
type Domain = readonly [number, number];

/**
 * A run step by step, three panels on one axis of time: the equity of the banks that stand, the number
 * that have failed, and the shocks, a lane for each kind.
 */
export function cascadeTimeline(source: EventSource, { unit }: Unit): Figure {
  const cascade = readCascade(source);
  const events = [...eventsOf(source, ['shock_applied', 'step_end'])];
  const ends = events.filter(({ type }) => type === 'step_end');
  const shocks = shockMarks(
    events.filter(({ type }) => type === 'shock_applied'),
    cascade.banks.map(({ name }) => name),
  );
  const kinds = [...new Set(shocks.map(({ kind }) => kind))].sort();
  const lanes = Math.max(1, kinds.length) * LANE_PIXELS;
  const inner = lanes + 2 * (PANEL_PIXELS + GAP_PIXELS);
  const failedFrom = lanes + GAP_PIXELS;
  const panels: readonly Domain[] = [
    [0, lanes / inner],
    [failedFrom / inner, (failedFrom + PANEL_PIXELS) / inner],
    [1 - PANEL_PIXELS / inner, 1],
  ];
  const last = Math.max(1, ends.at(-1)?.t ?? 0);
  const title = titleOf(cascade, shocks, last);
  const equity = systemPath(source).map(({ t, equity }) => [t, equity] as const);
  const shown = displayUnit(
    unit,
    equity.map(([, value]) => value),
  );
  return {
    title,
    caption:
      'From above: the equity of all banks that stand; how many have failed, coloured by wave as in the ' +
      'network; the shocks, by kind. Dotted lines mark the steps with shocks.',
    data: [
      equityLine(equity, shown),
      failedLine(cascade, last),
      ...failures(cascade, unit),
      ...shockLanes(shocks, kinds),
    ],
    layout: {
      ...baseLayout(title, inner + 48 + 44),
      showlegend: false,
      xaxis: axis('step', { range: [-0.02 * last, 1.02 * last], anchor: 'y', nticks: 12 }),
      yaxis: laneAxis(kinds, panels[0]!),
      yaxis2: axis('failed banks', {
        domain: panels[1]!,
        range: [-0.06 * Math.max(1, cascade.failed.length), 1.12 * Math.max(1, cascade.failed.length)],
        tickformat: 'd',
        ...(cascade.failed.length < 6 && { dtick: 1 }),
        nticks: 5,
      }),
      yaxis3: axis(`equity (${shown.unit})`, {
        domain: panels[2]!,
        rangemode: 'tozero',
        nticks: 5,
        tickformat: tickFormat(Math.max(...equity.map(([, value]) => Math.abs(value)), 0) / shown.size),
      }),
      shapes: [...new Set(shocks.map(({ t }) => t))].map(shockLine),
      ...(kinds.length === 0 && { annotations: [noShocks(last)] }),
    },
  };
}

function equityLine(equity: readonly (readonly [number, number])[], unit: DisplayUnit): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'equity',
    yaxis: 'y3',
    x: equity.map(([t]) => t),
    y: equity.map(([, value]) => value / unit.size),
    line: { color: light.series[0]!, width: 2 },
    hovertext: equity.map(([t, value]) => hoverText([`Step ${t}`, `equity ${amountText(unit, value)}`])),
    hoverinfo: 'text',
  };
}

function failedLine({ failed }: Cascade, last: number): Trace {
  const steps = [...new Set(failed.map(({ failure }) => failure.t))];
  const upTo = (t: number): number => failed.filter(({ failure }) => failure.t <= t).length;
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'failed banks',
    yaxis: 'y2',
    x: [0, ...steps, last],
    y: [0, ...steps.map(upTo), failed.length],
    line: { color: light.muted, width: 1.5, shape: 'hv' },
    hoverinfo: 'skip',
  };
}

/** Each default as a mark at the number of failed banks that it makes. */
function failures({ failed }: Cascade, unit: string): Trace[] {
  let count = 0;
  return waves(failed).map((wave) => ({
    type: 'scatter',
    mode: 'markers',
    name: wave.label,
    yaxis: 'y2',
    x: wave.banks.map(({ failure }) => failure.t),
    y: wave.banks.map(() => ++count),
    marker: {
      size: failed.length > CROWD ? 5 : 8,
      color: wave.color,
      line: { color: light.text, width: failed.length > CROWD ? 0 : 0.8 },
    },
    hovertext: wave.banks.map(({ name, failure }) =>
      hoverText([
        `${name} fails`,
        `step ${failure.t}, round ${failure.round}`,
        `equity ${moneyText(failure.equity, unit)}`,
      ]),
    ),
    hoverinfo: 'text',
  }));
}

function shockLanes(shocks: readonly ShockMark[], kinds: readonly string[]): Trace[] {
  return kinds.map((kind, lane) => {
    const own = shocks.filter((shock) => shock.kind === kind);
    return {
      type: 'scatter',
      mode: 'markers',
      name: kindWords(kind),
      x: own.map(({ t }) => t),
      y: own.map(() => 0 - lane),
      marker: { symbol: 'diamond', size: 10, color: light.series[1]! },
      hovertext: own.map(({ t, lines }) => hoverText([`Step ${t}`, ...lines])),
      hoverinfo: 'text',
    };
  });
}

function laneAxis(kinds: readonly string[], domain: Domain): ReturnType<typeof axis> {
  return axis('', {
    domain,
    range: [0.5 - Math.max(1, kinds.length), 0.5],
    tickvals: kinds.map((_, i) => 0 - i),
    ticktext: kinds.map(kindWords),
    ticks: '',
    showgrid: false,
    fixedrange: true,
  });
}

/** A dotted line through all panels at a step with shocks. */
export function shockLine(t: number): Json {
  const line = { color: light.series[1]!, width: 1, dash: 'dot' };
  return {
    type: 'line',
    xref: 'x',
    yref: 'paper',
    x0: t,
    x1: t,
    y0: 0,
    y1: 1,
    line,
    opacity: 0.7,
    layer: 'between',
  };
}

function noShocks(last: number): Json {
  const font = { size: 12, color: light.muted };
  return { text: 'no shocks in this run', x: last / 2, y: 0, xref: 'x', yref: 'y', showarrow: false, font };
}

function titleOf({ failed, banks }: Cascade, shocks: readonly ShockMark[], last: number): string {
  const many = failed.length === 0 ? 'no bank' : counted(failed.length, 'bank');
  const verb = failed.length > 1 ? 'fail' : 'fails';
  const struck = new Set(shocks.map(({ t }) => t)).size;
  const by = struck === 0 ? 'no shocks' : `shocks in ${counted(struck, 'step')}`;
  return `${counted(last, 'step')}, ${by}: ${many} of ${quantity(banks.length, 15)} ${verb}`;
}
