import { channelColor } from './channel-color.ts';
import { displayUnit } from './display-unit.ts';
import type { Figure, JsonObject, Trace } from './figure.ts';
import { axis, baseLayout, tickFormat } from './layout.ts';
import type { Measured } from './loss-histogram.ts';
import { halo, hoverText, plainText } from './plain-text.ts';
import { type IntervalEnds, intervalText } from './risk-unit.ts';
import { signed } from './signed.ts';
import { light } from './theme.ts';

/** A bar of a waterfall: what it adds to those above it, with its interval. */
export interface WaterfallBar {
  /** The channel that it is of; null for a sum. */
  readonly channel: string | null;
  readonly label: string;
  readonly value: number;
  readonly interval: IntervalEnds;
}

/** What a waterfall shows: the bar that it starts from, what is added, and the sum. */
export interface Waterfall {
  /** Of what: `Mean capital loss`. */
  readonly title: string;
  readonly caption: string;
  readonly start: WaterfallBar;
  readonly steps: readonly WaterfallBar[];
  readonly end: WaterfallBar;
}

const ROW_PIXELS = 40;
const MARGIN_PIXELS = 48 + 44;

/**
 * A waterfall, a row a bar from the top: the first and the last stand on zero, each of the others begins
 * where the one above ends. A thin line is the 95 % interval of what a bar adds.
 */
export function waterfall(given: Waterfall, measure: Measured): Figure {
  const bars = [given.start, ...given.steps, given.end];
  const shown = displayUnit(
    measure.unit,
    bars.flatMap(({ value, interval }) => [value, ...interval.filter((end) => end !== null)]),
  );
  const scale = (value: number): number => value / shown.size;
  let sum = 0;
  const placed = bars.map((bar, i) => {
    const isSum = i === 0 || i === bars.length - 1;
    const base = isSum ? 0 : sum;
    sum = isSum ? bar.value : sum + bar.value;
    return { ...bar, isSum, base: scale(base), end: scale(base + bar.value) };
  });
  const range = rangeOf(placed.flatMap(({ base, end }) => [base, end]));
  const texts = placed.map(({ value, isSum }) => (isSum ? shown.align(value) : signed(value, shown.align)));
  const title = `${given.title}, ${measure.horizon}`;
  return {
    title,
    caption: given.caption,
    data: [
      {
        type: 'bar',
        orientation: 'h',
        y: placed.map((_, i) => 0 - i),
        x: placed.map(({ base, end }) => end - base),
        base: placed.map(({ base }) => base),
        width: 0.62,
        marker: { color: placed.map(({ channel }) => channelColor(channel ?? '')) },
        error_x: errorBars(placed, scale),
        hovertext: placed.map(({ label, interval }, i) =>
          hoverText([
            label,
            `${texts[i]} ${shown.unit}`,
            `95 % interval: ${intervalText(interval, shown.align)}`,
          ]),
        ),
        hoverinfo: 'text',
      },
      labels(placed, texts, range),
      ...connectors(placed),
    ],
    layout: {
      ...baseLayout(title, bars.length * ROW_PIXELS + MARGIN_PIXELS),
      showlegend: false,
      xaxis: axis(`${measure.name} (${shown.unit})`, {
        range: [...range],
        tickformat: tickFormat(Math.max(...range.map(Math.abs))),
        nticks: 6,
        zeroline: true,
        zerolinecolor: light.muted,
      }),
      yaxis: axis('', {
        range: [0.6 - bars.length, 0.6],
        tickvals: placed.map((_, i) => 0 - i),
        ticktext: placed.map(({ label }) => plainText(label)),
        tickfont: { size: 12, color: light.text },
        ticks: '',
        showgrid: false,
        fixedrange: true,
      }),
    },
  };
}

interface Placed extends WaterfallBar {
  readonly base: number;
  readonly end: number;
}

/** Wide enough for every bar, with room for a number beside the outermost. */
function rangeOf(ends: readonly number[]): readonly [number, number] {
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const room = (high - low || 1) * 0.3;
  return [low < 0 ? low - room / 3 : low, high + room];
}

function errorBars(placed: readonly Placed[], scale: (value: number) => number): JsonObject {
  const reach = (side: 0 | 1): number[] =>
    placed.map(({ value, interval }) => {
      const end = interval[side];
      return end === null ? 0 : Math.abs(scale(end) - scale(value));
    });
  return {
    type: 'data',
    symmetric: false,
    array: reach(1),
    arrayminus: reach(0),
    color: light.text,
    thickness: 1.2,
    width: 4,
  };
}

/** The number of each bar, beside its outer end and beyond its interval. */
function labels(
  placed: readonly Placed[],
  texts: readonly string[],
  range: readonly [number, number],
): Trace {
  const pad = (range[1] - range[0]) * 0.015;
  const ends = placed.map(({ base, end }) => Math.max(base, end));
  return {
    type: 'scatter',
    mode: 'text',
    x: ends.map((end) => end + pad),
    y: placed.map((_, i) => 0.36 - i),
    text: [...texts],
    textposition: 'middle right',
    textfont: { size: 12, color: light.text, shadow: halo(light.background) },
    cliponaxis: false,
    hoverinfo: 'skip',
  };
}

/** Thin lines from the end of a bar to the beginning of the next. */
function connectors(placed: readonly Placed[]): Trace[] {
  return placed.slice(0, -1).map(({ end }, i) => ({
    type: 'scatter',
    mode: 'lines',
    x: [end, end],
    y: [-i - 0.31, -i - 0.69],
    line: { color: light.muted, width: 1 },
    hoverinfo: 'skip',
  }));
}
