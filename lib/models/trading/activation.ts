import type { TradingContext } from './context.ts';
import type { TradingState } from './state.ts';

/** Who makes others active: the re-entries of its chain, and the event that they name as their parent. */
export interface Activator {
  readonly reEntry: number;
  readonly leaf: number;
}

/** Makes active what an outcome of a node leads to. */
export function activateNext(
  state: TradingState,
  { prepared }: TradingContext,
  node: number,
  outcome: number,
  { reEntry, leaf }: Activator,
): void {
  const { nodes } = prepared.graph;
  const next = nodes[node].next[outcome];
  for (let i = 0; i < next.length; i++) {
    const child = next[i];
    // An entry signal begins a chain of its own, unless it is a re-entry that leads to it.
    const isNew = nodes[child].type === 'EntrySignalNode' && nodes[node].type !== 'ReEntrySignalNode';
    state.isActive[child] = 1;
    state.parent[child] = leaf;
    state.reEntry[child] = isNew ? 0 : reEntry;
  }
}

/** Makes the exit signals and exits of a position inactive. */
export function deactivateExits(state: TradingState, { prepared }: TradingContext, position: number): void {
  const exits = prepared.graph.exitsOf[position];
  for (let i = 0; i < exits.length; i++) state.isActive[exits[i]] = 0;
}
