import type { LoggedEvent } from '../../core/event-kind.ts';

/** A chain of causes as it is drawn: who it goes through, in order, and from whom to whom. */
export interface ChainSteps {
  /** Each entity once, in the order in which the chain comes to it. */
  readonly entities: readonly string[];
  /** Each pair once, cause first. */
  readonly links: readonly { readonly from: string; readonly to: string }[];
}

export const NO_STEPS: ChainSteps = { entities: [], links: [] };

/**
 * The way of a chain through what is drawn. An event without a place of its own passes on where its causes
 * are.
 *
 * @param events in any order; causes that are not among them are left out
 * @param entitiesOf where an event is drawn: from whom to whom
 */
export function chainSteps(
  events: readonly LoggedEvent[],
  entitiesOf: (event: LoggedEvent) => readonly string[],
): ChainSteps {
  const entities = new Set<string>();
  const links = new Map<string, { from: string; to: string }>();
  /** Where an event has arrived, by its id. */
  const ends = new Map<number, readonly string[]>();
  for (const event of [...events].sort((a, b) => a.id - b.id)) {
    const own = entitiesOf(event);
    const before = [...new Set(event.causes.flatMap((cause) => ends.get(cause) ?? []))];
    ends.set(event.id, own.length === 0 ? before : own.slice(-1));
    for (const entity of own) entities.add(entity);
    const link = (from: string, to: string): void => {
      if (from !== to) links.set(`${from} ${to}`, { from, to });
    };
    if (own.length === 0) continue;
    for (const from of before) if (!own.includes(from)) link(from, own[0]);
    for (let i = 1; i < own.length; i++) link(own[i - 1], own[i]);
  }
  return { entities: [...entities], links: [...links.values()] };
}
