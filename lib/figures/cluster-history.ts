import type { LoggedEvent } from '../core/event-kind.ts';
import { type EventSource, eventsOf } from './cascade.ts';
import { percent, quantity } from './quantity.ts';

/** What the observer of the cache model saw in one window. Null: nothing to take it of. */
export interface ClusterWindow {
  readonly from: number;
  readonly t: number;
  readonly hitRatio: number | null;
  readonly latencyP50: number | null;
  readonly latencyP95: number | null;
  readonly latencyP99: number | null;
  readonly sent: number;
  readonly throughput: number;
  readonly goodput: number;
  readonly byNode: readonly { readonly node: number; readonly state: string }[];
}

/** Something that was done to a cluster. */
export interface ClusterDisturbance {
  /** In words: `node 3 is down`. */
  readonly what: string;
  readonly from: number;
  /** When it was over; the same as `from` for what does not last, null for what never was. */
  readonly to: number | null;
  /** The nodes that were in another state for it, and in which; none where it changed the state of none. */
  readonly nodes: readonly number[];
  readonly state: 'slow' | 'cut off' | 'down' | 'removed' | null;
}

/** A run of the cache model over time. */
export interface ClusterHistory {
  readonly windows: readonly ClusterWindow[];
  readonly disturbances: readonly ClusterDisturbance[];
}

/** What lasts until a `relief` that it caused. */
const LASTING = ['node_slowed', 'partition', 'drop', 'surge', 'hot_key'];
const AT_ONCE = ['node_added', 'node_removed', 'flush', 'invalidation_storm', 'hotspot_shift'];
const TYPES = ['window', 'relief', 'node_killed', 'node_restarted', ...LASTING, ...AT_ONCE];

/** Reads a run of the cache model from its `window` events and from what was done to it. */
export function clusterHistory(source: EventSource): ClusterHistory {
  const windows: ClusterWindow[] = [];
  const done: (Changing & { readonly id: number })[] = [];
  for (const event of eventsOf(source, TYPES)) {
    const { id, t, type, node } = event;
    if (type === 'window') windows.push(event as unknown as ClusterWindow);
    else if (type === 'relief') {
      for (const each of done) if (event.causes.includes(each.id)) each.to = t;
    } else if (type === 'node_restarted') {
      const killed = done.findLast((each) => each.state === 'down' && each.nodes[0] === node);
      if (killed?.to === null) killed.to = t;
    } else {
      const to = AT_ONCE.includes(type) ? t : null;
      done.push({ id, what: disturbanceWords(event), from: t, to, ...nodesChanged(event) });
    }
  }
  return { windows, disturbances: done.map(({ id, ...each }) => each) };
}

type Changing = Omit<ClusterDisturbance, 'to'> & { to: number | null };

function nodesChanged(event: LoggedEvent): Pick<ClusterDisturbance, 'nodes' | 'state'> {
  const nodes = [event.node as number];
  switch (event.type) {
    case 'node_killed':
      return { nodes, state: 'down' };
    case 'node_slowed':
      return { nodes, state: 'slow' };
    case 'node_removed':
      return { nodes, state: 'removed' };
    case 'partition':
      return { nodes: nodesOf(event), state: 'cut off' };
    default:
      return { nodes: [], state: null };
  }
}

function nodesOf({ nodes }: LoggedEvent): number[] {
  return (nodes as readonly { readonly node: number }[]).map(({ node }) => node);
}

function disturbanceWords(event: LoggedEvent): string {
  const { type, node, factor, share, loss } = event as unknown as Record<string, number | null> & {
    readonly type: string;
  };
  const who = node === null || node === undefined ? 'all nodes' : `node ${node}`;
  switch (type) {
    case 'node_killed':
      return `${who} is down`;
    case 'node_slowed':
      return `${who} takes ${quantity(factor!)} times as long`;
    case 'partition': {
      const nodes = nodesOf(event);
      const from = event.from === 'all' ? '' : ` from the ${event.from}`;
      return `${nodes.length === 1 ? 'node' : 'nodes'} ${nodes.join(', ')} cut off${from}`;
    }
    case 'drop':
      return `${percent(loss!)} of messages lost, ${who}`;
    case 'surge':
      return `requests ${quantity(factor!)} times as often`;
    case 'hot_key':
      return `${percent(share!)} of requests for key ${event.key}`;
    case 'flush':
      return `flush of ${who}`;
    case 'invalidation_storm':
      return `${percent(share!)} of the keys invalidated`;
    case 'hotspot_shift':
      return 'other keys become popular';
    case 'node_added':
      return `${who} joins`;
    default:
      return `${who} is taken out`;
  }
}
