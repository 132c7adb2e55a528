import type { Recipe } from '../../core/recipe.ts';
import type { TradingConfig } from '../../models/trading/config.ts';
import type { NodesById } from '../../models/trading/node-message.ts';
import type { Strategy } from '../../models/trading/strategy.ts';

/** What of a session’s recipe is needed to tell its messages in the words of the documents. */
export interface SessionFacts {
  /** Of a trading session: its nodes. */
  readonly nodes: NodesById;
  /** Of a trading session: the cash at the start. */
  readonly cash: number;
  /** Of a trading session: whether every tick is in the log. */
  readonly tickUpdates: boolean;
}

export function sessionFacts({ config, model }: Recipe): SessionFacts {
  if (model !== 'trading') return { nodes: new Map(), cash: 0, tickUpdates: false };
  const { cash, strategy, tickUpdates } = config as TradingConfig;
  const { nodes } = strategy as unknown as Strategy;
  return { nodes: new Map(nodes.map((node) => [node.id, node])), cash, tickUpdates };
}
