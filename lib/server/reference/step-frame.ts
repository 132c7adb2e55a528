import type { LoggedEvent } from '../../core/event-kind.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { BanksView } from '../../models/banks/view.ts';
import type { CacheView } from '../../models/cache/view.ts';
import type { TradingView } from '../../models/trading/view.ts';
import type { Books } from './bank-frame.ts';
import { banksHealth, cacheHealth, type Health, tradingHealth } from './health.ts';
import type { SessionFacts } from './session-facts.ts';

/** The data of `simulation_step`. */
export interface Step extends Health {
  readonly timestep: number;
  /** The event that ends the step, as the log has it; of a state: what people see of the run. */
  readonly snapshot: unknown;
}

/** The step that an event ends; null: it ends none. */
export function stepOfEvent(model: string, event: LoggedEvent, facts: SessionFacts): Step | null {
  const { causes, id, t: timestep, type, ...snapshot } = event;
  if (model === 'banks' && type === 'step_end') {
    return { timestep, snapshot, ...banksHealth(event.banks as readonly Books[]) };
  }
  if (model === 'cache' && type === 'window') {
    const { availability, byNode } = event as unknown as {
      readonly availability: number | null;
      readonly byNode: CacheView['nodes'];
    };
    return { timestep, snapshot, ...cacheHealth(availability, byNode) };
  }
  if (model === 'trading' && type === 'tick_update') {
    const { active_nodes, total_pnl } = event as unknown as { active_nodes: unknown[]; total_pnl: number };
    const health = tradingHealth(facts.cash + total_pnl, active_nodes.length, facts.nodes.size);
    return { timestep, snapshot, ...health };
  }
  return null;
}

/** A state as a step. */
export function stepOfState(model: string, { time, view }: SessionState, facts: SessionFacts): Step {
  return { timestep: time, snapshot: view, ...healthOf(model, view, facts) };
}

function healthOf(model: string, view: unknown, facts: SessionFacts): Health {
  switch (model) {
    case 'banks':
      return banksHealth((view as BanksView).banks);
    case 'cache': {
      const { availability, nodes } = view as CacheView;
      return cacheHealth(availability, nodes);
    }
    case 'trading': {
      const { active_nodes, wealth } = view as TradingView;
      return tradingHealth(wealth, active_nodes.length, facts.nodes.size);
    }
    default:
      return { system_health: null, alive_agents: 0, total_agents: 0 };
  }
}
