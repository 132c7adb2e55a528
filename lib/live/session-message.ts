import type { Choice } from '../core/decision.ts';
import type { At } from '../core/turn.ts';
import type { Pace } from './pace.ts';

/** What a session tells its viewers: numbered, buffered and framed by whoever stands between. */
export interface SessionMessage {
  /**
   * `event`: one of the log. `skipped`: events that came too fast to be told one by one. `state`: the state
   * for people. `status`: whether it runs. `decision`: a person is asked, or need no longer be. `reset`:
   * the run stands elsewhere now, after a rewind; forget what was told.
   */
  readonly type: 'event' | 'skipped' | 'state' | 'status' | 'decision' | 'reset';
  /** Of an event: its kind. */
  readonly kind?: string;
  /** Of an event: whom it is about, such as `bank:7`. */
  readonly about?: readonly string[];
  /** The data as JSON: LoggedEvent, Skipped, SessionState, SessionStatus, PendingDecision or Reset. */
  readonly body: string;
}

/** Events `from` to `to` (both included) of which only some were told; the log has all. */
export interface Skipped {
  readonly from: number;
  readonly to: number;
  /** How many of each kind were not told. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The state as people look at it. */
export interface SessionState<View = unknown> {
  /** Of the latest turn. */
  readonly time: number;
  readonly turn: number;
  /** Events so far. */
  readonly events: number;
  readonly done: boolean;
  readonly metrics: Readonly<Record<string, number>>;
  readonly view: View;
}

export interface SessionStatus {
  /**
   * `waiting`: for an answer to a decision. `finished`: the run is over. `stopped`: by a person, for good.
   * `failed`: see `reason`.
   */
  readonly status: 'running' | 'paused' | 'waiting' | 'finished' | 'stopped' | 'failed';
  /** Why it is not running, where that is not plain. */
  readonly reason?: string;
  readonly pace: Pace;
  readonly time: number;
  readonly turn: number;
  readonly events: number;
  /** When the next turn comes, as a command's `at`; null when the run is over. */
  readonly next: At | null;
  /** Commands in the recipe so far. */
  readonly commands: number;
  /** SHA-256 of the log, once the run is over. */
  readonly digest?: string;
}

/** What would come of a choice, were nothing else done until the run ends. */
export interface Projection {
  /** The time to which it was run. */
  readonly to: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export interface ProjectedChoice extends Choice {
  readonly projected: Projection;
}

/** A decision that a person is asked for. */
export interface PendingDecision {
  readonly decision: string;
  /** Whom it is about, such as `bank:7`. */
  readonly entity: string;
  readonly title: string;
  readonly description: string;
  readonly time: number;
  /** The one of the two with the smaller loss to the end of the run. */
  readonly recommended: ProjectedChoice;
  readonly alternative: ProjectedChoice;
  /** Milliseconds after which the recommended one is taken; null: it waits. */
  readonly wait: number | null;
  /** What was taken, once it was. */
  readonly taken?: 'recommended' | 'alternative';
  /** Who took it; `stop`: nobody, it need not be taken any more. */
  readonly by?: 'person' | 'time' | 'stop';
}

/** The run stands elsewhere. */
export interface Reset {
  readonly reason: string;
  readonly status: SessionStatus;
  readonly state: SessionState;
  /** What a person is asked for at the moment. */
  readonly decision: PendingDecision | null;
}
