import type { LoggedEvent } from '../core/event-kind.ts';
import { type EventSource, eventsOf } from './cascade.ts';

/** A candle of one symbol as the log has it. */
export interface DrawnCandle {
  /** Milliseconds since 1970 UTC at which it began. */
  readonly at: number;
  /** The same where the market is: `2024-10-29T09:19:00+05:30`, or a date. */
  readonly timestamp: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** When it ended. */
  readonly wealth: number;
}

/** One end of a trade: its fill, or the mean over its fills and the time of the last one. */
export interface TradeEnd {
  readonly at: number;
  readonly timestamp: string;
  readonly price: number;
}

/** A position from its opening on. */
export interface DrawnTrade {
  readonly position: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly entry: TradeEnd;
  /** Null while it is open. */
  readonly exit: (TradeEnd & { readonly pnl: number; readonly reason: string }) | null;
}

/** What a run traded, and on which prices. */
export interface TradeHistory {
  /** Of the candles and trades; null before the first candle. */
  readonly symbol: string | null;
  /** What else was traded. */
  readonly others: readonly string[];
  /** At the start. */
  readonly cash: number;
  readonly candles: readonly DrawnCandle[];
  /** In the order in which they were opened. */
  readonly trades: readonly DrawnTrade[];
}

const TYPES = ['init', 'candle', 'order_filled', 'position_opened', 'position_closed', 'trade_update'];

/**
 * Reads the candles and trades of one symbol from a log of the trading model: of the one that was traded
 * first, unless told, or else of the first that has a candle.
 */
export function tradeHistory(events: EventSource, wanted?: string): TradeHistory {
  const candles: (DrawnCandle & { readonly symbol: string })[] = [];
  const trades: (Drawn<DrawnTrade> & { readonly symbol: string })[] = [];
  const fills = new Map<number, LoggedEvent>();
  const times = new Map<number, string>();
  const closings = new Map<number, LoggedEvent>();
  const open = new Map<unknown, Drawn<DrawnTrade>>();
  let cash = 0;
  for (const event of eventsOf(events, TYPES)) {
    switch (event.type) {
      case 'init':
        cash = event.cash as number;
        break;
      case 'candle':
        candles.push(event as unknown as DrawnCandle & { readonly symbol: string });
        break;
      case 'order_filled':
        fills.set(event.id, event);
        times.set(event.at as number, event.timestamp as string);
        break;
      case 'position_opened': {
        const trade = { ...openedTrade(event, fills), symbol: event.symbol as string };
        open.set(event.position, trade);
        trades.push(trade);
        break;
      }
      case 'position_closed':
        closings.set(event.id, event);
        break;
      default: {
        // The prices of the closing have all their digits, those of the update two.
        const closing = closings.get(event.causes[0]!) ?? event;
        const trade = open.get(event.position);
        if (trade !== undefined) trade.exit = exitOf(event, closing, times);
        open.delete(event.position);
      }
    }
  }
  const symbol = wanted ?? trades[0]?.symbol ?? candles[0]?.symbol ?? null;
  return {
    symbol,
    others: [...new Set(trades.map((trade) => trade.symbol))].filter((other) => other !== symbol),
    cash,
    candles: candles.filter((candle) => candle.symbol === symbol),
    trades: trades.filter((trade) => trade.symbol === symbol),
  };
}

type Drawn<Read> = { -readonly [Field in keyof Read]: Read[Field] };

function openedTrade(event: LoggedEvent, fills: ReadonlyMap<number, LoggedEvent>): Drawn<DrawnTrade> {
  const fill = fills.get(event.causes[0]!);
  return {
    position: event.position as string,
    side: event.side as 'buy' | 'sell',
    quantity: event.quantity as number,
    entry: {
      at: (fill?.at ?? 0) as number,
      timestamp: (fill?.timestamp ?? '') as string,
      price: event.price as number,
    },
    exit: null,
  };
}

function exitOf(
  update: LoggedEvent,
  closing: LoggedEvent,
  times: ReadonlyMap<number, string>,
): NonNullable<DrawnTrade['exit']> {
  const at = update.exit_at as number;
  return {
    at,
    timestamp: times.get(at) ?? '',
    price: closing.exit_price as number,
    pnl: closing.pnl as number,
    reason: closing.reason as string,
  };
}
