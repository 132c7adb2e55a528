import type { LoggedEvent } from '../../core/event-kind.ts';

/** What requests come to and what befalls nodes, as colours of the drawing. */
export const CACHE_STYLES = ['hit', 'miss', 'write', 'failed', 'retry', 'good', 'shock'] as const;
export type CacheStyle = (typeof CACHE_STYLES)[number];

/** The parts that are not nodes, by their places; nodes come after. `nodes`: all of them. */
export const PARTS = ['clients', 'balancer', 'database', 'nodes'] as const;
/** A part of the cluster. */
export type Part = (typeof PARTS)[number] | { readonly node: number };

/** A way that something goes, leg by leg; of a single part: a ring there. */
export interface CacheMotion {
  readonly path: readonly Part[];
  /** What is seen where the way ends. */
  readonly endsIn?: CacheStyle;
  readonly style: CacheStyle;
  readonly isMinor: boolean;
}

/** How an event of the cache model is seen; null: it is not. */
export function cacheMotion(event: LoggedEvent): CacheMotion | null {
  const node = typeof event.node === 'number' ? { node: event.node } : null;
  const at = (style: CacheStyle, isMinor = false): CacheMotion => ({
    path: [node ?? 'nodes'],
    style,
    isMinor,
  });
  switch (event.type) {
    case 'request':
      return requestMotion(event, node);
    case 'retry':
    case 'hedge':
      return { path: ['clients', 'balancer'], style: 'retry', isMinor: true };
    case 'timeout':
    case 'late_answer':
      return at('retry', true);
    case 'refusal':
      return {
        path: [event.place === 'database' ? 'database' : (node ?? 'nodes')],
        style: 'failed',
        isMinor: true,
      };
    case 'breaker_opened':
    case 'node_killed':
    case 'node_removed':
    case 'node_lost':
      return at('failed');
    case 'breaker_closed':
    case 'node_restarted':
    case 'node_added':
    case 'node_found':
      return at('good');
    case 'node_slowed':
    case 'drop':
    case 'flush':
      return at('shock');
    case 'partition':
    case 'invalidation_storm':
      return { path: ['nodes'], style: 'shock', isMinor: false };
    case 'surge':
    case 'hot_key':
    case 'hotspot_shift':
      return { path: ['clients'], style: 'shock', isMinor: false };
    default:
      return null;
  }
}

function requestMotion({ outcome }: LoggedEvent, node: { readonly node: number } | null): CacheMotion {
  const toNode: readonly Part[] = ['clients', 'balancer', ...(node === null ? [] : [node])];
  switch (outcome) {
    case 'hit':
      return { path: toNode, style: 'hit', isMinor: true };
    case 'miss':
      return { path: [...toNode, 'database'], style: 'miss', isMinor: true };
    case 'write':
      return { path: [...toNode, 'database'], style: 'write', isMinor: true };
    case 'refused by database':
      return { path: [...toNode, 'database'], style: 'failed', endsIn: 'failed', isMinor: true };
    default:
      return { path: toNode, style: 'failed', endsIn: 'failed', isMinor: true };
  }
}
