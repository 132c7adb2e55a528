import type { GraphNode } from './graph/graph.ts';
import type { TradingState } from './state.ts';

/** A node has done what it waited for: it counts that, and goes inactive. */
export function complete(state: TradingState, place: number): void {
  state.isActive[place] = 0;
  state.completions[place]++;
}

/** Keeps the values that a node is to keep. */
export function keep(state: TradingState, { kept }: GraphNode): void {
  for (let i = 0; i < kept.length; i++) state.variables[kept[i].index] = kept[i].operand.value(state);
}
