import { channelColor } from './channel-color.ts';
import { displayUnit } from './display-unit.ts';
import type { Figure, Trace } from './figure.ts';
import { axis, baseLayout, tickFormat } from './layout.ts';
import type { Measured } from './loss-histogram.ts';
import { hoverText, plainText, shortened } from './plain-text.ts';
import { percent } from './quantity.ts';
import { wordsOf } from './stage-name.ts';
import { light } from './theme.ts';

/** What one entity contributes to a conditional value at risk, by channel. */
export interface EntityShare {
  readonly name: string;
  readonly contribution: number;
  readonly channels: Readonly<Record<string, number>>;
}

const SHOWN = 15;
const NAME_LENGTH = 18;
const ROW_PIXELS = 24;
const MARGIN_PIXELS = 48 + 100;

/**
 * The entities that contribute most to the CVaR at a level, a row each, with what came by each channel;
 * parts below zero, such as interest earned, stand on the left. A disc is the contribution itself.
 */
export function tailShares(
  level: number,
  shares: readonly EntityShare[],
  channels: readonly string[],
  measure: Measured,
): Figure {
  const largest = [...shares].sort((a, b) => b.contribution - a.contribution).slice(0, SHOWN);
  const shown = displayUnit(
    measure.unit,
    largest.flatMap(({ contribution, channels }) => [contribution, ...Object.values(channels)]),
  );
  const scale = (value: number): number => value / shown.size;
  const rows = largest.map((_, i) => 0 - i);
  const present = channels.filter((name) => largest.some((share) => share.channels[name] !== 0));
  const bars = present.map(
    (name): Trace => ({
      type: 'bar',
      orientation: 'h',
      name: wordsOf(name),
      y: rows,
      x: largest.map((share) => scale(share.channels[name]!)),
      width: 0.7,
      marker: { color: channelColor(name) },
      hovertext: largest.map((share) =>
        hoverText([share.name, `${wordsOf(name)}: ${shown.align(share.channels[name]!)} ${shown.unit}`]),
      ),
      hoverinfo: 'text',
    }),
  );
  const total: Trace = {
    type: 'scatter',
    mode: 'markers',
    name: 'contribution',
    x: largest.map(({ contribution }) => scale(contribution)),
    y: rows,
    marker: { symbol: 'circle', size: 7, color: light.text, line: { color: light.background, width: 1 } },
    hovertext: largest.map(({ name, contribution }) =>
      hoverText([name, `contribution: ${shown.align(contribution)} ${shown.unit}`]),
    ),
    hoverinfo: 'text',
  };
  const title = `Who the CVaR ${percent(level, 15)} is made of`;
  const rest = shares.length - largest.length;
  const others = rest > 0 ? ` The other ${rest} contribute less each.` : '';
  return {
    title,
    caption:
      'What each lost on average in the tail, by channel; the discs add up to the CVaR over all. ' +
      `"passed on" is what creditors of a failed bank bear, and is taken off.${others}`,
    data: [...bars, total],
    layout: {
      ...baseLayout(title, largest.length * ROW_PIXELS + MARGIN_PIXELS),
      barmode: 'relative',
      xaxis: axis(`${measure.name} (${shown.unit})`, {
        tickformat: tickFormat(Math.max(...largest.map(({ contribution }) => Math.abs(scale(contribution))))),
        nticks: 6,
        zeroline: true,
        zerolinecolor: light.muted,
      }),
      yaxis: axis('', {
        range: [0.6 - largest.length, 0.6],
        tickvals: rows,
        ticktext: largest.map(({ name }) => plainText(shortened(name, NAME_LENGTH))),
        tickfont: { size: 11, color: light.text },
        ticks: '',
        showgrid: false,
        fixedrange: true,
      }),
    },
  };
}
