import type { GivenConfig } from '../../core/config.ts';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { TradingView } from '../../models/trading/view.ts';
import { amountText } from '../examples/amount-text.ts';
import { drawGraph } from './graph-drawing.ts';
import { Motions } from './motions.ts';
import { drawPrice, fillPoint, type PricePicture } from './price-drawing.ts';
import { PriceTrack } from './price-track.ts';
import type { Frame, Place, Scene, Size } from './scene.ts';
import { type StrategyGraph, typeName } from './strategy-graph.ts';
import { type TradingLayout, tradingLayout } from './trading-layout.ts';
import { TradingMotions } from './trading-motion.ts';

const FLASH = 700;
const PULSE = 650;
/** A pulse leaves so long after its node has lit up. */
const LEAD = 120;

/** A strategy as a graph, the price that it trades on, and what it makes. */
export class TradingScene implements Scene {
  readonly memorable = ['candle', 'order_filled', 'position_opened', 'position_closed', 'square_off'];
  private view: TradingView;
  private turn = -1;
  private readonly graph: StrategyGraph;
  private readonly cash: number;
  private readonly track = new PriceTrack();
  private readonly flows: TradingMotions;
  /** From an edge's number to itself: along the edge; from a node's number after those of edges: a flash. */
  private readonly motions = new Motions();
  /** What stopped the strategy last. */
  private stopped: LoggedEvent | null = null;
  private layout: TradingLayout | null = null;
  private size: Size = { width: 0, height: 0 };

  constructor(state: SessionState, graph: StrategyGraph, config: GivenConfig) {
    this.view = state.view as TradingView;
    this.graph = graph;
    this.cash = typeof config.cash === 'number' ? config.cash : 0;
    this.flows = new TradingMotions(graph);
    this.update(state);
  }

  update(state: SessionState): void {
    if (state.turn < this.turn) {
      this.track.clear();
      this.motions.clear();
      this.stopped = null;
    }
    this.turn = state.turn;
    this.view = state.view as TradingView;
    this.track.update(this.view, state.events);
  }

  happen(event: LoggedEvent, now: number): void {
    this.remember(event);
    const seen = this.flows.of(event);
    if (seen === null) return;
    const { edges, nodes } = this.graph;
    const style = seen.isBad ? 1 : 0;
    const base = { style, size: 3.5, event: event.id, isMinor: false };
    const flash = edges.length + seen.node;
    this.motions.add({ ...base, from: flash, to: flash, start: now, duration: FLASH }, now);
    for (const edge of seen.edges) {
      this.motions.add({ ...base, from: edge, to: nodes.length, start: now + LEAD, duration: PULSE }, now);
    }
  }

  remember(event: LoggedEvent): void {
    this.track.take(event);
    if (event.type === 'square_off') this.stopped = event;
  }

  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    const { size } = frame;
    if (this.layout === null || size.width !== this.size.width || size.height !== this.size.height) {
      this.layout = tradingLayout(this.graph, size);
      this.size = size;
    }
    const { graph, layout, motions } = this;
    const active = new Set(this.view.active_nodes);
    // A strategy may begin again after it has squared off: then that is over.
    const stopped = active.size === 0 && this.stopped !== null ? stopOf(this.stopped) : null;
    drawGraph(context, frame, { graph, layout, motions, active, stopped });
    drawPrice(context, frame, this.pricePicture(layout));
  }

  isMoving(now: number): boolean {
    return this.motions.isMoving(now);
  }

  places(): readonly Place[] {
    const { graph, layout, track, view } = this;
    if (layout === null) return [];
    const active = new Set(view.active_nodes);
    const picture = this.pricePicture(layout);
    const nodes = graph.nodes.map(({ id, name, type }, i): Place => {
      const { height, width, x, y } = layout.nodes[i];
      const label = `${name}, ${typeName(type)}: ${active.has(id) ? 'active' : 'not active'}`;
      const middle = { x: x + width / 2, y: y + height / 2 };
      return { id: `node:${id}`, label, ...middle, reach: height / 2, halfWidth: width / 2 };
    });
    const open = view.open_positions.map(
      ({ entry_price, quantity, side, trade_id, unrealized_pnl }): Place => {
        const { price } = layout;
        const label = `open: ${side} ${quantity} at ${entry_price}, unrealized ${unrealized_pnl}`;
        const y = picture.yOf(Number(entry_price));
        return { id: `trade:${trade_id}`, label, x: price.x + price.width - 26, y, reach: 7, halfWidth: 26 };
      },
    );
    const fills = track.fills.flatMap((fill): Place[] => {
      const point = fillPoint(picture, fill);
      const label = `${fill.side} ${fill.quantity} at ${fill.price} (${fill.position})`;
      return point === null ? [] : [{ id: `event:${fill.id}`, label, ...point, reach: 6 }];
    });
    return [...nodes, ...open, ...fills];
  }

  entitiesOf(event: LoggedEvent): readonly string[] {
    if (typeof event.node === 'string') return [`node:${event.node}`];
    return this.track.fills.some(({ id }) => id === event.id) ? [`event:${event.id}`] : [];
  }

  summary(): string {
    const { active_nodes, open_positions, pnl_summary, timestamp, trades } = this.view;
    return (
      `${timestamp ?? 'Before the first tick'}: P&L ${amountText(Number(pnl_summary.total_pnl))}, ` +
      `${trades.length} trades, ${open_positions.length} open, ${active_nodes.length} nodes active.`
    );
  }

  private pricePicture(layout: TradingLayout): PricePicture {
    return pricePictureOf(this.track, layout, this.cash);
  }
}

function pricePictureOf(track: PriceTrack, layout: TradingLayout, cash: number): PricePicture {
  const { points } = track;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const see = (value: number | null): void => {
    if (value === null) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { price } of points) see(price);
  for (const { entry, stop, target } of track.open.values())
    for (const level of [entry, stop, target]) see(level);
  if (!(high > low)) {
    const middle = Number.isFinite(low) ? low : 100;
    [low, high] = [middle * 0.999, middle * 1.001];
  }
  const room = 0.08 * (high - low);
  const { height, y } = layout.price;
  const yOf = (price: number): number => y + height * (1 - (price - low + room) / (high - low + 2 * room));
  return { track, layout, cash, low, high, yOf };
}

function stopOf({ node, timestamp }: LoggedEvent): { readonly node: string; readonly words: string } {
  return { node: String(node), words: `squared off, ${String(timestamp).replace(/T/, ' ').slice(0, 16)}` };
}
