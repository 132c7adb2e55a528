import { FaultlineError } from '../core/faultline-error.ts';
import { onAnyGround } from './any-ground.ts';
import { type CandleGroup, candleGroups, candlePlace } from './candle-groups.ts';
import { type EquityPoint, equityPath, wealthScale } from './equity-path.ts';
import type { Figure, Json, JsonObject, Trace } from './figure.ts';
import { currencyOf, type DrawnRun } from './network-figure.ts';
import { hoverText, shortened } from './plain-text.ts';
import { counted, percent, quantity } from './quantity.ts';
import { signed } from './signed.ts';
import { panelAxis, stackedPanels } from './stacked-panels.ts';
import { light } from './theme.ts';
import { timeAxis, timeWords } from './time-marks.ts';
import { type DrawnCandle, type DrawnTrade, tradeHistory } from './trade-history.ts';

/** What `tradesFigure` draws of a run. */
export interface TradesOptions {
  /** The one that was traded first unless told. */
  readonly symbol?: string;
  /** As much of a time as matters, where the market is: `2008`, `2024-01-02T13:30`. */
  readonly from?: string;
  /** Included, whole: `2008` is to the end of that year. */
  readonly to?: string;
}

const PANELS = 3;
const [PRICE, WEALTH, DRAWDOWN] = [0, 1, 2].map((panel) => panelAxis(panel, PANELS)) as [
  string,
  string,
  string,
];
/** So many candles are drawn as such; more as a line of closes, and that of at most so many points. */
const CANDLES_MAX = 120;
const POINTS_MAX = 500;
const POINT = 'the last close and wealth, the deepest drawdown';
/** Of the name of the money on the axis of its panel. */
const UNIT_LENGTH = 8;
/** Of the open and the close of a bar, in places. */
const TICK = 0.36;

/**
 * A run of the trading model over time: the price with the entry and exit of each trade, the wealth, and how
 * far it is below its highest before. Candles stand side by side, whatever time lies between them. For any
 * ground.
 *
 * @throws FaultlineError for a symbol without candles, and for a span without any.
 */
export function tradesFigure(run: DrawnRun, options: TradesOptions = {}): Figure {
  const { symbol: wanted, from = '', to = '' } = options;
  const { symbol, others, cash, candles, trades } = tradeHistory(run.events, wanted);
  if (wanted !== undefined && candles.length === 0) {
    throw new FaultlineError('tradesFigure: symbol', wanted, 'a symbol of which the log has candles');
  }
  const [first, end] = span(candles, from, to);
  if (candles.length > 0 && first >= end) {
    const allowed = `a span with a candle, of ${candles[0]!.timestamp} to ${candles.at(-1)!.timestamp}`;
    throw new FaultlineError('tradesFigure: from, to', `${from} to ${to}`, allowed);
  }
  const shown = candles.slice(first, end);
  const path = equityPath(candles, cash);
  const equity = path.slice(first, end);
  const unit = shortened(currencyOf(run), UNIT_LENGTH);
  const placed = trades.flatMap((trade): PlacedTrade[] => {
    const entry = candlePlace(candles, trade.entry.at) - first;
    const exit = trade.exit === null ? Number.POSITIVE_INFINITY : candlePlace(candles, trade.exit.at) - first;
    // A forming candle may come after the last one of the log.
    const last = end === candles.length ? shown.length : shown.length - 1;
    return exit < 0 || entry > last ? [] : [{ trade, entry, exit, last }];
  });
  const scale = wealthScale(
    equity.map(({ wealth }) => wealth),
    cash,
    unit,
  );
  const groups = candleGroups(shown, POINTS_MAX);
  const only = others.length === 0 ? '' : ` of ${symbol}`;
  const title = titleOf(placed, equity, path[first - 1]?.wealth ?? cash, only);
  const panels = [
    { title: symbol === null ? 'price' : `price of ${symbol}`, pixels: 240 },
    { title: scale.title, pixels: 120, axis: { nticks: 4 } },
    { title: 'drawdown (%)', pixels: 90, axis: { nticks: 4, rangemode: 'tozero' } },
  ];
  return onAnyGround({
    title,
    caption: `${captionOf(shown, groups)}${othersWords(others)}`,
    data: [
      ...(shown.length > CANDLES_MAX ? [closes(shown, groups)] : [candleBars(shown)]),
      ...tradeTraces(placed, unit),
      ...equityTraces(shown, equity, groups, scale.of),
    ],
    layout: stackedPanels(title, panels, timeAxis(shown.map(({ timestamp }) => timestamp)), []),
  });
}

/** A trade that was open while something that is drawn happened. Places may lie outside of that. */
interface PlacedTrade {
  readonly trade: DrawnTrade;
  readonly entry: number;
  readonly exit: number;
  /** The last place that is drawn. */
  readonly last: number;
}

function span(candles: readonly DrawnCandle[], from: string, to: string): readonly [number, number] {
  const first = from === '' ? 0 : candles.findIndex(({ timestamp }) => timestamp >= from);
  const after = to === '' ? -1 : candles.findIndex(({ timestamp }) => timestamp.slice(0, to.length) > to);
  return [first < 0 ? candles.length : first, after < 0 ? candles.length : after];
}

function closes(candles: readonly DrawnCandle[], groups: readonly CandleGroup[]): Trace {
  const points = groups.map(({ place }) => candles[place]!);
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'close',
    yaxis: PRICE,
    x: groups.map(({ place }) => place),
    y: points.map(({ close }) => digits(close)),
    line: { color: light.muted, width: 1.3 },
    text: points.map(({ timestamp }) => timeWords(timestamp)),
    hovertemplate: '%{text}<br>close %{y}<extra></extra>',
  };
}

/** A bar from low to high for each candle, with the open to the left of it and the close to the right. */
function candleBars(candles: readonly DrawnCandle[]): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'bar',
    yaxis: PRICE,
    x: candles.flatMap((_, i) => [i, i, null, i - TICK, i, null, i, i + TICK, null]),
    y: candles
      .map(({ open, high, low, close }) => [open, high, low, close].map((price) => digits(price)))
      .flatMap(
        ([open, high, low, close]) => [low, high, null, open, open, null, close, close, null] as Json[],
      ),
    line: { color: light.muted, width: 1.3 },
    hovertext: candles.flatMap((candle) => {
      const words = candleWords(candle);
      return [words, words, '', words, words, '', words, words, ''];
    }),
    hoverinfo: 'text',
  };
}

function candleWords({ timestamp, open, high, low, close }: DrawnCandle): string {
  const [first, most, least, last] = [open, high, low, close].map((price) => digits(price));
  return hoverText([timeWords(timestamp), `open ${first}, high ${most}`, `low ${least}, close ${last}`]);
}

/** A line from the entry to the exit of each trade, and a mark at both. */
function tradeTraces(placed: readonly PlacedTrade[], unit: string): Trace[] {
  const won = placed.filter(({ trade: { exit } }) => exit !== null && exit.pnl > 0);
  const lost = placed.filter(({ trade: { exit } }) => exit !== null && exit.pnl <= 0);
  const begun = placed.filter(({ entry, last }) => entry >= 0 && entry <= last);
  const side = (wanted: string) => begun.filter(({ trade }) => trade.side === wanted);
  const ended = (list: readonly PlacedTrade[]) => list.filter(({ exit, last }) => exit <= last);
  const at = { entry: ({ entry }: PlacedTrade) => entry, exit: ({ exit }: PlacedTrade) => exit };
  const entryPrice = ({ trade }: PlacedTrade): number => digits(trade.entry.price);
  const exitPrice = ({ trade }: PlacedTrade): number => digits(trade.exit!.price);
  const marks = (
    name: string,
    list: readonly PlacedTrade[],
    x: (trade: PlacedTrade) => number,
    y: (trade: PlacedTrade) => number,
    marker: Marker,
  ): Trace[] => {
    if (list.length === 0) return [];
    const { symbol, color, size, ...place } = marker;
    const look = { symbol, color, size, line: { color, width: 1.8 } };
    const shared = { type: 'scatter', mode: 'markers', name, yaxis: PRICE, legendgroup: name } as const;
    const hovertext = list.map(({ trade }) => hoverText(tradeWords(trade, unit)));
    return [
      {
        ...{ ...shared, x: list.map(x), y: list.map(y), marker: { ...look, ...place } },
        ...{ showlegend: false, hovertext, hoverinfo: 'text' },
      },
      // In the legend, where nothing is to be kept clear of.
      {
        ...{ ...shared, x: [null], y: [null], hoverinfo: 'skip' },
        marker: { ...look, symbol: place.angle === 180 ? 'triangle-down' : symbol },
      },
    ];
  };
  // With its tip at the price: an exit at the same place stays to be seen.
  const arrow = (angle: number, color: string): Marker => {
    return { symbol: 'triangle-up', color, size: 9, angle, standoff: 8 };
  };
  return [
    ...heldLines(won, { color: light.series[2]!, width: 1.6 }),
    ...heldLines(lost, { color: light.series[1]!, width: 1.6, dash: 'dot' }),
    ...marks('long entry', side('buy'), at.entry, entryPrice, arrow(0, light.series[0]!)),
    ...marks('short entry', side('sell'), at.entry, entryPrice, arrow(180, light.series[3]!)),
    ...marks('exit, profit', ended(won), at.exit, exitPrice, {
      symbol: 'circle-open',
      color: light.series[2]!,
      size: 8,
    }),
    ...marks('exit, loss', ended(lost), at.exit, exitPrice, {
      symbol: 'x-thin',
      color: light.series[1]!,
      size: 8,
    }),
  ];
}

interface Marker {
  readonly symbol: string;
  readonly color: string;
  readonly size: number;
  readonly angle?: number;
  readonly standoff?: number;
}

/** From entries to exits, cut where what is drawn ends. */
function heldLines(list: readonly PlacedTrade[], line: JsonObject): Trace[] {
  if (list.length === 0) return [];
  const ends = list.map(({ trade, entry, exit, last }) => {
    const [from, to] = [trade.entry.price, trade.exit!.price];
    const slope = exit > entry ? (to - from) / (exit - entry) : 0;
    const [x0, x1] = [Math.max(0, entry), Math.min(exit, last)];
    return { x0, x1, y0: from + (x0 - entry) * slope, y1: x1 === exit ? to : from + (x1 - entry) * slope };
  });
  return [
    {
      type: 'scatter',
      mode: 'lines',
      showlegend: false,
      yaxis: PRICE,
      x: ends.flatMap(({ x0, x1 }) => [x0, x1, null]),
      y: ends.flatMap(({ y0, y1 }) => [digits(y0), digits(y1), null]),
      line,
      hoverinfo: 'skip',
    },
  ];
}

function tradeWords({ position, side, quantity: lots, entry, exit }: DrawnTrade, unit: string): string[] {
  const way = side === 'buy' ? 'long' : 'short';
  const opened = `in ${timeWords(entry.timestamp)} at ${digits(entry.price)}`;
  const head = `${position}: ${way} ${quantity(lots, 15)}`;
  if (exit === null) return [head, opened, 'still open'];
  const pnl = `P&L ${signed(exit.pnl, quantity)} ${unit} (${exit.reason})`;
  return [head, opened, `out ${timeWords(exit.timestamp)} at ${digits(exit.price)}`, pnl];
}

function equityTraces(
  candles: readonly DrawnCandle[],
  equity: readonly EquityPoint[],
  groups: readonly CandleGroup[],
  wealth: (value: number) => number,
): Trace[] {
  const deepest = groups.map(({ first, place }) => {
    let least = 0;
    for (let i = first; i <= place; i++) least = Math.min(least, equity[i]!.drawdown);
    return digits(100 * least, 4);
  });
  const shared = {
    type: 'scatter',
    mode: 'lines',
    showlegend: false,
    x: groups.map(({ place }) => place),
    text: groups.map(({ place }) => timeWords(candles[place]!.timestamp)),
  } as const;
  return [
    {
      ...shared,
      name: 'wealth',
      yaxis: WEALTH,
      y: groups.map(({ place }) => digits(wealth(equity[place]!.wealth))),
      line: { color: light.series[0]!, width: 1.6 },
      hovertemplate: '%{text}<br>%{y}<extra></extra>',
    },
    {
      ...shared,
      name: 'drawdown',
      yaxis: DRAWDOWN,
      y: deepest,
      fill: 'tozeroy',
      fillcolor: light.loss,
      line: { color: light.series[1]!, width: 1.2 },
      hovertemplate: '%{text}<br>%{y} %<extra></extra>',
    },
  ];
}

function digits(value: number, count = 7): number {
  return Number(value.toPrecision(count));
}

/** `only`: of which symbol the trades are, where the wealth is of others too. */
function titleOf(
  placed: readonly PlacedTrade[],
  equity: readonly EquityPoint[],
  before: number,
  only: string,
): string {
  if (equity.length === 0) return 'No candle is complete';
  const closed = placed.filter(({ exit, last }) => exit <= last).length;
  const pnl = equity.at(-1)!.wealth - before;
  const depth = equity.reduce((deepest, { drawdown }) => Math.max(deepest, -drawdown), 0);
  const trades = closed === 0 ? 'No exit' : counted(closed, 'trade');
  const sum = `${only === '' ? '' : 'in all '}${pnl < 0 ? 'loss' : 'profit'} ${quantity(Math.abs(pnl))}`;
  return `${trades}${only}, ${sum}, drawdown ${percent(depth)}`;
}

function othersWords(others: readonly string[]): string {
  if (others.length === 0) return '';
  return ` Wealth and drawdown are of ${others.join(', ')} too: the option symbol draws another one.`;
}

function captionOf(candles: readonly DrawnCandle[], groups: readonly CandleGroup[]): string {
  const size = groups.length < candles.length ? groups[0]!.place + 1 : 1;
  const price =
    candles.length > CANDLES_MAX
      ? 'closes'
      : 'bars from low to high, open to the left and close to the right';
  return (
    `From the top: ${price}, with a triangle at each entry (up: long, down: short), a circle at an exit ` +
    'with a profit and a cross at one with a loss, joined by a line, dotted for a loss; wealth after all ' +
    'costs; and how far it is below its highest before, at the ends of candles. Nights and weekends take ' +
    `no room.${size === 1 ? '' : ` A point for every ${size} candles: ${POINT}.`}`
  );
}
