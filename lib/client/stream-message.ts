import type { Vocabulary } from '../core/vocabulary.ts';
import type {
  PendingDecision,
  Reset,
  SessionState,
  SessionStatus,
  Skipped,
} from '../live/session-message.ts';

/** What the messages of a session hold, by their types; `Words` are those of its model. */
export interface Told<Words extends Vocabulary = Vocabulary> {
  /** An event of the log. */
  readonly event: Words['event'];
  /** Events that came too fast to be told one by one. */
  readonly skipped: Skipped;
  /** The state as people look at it. */
  readonly state: SessionState<Words['view']>;
  /** Whether it runs, and where it is. */
  readonly status: SessionStatus;
  /** A person is asked, or need no longer be. */
  readonly decision: PendingDecision;
  /**
   * Forget what was told and begin with this: at the start, after a rewind, and when the server no longer
   * has what was missed.
   */
  readonly reset: Reset & { readonly state: SessionState<Words['view']> };
}

export type MessageType = keyof Told;

/** A message of a session. `seq` rises from one to the next; after a `reset` it goes on from that one's. */
export type StreamMessage<Words extends Vocabulary = Vocabulary> = {
  readonly [Type in MessageType]: {
    readonly seq: number;
    readonly type: Type;
    readonly data: Told<Words>[Type];
  };
}[MessageType];

/** `connecting`: for the first time. `retrying`: it was lost. `closed`: for good, see `reason`. */
export type Connection = 'connecting' | 'live' | 'retrying' | 'closed';

/** How the connection of a stream stands. */
export interface ConnectionState {
  readonly connection: Connection;
  /** Why it is not live; null where that is plain. */
  readonly reason: string | null;
  /** Tries in a row to get it back. */
  readonly tries: number;
}
