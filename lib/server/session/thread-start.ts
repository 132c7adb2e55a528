import type { FromSession, PortError } from '../../live/serve-session.ts';
import type { KeptSession } from '../../live/session-record.ts';
import type { SessionFacts } from './journal.ts';
import type { ParsedNewSession } from './new-session.ts';

/** What the thread of a session is given. */
export interface ThreadStart {
  readonly facts: SessionFacts;
  /** The session begins anew, or goes on from where it was kept. */
  readonly from: { readonly given: ParsedNewSession } | { readonly kept: KeptSession };
  /** How often it was opened before. */
  readonly generation: number;
  /** Its journal; null: nothing is kept. */
  readonly journal: string | null;
  readonly allowFiles: boolean;
  readonly eventsMax: number;
  readonly toldPerSecond: number;
}

/** What the thread says besides what the session says. */
export type FromThread =
  | FromSession
  | { readonly ready: true; readonly model: string }
  | { readonly failed: PortError }
  /** Where the session stands is not kept any more, or is again. */
  | { readonly unkept: string | null };
