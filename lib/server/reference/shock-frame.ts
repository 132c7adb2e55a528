import type { LoggedEvent } from '../../core/event-kind.ts';

/** `shock_applied` of the streaming document. */
export interface ShockFrame {
  readonly shock_type: string;
  /** A market, an entity such as `bank:7`, or `all`. */
  readonly target: string;
  /** Below 0 where something falls by it. */
  readonly magnitude: number | null;
  readonly timestep: number;
  /** Our event’s id, and its causes. */
  readonly event: number;
  readonly causes: readonly number[];
}

/** `entity_default` of the streaming document. */
export interface DefaultFrame {
  readonly entity_id: string;
  readonly entity_type: string;
  readonly timestep: number;
  readonly event: number;
  readonly causes: readonly number[];
}

/** Disturbances of a cluster, and the field that says how large they are. */
const DISTURBANCES: Readonly<Record<string, string | null>> = {
  node_slowed: 'factor',
  partition: null,
  drop: 'loss',
  flush: 'forgotten',
  invalidation_storm: 'share',
  surge: 'factor',
  hot_key: 'share',
  hotspot_shift: 'places',
};

/** The shock that an event is; null: it is none. */
export function shockFrame(event: LoggedEvent): ShockFrame | null {
  const { causes, id, t: timestep, type } = event;
  const frame = (shock_type: string, target: string, magnitude: unknown): ShockFrame => ({
    shock_type,
    target,
    magnitude: (magnitude as number | undefined) ?? null,
    timestep,
    event: id,
    causes,
  });
  if (type === 'shock_applied') {
    const { bank, kind, magnitude, market } = event;
    const target = market ?? (bank === null ? 'all' : `bank:${bank}`);
    const size = kind === 'asset_price_crash' ? -(magnitude as number) : magnitude;
    return frame(kind as string, target as string, size);
  }
  if (type === 'price_gap') return frame(type, event.symbol as string, event.return);
  if (!Object.hasOwn(DISTURBANCES, type)) return null;
  const size = DISTURBANCES[type];
  const nodes = event.nodes as readonly { node: number }[] | undefined;
  const named = nodes?.map(({ node }) => `node:${node}`).join(' ');
  const target = named ?? (typeof event.node === 'number' ? `node:${event.node}` : 'all');
  return frame(type, target, size === null ? null : event[size]);
}

/** The failure that an event is; null: it is none. */
export function defaultFrame({ causes, id, t: timestep, type, ...event }: LoggedEvent): DefaultFrame | null {
  const frame = (entity_type: string, index: unknown): DefaultFrame => ({
    entity_id: `${entity_type}:${index}`,
    entity_type,
    timestep,
    event: id,
    causes,
  });
  if (type === 'default') return frame('bank', event.bank);
  return type === 'node_killed' ? frame('node', event.node) : null;
}
