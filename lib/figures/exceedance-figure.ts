import { FaultlineError } from '../core/faultline-error.ts';
import { log } from '../core/math.ts';
import { onAnyGround } from './any-ground.ts';
import { displayUnit } from './display-unit.ts';
import type { Figure, Json, Trace } from './figure.ts';
import type { DrawnSweep } from './histogram-figure.ts';
import { axis, baseLayout, tickFormat } from './layout.ts';
import { hoverText, plainText } from './plain-text.ts';
import { percent } from './quantity.ts';
import { nameOfMeasure } from './stage-name.ts';
import { light } from './theme.ts';

const HEIGHT = 430;
const MARGIN = { l: 72, r: 60, t: 48, b: 92 };
const DASHES = ['solid', 'dash', 'dot', 'dashdot'];
const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up'];

/** All of the worst runs are drawn, and so many places of the others. */
const WORST = 100;
const PLACES = 150;

/** The share of runs from which on they are a tail. */
const FROM = 0.5;

/**
 * Tails of sweeps of one measure, by name: the share of runs that lose more, on a logarithmic scale, over
 * the loss. Where a line crosses that of a level is the VaR, marked on it. For any ground.
 *
 * @throws FaultlineError for sweeps of different measures.
 */
export function exceedanceFigure(sweeps: Readonly<Record<string, DrawnSweep>>): Figure {
  const entries = Object.entries(sweeps);
  const measure = entries[0]?.[1].measure ?? { name: 'loss', unit: 'currency', horizon: '' };
  for (const [name, other] of entries) {
    for (const field of ['name', 'unit'] as const) {
      if (other.measure[field] === measure[field]) continue;
      const where = `exceedanceFigure: measure of "${name}"`;
      throw new FaultlineError(where, other.measure[field], `that of the first sweep, ${measure[field]}`);
    }
  }
  const name = nameOfMeasure(measure.name);
  const shown = displayUnit(
    measure.unit,
    entries.flatMap(([, { losses }]) => endsOf(losses)),
  );
  const largest = Math.max(0, ...entries.flatMap(([, { losses }]) => endsOf(losses).map(Math.abs)));
  const runsMax = Math.max(1, ...entries.map(([, { losses }]) => losses.length));
  const levels = [...new Set(entries.flatMap(([, sweep]) => Object.keys(sweep.levels)))].map(Number);
  const drawn = levels.filter((level) => (1 - level) * runsMax >= 1).sort((a, b) => a - b);
  const title = `Tails of the ${name}, ${measure.horizon}`;
  return onAnyGround({
    title,
    caption:
      'The share of runs that lose more, from one half down. Lines across are levels; a mark is the VaR ' +
      'there. Where a line ends it rests on single runs.',
    data: entries.flatMap(([label, sweep], i) => tail(label, sweep, i, drawn, shown)),
    layout: {
      ...baseLayout(title, HEIGHT),
      margin: MARGIN,
      showlegend: true,
      legend: { ...legend(), y: -54 / (HEIGHT - MARGIN.t - MARGIN.b) },
      xaxis: axis(`${name} (${shown.unit})`, {
        range: rangeOf(entries.map(([, { losses }]) => losses)).map((end) => end / shown.size),
        tickformat: tickFormat(largest / shown.size),
        nticks: 8,
      }),
      yaxis: axis('share of runs that lose more', {
        type: 'log',
        range: [log10(0.7 / runsMax), log10(1.2 * FROM)],
        ...shareTicks(runsMax),
      }),
      shapes: drawn.map((level) => levelLine(1 - level)),
      annotations: drawn.map((level) => levelLabel(level)),
    },
  });
}

function endsOf(losses: ArrayLike<number>): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < losses.length; i++) {
    low = Math.min(low, losses[i]!);
    high = Math.max(high, losses[i]!);
  }
  return losses.length === 0 ? [] : [low, high];
}

/** From the lowest loss that is drawn to the highest, with some room. */
function rangeOf(losses: readonly ArrayLike<number>[]): [number, number] {
  const sorted = losses.filter(({ length }) => length > 0).map((each) => Float64Array.from(each).sort());
  if (sorted.length === 0) return [0, 1];
  const low = Math.min(...sorted.map((each) => each[firstRank(each.length) - 1]!));
  const high = Math.max(...sorted.map((each) => each[each.length - 1]!));
  const room = 0.03 * (high - low || Math.abs(high) || 1);
  return [low - room, high + room];
}

function firstRank(n: number): number {
  return Math.max(1, Math.ceil(n * (1 - FROM)));
}

function legend(): Record<string, Json> {
  return { ...(baseLayout('', 1).legend as Record<string, Json>), traceorder: 'normal' };
}

/** The curve as steps: from the i-th smallest loss on, (n - i) / n of the runs lose more. */
function tail(
  label: string,
  { losses, levels }: DrawnSweep,
  i: number,
  drawn: readonly number[],
  shown: ReturnType<typeof displayUnit>,
): Trace[] {
  const sorted = Float64Array.from(losses).sort();
  const n = sorted.length;
  const ranks = ranksOf(n);
  const color = light.series[i % light.series.length]!;
  const marks = drawn.filter((level) => levels[String(level)] !== undefined);
  return [
    {
      type: 'scatter',
      mode: 'lines',
      name: plainText(label),
      legendgroup: label,
      x: ranks.map((rank) => sorted[rank - 1]! / shown.size),
      y: ranks.map((rank) => (n - rank) / n),
      line: { color, width: 2, shape: 'hv', dash: DASHES[i % DASHES.length]! },
      hovertemplate:
        `${hoverText([label])}<br>%{y:.2%} of runs lose more than<br>` +
        `%{x:,.4~g} ${plainText(shown.unit)}<extra></extra>`,
    },
    {
      type: 'scatter',
      mode: 'markers',
      name: `VaR, ${plainText(label)}`,
      legendgroup: label,
      showlegend: false,
      x: marks.map((level) => levels[String(level)]!.var / shown.size),
      y: marks.map((level) => 1 - level),
      marker: { symbol: SYMBOLS[i % SYMBOLS.length]!, size: 9, color },
      hovertext: marks.map((level) =>
        hoverText([
          label,
          `VaR ${percent(level, 15)}: ${shown.align(levels[String(level)]!.var)} ${shown.unit}`,
        ]),
      ),
      hoverinfo: 'text',
    },
  ];
}

/** Ranks to draw, ascending, from the middle to the last but one: a share of 0 has no logarithm. */
function ranksOf(n: number): number[] {
  const every = Math.max(1, Math.floor((n * FROM - WORST) / PLACES));
  const ranks: number[] = [];
  for (let rank = firstRank(n); rank < n; rank += rank + every < n - WORST ? every : 1) ranks.push(rank);
  return ranks;
}

/** On a logarithmic axis plotly counts in powers of ten. */
function log10(value: number): number {
  return log(value) / log(10);
}

/** Powers of ten down to a single run, as percentages. */
function shareTicks(runs: number): { tickvals: number[]; ticktext: string[] } {
  const tickvals: number[] = [FROM];
  for (let share = 0.1; share >= 0.7 / runs; share = Number((share / 10).toPrecision(1)))
    tickvals.push(share);
  return { tickvals, ticktext: tickvals.map((share) => percent(share)) };
}

function levelLine(share: number): Json {
  const line = { color: light.muted, width: 1, dash: 'dot' };
  return { type: 'line', xref: 'paper', yref: 'y', x0: 0, x1: 1, y0: share, y1: share, line, layer: 'below' };
}

function levelLabel(level: number): Json {
  return {
    text: plainText(percent(level, 15)),
    xref: 'paper',
    yref: 'y',
    x: 1,
    y: log10(1 - level),
    xanchor: 'left',
    xshift: 4,
    showarrow: false,
    font: { size: 11, color: light.text },
  };
}
