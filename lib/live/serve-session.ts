import { FaultlineError } from '../core/faultline-error.ts';
import { parseWith } from '../core/schema-error.ts';
import type { Session } from './session.ts';
import type { SessionMessage } from './session-message.ts';
import { sessionRequestSchema } from './session-request.ts';

/** What goes to a session, through a port that copies. */
export type ToSession =
  | { readonly id: number; readonly request: unknown }
  /** Whether anybody watches. */
  | { readonly watch: boolean }
  /** The last that it is sent: it keeps where it stands, and answers `closed`. */
  | { readonly close: true };

/** An error, as it goes through a port. */
export interface PortError {
  readonly message: string;
  /**
   * `conflict`: not in this state. `missing`: there is no such thing. `limit`: too many or too much.
   * `storage`: it could not be kept. Absent: bad input, or a fault within.
   */
  readonly code?: 'conflict' | 'missing' | 'limit' | 'storage';
  /** Of bad input: where, and what is allowed. */
  readonly where?: string;
  readonly allowed?: string;
}

/** What comes from a session. */
export type FromSession =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: PortError }
  | { readonly messages: readonly SessionMessage[] }
  | { readonly closed: true };

/**
 * Answers what comes to a session through a port. Call it with each `ToSession` that arrives.
 *
 * @param onClose called when the session has let go, before it is said.
 */
export function serveSession(
  session: Session,
  post: (message: FromSession) => void,
  onClose: () => void = () => {},
): (to: ToSession) => void {
  const answer = async (id: number, given: unknown): Promise<void> => {
    try {
      const request = parseWith(sessionRequestSchema, given, 'request');
      post({ id, result: await session.request(request) });
    } catch (error) {
      post({ id, error: portErrorOf(error) });
    }
  };
  return (to) => {
    if ('request' in to) void answer(to.id, to.request);
    else if ('watch' in to) session.watch(to.watch);
    else {
      try {
        session.close();
        onClose();
      } finally {
        post({ closed: true });
      }
    }
  };
}

/** An error as plain data: of one that is not about input, its first line. */
export function portErrorOf(error: unknown): PortError {
  if (error instanceof FaultlineError) {
    const { allowed, code, message, where } = error as FaultlineError & Pick<PortError, 'code'>;
    return { message, where, allowed, ...(code !== undefined && { code }) };
  }
  return { message: error instanceof Error ? error.message.split('\n')[0] : String(error) };
}
