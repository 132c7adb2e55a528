import type { Recipe } from '../../core/recipe.ts';
import type { LiveSnapshot } from '../../live/live-run.ts';
import type { Pace } from '../../live/pace.ts';
import type { FromSession, PortError, ToSession } from '../../live/serve-session.ts';
import type { SessionState, SessionStatus } from '../../live/session-message.ts';

/** How a worker's session begins. */
export interface StartRun {
  /** Where it stands: at its start, or where it was left. */
  readonly at: LiveSnapshot;
  readonly pace: Pace;
  readonly status: 'running' | 'paused';
  /** Whether a person is asked for decisions. */
  readonly asks: boolean;
}

/** What can be asked of a run, apart from the session that goes on. */
export type Asked =
  | { readonly ask: 'why' | 'whyNot'; readonly target: Readonly<Record<string, unknown>> }
  | { readonly ask: 'questions' };

/** The same, of a run that stands somewhere. */
export type Ask = Asked & { readonly at: LiveSnapshot };

/** The first message to a worker says what it is for; a session's worker gets more. */
export type ToWorker = { readonly start: StartRun } | Ask | ToSession;

/** A session has been set up. */
export interface Opened {
  readonly opened: {
    readonly recipe: Recipe;
    readonly status: SessionStatus;
    readonly state: SessionState;
  };
}

export type FromWorker = FromSession | Opened | { readonly answer: unknown } | { readonly failed: PortError };
