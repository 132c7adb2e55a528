import type { PendingDecision, SessionStatus } from '../../live/session-message.ts';
import type { Ask } from './ask.ts';

/** What a step came to. */
export interface Ran {
  readonly status: SessionStatus;
  /** Decisions that were taken on the way, as recommended. */
  readonly decisions: number;
}

/**
 * Brings a session to before the first turn of a time, as fast as it can; decisions on the way are taken as
 * they are recommended. It stands there paused, or is over.
 */
export async function runTo(ask: Ask, to: number): Promise<Ran> {
  let status = (await ask({ do: 'status' })) as SessionStatus;
  let decisions = 0;
  while (isBefore(status, to)) {
    if (status.status === 'waiting') {
      const pending = (await ask({ do: 'decision' })) as PendingDecision | null;
      if (pending === null) break;
      await ask({ do: 'answer', decision: pending.decision, choice: 'recommended' });
      decisions++;
    }
    const before = status;
    status = (await ask({ do: 'step', to })) as SessionStatus;
    if (status.turn === before.turn && status.status === before.status) break;
  }
  return { status, decisions };
}

/** Whether a turn of before a time is still to come. */
function isBefore({ next, status }: SessionStatus, to: number): boolean {
  if (next === null || (status !== 'paused' && status !== 'running' && status !== 'waiting')) return false;
  return (typeof next === 'number' ? next : next.time) < to;
}
