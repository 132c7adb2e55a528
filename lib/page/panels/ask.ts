import type { SessionRequest } from '../../live/session-request.ts';

/** Asks something of a session; a `SessionLink` does. @throws Error with one line for people. */
export type Ask = (request: SessionRequest) => Promise<unknown>;
