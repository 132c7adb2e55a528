import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { parseWith } from '../../core/schema-error.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import type { SocketViewer } from '../hub/socket-viewer.ts';
import { isTooDeep } from '../json-depth.ts';
import { Refusal } from '../refusal.ts';
import type { ServedSession } from '../session/served-session.ts';
import type { AppContext, AskedSocket, OpenSocket } from './app-context.ts';
import { errorAnswer } from './error-answer.ts';
import { HttpError } from './http-error.ts';
import type { Identity } from './identity.ts';
import type { ServerLimits } from './limits.ts';
import { checkKinds, type socketQuery, subscriptionFields, viewerOptions } from './stream-query.ts';
import { POLICY } from './streams.ts';

const NO_SESSION = 4404;
/** Bytes of answers that a client may leave unread before it is heard no further. */
const UNREAD_MAX = 1_000_000;
const MINUTE = 60_000;

const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('resume'), after: z.int().min(0).nullable() }),
  z.strictObject({ type: z.literal('subscribe'), ...subscriptionFields }),
  z.strictObject({ type: z.literal('ping') }),
  z.strictObject({
    type: z.literal('request'),
    id: z.union([z.number(), z.string().max(200)]),
    request: z.looseObject({ do: z.string() }),
  }),
]);

type ClientMessage = z.output<typeof messageSchema>;

/** What one who may only look can ask of a session. */
const LOOKS = ['status', 'state', 'decision', 'recipe', 'snapshot', 'events', 'log'];

/** Requests whose answers may be megabytes: of one WebSocket they are answered one after another. */
const LARGE = ['events', 'log'];

/** The WebSocket of a session, by the protocol of docs/server.md. */
export function sessionSocket(
  context: AppContext,
  { identity, params, query }: AskedSocket<z.output<typeof socketQuery>>,
): (open: OpenSocket) => void {
  let session: ServedSession;
  try {
    session = context.sessionOf(identity, params.id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A page cannot read the answer that refuses a WebSocket, but it can read the code of a close.
    return ({ ws }) => ws.close(NO_SESSION, 'there is no such session');
  }
  const options = viewerOptions(query, session.model);
  return ({ socket, watch, ws }) => {
    const viewer = watch(session, options);
    if (viewer === null) return;
    new SessionSocket({ identity, limits: context.limits, session, socket, viewer, ws }).begin();
  };
}

interface Parts {
  readonly identity: Identity;
  readonly limits: ServerLimits;
  readonly session: ServedSession;
  readonly socket: Duplex;
  readonly viewer: SocketViewer;
  readonly ws: WebSocket;
}

class SessionSocket {
  private readonly parts: Parts;
  private pending = 0;
  private heard = 0;
  private heardSince = performance.now();
  private isPaused = false;
  /** When the large answer before is out. */
  private largeDone: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  begin(): void {
    const { session, viewer, ws } = this.parts;
    const { heartbeat, latest } = session.hub;
    this.tell({ type: 'hello', session: session.id, seq: latest, heartbeat });
    ws.on('message', (data, isBinary) => this.hear(data, isBinary));
    if (viewer.isClosed) ws.close();
  }

  private hear(data: RawData, isBinary: boolean): void {
    if (this.isTooMany()) {
      this.parts.viewer.close('too many messages in a minute', POLICY);
      return;
    }
    try {
      if (isBinary) throw new SyntaxError('a message is text');
      const message = JSON.parse(String(data)) as unknown;
      if (isTooDeep(message)) throw new HttpError(400, 'the message is too deep');
      this.take(parseWith(messageSchema, message, 'message'));
    } catch (error) {
      const message =
        error instanceof SyntaxError ? 'the message is not JSON' : errorAnswer(error).error.message;
      this.tell({ type: 'error', message });
    }
  }

  private take(message: ClientMessage): void {
    const { session, viewer } = this.parts;
    switch (message.type) {
      case 'resume':
        viewer.resume(message.after);
        return;
      case 'subscribe': {
        const { type: _, ...subscription } = message;
        checkKinds(subscription, session.model, 'message.kinds');
        viewer.subscribe(subscription);
        return;
      }
      case 'ping':
        this.tell({ type: 'pong' });
        return;
      case 'request':
        void this.answer(message.id, message.request);
    }
  }

  private async answer(id: number | string, request: { readonly do: string }): Promise<void> {
    const { identity, limits, session } = this.parts;
    const refuse = (message: string): void => this.tell({ type: 'reply', id, error: { message } });
    if (!identity.mayChange && !LOOKS.includes(request.do)) {
      refuse('this token may look, and change nothing');
      return;
    }
    if (this.pending >= limits.pendingRequests) {
      refuse(`${limits.pendingRequests} requests wait already`);
      return;
    }
    this.pending++;
    let free = (): void => undefined;
    if (LARGE.includes(request.do)) {
      const before = this.largeDone;
      this.largeDone = new Promise((resolve) => {
        free = resolve;
      });
      await before;
      await this.drained();
    }
    try {
      const result = (await session.request(request as SessionRequest)) ?? null;
      this.tell({ type: 'reply', id, result });
    } catch (error) {
      this.tell({ type: 'reply', id, error: errorAnswer(error).error });
    } finally {
      this.pending--;
      free();
    }
  }

  /** When it has read what it was told, or is gone. */
  private drained(): Promise<void> {
    const { socket, viewer } = this.parts;
    if (viewer.isClosed || !viewer.isFull(UNREAD_MAX)) return Promise.resolve();
    return new Promise((resolve) => {
      socket.once('drain', resolve);
      socket.once('close', resolve);
    });
  }

  /** Whoever does not read its answers is heard again when it has. */
  private tell(message: object): void {
    const { socket, viewer, ws } = this.parts;
    if (viewer.isClosed) return;
    viewer.tell(JSON.stringify(message));
    if (this.isPaused || viewer.waiting <= UNREAD_MAX) return;
    this.isPaused = true;
    ws.pause();
    socket.once('drain', () => {
      this.isPaused = false;
      ws.resume();
    });
  }

  private isTooMany(): boolean {
    const now = performance.now();
    if (now - this.heardSince >= MINUTE) {
      this.heardSince = now;
      this.heard = 0;
    }
    return ++this.heard > this.parts.limits.requestsPerMinute;
  }
}
