import { gzipSync } from 'node:zlib';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Reset, SessionState, SessionStatus } from '../../live/session-message.ts';
import { nodeMessage } from '../../models/trading/node-message.ts';
import type { TradingView } from '../../models/trading/view.ts';
import type { Dialect, NumberedMessage } from '../hub/dialect.ts';
import { documentNode } from './document-node.ts';
import type { SessionFacts } from './session-facts.ts';
import { StatusChanges } from './status-changes.ts';
import { tickOfEvent, tickOfView } from './tick-frame.ts';

/** How `node_events` and `trade_update` are written. */
export type Encoding = 'plain' | 'gzip+base64';

interface Frame {
  readonly event: string;
  readonly data: unknown;
}

/** Node events and trades are told once each; a session’s end once. */
export function tradingDialect(session: string, facts: SessionFacts, encoding: Encoding): Dialect {
  const changes = new StatusChanges();

  const ofEvent = (event: LoggedEvent): Frame[] => {
    if (event.type === 'trade_update') {
      const { summary, trade } = event;
      return [{ event: 'trade_update', data: { trade, summary } }];
    }
    if (event.type === 'tick_update') return [{ event: 'tick_update', data: tickOfEvent(event) }];
    if (event.execution_id === undefined) return [];
    const told = documentNode(nodeMessage(event, facts.nodes));
    return [{ event: 'node_events', data: { [told.execution_id]: told } }];
  };

  const ofState = ({ view }: SessionState): Frame[] => {
    const tick = facts.tickUpdates ? null : tickOfView(view as TradingView);
    return tick === null ? [] : [{ event: 'tick_update', data: tick }];
  };

  const ofReset = ({ reason, state, status }: Reset, seq: number): Frame[] => {
    if (reason === 'welcome') changes.welcome(seq, status.status);
    const { summary, timestamp, trades, ...view } = state.view as TradingView;
    const tick = tickOfView({ ...view, timestamp } as TradingView);
    const data = { session_id: session, reason, status: status.status, timestamp, ...tick, trades, summary };
    const frames: Frame[] = [{ event: 'initial_state', data }];
    return isOver(status) ? [...frames, completion(status)] : frames;
  };

  const ofStatus = (status: SessionStatus, seq: number): Frame[] => {
    const before = changes.take(seq, status.status);
    return before !== null && isOver(status) ? [completion(status)] : [];
  };

  const completion = ({ digest, reason, status, time }: SessionStatus): Frame => ({
    event: 'session_complete',
    data: {
      session_id: session,
      status: status === 'finished' ? 'completed' : status,
      reason,
      time,
      digest,
    },
  });

  const framesOf = ({ body, seq, type }: NumberedMessage): Frame[] => {
    const data: unknown = JSON.parse(body);
    switch (type) {
      case 'event':
        return ofEvent(data as LoggedEvent);
      case 'state':
        return ofState(data as SessionState);
      case 'reset':
        return ofReset(data as Reset, seq);
      case 'status':
        return ofStatus(data as SessionStatus, seq);
      case 'skipped':
      case 'decision':
        return [{ event: type, data }];
    }
  };

  return {
    name: `trading ${encoding} ${session}`,
    translate: (message) =>
      framesOf(message).map(({ data, event }) => {
        const json = JSON.stringify(data);
        const isPacked = encoding !== 'plain' && (event === 'node_events' || event === 'trade_update');
        return { event, data: isPacked ? gzipSync(json).toString('base64') : json };
      }),
  };
}

function isOver({ status }: SessionStatus): boolean {
  return status === 'finished' || status === 'stopped' || status === 'failed';
}
