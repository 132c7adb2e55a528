import type { BanksState } from './state.ts';

/**
 * Which events a later event will name as its causes; kept only while the log is on. Lists are
 * linked: head by bank or market, then `next`, the latest first.
 */
export interface Trace {
  /** Latest `step_start`. */
  step: number;
  /** The event that raised rates last. */
  rates: number;
  /** By bank: shocks and losses that took equity from it. */
  hitHead: Int32Array;
  /** By market: orders and shocks since its price was last recorded. */
  orderHead: Int32Array;
  listEvent: number[];
  listNext: number[];
  /** By market: the event that recorded its price last. */
  price: Int32Array;
  /** By bank: its latest accrual that cost more than it earned. */
  accrual: Int32Array;
  /** By bank: its default. */
  defaulted: Int32Array;
}

export function createTrace(bankCount: number, marketCount: number): Trace {
  return {
    step: -1,
    rates: -1,
    hitHead: new Int32Array(bankCount).fill(-1),
    orderHead: new Int32Array(marketCount).fill(-1),
    listEvent: [],
    listNext: [],
    price: new Int32Array(marketCount).fill(-1),
    accrual: new Int32Array(bankCount).fill(-1),
    defaulted: new Int32Array(bankCount).fill(-1),
  };
}

/** Remembers that `event` took equity from `bank`. */
export function noteHit(trace: Trace, bank: number, event: number): void {
  trace.hitHead[bank] = push(trace, trace.hitHead[bank], event);
}

/** Remembers that `event` moved the price of `market`. */
export function noteOrder(trace: Trace, market: number, event: number): void {
  trace.orderHead[market] = push(trace, trace.orderHead[market], event);
}

/** The latest event that took equity from `bank`; -1 for none. */
export function latestHit(trace: Trace, bank: number): number {
  const head = trace.hitHead[bank];
  return head < 0 ? -1 : trace.listEvent[head];
}

/** What a price came from: the price before it, and what moved it since. */
export function causesOfPrice(trace: Trace, market: number): number[] {
  const causes = list(trace, trace.orderHead[market]);
  if (trace.price[market] >= 0) causes.push(trace.price[market]);
  return causes.reverse();
}

/** What a default came from: hits, prices of held markets below their start, and running costs. */
export function causesOfDefault(trace: Trace, state: BanksState, bank: number, startPrice: Float64Array): number[] {
  const causes = list(trace, trace.hitHead[bank]);
  for (let m = 0; m < state.marketCount; m++) {
    const held = state.units[m * state.bankCount + bank] > 0;
    if (held && state.price[m] < startPrice[m] && trace.price[m] >= 0) causes.push(trace.price[m]);
  }
  if (trace.accrual[bank] >= 0) causes.push(trace.accrual[bank]);
  return causes.sort((a, b) => a - b);
}

function push(trace: Trace, head: number, event: number): number {
  trace.listEvent.push(event);
  trace.listNext.push(head);
  return trace.listEvent.length - 1;
}

function list(trace: Trace, head: number): number[] {
  const events: number[] = [];
  for (let at = head; at >= 0; at = trace.listNext[at]) events.push(trace.listEvent[at]);
  return events;
}
