import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { AppContext, Call } from '../http/app-context.ts';
import { HttpError } from '../http/http-error.ts';
import type { Identity } from '../http/identity.ts';
import type { Viewer } from '../hub/viewer.ts';
import type { ServedSession } from '../session/served-session.ts';
import { type DialectName, SessionDialects } from './session-dialects.ts';

/** From where a stream goes on, for clients that cannot set a header. */
export const afterField = z
  .int()
  .min(0)
  .optional()
  .meta({ help: 'goes on after the message of this id; the header Last-Event-ID comes first' });

/** What the documents’ paths have in common: dialects, and which session is meant. */
export class Desk {
  readonly context: AppContext;
  readonly dialects = new SessionDialects();

  constructor(context: AppContext) {
    this.context = context;
  }

  /** The session of that name, or any, that this one began last. */
  latest(identity: Identity, name?: string): ServedSession | undefined {
    const own = this.context.sessionsOf(identity).filter(({ owner }) => owner === identity.owner);
    return own.findLast((session) => name === undefined || session.name === name);
  }

  /** Answers with the stream of a session, in the words of a document. */
  async watch(
    call: Pick<Call<unknown, unknown>, 'identity' | 'reply'>,
    session: ServedSession,
    name: DialectName,
    after: number | null,
  ): Promise<Viewer> {
    const dialect = await this.dialects.get(session, name);
    return this.context.watch(call, session, { after, dialect });
  }
}

/** The id of the last message that a client of SSE has; null: it has none. */
export function afterOf(headers: IncomingHttpHeaders, after: number | undefined): number | null {
  const given = headers['last-event-id'];
  if (given === undefined || given === '') return after ?? null;
  const id = Number(given);
  if (Number.isSafeInteger(id) && id >= 0) return id;
  throw new FaultlineError('Last-Event-ID', given, 'the id of a message');
}

/** @throws HttpError for a token that may only look. */
export function requireChange({ mayChange }: Identity): void {
  if (!mayChange) throw new HttpError(403, 'this token may look, and change nothing');
}

/** @throws HttpError for a token that may begin no session. */
export function requireMaker(identity: Identity): void {
  requireChange(identity);
  if (identity.only !== null) throw new HttpError(403, 'this token is for one session, and begins none');
}
