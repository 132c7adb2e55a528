import type { ModelState } from '../../core/model.ts';
import type { MoneyScale } from './money.ts';

/** Some lots that changed hands. */
export interface Fill {
  /** The tick at which they did: the market says when it came. */
  readonly tick: number;
  /** Lots. */
  readonly quantity: number;
  /** The market's price. */
  readonly raw: number;
  /** What was paid: with slippage. */
  readonly price: number;
  /** The share of the market's price by which it is worse; 0 for a target. */
  readonly slippage: number;
  /** Why, as an index into the graph's reasons; -1 of an entry. */
  readonly reason: number;
  /** The event at which its chain ends; -1 with the log off. */
  readonly leaf: number;
}

/** A position that is or was open, from its entry to its last exit. */
export interface Trade {
  /** Which of its position's trades with that number of re-entries it is, from 1. */
  readonly repeat: number;
  /** Which entry of the run it is. */
  readonly sequence: number;
  /** Indices into the graph's lists. */
  readonly position: number;
  readonly entryNode: number;
  readonly symbol: number;
  /** 1: bought; -1: sold. */
  readonly side: number;
  readonly reEntry: number;
  readonly lotSize: number;
  readonly entry: Fill;
  exits: Fill[];
  /** Lots left. */
  left: number;
  /** What cash it has brought so far, below 0 where it cost some, and fees, in units of money. */
  flow: bigint;
  paid: bigint;
  /** The fees as a double; and, once it is closed, its profit and loss. */
  fees: number;
  pnl: number;
  /** Prices at which it closes by itself; NaN for none. */
  stop: number;
  target: number;
  /** The event that says it is open, -1 with the log off; and those that say that a part of it is closed. */
  opening: number;
  reductions: readonly number[];
}

/** An order that waits for the next price. */
export interface Order {
  readonly number: number;
  readonly node: number;
  readonly position: number;
  readonly isEntry: boolean;
  /** Lots to close; of an entry, the node says. */
  readonly quantity: number;
  readonly reEntry: number;
  readonly reason: number;
  /** The event of its node, and of itself. */
  readonly leaf: number;
  readonly event: number;
}

/** An event by which a person changed prices to come. */
export interface Move {
  readonly event: number;
  /** Whose; -1: all symbols’. */
  readonly symbol: number;
}

/** Everything that a run remembers. */
export interface TradingState extends ModelState {
  /** The tick in hand, or the last one; -1 before the first. */
  tick: number;
  /** Its time: milliseconds since 1970 UTC, minutes ahead of it, local day since 1970, second of that day. */
  at: number;
  offset: number;
  day: number;
  second: number;
  /** By symbol: the last price, NaN before there is one; and the tick's own bar, NaN where it has none. */
  readonly price: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** By symbol: what `gap` has multiplied replayed prices by. */
  readonly factor: Float64Array;
  /** What has changed prices beside chance, in order; none with the log off. */
  moves: Move[];
  /** What generators go on from: prices before rounding, variance of the next return, the row drawn last. */
  readonly latent: Float64Array;
  variance: number;
  row: number;
  /** Values that came with ticks. */
  readonly given: Float64Array;

  /** By series: the candle that forms, which it is (NaN: none), and closed ones, as rings. */
  readonly forming: Float64Array;
  readonly bucket: Float64Array;
  readonly startedAt: Float64Array;
  readonly closed: Float64Array;
  readonly closedCount: Int32Array;
  /** Indicators' memory, and rings of what they gave. */
  readonly memory: Float64Array;
  readonly outputs: Float64Array;

  /** By node: whether it is active, the event that made it so, the re-entries of its chain, completions. */
  readonly isActive: Uint8Array;
  readonly parent: Int32Array;
  readonly reEntry: Int32Array;
  readonly completions: Int32Array;
  /** How often a node has stopped being active by itself, and how often when that was last looked at. */
  acts: number;
  actsSeen: number;
  /** Nothing can happen any more. */
  isIdle: boolean;
  readonly variables: Float64Array;
  /** Both sides of each crossing at the last tick. */
  readonly before: Float64Array;

  /** By position: the open trade; entries placed that wait, lots on their way out. */
  readonly positions: (Trade | null)[];
  readonly isEntering: Uint8Array;
  readonly leaving: Float64Array;
  openCount: number;
  orders: Order[];
  orderCount: number;
  /** Closed trades, in the order in which they closed. */
  trades: Trade[];
  /** How many trades there have been: in all, and by position and number of re-entries. */
  opened: number;
  openedAs: number[][];
  /** By node: how often a re-entry signal has fired since the entry signal that began its chain. */
  readonly reEntries: Int32Array;

  /** What units of money are; and cash, in units and as the nearest double. */
  readonly scale: MoneyScale;
  cashUnits: bigint;
  cash: number;
  cashAtStart: number;
  wealth: number;
  /**
   * Over ticks: the highest wealth; the deepest fall from one, in money and as a share; ticks in a position.
   */
  peak: number;
  drawdown: number;
  drawdownShare: number;
  exposedTicks: number;
  /** Notional of all fills, and fees. */
  turnover: number;
  fees: number;
  /** Sums of the trades as the log shows them; not kept with the log off. */
  readonly tally: { trades: number; cents: number; winning: number; losing: number };
  /** Wealth at the end of each day that is over. */
  days: number[];
}
