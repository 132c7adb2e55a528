import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Events } from '../../core/events.ts';
import type { Reasons, Weighed } from '../../core/reasons.ts';

/*
 * What a log alone tells of a failure: the equity that each hit took, against what was missing in the end.
 */

/** A hair of money: sums of hits are rounded. */
const HAIR = 1e-9;

/** A bank that fails, insolvent, does so as long as its hits take more than its equity before them. */
function weighDefault(event: LoggedEvent, causes: readonly LoggedEvent[], events: Events): Weighed | null {
  if (event.reason !== 'insolvent') return null;
  const bank = event.bank as number;
  const weights = causes.map((cause) => equityTaken(cause, bank, events));
  const total = sumOf(weights);
  if (!(total > 0)) return null;
  const needed = Math.min(total, total + (event.equity as number)) - HAIR * total;
  // A bank failure by shock writes off whatever it takes.
  const forced = causes.map((cause, i) => (isForced(cause, events) ? total : weights[i]));
  return { weights: forced, needed };
}

/** Stress comes of what took most. */
function weighStress(event: LoggedEvent, causes: readonly LoggedEvent[], events: Events): Weighed | null {
  const weights = causes.map((cause) => equityTaken(cause, event.bank as number, events));
  const total = sumOf(weights);
  return total > 0 ? { weights, needed: total / 2 } : null;
}

/** A price is low as long as most of its fall since the start is there. */
function weighPrice(event: LoggedEvent, causes: readonly LoggedEvent[], events: Events): Weighed | null {
  const market = event.market as string;
  const start = startPrice(events, market);
  const before = causes.find(({ type }) => type === 'price');
  const from = before === undefined ? start : (before.price as number);
  const fall = Math.max(0, from - (event.price as number));
  const orders = causes.map(({ type, amount, units, market: of }) => {
    if (type === 'shock_applied') return of === market ? Math.abs(amount as number) : 0;
    return typeof units === 'number' && units < 0 ? Math.abs(amount as number) : 0;
  });
  const sold = sumOf(orders);
  const weights = causes.map((cause, i) =>
    cause === before ? Math.max(0, start - from) : sold > 0 ? (fall * orders[i]) / sold : 0,
  );
  const total = sumOf(weights);
  return total > 0 ? { weights, needed: total / 2 } : null;
}

/** Equity that an event took from a bank. */
function equityTaken(cause: LoggedEvent, bank: number, events: Events): number {
  const { type, amount } = cause;
  switch (type) {
    case 'write_off':
    case 'loss':
      return amount as number;
    case 'interest_payment':
      return cause.borrower === bank ? (amount as number) : 0;
    case 'accrual':
      return Math.max(0, (cause.cost as number) + (cause.credit as number) - (cause.earned as number));
    case 'price': {
      const market = cause.market as string;
      const units = unitsOf(events, bank, market, cause.id);
      return Math.max(0, units * (startPrice(events, market) - (cause.price as number)));
    }
    default:
      return 0;
  }
}

function isForced({ type, causes }: LoggedEvent, events: Events): boolean {
  if (type !== 'write_off' || causes.length === 0) return false;
  return events.get(causes[0]).kind === 'bank_failure';
}

interface Books {
  readonly banks: readonly { readonly units: Readonly<Record<string, number>> }[];
}

/** What a bank held of a market when books were last written down before an event. */
function unitsOf(events: Events, bank: number, market: string, id: number): number {
  const { log } = events;
  const kinds = ['init', 'step_end'].map((name) => log.kindNamed(name));
  for (let segment = log.segmentOf(id); segment >= 0; segment--) {
    if (!kinds.includes(log.segmentKind[segment])) continue;
    return booksAt(events, log.segmentEvent[segment]).banks[bank]?.units[market] ?? 0;
  }
  return 0;
}

/** The books in an event, made once: they are as long as there are banks. */
function booksAt(events: Events, id: number): Books {
  const key = -2 - id;
  const known = events.memo.get(key) as Books | undefined;
  if (known !== undefined) return known;
  const books = events.get(id) as unknown as Books;
  events.memo.set(key, books);
  return books;
}

function startPrice(events: Events, market: string): number {
  const known = events.memo.get(-1) as Record<string, number> | undefined;
  if (known !== undefined) return known[market] ?? 0;
  const prices: Record<string, number> = {};
  for (const { markets } of events.where({ type: 'init' })) {
    for (const each of markets as { market: string; price: number }[]) prices[each.market] = each.price;
  }
  events.memo.set(-1, prices);
  return prices[market] ?? 0;
}

function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  for (const each of numbers) sum += each;
  return sum;
}

/** By kind of event: what its causes weigh. */
export const weigh: NonNullable<Reasons['weigh']> = {
  default: weighDefault,
  stressed: weighStress,
  fire_sale: weighStress,
  price: weighPrice,
};
