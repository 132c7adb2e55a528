import type { Recipe } from '../../core/recipe.ts';
import type { Pace } from '../../live/pace.ts';
import type { SessionState, SessionStatus } from '../../live/session-message.ts';
import type { SessionLink } from './session-link.ts';

/** A run to be begun. */
export interface NewRun {
  readonly recipe: Recipe;
  readonly pace: Pace;
  /** Where it is to stand, paused; left out: at its start, running. */
  readonly at?: { readonly turnCount: number; readonly landedCount: number };
  /** Whether a person is asked for decisions. */
  readonly asks?: boolean;
}

/** A session that has been opened. */
export interface OpenedSession {
  readonly link: SessionLink;
  /** With every command so far. */
  readonly recipe: Recipe;
  readonly status: SessionStatus;
  readonly state: SessionState;
  /** One line for the person, such as that it is not where it was meant to be. */
  readonly notice?: string;
}

/** Where runs of the page go: workers of its own, or a server. */
export interface SessionHome {
  /** @throws Error with one line for people. */
  readonly open: (run: NewRun) => Promise<OpenedSession>;
  /** The session that the page's address names; null when it names none that is there. */
  readonly find: () => Promise<OpenedSession | null>;
}
