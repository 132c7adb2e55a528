import type { EventSource } from '../../core/event-kind.ts';
import { executionId } from './execution-id.ts';

/** Chains that are longer are told by their leaf alone: with the trades they would grow quadratically. */
export const FLOW_MAX = 1000;

/** A node's event as a part of chains: how long the one is that ends here, and what came before. */
interface Link {
  readonly length: number;
  readonly cause: number;
  name: string | null;
}

/**
 * The name of the event at which a chain ends; null for one that is not a node's, and where there is none.
 */
export function leafName(events: EventSource, leaf: number): string | null {
  const event = leaf < 0 ? null : events.get(leaf);
  return event === null || event.ordinal === undefined ? null : executionId(event);
}

/**
 * The names of the chain that ends at an event, as `chainOf` finds it, from the strategy's start on; null
 * where there are more than FLOW_MAX. Trades share most of their chains: every event is looked at once and
 * named once, however many chains it is in.
 *
 * @param leaf the id of the last event; -1 gives no chain.
 */
export function flowOf(events: EventSource, leaf: number): string[] | null {
  const last = leaf < 0 ? null : linkOf(events, leaf);
  if (last === null) return [];
  if (last.length > FLOW_MAX) return null;
  const ids = new Array<string>(last.length);
  for (let id = leaf, link: Link = last; ; link = linkOf(events, id) as Link) {
    ids[link.length - 1] = nameOf(events, id, link);
    if (link.length === 1) return ids;
    id = link.cause;
  }
}

/** The link of an event; null for one that is not a node's. Makes those before it, too. */
function linkOf(events: EventSource, id: number): Link | null {
  const memo = events.memo as Map<number, Link | null>;
  const way: number[] = [];
  let at = id;
  while (!memo.has(at)) {
    const { ordinal, causes } = events.get(at);
    if (ordinal === undefined) memo.set(at, null);
    else if (causes.length === 0) memo.set(at, { length: 1, cause: -1, name: null });
    else {
      way.push(at);
      at = causes[0];
    }
  }
  for (let i = way.length - 1; i >= 0; i--) {
    const length = (memo.get(at)?.length ?? 0) + 1;
    memo.set(way[i], { length, cause: at, name: null });
    at = way[i];
  }
  return memo.get(id) ?? null;
}

function nameOf(events: EventSource, id: number, link: Link): string {
  link.name ??= executionId(events.get(id));
  return link.name;
}
