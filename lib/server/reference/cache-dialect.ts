import { kindsOf } from '../../core/command.ts';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Reset, SessionState, SessionStatus, Skipped } from '../../live/session-message.ts';
import { cache } from '../../models/cache/cache.ts';
import type { CacheView } from '../../models/cache/view.ts';
import type { Dialect, NumberedMessage } from '../hub/dialect.ts';
import { eventSentence } from './event-sentence.ts';
import { StatusChanges } from './status-changes.ts';

interface Frame {
  readonly type: 'SIM_UPDATE' | 'LOG' | 'SIM_FINISHED' | 'SIM_STATUS' | 'DECISION';
  readonly data: unknown;
}

/** The messages of the caching document, for one session of the cache model. */
export function cacheDialect(session: string): Dialect {
  const kinds = kindsOf(cache);
  const changes = new StatusChanges();

  const ofEvent = (event: LoggedEvent): Frame[] => {
    const { causes, id, t: time, type, ...fields } = event;
    if (type === 'request') return [];
    if (type === 'window') {
      const { byNode, from, ...metrics } = fields;
      return [{ type: 'SIM_UPDATE', data: { session_id: session, time, from, metrics, nodes: byNode } }];
    }
    const message = eventSentence(kinds, event);
    return [
      { type: 'LOG', data: { session_id: session, time, event: type, message, id, causes, ...fields } },
    ];
  };

  /** The whole run so far, where windows count from one to the next. */
  const ofState = ({ metrics, time, view }: SessionState): Frame => {
    const { nodes } = view as CacheView;
    return { type: 'SIM_UPDATE', data: { session_id: session, time, from: 0, metrics, nodes } };
  };

  const finished = ({ digest, reason, status, time }: SessionStatus): Frame => ({
    type: 'SIM_FINISHED',
    data: { session_id: session, status, reason, time, digest },
  });

  const ofStatus = (status: SessionStatus, seq: number): Frame[] => {
    if (changes.take(seq, status.status) === null) return [];
    if (isOver(status)) return [finished(status)];
    return [{ type: 'SIM_STATUS', data: { session_id: session, status: status.status, time: status.time } }];
  };

  const ofReset = ({ reason, state, status }: Reset, seq: number): Frame[] => {
    if (reason === 'welcome') changes.welcome(seq, status.status);
    const { status: name, time } = status;
    const head: Frame = { type: 'SIM_STATUS', data: { session_id: session, status: name, time, reason } };
    return [head, ofState(state), ...(isOver(status) ? [finished(status)] : [])];
  };

  const framesOf = ({ body, seq, type }: NumberedMessage): Frame[] => {
    const data: unknown = JSON.parse(body);
    switch (type) {
      case 'event':
        return ofEvent(data as LoggedEvent);
      case 'state':
        return (data as SessionState).done ? [ofState(data as SessionState)] : [];
      case 'status':
        return ofStatus(data as SessionStatus, seq);
      case 'reset':
        return ofReset(data as Reset, seq);
      case 'decision':
        return [{ type: 'DECISION', data }];
      case 'skipped': {
        const { counts, from, to } = data as Skipped;
        const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
        const message = `Not told one by one, for there were too many: ${parts.join(', ')}.`;
        return [{ type: 'LOG', data: { session_id: session, event: type, message, from, to, counts } }];
      }
    }
  };

  return {
    name: `cache ${session}`,
    translate: (message) =>
      framesOf(message).map(({ data, type }) => ({ data: JSON.stringify({ type, seq: message.seq, data }) })),
  };
}

function isOver({ status }: SessionStatus): boolean {
  return status === 'finished' || status === 'stopped' || status === 'failed';
}
