import type { LoggedEvent } from '../../core/event-kind.ts';

/** A list of latest events with newer ones at its front, each once, of which the newest `most` are kept. */
export function withNewer(
  list: readonly LoggedEvent[],
  newer: readonly LoggedEvent[],
  most: number,
): readonly LoggedEvent[] {
  const last = list[0]?.id ?? -1;
  const fresh = newer.filter(({ id }) => id > last).sort((a, b) => b.id - a.id);
  return fresh.length === 0 ? list : [...fresh, ...list].slice(0, most);
}
