import type { LoggedEvent } from '../../core/event-kind.ts';
import type { NodeType } from './graph/graph.ts';

/** What a comparison of a node's condition saw; a value that was missing is null, and makes it false. */
export interface ConditionResult {
  /** In words, such as `XYZ > 24450`. */
  readonly condition: string;
  readonly result: boolean;
  readonly current_value: number | null;
  readonly threshold: number | null;
  /** Of crossings: both sides at the tick before. */
  readonly previous_value?: number | null;
  readonly previous_threshold?: number | null;
}

/** An event of a node as it is told to those who show flows. */
export interface NodeMessage {
  /** The node, when, and which of the node's events it is: the same in every run of a recipe. */
  readonly execution_id: string;
  /** Of the event that made the node active; null for the first, and for what a person commanded. */
  readonly parent_execution_id: string | null;
  readonly timestamp: string;
  readonly event_type: string;
  readonly node_id: string;
  readonly node_name: string;
  readonly node_type: NodeType;
  readonly signal_emitted?: true;
  readonly re_entry_num?: number;
  readonly evaluated_conditions?: { readonly condition_results: readonly ConditionResult[] };
  /** What the node kept, by name. */
  readonly variables?: Readonly<Record<string, number | null>>;
  readonly order_details?: OrderDetails;
}

/** What was ordered. */
export interface OrderDetails {
  readonly order: number;
  readonly position_id: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Lots; null where the cash at the fill will say. */
  readonly quantity: number | null;
  /** The last price when it was placed; of a stop or target, that at which it fills. */
  readonly price: number;
}

/** Nodes by id, as a strategy gives them. */
export type NodesById = ReadonlyMap<string, { readonly name?: string; readonly type: NodeType }>;

/** The columns of the events of nodes. */
interface NodeFields extends LoggedEvent {
  readonly execution_id: string;
  readonly parent_execution_id: string | null;
  readonly timestamp: string;
  readonly node: string;
  readonly re_entry_num?: number;
  readonly conditions?: readonly {
    readonly condition: string;
    readonly result: boolean;
    readonly left: number | null;
    readonly right: number | null;
    readonly leftBefore: number | null;
    readonly rightBefore: number | null;
  }[];
  readonly variables?: readonly { readonly variable: string; readonly value: number | null }[];
  readonly order?: number;
  readonly position: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number | null;
  readonly price: number;
}

/** Tells an event of a node. */
export function nodeMessage(event: LoggedEvent, nodes: NodesById): NodeMessage {
  const fields = event as NodeFields;
  const { node: id, type, conditions = [], variables = [] } = fields;
  const { name = id, type: nodeType } = nodes.get(id) ?? { type: 'ConditionNode' as const };
  return {
    execution_id: fields.execution_id,
    parent_execution_id: fields.parent_execution_id,
    timestamp: fields.timestamp,
    event_type: type,
    node_id: id,
    node_name: name,
    node_type: nodeType,
    ...(type === 'signal_emitted' && { signal_emitted: true as const }),
    ...(fields.re_entry_num !== undefined && { re_entry_num: fields.re_entry_num }),
    ...(conditions.length > 0 && {
      evaluated_conditions: { condition_results: conditions.map(conditionResult) },
    }),
    ...(variables.length > 0 && { variables: keptValues(variables) }),
    ...(fields.order !== undefined && { order_details: orderDetails(fields) }),
  };
}

function conditionResult(seen: NonNullable<NodeFields['conditions']>[number]): ConditionResult {
  const { condition, result, left, right, leftBefore, rightBefore } = seen;
  const isCrossing = condition.includes(' crosses ');
  return {
    condition,
    result,
    current_value: left,
    threshold: right,
    ...(isCrossing && { previous_value: leftBefore, previous_threshold: rightBefore }),
  };
}

function keptValues(variables: NonNullable<NodeFields['variables']>): Record<string, number | null> {
  return Object.fromEntries(
    variables.map(({ variable, value }) => [variable.slice(variable.lastIndexOf('.') + 1), value]),
  );
}

function orderDetails({ order, position, symbol, side, quantity, price }: NodeFields): OrderDetails {
  return { order: order as number, position_id: position, symbol, side, quantity, price };
}
