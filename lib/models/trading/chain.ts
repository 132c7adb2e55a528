import type { EventSource, LoggedEvent } from '../../core/event-kind.ts';

/**
 * The chain of node events that led to one, from the strategy's start to it: each made the next one's node
 * active. Takes as many steps as the chain is long.
 *
 * @param leaf the id of the last one; -1 gives no chain.
 */
export function chainOf(events: EventSource, leaf: number): LoggedEvent[] {
  const chain: LoggedEvent[] = [];
  for (let id: number | undefined = leaf; id !== undefined && id >= 0; ) {
    const event: LoggedEvent = events.get(id);
    // A person's command is where a chain of its own begins.
    if (event.ordinal === undefined) break;
    chain.push(event);
    [id] = event.causes;
  }
  return chain.reverse();
}
