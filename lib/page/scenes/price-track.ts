import type { LoggedEvent } from '../../core/event-kind.ts';
import type { TradingView } from '../../models/trading/view.ts';

/** A price on the way, and what the strategy was worth. */
export interface PricePoint {
  /** Of its event; of a state's, fractions in between. */
  readonly id: number;
  /** Milliseconds since 1970, where the market is; null where it is not known. */
  readonly at: number | null;
  readonly price: number;
  readonly wealth: number | null;
}

export interface FillMark {
  readonly id: number;
  readonly price: number;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly position: string;
}

/** An open position’s levels. */
export interface Levels {
  /** The event that opened it. */
  readonly id: number;
  readonly entry: number;
  readonly stop: number | null;
  readonly target: number | null;
}

const POINTS_MAX = 760;
const FILLS_MAX = 400;
const MINUTE = 60_000;

/** Prices and fills of the latest stretch of a run, in the order of their events. */
export class PriceTrack {
  readonly points: PricePoint[] = [];
  readonly fills: FillMark[] = [];
  readonly open = new Map<string, Levels>();
  private symbol: string | null = null;
  private hasCandles = false;

  /** Prices of states, for a run whose log keeps no candles. */
  update(view: TradingView, events: number): void {
    this.symbol ??= Object.keys(view.ltp_store)[0] ?? null;
    for (const position of this.open.keys()) {
      const isOpen = view.open_positions.some(({ position_id }) => position_id === position);
      if (!isOpen && (this.open.get(position) as Levels).id < events) this.open.delete(position);
    }
    if (this.hasCandles || this.symbol === null) return;
    const price = view.ltp_store[this.symbol];
    if (price !== undefined) this.add({ id: events - 0.5, at: null, price, wealth: view.wealth });
  }

  take(event: LoggedEvent): void {
    if (event.type === 'candle') this.takeCandle(event);
    else if (event.type === 'order_filled') this.takeFill(event);
    else if (event.type === 'position_opened') this.takeOpened(event);
    else if (event.type === 'position_closed') this.open.delete(event.position as string);
  }

  clear(): void {
    this.points.length = 0;
    this.fills.length = 0;
    this.open.clear();
    this.hasCandles = false;
  }

  /** Where an event lies on the axis of points: a whole number is a point. */
  placeOf(id: number): number {
    return lowerBound(this.points, id);
  }

  private takeOpened(event: LoggedEvent): void {
    const position = event.position as string;
    const known = this.open.get(position);
    if (known !== undefined && known.id > event.id) return;
    this.open.set(position, {
      id: event.id,
      entry: event.price as number,
      stop: event.stop as number | null,
      target: event.target as number | null,
    });
  }

  private takeCandle(event: LoggedEvent): void {
    this.symbol ??= event.symbol as string;
    if (event.symbol !== this.symbol) return;
    if (!this.hasCandles) this.points.length = 0;
    this.hasCandles = true;
    const offset = (event.offset as number | null) ?? 0;
    this.add({
      id: event.id,
      at: (event.at as number) + offset * MINUTE,
      price: event.close as number,
      wealth: event.wealth as number,
    });
  }

  private takeFill(event: LoggedEvent): void {
    if (this.symbol !== null && event.symbol !== this.symbol) return;
    const { fills } = this;
    const { id, position, price, quantity, side } = event as LoggedEvent & FillMark;
    insert(fills, { id, position, price, quantity, side });
    if (fills.length > FILLS_MAX) fills.shift();
  }

  private add(point: PricePoint): void {
    const { points } = this;
    insert(points, point);
    if (points.length > POINTS_MAX) points.shift();
  }
}

/** Puts an item in by its id: what is remembered of before may come late. Twice is once. */
function insert<T extends { readonly id: number }>(items: T[], item: T): void {
  const last = items.at(-1);
  if (last === undefined || last.id < item.id) {
    items.push(item);
    return;
  }
  const place = lowerBound(items, item.id);
  if (items[place].id !== item.id) items.splice(place, 0, item);
}

function lowerBound(items: readonly { readonly id: number }[], id: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
