import type { CompiledCondition, Leaf } from './condition.ts';
import type { Operand } from './operand.ts';

/** The kinds of nodes, in the words of a strategy. */
export const NODE_TYPES = [
  'StrategyController',
  'EntrySignalNode',
  'EntryNode',
  'ExitSignalNode',
  'ExitNode',
  'ReEntrySignalNode',
  'SquareOffNode',
  'ConditionNode',
] as const;

export type NodeType = (typeof NODE_TYPES)[number];

/** Outcomes of a node by which edges lead on. */
export const OUTCOMES = ['done', 'else', 'stop', 'target', 'rejected'] as const;
export const DONE = 0;
export const ELSE = 1;
export const STOP = 2;
export const TARGET = 3;
export const REJECTED = 4;

/** A value that a node keeps when it completes. */
export interface KeptValue {
  /** Its place among all of the strategy's. */
  readonly index: number;
  readonly operand: Operand;
}

/** How many lots an entry buys or sells: a number of them, or as many as a share of the cash pays for. */
export type LotCount = { readonly lots: number } | { readonly cashShare: number };

/** What an EntryNode orders. */
export interface EntryOrder {
  readonly symbol: number;
  /** 1: buy; -1: sell. */
  readonly side: number;
  readonly count: LotCount;
  readonly lotSize: number;
  /** Fractions of the entry price, or prices; null: none. */
  readonly stop: number | Operand | null;
  readonly target: number | Operand | null;
}

/** A node, ready to run. A node's place in the list is its place in the walk of a tick. */
export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly type: NodeType;
  /** By outcome: the nodes that it activates. */
  readonly next: readonly Int32Array[];
  /** Position that it opens, closes or waits for; -1: none. */
  readonly position: number;
  readonly condition: CompiledCondition | null;
  readonly kept: readonly KeptValue[];
  readonly entry: EntryOrder | null;
  /** ExitNode: lots to close; NaN: all that is left. */
  readonly lots: number;
  /** Index of the reason that its exits carry; -1: none. */
  readonly reason: number;
  readonly reEntriesMax: number;
  /** EntrySignalNode: the re-entry nodes of its chains, which count anew when it begins one. */
  readonly countsAnew: readonly number[];
  /** It is an EntryNode, or edges lead from it to one. */
  readonly leadsToEntry: boolean;
}

/** What a fill costs: a share of its notional, and what every fill costs. */
export interface Fees {
  readonly rate: number;
  readonly perOrder: number;
}

/** A strategy, checked and ready to run. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly positions: readonly string[];
  /** By position: the exit signals and exits that name it, which go inactive when it is closed. */
  readonly exitsOf: readonly Int32Array[];
  readonly reasons: readonly string[];
  readonly variables: readonly string[];
  readonly given: readonly string[];
  readonly leaves: readonly Leaf[];
  /** The comparisons that are crossings, in their order. */
  readonly crossingLeaves: readonly Leaf[];
  readonly crossings: number;
  readonly fees: Fees;
  readonly entrySlippage: number;
  readonly exitSlippage: number;
  readonly atEnd: 'open' | 'close' | 'close_at_open';
}
