import type { SessionMessage } from '../../live/session-message.ts';

/** A message with its number, which rises by one a message of its session. */
export type NumberedMessage = SessionMessage & { readonly seq: number };

/** What one frame carries. A WebSocket has no names of events: its frame is `data` alone. */
export interface DialectFrame {
  /** The name of the event under SSE; left out: `message`. */
  readonly event?: string;
  readonly data: string;
}

/** How a reference document words the messages of a session. */
export interface Dialect {
  /** Viewers whose dialects have the same name share their frames: it must name all that decides them. */
  readonly name: string;
  /**
   * The frames of one message, none where the document has no word for it. Pure: called once a message,
   * for all viewers. Of several frames only the last carries the id under SSE.
   */
  readonly translate: (message: NumberedMessage) => readonly DialectFrame[];
}
