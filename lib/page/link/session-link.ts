import type { ReadonlySignal } from '@preact/signals';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { WhyNotAnswer } from '../../core/reasons.ts';
import type { Pace } from '../../live/pace.ts';
import type {
  PendingDecision,
  Reset,
  SessionState,
  SessionStatus,
  Skipped,
} from '../../live/session-message.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import type { Why, WhyTarget } from '../../why/answer.ts';
import type { Question } from '../../why/questions.ts';

/** `offline`: it has given up; see `reason`. Of a worker: `live` until it fails. */
export type Connection = 'connecting' | 'live' | 'retrying' | 'offline';

/** A message of a session, read. `seq` rises. */
export type LinkMessage =
  | { readonly seq: number; readonly type: 'event'; readonly data: LoggedEvent }
  | { readonly seq: number; readonly type: 'skipped'; readonly data: Skipped }
  | { readonly seq: number; readonly type: 'state'; readonly data: SessionState }
  | { readonly seq: number; readonly type: 'status'; readonly data: SessionStatus }
  | { readonly seq: number; readonly type: 'decision'; readonly data: PendingDecision }
  | { readonly seq: number; readonly type: 'reset'; readonly data: Reset };

/** A run that branches off where this one stands. */
export interface ForkOptions {
  readonly name?: string;
  readonly pace?: Pace;
  /** The one thing that is done otherwise. */
  readonly command?: { readonly name: string; readonly [field: string]: unknown };
}

/** The way to one session, in a worker of the browser or on a server: the page does not know which. */
export interface SessionLink {
  /**
   * Asks something of the session, and answers as lib/live does: `events` with `FoundEvents`, `recipe` with
   * the `Recipe` so far, most others with the `SessionStatus`.
   *
   * @throws Error with one line for people, when it cannot be done.
   */
  readonly request: (request: SessionRequest) => Promise<unknown>;
  /** Each message once, in order; those of one batch within one turn of the loop. Returns how to end it. */
  readonly onMessage: (listen: (message: LinkMessage) => void) => () => void;
  readonly connection: ReadonlySignal<Connection>;
  /** Why it is not live; empty when it is. */
  readonly reason: ReadonlySignal<string>;
  /** Why something happened in the run so far. The run goes on meanwhile; `signal` breaks the answer off. */
  readonly why: (target: WhyTarget, signal?: AbortSignal) => Promise<Why>;
  /** Why something did not: `{ type: 'default', bank: 7 }`, or of a strategy `{ node, at, to? }`. */
  readonly whyNot: (target: Readonly<Record<string, unknown>>, signal?: AbortSignal) => Promise<WhyNotAnswer>;
  /** What is worth asking about the run so far. */
  readonly questions: (signal?: AbortSignal) => Promise<readonly Question[]>;
  /** A run of its own, paused where this one stands, on the same noise. `discard` it at the end. */
  readonly fork: (options?: ForkOptions) => Promise<SessionLink>;
  /** Whether the page has begun the session itself; of a server, others may have. */
  readonly isOwn: boolean;
  /** Whether nobody else watches it. */
  readonly isAlone: () => Promise<boolean>;
  /** Lets go of the session; on a server it stays. */
  readonly close: () => void;
  /** Lets go of the session, and of a server's it is deleted. */
  readonly discard: () => Promise<void>;
}
