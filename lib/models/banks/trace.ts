/**
 * Which events a later event will name as its causes; kept only while the log is on. Lists are
 * linked: head by bank, then `listNext`, the latest first.
 */
export interface Trace {
  /** Latest `step_start`. */
  step: number;
  /** The event that raised rates last. */
  rates: number;
  /** By bank: shocks and losses that took equity from it. */
  hitHead: Int32Array;
  /** By market: the first `orderCount` are the orders and shocks since its price was last recorded. */
  orderCount: Int32Array;
  orders: Int32Array[];
  listCount: number;
  listEvent: Int32Array;
  listNext: Int32Array;
  /** By market: the event that recorded its price last. */
  price: Int32Array;
  /** By bank: its latest accrual that cost more than it earned. */
  accrual: Int32Array;
  /** By bank: what made a claim on it due last, falling behind or a recall. */
  due: Int32Array;
  /** By bank: its default. */
  defaulted: Int32Array;
  /** The causes of the event in hand. */
  causeCount: number;
  causes: Int32Array;
}

const LIST_FIRST = 256;

export function createTrace(bankCount: number, marketCount: number): Trace {
  return {
    step: -1,
    rates: -1,
    hitHead: new Int32Array(bankCount),
    orderCount: new Int32Array(marketCount),
    orders: Array.from({ length: marketCount }, () => new Int32Array(LIST_FIRST)),
    listCount: 0,
    listEvent: new Int32Array(LIST_FIRST),
    listNext: new Int32Array(LIST_FIRST),
    price: new Int32Array(marketCount),
    accrual: new Int32Array(bankCount),
    due: new Int32Array(bankCount),
    defaulted: new Int32Array(bankCount),
    causeCount: 0,
    causes: new Int32Array(LIST_FIRST),
  };
}

/** Forgets every event. */
export function clearTrace(trace: Trace): void {
  const { hitHead, price, accrual, due, defaulted } = trace;
  for (const events of [hitHead, price, accrual, due, defaulted]) events.fill(-1);
  trace.orderCount.fill(0);
  trace.step = -1;
  trace.rates = -1;
  trace.listCount = 0;
}

/** Remembers that `event` took equity from `bank`. */
export function noteHit(trace: Trace, bank: number, event: number): void {
  trace.hitHead[bank] = push(trace, trace.hitHead[bank], event);
}

/** Remembers that `event` made a claim on `bank` due. */
export function noteDue(trace: Trace, bank: number, event: number): void {
  trace.due[bank] = event;
}

/** Remembers that `event` moved the price of `market`. */
export function noteOrder(trace: Trace, market: number, event: number): void {
  const at = trace.orderCount[market]++;
  if (at === trace.orders[market].length) trace.orders[market] = twiceAsLong(trace.orders[market]);
  trace.orders[market][at] = event;
}

/** The latest event that took equity from `bank`; -1 for none. */
export function latestHit(trace: Trace, bank: number): number {
  const head = trace.hitHead[bank];
  return head < 0 ? -1 : trace.listEvent[head];
}

/** What a price came from, into `causes`: the price before it, and what moved it since. Forgets those. */
export function takeCausesOfPrice(trace: Trace, market: number): void {
  startCauses(trace, -1);
  addCause(trace, trace.price[market]);
  const count = trace.orderCount[market];
  while (trace.causeCount + count > trace.causes.length) trace.causes = twiceAsLong(trace.causes);
  trace.causes.set(trace.orders[market].subarray(0, count), trace.causeCount);
  trace.causeCount += count;
  trace.orderCount[market] = 0;
}

/** Begins `causes` with the events of a list, the latest first; head -1 for none. */
export function startCauses(trace: Trace, head: number): void {
  const { listEvent, listNext } = trace;
  trace.causeCount = 0;
  for (let at = head; at >= 0; at = listNext[at]) addCause(trace, listEvent[at]);
}

/** Adds an event to `causes`; -1 adds nothing. */
export function addCause(trace: Trace, event: number): void {
  if (event < 0) return;
  if (trace.causeCount === trace.causes.length) trace.causes = twiceAsLong(trace.causes);
  trace.causes[trace.causeCount++] = event;
}

/** Puts `causes` in ascending order. */
export function sortCauses(trace: Trace): void {
  trace.causes.subarray(0, trace.causeCount).sort();
}

function push(trace: Trace, head: number, event: number): number {
  const at = trace.listCount++;
  if (at === trace.listEvent.length) {
    trace.listEvent = twiceAsLong(trace.listEvent);
    trace.listNext = twiceAsLong(trace.listNext);
  }
  trace.listEvent[at] = event;
  trace.listNext[at] = head;
  return at;
}

function twiceAsLong(from: Int32Array): Int32Array {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
