import type { LoggedEvent } from '../core/event-kind.ts';
import { onAnyGround } from './any-ground.ts';
import type { Figure, Json, JsonObject, Trace } from './figure.ts';
import { type BoxLine, type FlowBox, type FlowPiece, flowPieces } from './flow-boxes.ts';
import { baseLayout } from './layout.ts';
import { currencyOf, type DrawnRun } from './network-figure.ts';
import { hoverText, plainText, shortened } from './plain-text.ts';
import { counted, quantity } from './quantity.ts';
import { signed } from './signed.ts';
import { light } from './theme.ts';
import { timeWords } from './time-marks.ts';
import { type ChainedEvents, type TradeFlow, tradeFlow } from './trade-flow.ts';
import { wrapped } from './wrapped.ts';

/** A run of the trading model of which a trade is explained. */
export interface ChainedRun extends DrawnRun {
  readonly events: ChainedEvents;
}

/** How much `flowFigure` draws. */
export interface FlowOptions {
  /** Nodes of each chain; 8 unless told. In a longer one the middle is left out, and counted. */
  readonly nodesMax?: number;
}

const NODES_MAX = 8;
const MARGIN = { l: 16, r: 14, t: 46, b: 8 };
const [PADDING, HEAD, LINE, GAP, HEADING, APART] = [7, 18, 15, 20, 26, 8] as const;
/** Letters of 11 pixels that a line has room for in a figure of 420 pixels, both sides of it together. */
const LETTERS = 55;
/** Of one side by itself: more of its letters may be wide ones. */
const LINE_LETTERS = 48;
const TITLE_LENGTH = 43;
const BULLETS: Readonly<Record<string, readonly [symbol: string, color: string]>> = {
  strategy_started: ['circle-open', light.text],
  signal_emitted: ['circle', light.series[0]!],
  condition_evaluated: ['diamond', light.series[3]!],
  order_placed: ['square', light.series[2]!],
  bracket_hit: ['x', light.series[1]!],
  square_off: ['octagon', light.series[1]!],
};

/**
 * Why a trade of the trading model came about and ended: each node of its chains in order, from the start of
 * the strategy, with when it acted, what each comparison of its condition saw, what it kept, and its order
 * with the fill. For any ground, from 420 pixels on.
 *
 * @param trade a `trade_update` of the run, or the `trade_id` of one
 * @throws FaultlineError for a trade that the run does not have.
 */
export function flowFigure(run: ChainedRun, trade: LoggedEvent | string, options: FlowOptions = {}): Figure {
  const max = Math.max(2, options.nodesMax ?? NODES_MAX);
  const flow = tradeFlow(run.events, trade);
  const title = titleOf(flow.update, currencyOf(run));
  const day = dayOf(flow);
  // Dates are said once where they are all the same.
  const when = (timestamp: string): string => timeWords(timestamp).slice(day === '' ? 0 : day.length + 1);
  const goesOn = flow.fork === flow.entry.length - 1;
  const drawing = drawn([
    {
      heading: day === '' ? 'Entry' : `Entry, ${day}`,
      pieces: flowPieces(flow.entry, flow, max, when),
      goesOn: false,
    },
    { heading: exitHeading(flow, when), pieces: flowPieces(flow.exit, flow, max, when), goesOn },
  ]);
  return onAnyGround({
    title,
    caption: captionOf(flow),
    data: [bullets(drawing)],
    layout: {
      ...baseLayout(title, drawing.height + MARGIN.t + MARGIN.b),
      margin: MARGIN,
      showlegend: false,
      xaxis: { visible: false, range: [0, 1], fixedrange: true },
      // A unit is a pixel.
      yaxis: { visible: false, range: [drawing.height, 0], fixedrange: true },
      shapes: drawing.boxes.map(({ top, bottom }) => frame(top, bottom)),
      annotations: drawing.notes,
    },
  });
}

interface Part {
  readonly heading: string;
  readonly pieces: readonly FlowPiece[];
  /** From the last piece of the part before. */
  readonly goesOn: boolean;
}

interface Drawing {
  readonly height: number;
  readonly boxes: { readonly box: FlowBox; readonly top: number; readonly bottom: number }[];
  readonly notes: Json[];
}

function drawn(parts: readonly Part[]): Drawing {
  const boxes: Drawing['boxes'] = [];
  const notes: Json[] = [];
  let y = 0;
  for (const { heading, pieces, goesOn } of parts) {
    if (pieces.length === 0) continue;
    if (!goesOn && y > 0) y += APART;
    const lines = wrapped(heading, LINE_LETTERS);
    const muted = { color: light.muted, size: 12 };
    for (const [i, line] of lines.entries()) {
      notes.push(text(line, y + HEADING / 2 + i * LINE, 'left', muted, goesOn ? 42 : 0));
    }
    const first = y;
    y += HEADING + (lines.length - 1) * LINE;
    if (goesOn) notes.push(arrow(first, y));
    for (const [i, piece] of pieces.entries()) {
      if (i > 0) {
        notes.push(arrow(y, y + GAP));
        y += GAP;
      }
      y = 'left' in piece ? leftOut(piece, y, notes) : boxed(piece, y, notes, boxes);
    }
  }
  return { height: Math.max(60, y + 2), boxes, notes };
}

function leftOut({ left, from, to }: Exclude<FlowPiece, FlowBox>, top: number, notes: Json[]): number {
  const muted = { color: light.muted, size: 11 };
  notes.push(text(`… ${quantity(left, 15)} more …`, top + PADDING + 4, 'left', muted));
  notes.push(text(`${from} to ${to}`, top + PADDING + 4 + LINE, 'left', muted));
  return top + 2 * PADDING + 2 * LINE - 4;
}

function boxed(box: FlowBox, top: number, notes: Json[], boxes: Drawing['boxes']): number {
  let y = top + PADDING;
  const name = shortened(box.node, LINE_LETTERS - box.deed.length - 6);
  const head = `<b>${plainText(name)}</b> ${plainText(box.deed)}`;
  notes.push(note(head, y + HEAD / 2, 'left', { color: light.text, size: 11 }));
  // Bold letters are wider.
  if (1.2 * name.length + box.deed.length + box.when.length + 3 > LETTERS) y += LINE;
  notes.push(text(box.when, y + HEAD / 2, 'right', { color: light.muted, size: 11 }));
  y += HEAD;
  for (const { left, right } of box.lines.flatMap(fitted)) {
    if (left !== '') notes.push(text(left, y + LINE / 2, 'left', { color: light.text, size: 11 }));
    if (right !== '') notes.push(text(right, y + LINE / 2, 'right', { color: light.text, size: 11 }));
    y += LINE;
  }
  boxes.push({ box, top, bottom: y + PADDING });
  return y + PADDING;
}

/** As many lines as both sides need. */
function fitted({ left, right }: BoxLine): BoxLine[] {
  const lefts = wrapped(left, LINE_LETTERS).map((line, i) => (i === 0 ? line : `\u2003${line}`));
  const rights = wrapped(right, LINE_LETTERS);
  const last = lefts.at(-1)!;
  if (rights.length === 1 && last.length + right.length + 2 <= LETTERS) {
    return [...lefts.slice(0, -1).map((line) => ({ left: line, right: '' })), { left: last, right }];
  }
  return [
    ...lefts.map((line) => ({ left: line, right: '' })),
    ...rights.map((line) => ({ left: '', right: line })),
  ];
}

function frame(top: number, bottom: number): Json {
  const across = { xref: 'paper', x0: 0, x1: 1, yref: 'y', y0: top, y1: bottom };
  return { type: 'rect', ...across, line: { color: light.survivor, width: 1.2 }, layer: 'below' };
}

function text(words: string, y: number, side: 'left' | 'right', font: JsonObject, inset = 12): Json {
  return note(plainText(words), y, side, font, inset);
}

function note(html: string, y: number, side: 'left' | 'right', font: JsonObject, inset = 12): Json {
  const place =
    side === 'left' ? { x: 0, xanchor: 'left', xshift: inset } : { x: 1, xanchor: 'right', xshift: -inset };
  return {
    ...{ text: html, xref: 'paper', yref: 'y', y, yanchor: 'middle', ...place },
    ...{ align: side, showarrow: false, borderpad: 0, font },
  };
}

function arrow(from: number, to: number): Json {
  return {
    ...{ text: '', xref: 'paper', x: 0, xshift: 26, yref: 'y', y: to, ax: 0, ay: from - to },
    ...{ showarrow: true, arrowhead: 2, arrowsize: 1, arrowwidth: 1.3, arrowcolor: light.muted },
  };
}

/** A mark on the left side of each box, by what kind of event it is. */
function bullets({ boxes }: Drawing): Trace {
  const marks = boxes.map(({ box }) => BULLETS[box.type] ?? ['circle', light.muted]);
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'nodes',
    x: boxes.map(() => 0),
    y: boxes.map(({ top }) => top + PADDING + HEAD / 2),
    marker: {
      symbol: marks.map(([symbol]) => symbol!),
      color: marks.map(([, color]) => color!),
      size: 9,
    },
    cliponaxis: false,
    hovertext: boxes.map(({ box }) => hoverText([box.name, `${box.node} ${box.deed}`])),
    hoverinfo: 'text',
  };
}

/** The day on which all of it was; empty where there are several, or dates alone. */
function dayOf({ entry, exit, fills }: TradeFlow): string {
  const times = [...entry, ...exit, ...fills.values()].map(({ timestamp }) => timeWords(timestamp as string));
  const days = new Set(times.map((time) => time.slice(0, 10)));
  return days.size === 1 && times.every((time) => time.length > 10) ? times[0]!.slice(0, 10) : '';
}

function exitHeading({ entry, fork }: TradeFlow, when: (timestamp: string) => string): string {
  if (fork === entry.length - 1) return 'Exit';
  if (fork < 0) return 'Exit, by a chain of its own';
  const { node, timestamp } = entry[fork]!;
  return `Exit, from ${node} of ${when(timestamp as string)} on`;
}

function titleOf(update: LoggedEvent, unit: string): string {
  const { trade, pnl, reason } = update as unknown as UpdateFields;
  const sum = `${signed(pnl, (value) => quantity(value, 6))} ${shortened(unit, 8)}`;
  const end = shortened(reason, 14);
  const name = shortened(trade.trade_id, TITLE_LENGTH - sum.length - end.length - 10);
  return `Trade ${name}: ${sum} (${end})`;
}

interface UpdateFields {
  readonly trade: { readonly trade_id: string };
  readonly pnl: number;
  readonly reason: string;
}

function captionOf({ update, entry, exit }: TradeFlow): string {
  const { side, quantity: lots, symbol, entry_price, exit_price, trade } = update as unknown as CaptionFields;
  const way = side === 'buy' ? 'Bought' : 'Sold short';
  const earlier = (trade.exits ?? []).slice(0, -1);
  const parts = earlier.map((part) => `${quantity(part.quantity, 15)} at ${part.price} (${part.reason})`);
  return (
    `${way} ${quantity(lots, 15)} ${symbol} at ${quantity(entry_price, 9)}, closed at ` +
    `${quantity(exit_price, 9)}: ${counted(entry.length, 'node')} to the entry, ` +
    `${quantity(exit.length)} more to the exit. Each made the next one look. ✓ a comparison that held, ` +
    '✗ one that did not, with the values of both sides; a node acts on its condition as a whole.' +
    (parts.length === 0 ? '' : ` The exit is the last of several; before it ${parts.join(', ')}.`)
  );
}

interface CaptionFields {
  readonly trade: {
    readonly exits?: readonly {
      readonly quantity: number;
      readonly price: string;
      readonly reason: string;
    }[];
  };
  readonly side: string;
  readonly quantity: number;
  readonly symbol: string;
  readonly entry_price: number;
  readonly exit_price: number;
}
