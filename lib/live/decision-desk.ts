import type { AnyModel } from '../core/model.ts';
import type { Clock } from './clock.ts';
import type { LiveRun } from './live-run.ts';
import { project } from './project.ts';
import type { PendingDecision } from './session-message.ts';
import { StateError } from './state-error.ts';

export interface DecisionDeskOptions {
  readonly model: AnyModel;
  readonly clock: Clock;
  /** Milliseconds to wait for a person, null: for ever; undefined: nobody is asked. */
  readonly wait: number | null | undefined;
  /** Decisions that were asked for before. */
  readonly decided: readonly string[] | undefined;
  readonly tell: (decision: PendingDecision) => void;
  /** The wait for a pending decision is over. */
  readonly onTime: (decision: PendingDecision) => void;
}

/** What a model asks a person: one decision at a time, each once. */
export class DecisionDesk {
  pending: PendingDecision | null = null;
  private readonly options: DecisionDeskOptions;
  private readonly decided: Set<string>;

  constructor(options: DecisionDeskOptions) {
    this.options = options;
    this.decided = new Set(options.decided);
  }

  get isAsking(): boolean {
    return this.options.wait !== undefined;
  }

  /** Asks for the first decision that has not been asked for. True when there is one. */
  ask(live: LiveRun): boolean {
    const { clock, model, onTime, tell, wait = null } = this.options;
    const decision = live.decisions.find(({ key }) => !this.decided.has(key));
    if (decision === undefined) return false;
    const pending = project(model, live, decision, wait);
    this.pending = pending;
    tell(pending);
    if (wait !== null) {
      clock.after(wait, () => {
        if (this.pending === pending) onTime(pending);
      });
    }
    return true;
  }

  /** @throws FaultlineError when something is pending. */
  requireNone(where: string): void {
    if (this.pending === null) return;
    throw new StateError(where, 'a waiting session', `an answer to the decision ${this.pending.decision}`);
  }

  /** The pending decision, by its name. @throws FaultlineError when it is not pending. */
  require(decision: string): PendingDecision {
    const { pending } = this;
    if (pending?.decision === decision) return pending;
    const allowed = pending === null ? 'no decision is pending' : `the pending one, ${pending.decision}`;
    throw new StateError('answer: decision', decision, allowed);
  }

  /** The pending decision has been taken. */
  settle(taken: 'recommended' | 'alternative', by: 'person' | 'time'): PendingDecision {
    const settled = { ...(this.pending as PendingDecision), taken, by };
    this.decided.add(settled.decision);
    this.pending = null;
    this.options.tell(settled);
    return settled;
  }

  /** The pending decision need not be taken any more. */
  drop(): void {
    if (this.pending !== null) this.options.tell({ ...this.pending, by: 'stop' });
    this.pending = null;
  }
}
