import type { SessionMessage } from '../../live/session-message.ts';

/** Which messages a viewer gets. All three must match; null or left out: all. */
export interface Subscription {
  /** Types of messages; `status`, `decision` and `reset` always come. */
  readonly types?: readonly string[] | null | undefined;
  /** Kinds of events. */
  readonly kinds?: readonly string[] | null | undefined;
  /** Whom events are about, such as `bank:7`: any of them. */
  readonly about?: readonly string[] | null | undefined;
}

interface Heard {
  readonly type: SessionMessage['type'];
  readonly kind?: string | undefined;
  readonly about?: readonly string[] | undefined;
}

/** The same for subscriptions that let the same through. */
export function subscriptionKey({ about, kinds, types }: Subscription = {}): string {
  return JSON.stringify([types, kinds, about].map((names) => names && [...new Set(names)].sort()));
}

/** Tests whether a message is subscribed to; null: every message is. */
export function subscriptionTest(subscription: Subscription = {}): ((message: Heard) => boolean) | null {
  const types = setOf(subscription.types);
  const kinds = setOf(subscription.kinds);
  const about = setOf(subscription.about);
  if (types === null && kinds === null && about === null) return null;
  return (message) => {
    const { type } = message;
    if (type === 'status' || type === 'decision' || type === 'reset') return true;
    if (types !== null && !types.has(type)) return false;
    if (type !== 'event') return true;
    if (kinds !== null && !kinds.has(message.kind ?? '')) return false;
    return about === null || (message.about?.some((entity) => about.has(entity)) ?? false);
  };
}

function setOf(names: readonly string[] | null | undefined): ReadonlySet<string> | null {
  return names ? new Set(names) : null;
}
