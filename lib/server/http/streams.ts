import type { Duplex } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { WebSocket } from 'ws';
import type { SocketViewer } from '../hub/socket-viewer.ts';
import { closeCodes, type Viewer } from '../hub/viewer.ts';
import type { ViewerOptions } from '../hub/viewer-options.ts';
import type { ServedSession } from '../session/served-session.ts';
import { HttpError } from './http-error.ts';
import type { Identity } from './identity.ts';

/** RFC 6455, 7.4: of a policy. */
export const POLICY = 1008;
const ENDED = 'the session has ended, and tells nothing any more';
/** What a timer takes. */
const TIMER_MAX = 2 ** 31 - 1;

/** Lets viewers to sessions: so many of each, and as long as their tokens hold. */
export class Streams {
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Answers with a stream. @throws HttpError where there are too many. */
  watch(
    { identity, reply }: { readonly identity: Identity; readonly reply: FastifyReply },
    session: ServedSession,
    options: ViewerOptions,
  ): Viewer {
    if (session.hub.isClosed) throw new HttpError(409, ENDED, { where: 'stream' });
    if (this.isFull(session)) {
      throw new HttpError(503, this.full, { where: 'stream' }, { 'retry-after': '5' });
    }
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    const viewer = session.hub.addSse(reply.raw, options);
    endWith(identity, viewer, (end) => reply.raw.once('close', end));
    return viewer;
  }

  /** Makes a viewer of a WebSocket; null, and it is closed, where there are too many. */
  watchSocket(
    identity: Identity,
    ws: WebSocket,
    socket: Duplex,
    session: ServedSession,
    options: ViewerOptions,
  ): SocketViewer | null {
    if (session.hub.isClosed) {
      ws.close(closeCodes.fault, ENDED);
      return null;
    }
    if (this.isFull(session)) {
      ws.close(closeCodes.tooSlow, this.full);
      return null;
    }
    const viewer = session.hub.addSocket(ws, socket, options);
    endWith(identity, viewer, (end) => ws.once('close', end));
    return viewer;
  }

  private isFull({ hub }: ServedSession): boolean {
    return hub.viewerCount >= this.most;
  }

  private get full(): string {
    return `the session has ${this.most} viewers already`;
  }
}

/** Ends a viewer when its token does. */
function endWith({ expires }: Identity, viewer: Viewer, onEnd: (end: () => void) => void): void {
  if (expires === null) return;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const left = expires - Date.now();
    if (left <= 0) viewer.close('the token has expired', POLICY);
    else timer = setTimeout(wait, Math.min(left, TIMER_MAX)).unref();
  };
  wait();
  onEnd(() => clearTimeout(timer));
}
