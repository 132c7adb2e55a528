import type { GivenConfig } from '../../core/config.ts';

/** A node of a strategy, as far as it is drawn. */
export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** The position that it enters or leaves. */
  readonly position: string | null;
}

/** A way between nodes, by their places in the list; `on`: the outcome that takes it. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly on: string;
}

export interface StrategyGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const COMPLETED = 'completed';

/** The graph in a config; null where it only names one. */
export function strategyGraph({ strategy }: GivenConfig): StrategyGraph | null {
  if (typeof strategy !== 'object' || strategy === null) return null;
  const { edges, nodes } = strategy as {
    readonly nodes?: readonly Readonly<Record<string, unknown>>[];
    readonly edges?: readonly (readonly string[])[];
  };
  if (!Array.isArray(nodes) || !Array.isArray(edges)) return null;
  const places = new Map(nodes.map(({ id }, place) => [String(id), place]));
  return {
    nodes: nodes.map(({ id, name, position_id, type }) => ({
      id: String(id),
      name: typeof name === 'string' ? name : String(id),
      type: String(type),
      position: typeof position_id === 'string' ? position_id : null,
    })),
    edges: edges.flatMap(([a, b, on = COMPLETED]) => {
      const [from, to] = [places.get(a), places.get(b)];
      return from === undefined || to === undefined ? [] : [{ from, to, on }];
    }),
  };
}

/** How far each node is from the controller, in edges; what nothing leads to comes last. */
export function graphLayers({ edges, nodes }: StrategyGraph): number[] {
  const layers: number[] = nodes.map(({ type }) => (type === 'StrategyController' ? 0 : -1));
  if (!layers.includes(0) && layers.length > 0) layers[0] = 0;
  for (let layer = 0, grew = true; grew; layer++) {
    grew = false;
    for (const { from, to } of edges) {
      if (layers[from] !== layer || layers[to] >= 0) continue;
      layers[to] = layer + 1;
      grew = true;
    }
  }
  const last = Math.max(0, ...layers);
  return layers.map((layer) => (layer < 0 ? last + 1 : layer));
}

/** The nodes of each layer, in an order in which edges cross little: by where those before them stand. */
export function graphOrder(graph: StrategyGraph): number[][] {
  const layers = graphLayers(graph);
  const columns: number[][] = Array.from({ length: Math.max(-1, ...layers) + 1 }, () => []);
  for (const [node, layer] of layers.entries()) columns[layer].push(node);
  const place = new Map<number, number>();
  const settle = (column: readonly number[]): void => {
    for (const [i, node] of column.entries()) place.set(node, (i + 0.5) / column.length);
  };
  for (const column of columns) settle(column);
  for (let round = 0; round < 8; round++) {
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) {
      const pulls = new Map(column.map((node) => [node, meanPlace(graph, place, node)]));
      column.sort((a, b) => (pulls.get(a) as number) - (pulls.get(b) as number) || a - b);
      settle(column);
    }
  }
  return columns;
}

function meanPlace({ edges }: StrategyGraph, place: ReadonlyMap<number, number>, node: number): number {
  const others = edges.flatMap(({ from, to }) => {
    if (from === to) return [];
    if (from === node) return [place.get(to) as number];
    return to === node ? [place.get(from) as number] : [];
  });
  if (others.length === 0) return place.get(node) as number;
  return others.reduce((sum, at) => sum + at, 0) / others.length;
}

const TYPES: Readonly<Record<string, string>> = {
  StrategyController: 'controller',
  EntrySignalNode: 'entry signal',
  EntryNode: 'entry',
  ExitSignalNode: 'exit signal',
  ExitNode: 'exit',
  ReEntrySignalNode: 're-entry signal',
  ConditionNode: 'condition',
  SquareOffNode: 'square-off',
};

/** A node's type in words. */
export function typeName(type: string): string {
  return TYPES[type] ?? type;
}
