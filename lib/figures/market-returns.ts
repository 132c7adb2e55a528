import type { LoggedEvent } from '../core/event-kind.ts';
import { type EventSource, eventsOf } from './cascade.ts';
import { shockLine } from './cascade-timeline.ts';
import type { Figure, JsonObject, Trace } from './figure.ts';
import { axis, baseLayout } from './layout.ts';
import { hoverText, plainText } from './plain-text.ts';
import { counted, percent } from './quantity.ts';
import { type ShockMark, shockMarks } from './shock-marks.ts';
import { light } from './theme.ts';

type Place = readonly [t: number, value: number];

const DASHES = ['solid', 'dash', 'dot', 'dashdot'];
const PLOT_PIXELS = 290;
const CRASH = 'asset_price_crash';

/** The return of each market since the start, step by step, with the shocks marked. */
export function marketReturns(source: EventSource): Figure {
  const events = [...eventsOf(source, ['init', 'shock_applied', 'price', 'step_end'])];
  const lines = linesOf(events);
  const init = events.find(({ type }) => type === 'init');
  const names = ((init?.banks ?? []) as readonly { readonly name: string }[]).map(({ name }) => name);
  const shocks = shockMarks(
    events.filter(({ type }) => type === 'shock_applied'),
    names,
  );
  const last = Math.max(1, events.filter(({ type }) => type === 'step_end').at(-1)?.t ?? 0);
  const title = titleOf(lines);
  const layout = baseLayout(title, PLOT_PIXELS + 48 + 90);
  return {
    title,
    caption:
      'Price of each market against its price at the start, at the end of each step. Short bars mark where ' +
      'a crash alone left a price, crosses where the price stood when that step ended, dotted lines the ' +
      'steps with shocks of any kind.',
    data: [
      ...[...lines].map(([market, places], m) => marketLine(market, places, m)),
      ...justAfter(events, [...lines.keys()]),
      ...crashes(lines, shocks),
    ],
    layout: {
      ...layout,
      margin: { l: 56, r: 18, t: 48, b: 90 },
      legend: { ...(layout.legend as JsonObject), y: -52 / PLOT_PIXELS },
      showlegend: true,
      xaxis: axis('step', { range: [-0.02 * last, 1.02 * last], nticks: 12 }),
      yaxis: axis('return since the start', {
        tickformat: ',~g',
        ticksuffix: ' %',
        zeroline: true,
        zerolinecolor: light.survivor,
        ...(isFlat(lines) && { range: [-5, 5] }),
      }),
      shapes: [...new Set(shocks.map(({ t }) => t))].map(shockLine),
    },
  };
}

function linesOf(events: readonly LoggedEvent[]): Map<string, Place[]> {
  const lines = new Map<string, Place[]>();
  for (const { t, type, markets } of events) {
    if (type !== 'init' && type !== 'step_end') continue;
    for (const row of markets as readonly { readonly market: string; readonly return?: number }[]) {
      const line = lines.get(row.market) ?? [];
      lines.set(row.market, line);
      line.push([t, row.return ?? 0]);
    }
  }
  return lines;
}

/** No return ever leaves half a percent: then the axis would show rounding, blown up. */
function isFlat(lines: ReadonlyMap<string, readonly Place[]>): boolean {
  return [...lines.values()].every((line) => line.every(([, value]) => Math.abs(value) < 0.005));
}

function marketLine(market: string, places: readonly Place[], m: number): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name: plainText(market),
    x: places.map(([t]) => t),
    y: places.map(([, value]) => value * 100),
    line: {
      color: light.series[m % light.series.length]!,
      width: 2,
      dash: DASHES[Math.floor(m / light.series.length) % DASHES.length]!,
    },
    hovertext: places.map(([t, value]) => hoverText([market, `step ${t}: ${percent(value)}`])),
    hoverinfo: 'text',
  };
}

/** A bar where each price stood just after a crash, before anybody could sell. */
function justAfter(events: readonly LoggedEvent[], markets: readonly string[]): Trace[] {
  const opening = new Map(
    events
      .filter(({ type }) => type === 'init')
      .flatMap((init) => init.markets as readonly { readonly market: string; readonly price: number }[])
      .map(({ market, price }) => [market, price]),
  );
  const crashIds = new Set(
    events.filter(({ type, kind }) => type === 'shock_applied' && kind === CRASH).map(({ id }) => id),
  );
  const marks = events
    .filter(({ type, causes }) => type === 'price' && causes.some((cause) => crashIds.has(cause)))
    .map(({ t, market, price }) => {
      const value = (price as number) / opening.get(market as string)! - 1;
      return { t, market: market as string, value };
    });
  if (marks.length === 0) return [];
  return [
    {
      type: 'scatter',
      mode: 'markers',
      name: 'after the crash alone',
      x: marks.map(({ t }) => t),
      y: marks.map(({ value }) => value * 100),
      marker: {
        symbol: 'line-ew',
        size: 18,
        line: {
          color: marks.map(({ market }) => light.series[markets.indexOf(market) % light.series.length]!),
          width: 3,
        },
      },
      hovertext: marks.map(({ t, market, value }) =>
        hoverText([market, `step ${t}, after the crash alone: ${percent(value)}`]),
      ),
      hoverinfo: 'text',
    },
  ];
}

/** A cross on the line of each market that crashed, at the end of that step. */
function crashes(lines: ReadonlyMap<string, readonly Place[]>, shocks: readonly ShockMark[]): Trace[] {
  const marks = shocks.flatMap(({ t, markets, lines: words }) =>
    markets.flatMap((market) => {
      const place = lines.get(market)?.find(([at]) => at === t);
      return place === undefined ? [] : [{ t, value: place[1], text: hoverText([`Step ${t}`, ...words]) }];
    }),
  );
  if (marks.length === 0) return [];
  return [
    {
      type: 'scatter',
      mode: 'markers',
      name: 'end of the step of a crash',
      x: marks.map(({ t }) => t),
      y: marks.map(({ value }) => value * 100),
      marker: { symbol: 'x', size: 9, color: light.text, line: { color: light.background, width: 1 } },
      hovertext: marks.map(({ text }) => text),
      hoverinfo: 'text',
    },
  ];
}

function titleOf(lines: ReadonlyMap<string, readonly Place[]>): string {
  const ends = [...lines].map(([market, places]) => `${market} ${signed(places.at(-1)![1])}`);
  if (ends.length === 0) return 'No markets';
  if (ends.length > 3) return `Returns of ${counted(ends.length, 'market')}`;
  return `Markets at the end: ${ends.join(', ')}`;
}

function signed(value: number): string {
  const text = percent(value);
  return value > 0 ? `+${text}` : text;
}
