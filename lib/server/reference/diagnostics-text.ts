import type { LoggedEvent } from '../../core/event-kind.ts';
import { nodeMessage } from '../../models/trading/node-message.ts';
import type { ServedSession } from '../session/served-session.ts';
import { documentNode } from './document-node.ts';
import type { SessionFacts } from './session-facts.ts';

/** Events that are asked for at once. */
const PAGE = 2_000;

/** Which part of a log is wanted. */
export interface DiagnosticsSpan {
  /** The first event’s id. */
  readonly from: number;
  /** Events of the log that are looked at; null: all. */
  readonly count: number | null;
}

/**
 * The diagnostics of a session as JSON, piece by piece: `events_history` by name of the event,
 * `current_state` with the latest of each node, and `next`, the id from which to go on; null: that was all.
 * Of a model without nodes the names are ids, and the latest is of each kind.
 */
export async function* diagnosticsText(
  session: ServedSession,
  facts: SessionFacts,
  { count, from }: DiagnosticsSpan,
): AsyncGenerator<string> {
  const latest = new Map<string, unknown>();
  const end = count === null ? Number.POSITIVE_INFINITY : from + count;
  let isFirst = true;
  let next = from;
  let isAll = false;
  yield `{"session_id":${JSON.stringify(session.id)},"events_history":{`;
  while (next < end && !isAll) {
    const asked = Math.min(PAGE, end - next);
    const page = (await session.request({ do: 'log', from: next, count: asked })) as readonly LoggedEvent[];
    let text = '';
    for (const event of page) {
      const named = namedEvent(session.model.name, event, facts);
      if (named === null) continue;
      latest.set(named.of, named.told);
      text += `${isFirst ? '' : ','}${JSON.stringify(named.name)}:${JSON.stringify(named.told)}`;
      isFirst = false;
    }
    next += page.length;
    isAll = page.length < asked;
    if (text !== '') yield text;
  }
  yield `},"current_state":${JSON.stringify(Object.fromEntries(latest))},"next":${isAll ? null : next}}`;
}

interface NamedEvent {
  readonly name: string;
  /** What it is the state of. */
  readonly of: string;
  readonly told: unknown;
}

function namedEvent(model: string, event: LoggedEvent, { nodes }: SessionFacts): NamedEvent | null {
  if (model !== 'trading') return { name: String(event.id), of: event.type, told: event };
  if (event.execution_id === undefined) return null;
  const told = documentNode(nodeMessage(event, nodes));
  return { name: told.execution_id, of: told.node_id, told };
}
