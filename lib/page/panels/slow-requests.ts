import type { LoggedEvent } from '../../core/event-kind.ts';
import type { FoundEvents } from '../../live/found-events.ts';
import { isAnswer, OUTCOMES } from '../../models/cache/outcome.ts';
import type { Ask } from './ask.ts';

const ANSWERS: ReadonlySet<string> = new Set(OUTCOMES.filter((_, outcome) => isAnswer(outcome)));
/** Requests of a window that are gone through, at most: the latest of it. */
const LOOKED_AT_MAX = 10_000;

export interface SlowRequests {
  /** Slowest first. */
  readonly events: readonly LoggedEvent[];
  /** Requests of the window that were looked at, and those before them that were not. */
  readonly lookedAt: number;
  readonly more: number;
}

/**
 * The answered requests of a window that took at least `latency`. Failed ones have no latency: they are in no
 * percentile, and not here.
 *
 * @param node only those settled at this node; null: all.
 */
export async function slowRequests(
  ask: Ask,
  window: { readonly from: number; readonly to: number },
  latency: number,
  node: number | null,
): Promise<SlowRequests> {
  const query = { type: 'request', ...window, ...(node !== null && { node }) };
  const found = (await ask({ do: 'events', query, limit: LOOKED_AT_MAX, last: true })) as FoundEvents;
  const answered = found.events.filter(({ outcome }) => ANSWERS.has(outcome as string));
  const events = answered.filter((event) => (event.latency as number) >= latency);
  return {
    events: events.sort((a, b) => (b.latency as number) - (a.latency as number) || a.id - b.id),
    lookedAt: found.events.length,
    more: found.more,
  };
}
