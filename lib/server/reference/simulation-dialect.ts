import type { LoggedEvent } from '../../core/event-kind.ts';
import type {
  PendingDecision,
  Reset,
  SessionState,
  SessionStatus,
  Skipped,
} from '../../live/session-message.ts';
import type { Dialect, NumberedMessage } from '../hub/dialect.ts';
import { decisionFrame } from './decision-frame.ts';
import type { SessionFacts } from './session-facts.ts';
import { defaultFrame, shockFrame } from './shock-frame.ts';
import { StatusChanges } from './status-changes.ts';
import { type Step, stepOfEvent, stepOfState } from './step-frame.ts';

interface Frame {
  readonly type: string;
  readonly data: unknown;
}

/** The messages of the streaming document, for a session of any model. */
export function simulationDialect(model: string, facts: SessionFacts): Dialect {
  const changes = new StatusChanges();
  const stepFrame = (step: Step): Frame => ({ type: 'simulation_step', data: step });

  const ofEvent = (event: LoggedEvent): Frame[] => {
    const failed = defaultFrame(event);
    if (failed !== null) return [{ type: 'entity_default', data: failed }];
    const shock = shockFrame(event);
    if (shock !== null) return [{ type: 'shock_applied', data: shock }];
    const step = stepOfEvent(model, event, facts);
    return step === null ? [] : [stepFrame(step)];
  };

  const ofState = (state: SessionState): Frame[] => {
    const isTold = model === 'banks' || model === 'cache' || facts.tickUpdates;
    return isTold ? [] : [stepFrame(stepOfState(model, state, facts))];
  };

  const ofDecision = (given: PendingDecision): Frame => {
    const { type, ...decision } = decisionFrame(given);
    return { type, data: decision };
  };

  const framesOf = ({ body, seq, type }: NumberedMessage): Frame[] => {
    const data: unknown = JSON.parse(body);
    switch (type) {
      case 'event':
        return ofEvent(data as LoggedEvent);
      case 'state':
        return ofState(data as SessionState);
      case 'reset': {
        const { decision, reason, state, status } = data as Reset;
        if (reason === 'welcome') changes.welcome(seq, status.status);
        const step = stepFrame(stepOfState(model, state, facts));
        const asked = decision === null ? [] : [ofDecision(decision)];
        return [{ type: 'reset', data: { reason, status: status.status } }, step, ...asked];
      }
      case 'status': {
        const status = data as SessionStatus;
        return changes.take(seq, status.status) === null ? [] : [{ type, data: status }];
      }
      case 'decision':
        return [ofDecision(data as PendingDecision)];
      case 'skipped':
        return [{ type, data: data as Skipped }];
    }
  };

  return {
    name: `simulation ${model}`,
    translate: (message) => {
      const timestamp = new Date().toISOString();
      const { seq } = message;
      return framesOf(message).map(({ data, type }) => ({
        data: JSON.stringify({ type, timestamp, seq, data }),
      }));
    },
  };
}
