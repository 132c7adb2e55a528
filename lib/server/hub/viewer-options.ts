import type { Dialect } from './dialect.ts';
import type { Subscription } from './subscription.ts';

/** What a viewer asks for. */
export interface ViewerOptions {
  /**
   * The number of the last message it has: it gets what came after. Null: it begins with a reset. Left out:
   * the same, but a WebSocket may still say `resume` within a moment.
   */
  readonly after?: number | null | undefined;
  readonly subscription?: Subscription | undefined;
  /**
   * SSE: as `Content-Encoding: gzip`. WebSocket: by permessage-deflate, where that was negotiated, and in
   * batches. A WebSocket with a dialect is never compressed.
   */
  readonly compress?: boolean | undefined;
  /** WebSocket: one frame carries all messages that go out together, as a JSON array. */
  readonly batch?: boolean | undefined;
  /** Milliseconds to gather messages before they go out together; 0: those of one turn of the event loop. */
  readonly window?: number | undefined;
  readonly dialect?: Dialect | undefined;
}
