import { type Bins, bins } from './bins.ts';
import type { Figure, Json, JsonObject, Trace } from './figure.ts';
import { axis, baseLayout, tickFormat } from './layout.ts';
import { halo, hoverText, plainText } from './plain-text.ts';
import { counted, percent, quantity } from './quantity.ts';
import { type IntervalEnds, intervalText } from './risk-unit.ts';
import { light } from './theme.ts';

/** A number with its interval, in the unit of the sample: a line through a histogram from a row below it. */
export interface Mark {
  readonly label: string;
  readonly value: number;
  readonly interval: IntervalEnds;
  readonly color: string;
  readonly dash: 'solid' | 'dash';
  /** A number of its row as text. */
  readonly show: (value: number) => string;
  /** The side of the band on which its text is tried first; the left unless told. */
  readonly side?: 'left' | 'right';
}

/** What a histogram says about itself, all in plain text. */
export interface HistogramWords {
  readonly title: string;
  readonly caption: string;
  /** What is on the axis: `loss`. */
  readonly name: string;
  readonly unit: string;
}

const HISTOGRAM_PIXELS = 270;
const ROW_PIXELS = 24;
const GAP_PIXELS = 14;

/** The share of the plot's width that a row's text needs on a narrow screen. */
const ROOM = 0.4;

const MARGIN_PIXELS = 48 + 44;

/**
 * A sample, a value a run, as a histogram; below it on the same axis the marks with their intervals, a row
 * each. A band that ends in an arrow is open: the runs do not bound it.
 */
export function markedHistogram(
  sample: ArrayLike<number>,
  marks: readonly Mark[],
  { title, caption, name, unit }: HistogramWords,
): Figure {
  const binned = bins(sample);
  const rows = marks.length * ROW_PIXELS;
  const inner = HISTOGRAM_PIXELS + (rows > 0 ? GAP_PIXELS + rows : 0);
  const split = rows / inner;
  const range = rangeOf(binned, marks);
  return {
    title,
    caption,
    data: [bars(binned, sample.length, unit), ...marks.flatMap((mark, i) => row(mark, i, range, unit))],
    layout: {
      ...baseLayout(title, inner + MARGIN_PIXELS),
      showlegend: false,
      bargap: 0,
      xaxis: axis(`${name} (${unit})`, {
        range: [...range],
        anchor: rows > 0 ? 'y2' : 'y',
        tickformat: tickFormat(Math.max(...range.map(Math.abs))),
        nticks: 8,
        ...(binned.width === 1 && range[1] - range[0] < 8 && { dtick: 1 }),
        zeroline: true,
        zerolinecolor: light.survivor,
      }),
      yaxis: axis('runs', {
        domain: [rows > 0 ? split + GAP_PIXELS / inner : 0, 1],
        rangemode: 'tozero',
        ...(binned.counts.every((count) => count < 6) && { dtick: 1 }),
      }),
      ...(rows > 0 && { yaxis2: rowAxis(marks, split) }),
      shapes: marks.map((mark, i) => line(mark, split * (1 - (i + 0.5) / marks.length))),
      updatemenus: [logButton()],
    },
  };
}

/** Wide enough for every bar, mark and interval; with room for an arrow where one is open. */
function rangeOf({ start, width, counts }: Bins, marks: readonly Mark[]): readonly [number, number] {
  const ends = marks.flatMap(({ value, interval }) => [value, ...interval.filter((end) => end !== null)]);
  const low = Math.min(start, ...ends);
  const high = Math.max(start + width * Math.max(1, counts.length), ...ends);
  const room = (high - low) * 0.04;
  const isOpen = (side: 0 | 1): boolean => marks.some(({ interval }) => interval[side] === null);
  return [low - room * (isOpen(0) ? 2 : 1), high + room * (isOpen(1) ? 2 : 1)];
}

function bars({ start, width, counts }: Bins, runs: number, unit: string): Trace {
  const from = counts.map((_, i) => start + i * width);
  return {
    type: 'bar',
    name: 'runs',
    x: from.map((x) => x + width / 2),
    y: counts,
    width,
    marker: { color: light.bar, line: { color: light.background, width: 0.5 } },
    hovertext: counts.map((count, i) =>
      hoverText([
        counted(count, 'run'),
        `${quantity(from[i]!, 12)} to ${quantity(from[i]! + width, 12)} ${unit}`,
        `${percent(count / runs)} of all`,
      ]),
    ),
    hoverinfo: 'text',
  };
}

/** The interval as a band, the measure as a mark in it, its value as text where there is room. */
function row(mark: Mark, i: number, range: readonly [number, number], unit: string): Trace[] {
  const { interval, value, color, show } = mark;
  const y = 0 - i;
  const shared = { type: 'scatter', yaxis: 'y2', hoverinfo: 'text' } as const;
  const hovertext = hoverText([
    mark.label,
    `${show(value)} ${unit}`,
    `95 % interval: ${intervalText(interval, show)}`,
  ]);
  const arrows = ([0, 1] as const).filter((side) => interval[side] === null);
  const text = placeOf(mark, range);
  return [
    {
      ...shared,
      mode: 'lines',
      x: [interval[0] ?? range[0], interval[1] ?? range[1]],
      y: [y, y],
      line: { color, width: 9 },
      opacity: 0.32,
      hoverinfo: 'skip',
    },
    ...arrows.map(
      (side): Trace => ({
        ...shared,
        mode: 'markers',
        x: [range[side]],
        y: [y],
        marker: { symbol: side === 0 ? 'triangle-left' : 'triangle-right', size: 11, color },
        cliponaxis: false,
        hovertext,
      }),
    ),
    {
      ...shared,
      mode: 'markers',
      name: mark.label,
      x: [value],
      y: [y],
      marker: { symbol: mark.dash === 'solid' ? 'circle' : 'diamond', size: 9, color },
      hovertext,
    },
    {
      ...shared,
      mode: 'text',
      x: [text.x],
      y: [y],
      text: [rowText(mark)],
      textposition: text.isLeft ? 'middle left' : 'middle right',
      textfont: { size: 11, color: light.text, shadow: halo(light.background) },
      cliponaxis: false,
      hoverinfo: 'skip',
    },
  ];
}

/** Beside the band, where there is room; else over the band, on the wider side of the mark. */
function placeOf({ value, interval: [lower, upper], side }: Mark, [low, high]: readonly [number, number]) {
  const share = (x: number): number => (x - low) / (high - low);
  const pad = (high - low) * 0.012;
  const places = [
    ...(lower !== null && share(lower) >= ROOM ? [{ x: lower - pad, isLeft: true }] : []),
    ...(upper !== null && share(upper) <= 1 - ROOM ? [{ x: upper + pad, isLeft: false }] : []),
  ];
  const wanted = places.find(({ isLeft }) => isLeft === (side !== 'right')) ?? places[0];
  if (wanted !== undefined) return wanted;
  return share(value) > 0.5 ? { x: value - 2 * pad, isLeft: true } : { x: value + 2 * pad, isLeft: false };
}

function rowText({ value, interval: [lower, upper], show }: Mark): string {
  if (lower !== null && upper !== null) return show(value);
  const open = lower === null && upper === null ? 'open' : lower === null ? 'open below' : 'open above';
  return `${show(value)} (${open})`;
}

function rowAxis(marks: readonly Mark[], top: number): JsonObject {
  return axis('', {
    domain: [0, top],
    range: [0.5 - marks.length, 0.5],
    tickvals: marks.map((_, i) => 0 - i),
    ticktext: marks.map(({ label }) => plainText(label)),
    tickfont: { size: 11, color: light.text },
    ticks: '',
    showgrid: false,
    fixedrange: true,
  });
}

function line({ value, color, dash }: Mark, from: number): Json {
  return {
    type: 'line',
    xref: 'x',
    yref: 'paper',
    x0: value,
    x1: value,
    y0: from,
    y1: 1,
    line: { color, width: 1.5, dash },
  };
}

/** Counts on a logarithmic scale and back: single runs in a long tail show. */
function logButton(): Json {
  const relayout = (type: string): Json => [{ 'yaxis.type': type, 'yaxis.autorange': true }];
  return {
    type: 'buttons',
    showactive: false,
    active: -1,
    x: 1,
    xanchor: 'right',
    y: 1,
    yanchor: 'bottom',
    pad: { b: 4 },
    bgcolor: light.background,
    bordercolor: light.survivor,
    font: { size: 11, color: light.text },
    buttons: [{ label: 'log scale', method: 'relayout', args: relayout('log'), args2: relayout('linear') }],
  };
}
