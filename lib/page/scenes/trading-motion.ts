import type { LoggedEvent } from '../../core/event-kind.ts';
import type { StrategyGraph } from './strategy-graph.ts';

/** What an event of a strategy shows: a node that acts, and edges that its outcome takes. */
export interface TradingMotion {
  /** The node's place in the graph. */
  readonly node: number;
  /** Places of edges in the graph. */
  readonly edges: readonly number[];
  readonly isBad: boolean;
}

/** Which node each order is of, and what it comes from; kept from event to event. */
export class TradingMotions {
  private readonly graph: StrategyGraph;
  private readonly places: ReadonlyMap<string, number>;
  private readonly orders = new Map<number, { readonly node: number; readonly on: string }>();

  constructor(graph: StrategyGraph) {
    this.graph = graph;
    this.places = new Map(graph.nodes.map(({ id }, place) => [id, place]));
  }

  /** How an event is seen; null: it is not. */
  of(event: LoggedEvent): TradingMotion | null {
    const node = this.places.get(event.node as string);
    switch (event.type) {
      case 'strategy_started':
      case 'signal_emitted':
        return node === undefined ? null : this.motion(node, 'completed');
      case 'condition_evaluated':
        return node === undefined ? null : this.motion(node, event.result === false ? 'else' : 'completed');
      case 'square_off':
        return node === undefined ? null : this.motion(node, 'completed', true);
      case 'order_placed':
        if (node === undefined) return null;
        this.keep(event.order as number, node, 'completed');
        return { node, edges: [], isBad: false };
      case 'bracket_hit':
        if (node === undefined) return null;
        this.keep(event.order as number, node, event.bracket as string);
        return { node, edges: [], isBad: event.bracket === 'stop' };
      case 'order_filled':
      case 'order_rejected': {
        const order = this.orders.get(event.order as number);
        if (order === undefined) return null;
        const on = event.type === 'order_rejected' ? 'rejected' : order.on;
        return this.motion(order.node, on, on === 'stop' || on === 'rejected');
      }
      default:
        return null;
    }
  }

  private motion(node: number, on: string, isBad = false): TradingMotion {
    const edges = this.graph.edges.flatMap((edge, i) => (edge.from === node && edge.on === on ? [i] : []));
    return { node, edges, isBad };
  }

  private keep(order: number, node: number, on: string): void {
    this.orders.set(order, { node, on });
    if (this.orders.size <= 1000) return;
    const [oldest] = this.orders.keys();
    this.orders.delete(oldest);
  }
}
