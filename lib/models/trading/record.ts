import type { EventLog } from '../../core/event-log.ts';
import { ANY, appendMoved } from './append-moved.ts';
import { keep } from './completion.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import type { CompiledCondition } from './graph/condition.ts';
import type { GraphNode } from './graph/graph.ts';
import type { TradingState } from './state.ts';

/** The kinds of events that nodes have: their columns begin alike. */
export const NODE_KINDS = [
  'strategy_started',
  'signal_emitted',
  'condition_evaluated',
  'order_placed',
  'bracket_hit',
  'square_off',
] as const;

export type NodeKind = (typeof NODE_KINDS)[number];

/**
 * Appends an event of a node, caused by the event that made it active and by what has moved prices since:
 * those of `symbol`, or any when it is left out. Its own columns follow `node` and
 * `ordinal` among the integers, `at` and `offset` among the doubles. Returns its row.
 */
export function appendOfNode(
  log: EventLog,
  kind: NodeKind,
  state: TradingState,
  node: number,
  cause: number,
  symbol = ANY,
): number {
  const row = appendMoved(log, KIND[kind], state, cause, cause, symbol);
  const { integers, numbers } = log.rowsOf(KIND[kind]);
  integers[0][row] = node;
  integers[1][row] = state.completions[node];
  numbers[0][row] = state.at;
  numbers[1][row] = state.offset;
  return row;
}

/** Links what a condition saw to the latest event of a kind; null: it has none. */
export function writeConditions(
  log: EventLog,
  kind: NodeKind | 'node_watched',
  state: TradingState,
  condition: CompiledCondition | null,
): void {
  const leaves = condition?.leaves ?? [];
  const rows = log.appendTable(KIND[kind], 0, leaves.length);
  const { integers, numbers } = rows;
  let row = rows.used - leaves.length;
  for (const { index, left, right, crossing, test } of leaves) {
    integers[0][row] = index;
    integers[1][row] = test(state) ? 1 : 0;
    numbers[0][row] = left.value(state);
    numbers[1][row] = right.value(state);
    numbers[2][row] = crossing < 0 ? Number.NaN : state.before[2 * crossing];
    numbers[3][row] = crossing < 0 ? Number.NaN : state.before[2 * crossing + 1];
    row++;
  }
}

/**
 * Keeps what a node is to keep, and links it to the node's latest event: after its condition was written,
 * which may compare with what it kept before.
 */
export function keepAndWrite(
  kind: NodeKind,
  state: TradingState,
  { log }: TradingContext,
  node: GraphNode,
): void {
  const { kept } = node;
  keep(state, node);
  if (log === null) return;
  const rows = log.appendTable(KIND[kind], 1, kept.length);
  let row = rows.used - kept.length;
  for (const { index } of kept) {
    rows.integers[0][row] = index;
    rows.numbers[0][row] = state.variables[index];
    row++;
  }
}

/** Records that the controller starts. Returns the event’s id, -1 with the log off. */
export function recordStart(state: TradingState, { log }: TradingContext, place: number): number {
  if (log === null) return -1;
  const id = log.count;
  appendOfNode(log, 'strategy_started', state, place, -1);
  return id;
}

/** Records an event of a signal, a condition or a square-off. Returns its id, -1 with the log off. */
export function recordDecision(
  kind: 'signal_emitted' | 'condition_evaluated' | 'square_off',
  state: TradingState,
  { log }: TradingContext,
  place: number,
  node: GraphNode,
  own: number,
  cause = state.parent[place],
): number {
  if (log === null) return -1;
  const id = log.count;
  const row = appendOfNode(log, kind, state, place, cause);
  log.rowsOf(KIND[kind]).integers[2][row] = own;
  writeConditions(log, kind, state, node.condition);
  return id;
}
