import type { LoggedEvent } from '../../core/event-kind.ts';
import type { PendingDecision, Reset, SessionStatus, Skipped } from '../../live/session-message.ts';
import type { BanksView } from '../../models/banks/view.ts';
import type { Dialect, NumberedMessage } from '../hub/dialect.ts';
import { bankFrame, worldOf } from './bank-frame.ts';
import { decisionFrame } from './decision-frame.ts';
import { StatusChanges } from './status-changes.ts';

type Frame = Readonly<Record<string, unknown>> & { readonly type: string };

/** The messages of the interactive document, for one session of the interbank model. */
export function interactiveDialect(session: string): Dialect {
  const changes = new StatusChanges();
  /** A session that was set up paused, for its viewer to be there first, begins without being resumed. */
  let hasBegun = false;
  /** The number of the message in which the model itself said that the run is over. */
  let completed = 0;

  const initFrame = ({ reason, state, status }: Reset, seq: number): Frame => {
    if (reason === 'welcome') changes.welcome(seq, status.status);
    hasBegun ||= status.status !== 'paused' || status.turn > 0;
    const { status: name, pace } = status;
    const world = worldOf(state.view as BanksView);
    return { type: 'init', session_id: session, step: state.time, reason, status: name, pace, ...world };
  };

  const statusFrame = (status: SessionStatus, seq: number): Frame | null => {
    const before = changes.take(seq, status.status);
    const { digest, reason, time: step, turn } = status;
    const isFirst = !hasBegun && turn === 0;
    hasBegun ||= status.status === 'running';
    if (before === null) return null;
    switch (status.status) {
      case 'running':
        return before === undefined || isFirst ? null : { type: 'resumed', step };
      case 'paused':
        return { type: 'paused', step };
      case 'stopped':
        return { type: 'stopped', step, reason };
      case 'failed':
        return { type: 'failed', step, reason };
      case 'finished':
        // Where a person cut the run short the model has no such event.
        return completed > 0 && completed < seq ? null : { type: 'complete', step, digest, reason };
      case 'waiting':
        return null;
    }
  };

  const frameOf = ({ body, seq, type }: NumberedMessage): Frame | null => {
    const data: unknown = JSON.parse(body);
    switch (type) {
      case 'event': {
        const event = data as LoggedEvent;
        if (event.type === 'init') return null;
        if (event.type === 'complete') completed = seq;
        return bankFrame(event);
      }
      case 'reset':
        completed = 0;
        return initFrame(data as Reset, seq);
      case 'status':
        return statusFrame(data as SessionStatus, seq);
      case 'decision':
        return decisionFrame(data as PendingDecision);
      case 'skipped':
        return { ...(data as Skipped), type };
      case 'state':
        return null;
    }
  };

  return {
    name: `interactive ${session}`,
    translate: (message) => {
      const frame = frameOf(message);
      return frame === null ? [] : [{ data: JSON.stringify(frame) }];
    },
  };
}
