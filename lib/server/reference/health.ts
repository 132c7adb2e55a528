import type { CacheView } from '../../models/cache/view.ts';
import { type Books, isDeleted } from './bank-frame.ts';

/** How well a system does, in the two numbers of the streaming document. */
export interface Health {
  /** 0 to 1; null where nothing says how it is. */
  readonly system_health: number | null;
  /** Banks, nodes or whatever else the model has of them that are alive. */
  readonly alive_agents: number;
  readonly total_agents: number;
}

/** Banks: the share of those not wound up that have not failed. */
export function banksHealth(banks: readonly Books[]): Health {
  const there = banks.filter((books) => !isDeleted(books));
  const alive = there.filter(({ defaulted }) => !defaulted).length;
  return { system_health: shareOf(alive, there.length), alive_agents: alive, total_agents: banks.length };
}

/** A cluster of caches: the availability of the window; its nodes that are up, be they slow. */
export function cacheHealth(
  availability: number | null,
  nodes: readonly Pick<CacheView['nodes'][number], 'state'>[],
): Health {
  const alive = nodes.filter(({ state }) => state === 'up' || state === 'slow').length;
  return { system_health: availability, alive_agents: alive, total_agents: nodes.length };
}

/** A strategy: 1 while its cash and positions are worth something; its active nodes. */
export function tradingHealth(wealth: number, active: number, nodes: number): Health {
  return { system_health: wealth > 0 ? 1 : 0, alive_agents: active, total_agents: nodes };
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
