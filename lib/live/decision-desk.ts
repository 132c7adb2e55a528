import type { Decision } from '../core/decision.ts';
import type { AnyModel } from '../core/model.ts';
import type { Clock } from './clock.ts';
import type { LiveRun } from './live-run.ts';
import { project } from './project.ts';
import type { PendingDecision } from './session-message.ts';
import { type Decided, stillDecided } from './session-record.ts';
import { StateError } from './state-error.ts';

/** A person is asked before every 16th turn, whatever the pace: so the same is asked of every run. */
const TURNS_BETWEEN = 16;

export interface DecisionDeskOptions {
  readonly model: AnyModel;
  readonly clock: Clock;
  /** Milliseconds to wait for a person, null: for ever; undefined: nobody is asked. */
  readonly wait: number | null | undefined;
  /** Decisions that were taken before. */
  readonly decided: readonly Decided[] | undefined;
  readonly tell: (decision: PendingDecision) => void;
  /** The wait for a pending decision is over. */
  readonly onTime: (decision: PendingDecision) => void;
}

/** What a model asks a person: one decision at a time, each once. */
export class DecisionDesk {
  pending: PendingDecision | null = null;
  private readonly options: DecisionDeskOptions;
  /** What was decided so far. */
  decided: readonly Decided[];

  constructor(options: DecisionDeskOptions) {
    this.options = options;
    this.decided = options.decided ?? [];
  }

  get isAsking(): boolean {
    return this.options.wait !== undefined;
  }

  /** Turns to the next before which a person may be asked. */
  untilAsked({ turnCount }: LiveRun): number {
    return TURNS_BETWEEN - (turnCount % TURNS_BETWEEN);
  }

  /** Asks for the first decision that has not been taken. True when there is one. */
  ask(live: LiveRun): boolean {
    if (live.turnCount % TURNS_BETWEEN !== 0) return false;
    const decision = live.decisions.find(({ key }) => !this.decided.some((taken) => taken.key === key));
    if (decision !== undefined) this.put(live, decision);
    return decision !== undefined;
  }

  /** Asks for the pending decision again, since the run has been changed. False when it has gone by that. */
  renew(live: LiveRun): boolean {
    const pending = this.pending?.decision;
    const decision = live.done ? undefined : live.decisions.find(({ key }) => key === pending);
    if (decision === undefined) this.drop();
    else this.put(live, decision);
    return decision !== undefined;
  }

  private put(live: LiveRun, decision: Decision): void {
    const { clock, model, onTime, tell, wait = null } = this.options;
    const pending = project(model, live, decision, wait);
    this.pending = pending;
    tell(pending);
    if (wait === null) return;
    clock.after(wait, () => {
      if (this.pending === pending) onTime(pending);
    });
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
  settle(decided: Decided, taken: 'recommended' | 'alternative', by: 'person' | 'time'): PendingDecision {
    const settled = { ...this.require(decided.key), taken, by };
    this.decided = [...this.decided, decided];
    this.pending = null;
    this.options.tell(settled);
    return settled;
  }

  /** The pending decision need not be taken any more. */
  drop(): void {
    const { pending } = this;
    this.pending = null;
    if (pending !== null) this.options.tell({ ...pending, by: 'stop' });
  }

  /** The run has gone back: what was decided from that time on will be asked for again. */
  rewind(to: number): void {
    this.decided = stillDecided(this.decided, to);
    this.drop();
  }

  /** Nobody is waited for any more; whoever goes on from here asks again. */
  close(): void {
    this.pending = null;
  }
}
