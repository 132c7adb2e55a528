import type { Entities } from '../../core/event-kind.ts';

/** What is written `bank:7`, `market:STOCKS`, `event:123`, in its parts. */
export interface EntityId {
  readonly kind: string;
  /** A number where it looks like one, as events of entities that are printed by index have it. */
  readonly key: number | string;
}

/** Null for what is no such text. */
export function parseEntity(id: string): EntityId | null {
  const at = id.indexOf(':');
  if (at <= 0) return null;
  const rest = id.slice(at + 1);
  return { kind: id.slice(0, at), key: /^\d+$/.test(rest) ? Number(rest) : rest };
}

/** An entity by its name, for people. */
export function entityLabel(id: string, entities: Entities): string {
  const parsed = parseEntity(id);
  if (parsed === null) return id;
  const { kind, key } = parsed;
  if (kind === 'event') return `event #${key}`;
  const known = Object.hasOwn(entities, kind) ? entities[kind] : undefined;
  const name = typeof key === 'number' && known?.printed === 'index' ? known.names[key] : undefined;
  if (name !== undefined) return name;
  return `${kind} ${key}`;
}
