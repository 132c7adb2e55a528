import type { LoggedEvent } from '../core/event-kind.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { type EventSource, eventsOf } from './cascade.ts';

/** Events in which one is found by its id, too. */
export type ChainedEvents = EventSource & { readonly get: (id: number) => LoggedEvent };

/** The chains of node events that led to a trade. */
export interface TradeFlow {
  /** The trade's `trade_update`. */
  readonly update: LoggedEvent;
  /** From the strategy's start to the order that opened the position. */
  readonly entry: readonly LoggedEvent[];
  /** What came after, to the order that closed it: from where the chain leaves that of the entry. */
  readonly exit: readonly LoggedEvent[];
  /** The place in `entry` after which `exit` follows; -1 where the two have nothing in common. */
  readonly fork: number;
  /** What the events of both chains had filled, by their ids; of several, that of the trade's position. */
  readonly fills: ReadonlyMap<number, LoggedEvent>;
}

/**
 * Reads the chains of a trade by walking from each event to its first cause.
 *
 * @param trade a `trade_update` of the run, or the `trade_id` of one
 * @throws FaultlineError for a trade that the log does not have.
 */
export function tradeFlow(events: ChainedEvents, trade: LoggedEvent | string): TradeFlow {
  const update = typeof trade === 'string' ? updateNamed(events, trade) : trade;
  if (update.type !== 'trade_update') {
    throw new FaultlineError('flowFigure: trade', update.type, 'a trade_update of the run, or a trade_id');
  }
  const entry = chainTo(events, update.entry_leaf as number);
  const whole = chainTo(events, update.exit_leaf as number);
  let shared = 0;
  while (shared < entry.length && whole[shared]?.id === entry[shared]!.id) shared++;
  const exit = whole.slice(shared);
  const ids = new Set([...entry, ...exit].map(({ id }) => id));
  const fills = new Map<number, LoggedEvent>();
  for (const fill of eventsOf(events, ['order_filled'])) {
    const cause = fill.causes[0]!;
    if (ids.has(cause) && (!fills.has(cause) || fill.position === update.position)) fills.set(cause, fill);
  }
  return { update, entry, exit, fork: shared - 1, fills };
}

function updateNamed(events: ChainedEvents, name: string): LoggedEvent {
  const known: string[] = [];
  for (const update of eventsOf(events, ['trade_update'])) {
    const { position, re_entry_num } = update;
    const stem = `${position}-r${re_entry_num}`;
    // To make the whole trade takes as long as its chain.
    if (name.startsWith(stem) || known.length < 3) {
      const { trade_id: id } = update.trade as { readonly trade_id: string };
      if (id === name) return update;
      if (known.length < 3) known.push(id);
    }
  }
  const allowed =
    known.length === 0 ? 'a run with a trade' : `a trade of the run, such as ${known.join(', ')}`;
  throw new FaultlineError('flowFigure: trade', name, allowed);
}

/** As `chainOf` of the trading model: what no node did is not part of it. */
function chainTo(events: ChainedEvents, leaf: number): LoggedEvent[] {
  const chain: LoggedEvent[] = [];
  for (let id: number | undefined = leaf; id !== undefined && id >= 0; ) {
    const event: LoggedEvent = events.get(id);
    if (event.ordinal === undefined) break;
    chain.push(event);
    [id] = event.causes;
  }
  return chain.reverse();
}
