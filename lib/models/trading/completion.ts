import type { GraphNode } from './graph/graph.ts';
import { nearest } from './graph/operand.ts';
import type { TradingState } from './state.ts';

/** A node has done what it waited for: it counts that, and goes inactive. */
export function complete(state: TradingState, place: number): void {
  retire(state, place);
  state.completions[place]++;
}

/** A node goes inactive. */
export function retire(state: TradingState, place: number): void {
  state.isActive[place] = 0;
  state.acts++;
}

/** Keeps the values that a node is to keep. */
export function keep(state: TradingState, { kept }: GraphNode): void {
  for (const { index, operand } of kept) state.variables[index] = nearest(operand, state);
}
