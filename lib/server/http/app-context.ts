import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import type { SocketViewer } from '../hub/socket-viewer.ts';
import type { Viewer } from '../hub/viewer.ts';
import type { ViewerOptions } from '../hub/viewer-options.ts';
import type { ServedSession } from '../session/served-session.ts';
import type { Sessions } from '../session/sessions.ts';
import type { Identity } from './identity.ts';
import type { ServerLimits } from './limits.ts';

/** What is needed for a route: nothing, a token, one that may change something, one of an admin. */
export type Right = 'none' | 'look' | 'change' | 'admin';

/** An answer as the description of the interface has it. */
export interface Answer {
  readonly description: string;
  /** Of a JSON body; left out: any. */
  readonly schema?: z.ZodType | undefined;
  /** `application/json` when left out; null: no body. */
  readonly type?: string | null | undefined;
}

export interface Call<Query, Body> {
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly identity: Identity;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** An HTTP route, with all that is said of it. */
export interface Route<Query extends z.ZodType, Body extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Such as `/api/v1/sessions/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly right: Right;
  /** It answers with a stream that goes on: its token may stand in the query, as `access_token`. */
  readonly isStream?: boolean | undefined;
  /** An object of numbers, texts, booleans and lists of them: each is read from its text. */
  readonly query?: Query | undefined;
  /** Of a JSON body; none is read as {}. */
  readonly body?: Body | undefined;
  /** By status; errors are described by themselves. */
  readonly answers: Readonly<Record<number, Answer>>;
  /**
   * What it returns is sent as JSON, with the first status of `answers`; undefined: without a body; the
   * reply: it has been seen to.
   */
  readonly handle: (call: Call<z.output<Query>, z.output<Body>>) => unknown;
}

/** A WebSocket that was asked for. */
export interface AskedSocket<Query> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly identity: Identity;
  /** Of the client. */
  readonly address: string;
}

/** A WebSocket that is open. */
export interface OpenSocket {
  readonly ws: WebSocket;
  /** What is under it. */
  readonly socket: Duplex;
  /** Makes a viewer of it. Closes it, and gives null, where the session has too many. */
  readonly watch: (session: ServedSession, options: ViewerOptions) => SocketViewer | null;
}

/** A path of WebSockets. */
export interface SocketRoute<Query extends z.ZodType> {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly query?: Query | undefined;
  /**
   * Prepares before it is opened: what it throws is answered by plain HTTP. What it returns is called with
   * the open socket.
   */
  readonly open: (
    asked: AskedSocket<z.output<Query>>,
  ) => ((open: OpenSocket) => void) | Promise<(open: OpenSocket) => void>;
}

/** What routes are made with. */
export interface AppContext {
  /**
   * A route that is added to this itself has `config: { right, isStream }`, as in `Route`; without, it needs
   * a token and takes it from the header only.
   */
  readonly app: FastifyInstance;
  readonly sessions: Sessions;
  readonly limits: ServerLimits;
  /** Adds a route. Its errors become answers, and it stands in /openapi.json. */
  readonly route: <Query extends z.ZodType, Body extends z.ZodType>(route: Route<Query, Body>) => void;
  /** Adds a path of WebSockets. */
  readonly socket: <Query extends z.ZodType>(route: SocketRoute<Query>) => void;
  /** Who asks, of a request that has come to its handler. */
  readonly identityOf: (request: FastifyRequest) => Identity;
  /** A session that this one may see. @throws Refusal for any other: that one cannot tell. */
  readonly sessionOf: (identity: Identity, id: string) => ServedSession;
  /** All that it may see, in the order in which they were begun. */
  readonly sessionsOf: (identity: Identity) => readonly ServedSession[];
  /**
   * Answers with the stream of a session; whoever calls it returns the reply then.
   *
   * @throws HttpError where the session has too many.
   */
  readonly watch: (
    call: Pick<Call<unknown, unknown>, 'identity' | 'reply'>,
    session: ServedSession,
    options: ViewerOptions,
  ) => Viewer;
}
