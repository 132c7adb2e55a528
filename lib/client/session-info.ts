import type { SessionStatus } from '../live/session-message.ts';

/** What a server tells of a session. */
export interface SessionInfo extends SessionStatus {
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly model: string;
  readonly owner: string;
  /** When it was begun, as an ISO time. */
  readonly created: string;
  /** What was lost when the server last took it up again, in words; null: nothing. */
  readonly recovered: string | null;
  /** Why it is not kept on disk at the moment; null: it is, or need not be. */
  readonly unkept: string | null;
  readonly viewers: number;
}
