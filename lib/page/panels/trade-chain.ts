import type { LoggedEvent } from '../../core/event-kind.ts';
import type { FoundEvents } from '../../live/found-events.ts';
import type { Ask } from './ask.ts';

/** Events of a chain that are shown: the latest. */
const CHAIN_MAX = 40;

/** A closed trade as the log tells it, and the node events that led in and out. */
export interface FoundTrade {
  readonly event: LoggedEvent;
  readonly entry: Chain;
  readonly exit: Chain;
}

/** Node events, each of which made the next one's node active; earliest first. */
export interface Chain {
  readonly events: readonly LoggedEvent[];
  /** There are earlier ones. */
  readonly isCut: boolean;
}

/** The trade of a name such as `long-r0`; null when it is not closed, or is not there. */
export async function findTrade(ask: Ask, tradeId: string): Promise<FoundTrade | null> {
  const parts = /^(.*)-r(\d+)(?:-(\d+))?$/.exec(tradeId);
  if (parts === null) return null;
  const [, position, reEntry, repeat = '1'] = parts;
  const query = {
    type: 'trade_update',
    position,
    re_entry_num: Number(reEntry),
    repeat: Number(repeat),
  };
  const { events } = (await ask({ do: 'events', query, limit: 1 })) as FoundEvents;
  const [event] = events;
  if (event === undefined) return null;
  const entry = await nodeChain(ask, event.entry_leaf as number);
  const exit = await nodeChain(ask, event.exit_leaf as number);
  return { event, entry, exit };
}

/** The node events that led to one, itself included. */
export async function nodeChain(ask: Ask, leaf: number): Promise<Chain> {
  const events: LoggedEvent[] = [];
  for (let id: number | undefined = leaf; id !== undefined && id >= 0; ) {
    if (events.length === CHAIN_MAX) return { events: events.reverse(), isCut: true };
    const [event] = (await ask({ do: 'log', from: id, count: 1 })) as readonly (LoggedEvent | undefined)[];
    // A person's command is where a chain of its own begins.
    if (event === undefined || event.ordinal === undefined) break;
    events.push(event);
    [id] = event.causes;
  }
  return { events: events.reverse(), isCut: false };
}
