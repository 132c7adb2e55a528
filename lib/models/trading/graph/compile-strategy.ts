import { FaultlineError } from '../../../core/faultline-error.ts';
import type { Costs, Strategy } from '../strategy.ts';
import { type CompiledCondition, conditionOf, type Leaf, type Leaves } from './condition.ts';
import { decimalOf } from './decimal.ts';
import { type Fields, fieldsOf, indexOf, textOf, wordOf } from './fields-of.ts';
import {
  type EntryOrder,
  type Graph,
  type GraphNode,
  type KeptValue,
  type LotCount,
  NODE_TYPES,
  type NodeType,
  OUTCOMES,
} from './graph.ts';
import { type Names, type Operand, operandOf } from './operand.ts';
import { EXIT_CONDITION_MET, OWN_REASONS, SQUARED_OFF } from './reasons.ts';
import {
  createSeriesPlan,
  declareIndicator,
  type SeriesMarket,
  type SeriesPlan,
  symbolOf,
} from './series.ts';
import { walkOrder } from './walk-order.ts';

const COSTS = [
  'fee_rate',
  'fee_per_order',
  'slippage_rate',
  'entry_slippage_rate',
  'exit_slippage_rate',
  'at_end',
] as const;
const FIELDS = ['nodes', 'edges', 'indicators', 'variants', ...COSTS];
const NODES_MAX = 1000;
/** A split of one lot into a hundred million parts is more than any exchange knows. */
const LOTS_MAX = 1e12;

const NODE_FIELDS: Readonly<Record<NodeType, readonly string[]>> = {
  StrategyController: [],
  EntrySignalNode: ['condition', 'variables'],
  ExitSignalNode: ['condition', 'variables', 'position_id'],
  ReEntrySignalNode: ['condition', 'variables', 'max_re_entries'],
  ConditionNode: ['condition', 'variables'],
  SquareOffNode: ['condition', 'variables', 'reason'],
  EntryNode: [
    ...['position_id', 'symbol', 'side', 'quantity', 'lot_size'],
    ...['stop_pct', 'target_pct', 'stop', 'target'],
  ],
  ExitNode: ['position_id', 'quantity', 'reason'],
};

/** Which outcomes other than being done the nodes of a type have. */
const MORE_OUTCOMES: Readonly<Partial<Record<NodeType, readonly string[]>>> = {
  ConditionNode: ['else'],
  EntryNode: ['stop', 'target', 'rejected'],
};

/** A strategy ready to run, and the candles and indicators that it needs, which are yet to be laid out. */
export interface CompiledStrategy {
  readonly graph: Graph;
  readonly series: SeriesPlan;
}

/** A node as it is given, its head read. */
interface Head {
  readonly id: string;
  readonly name: string;
  readonly type: NodeType;
  readonly fields: Fields;
  readonly where: string;
}

/**
 * Checks a strategy, its parameters put in, and makes it ready to run over a market.
 *
 * @param variant one of its ways of counting; null: none.
 * @param given names of values that come with the market's ticks.
 * @throws FaultlineError that names the node and field.
 */
export function compileStrategy(
  strategy: Strategy,
  variant: string | null,
  market: SeriesMarket,
  given: readonly string[],
  where: string,
): CompiledStrategy {
  const fields = fieldsOf(strategy, FIELDS, where);
  const costs = costsOf(fields, variant, where);
  const heads = headsOf(fields.nodes, where);
  const ids = heads.map(({ id }) => id);
  const edges = edgesOf(fields.edges, heads, where);
  const children = childrenOf(heads.length, edges);
  const order = walkOrder(ids, children, controllerOf(heads, where), where);
  const positions = [...new Set(heads.filter(isEntry).map((head) => positionId(head)))];
  const variables = heads.flatMap(({ id, fields, where }) =>
    Object.keys(variablesOf(fields, where)).map((name) => `${id}.${name}`),
  );
  const plan = createSeriesPlan(market);
  for (const [name, each] of Object.entries(indicatorsOf(fields.indicators, where))) {
    declareIndicator(plan, name, each, `${where}.indicators.${name}`);
  }
  const names: Names = { plan, positions, variables, given };
  const leaves: Leaves = { all: [], crossings: 0 };
  const reasons: string[] = [...OWN_REASONS];
  const leading = leadingToEntries(heads, edges);
  const places = new Map(order.map((node, place) => [node, place]));
  const nodes = order.map((index) => {
    const next = OUTCOMES.map((_, outcome) =>
      Int32Array.from(
        edges.filter(([from, , on]) => from === index && on === outcome),
        ([, to]) => places.get(to) as number,
      ),
    );
    const countsAnew = reEntriesOf(index, heads, children).map((node) => places.get(node) as number);
    const leadsToEntry = leading.has(index);
    return { ...nodeOf(heads[index], next, names, leaves, reasons), countsAnew, leadsToEntry };
  });
  const graph: Graph = {
    nodes,
    positions,
    exitsOf: positions.map((_, position) =>
      Int32Array.from(
        nodes.flatMap((node, place) =>
          node.position === position && node.type.startsWith('Exit') ? [place] : [],
        ),
      ),
    ),
    reasons,
    variables,
    given,
    leaves: leaves.all,
    crossingLeaves: leaves.all.filter((leaf: Leaf) => leaf.crossing >= 0),
    crossings: leaves.crossings,
    ...costs,
  };
  return { graph, series: plan };
}

function costsOf(
  fields: Fields,
  variant: string | null,
  where: string,
): Pick<Graph, 'fees' | 'entrySlippage' | 'exitSlippage' | 'atEnd'> {
  const variants = (fields.variants ?? {}) as Readonly<Record<string, Costs>>;
  const known = Object.keys(fieldsOf(variants, Object.keys(variants), `${where}.variants`));
  let costs: Costs = fields as Costs;
  for (const name of known) fieldsOf(variants[name], COSTS, `${where}.variants.${name}`);
  if (variant !== null) {
    indexOf(variant, known, 'variant of the strategy', 'config.variant');
    costs = { ...costs, ...variants[variant] };
  }
  const share = (name: keyof Costs, fallback: unknown = 0): number =>
    decimalOf(costs[name] ?? fallback, `${where}.${name}`, { least: 0, below: 1 });
  return {
    fees: {
      rate: share('fee_rate'),
      perOrder: decimalOf(costs.fee_per_order ?? 0, `${where}.fee_per_order`, { least: 0 }),
    },
    entrySlippage: share('entry_slippage_rate', costs.slippage_rate),
    exitSlippage: share('exit_slippage_rate', costs.slippage_rate),
    atEnd: wordOf(costs.at_end ?? 'open', ['open', 'close', 'close_at_open'] as const, `${where}.at_end`),
  };
}

function headsOf(given: unknown, where: string): Head[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > NODES_MAX) {
    throw new FaultlineError(`${where}.nodes`, given, `a list of 1 to ${NODES_MAX} nodes`);
  }
  const seen = new Set<string>();
  return given.map((node: Fields | null, i) => {
    const at = `${where}.nodes[${i}]`;
    const id = textOf(node?.id, `${at}.id`);
    const named = `${at} (${id})`;
    if (/[\s@]/.test(id)) throw new FaultlineError(`${at}.id`, id, 'a name without blanks and @');
    if (seen.has(id)) throw new FaultlineError(`${at}.id`, id, 'a name that no other node has');
    seen.add(id);
    const type = wordOf(node?.type, NODE_TYPES, `${named}.type`);
    const fields = fieldsOf(node, ['id', 'type', 'name', ...NODE_FIELDS[type]], named);
    const name = fields.name === undefined ? id : textOf(fields.name, `${named}.name`);
    return { id, name, type, fields, where: named };
  });
}

/** From, to, outcome, by index. */
type Edge = readonly [from: number, to: number, on: number];

function edgesOf(given: unknown, heads: readonly Head[], where: string): Edge[] {
  if (!Array.isArray(given)) throw new FaultlineError(`${where}.edges`, given, 'a list of [from, to]');
  const ids = heads.map(({ id }) => id);
  return given.map((edge, i) => {
    const at = `${where}.edges[${i}]`;
    if (!Array.isArray(edge) || edge.length < 2 || edge.length > 3) {
      throw new FaultlineError(at, edge, '[from, to], or [from, to, outcome]');
    }
    const from = indexOf(edge[0], ids, 'node', `${at}[0]`);
    const to = indexOf(edge[1], ids, 'node', `${at}[1]`);
    const { type, id } = heads[from];
    if (heads[to].type === 'StrategyController') {
      throw new FaultlineError(`${at}[1]`, edge[1], 'a node other than the controller, which begins');
    }
    const more = MORE_OUTCOMES[type] ?? [];
    if (edge[2] !== undefined && !more.includes(edge[2])) {
      const words = more.length === 0 ? 'nothing' : more.join(' or ');
      throw new FaultlineError(`${at}[2]`, edge[2], `${words}: ${id} is of type ${type}`);
    }
    return [from, to, edge[2] === undefined ? 0 : OUTCOMES.indexOf(edge[2])] as const;
  });
}

function childrenOf(count: number, edges: readonly Edge[]): number[][] {
  const children: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) children[from].push(to);
  return children;
}

/** The nodes from which edges lead to an entry, entries among them. */
function leadingToEntries(heads: readonly Head[], edges: readonly Edge[]): ReadonlySet<number> {
  const leading = new Set(heads.flatMap((head, node) => (isEntry(head) ? [node] : [])));
  // A set is walked in the order of insertion, what is added on the way included.
  for (const node of leading) for (const [from, to] of edges) if (to === node) leading.add(from);
  return leading;
}

/** The re-entry nodes that an entry signal leads to before another entry signal, or a square-off, does. */
function reEntriesOf(
  signal: number,
  heads: readonly Head[],
  children: readonly (readonly number[])[],
): number[] {
  if (heads[signal].type !== 'EntrySignalNode') return [];
  const seen = new Set([signal]);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const node of seen) {
    const { type } = heads[node];
    if (node !== signal && (type === 'EntrySignalNode' || type === 'SquareOffNode')) continue;
    for (const child of children[node]) seen.add(child);
  }
  return [...seen].filter((node) => heads[node].type === 'ReEntrySignalNode');
}

function controllerOf(heads: readonly Head[], where: string): number {
  const controllers = heads.filter(({ type }) => type === 'StrategyController');
  if (controllers.length === 1) return heads.indexOf(controllers[0]);
  const ids = controllers.map(({ id }) => id);
  throw new FaultlineError(`${where}.nodes`, ids, 'exactly one StrategyController');
}

function isEntry({ type }: Head): boolean {
  return type === 'EntryNode';
}

function positionId({ fields, where }: Head): string {
  return textOf(fields.position_id, `${where}.position_id`);
}

function variablesOf(fields: Fields, where: string): Fields {
  const { variables = {} } = fields;
  return fieldsOf(variables, Object.keys((variables ?? {}) as object), `${where}.variables`);
}

function indicatorsOf(given: unknown = {}, where: string): Fields {
  return fieldsOf(given, Object.keys((given ?? {}) as object), `${where}.indicators`);
}

function nodeOf(
  head: Head,
  next: readonly Int32Array[],
  names: Names,
  leaves: Leaves,
  reasons: string[],
): Omit<GraphNode, 'countsAnew' | 'leadsToEntry'> {
  const { id, name, type, fields, where } = head;
  const hasPosition = type === 'EntryNode' || type === 'ExitNode' || fields.position_id !== undefined;
  const position = hasPosition
    ? indexOf(positionId(head), names.positions, 'position that an EntryNode opens', `${where}.position_id`)
    : -1;
  let condition: CompiledCondition | null = null;
  if (
    NODE_FIELDS[type].includes('condition') &&
    !(type === 'SquareOffNode' && fields.condition === undefined)
  ) {
    condition = conditionOf(fields.condition, names, leaves, `${where}.condition`);
  }
  const kept: KeptValue[] = Object.entries(variablesOf(fields, where)).map(([key, each]) => ({
    index: names.variables.indexOf(`${id}.${key}`),
    operand: operandOf(each, names, `${where}.variables.${key}`),
  }));
  return {
    id,
    name,
    type,
    next,
    position,
    condition,
    kept,
    entry: type === 'EntryNode' ? entryOf(head, names) : null,
    lots:
      type === 'ExitNode' && fields.quantity !== undefined
        ? decimalOf(fields.quantity, `${where}.quantity`, { above: 0, below: LOTS_MAX })
        : Number.NaN,
    reason: reasonOf(head, reasons),
    reEntriesMax:
      type === 'ReEntrySignalNode'
        ? decimalOf(fields.max_re_entries, `${where}.max_re_entries`, {
            least: 0,
            below: 1e9,
            isInteger: true,
          })
        : 0,
  };
}

function reasonOf({ type, fields, where }: Head, reasons: string[]): number {
  if (type !== 'ExitNode' && type !== 'SquareOffNode') return -1;
  if (fields.reason === undefined) return type === 'ExitNode' ? EXIT_CONDITION_MET : SQUARED_OFF;
  const reason = textOf(fields.reason, `${where}.reason`);
  if (!reasons.includes(reason)) reasons.push(reason);
  return reasons.indexOf(reason);
}

function entryOf({ fields, where }: Head, names: Names): EntryOrder {
  return {
    symbol: symbolOf(fields.symbol, names.plan.market.symbols, `${where}.symbol`),
    side: wordOf(fields.side, ['buy', 'sell'] as const, `${where}.side`) === 'buy' ? 1 : -1,
    count: countOf(fields.quantity, `${where}.quantity`),
    lotSize: decimalOf(fields.lot_size ?? 1, `${where}.lot_size`, { above: 0, below: LOTS_MAX }),
    stop: levelOf('stop', fields, names, where),
    target: levelOf('target', fields, names, where),
  };
}

function countOf(given: unknown, where: string): LotCount {
  const isShare = typeof given === 'object' && given !== null;
  if (!isShare) return { lots: decimalOf(given, where, { above: 0, below: LOTS_MAX }) };
  const { cash_share } = fieldsOf(given, ['cash_share'], where);
  return { cashShare: decimalOf(cash_share, `${where}.cash_share`, { above: 0, below: 1000 }) };
}

function levelOf(
  name: 'stop' | 'target',
  fields: Fields,
  names: Names,
  where: string,
): number | Operand | null {
  const fraction = fields[`${name}_pct`];
  const price = fields[name];
  if (fraction !== undefined && price !== undefined) {
    throw new FaultlineError(`${where}.${name}`, price, `either ${name} or ${name}_pct`);
  }
  if (fraction !== undefined) return decimalOf(fraction, `${where}.${name}_pct`, { above: 0, below: 1000 });
  return price === undefined ? null : operandOf(price, names, `${where}.${name}`);
}
