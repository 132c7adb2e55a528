import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { parseWith } from '../../core/schema-error.ts';
import { sharedDeflateOptions } from '../hub/socket-viewer.ts';
import { closeCodes } from '../hub/viewer.ts';
import type { SocketRoute } from './app-context.ts';
import { addressKey } from './connections.ts';
import { errorAnswer } from './error-answer.ts';
import { faultOf } from './fault-of.ts';
import type { Gate } from './gate.ts';
import { HttpError } from './http-error.ts';
import type { Identity } from './identity.ts';
import { PathPattern } from './path-pattern.ts';
import { queryReader } from './query-values.ts';
import { rawAnswer } from './raw-answer.ts';
import type { Streams } from './streams.ts';

type AnyRoute = SocketRoute<z.ZodType>;

interface Place {
  readonly route: AnyRoute;
  readonly pattern: PathPattern;
  readonly query: z.ZodType;
  readonly readQuery: ReturnType<typeof queryReader>;
}

export interface SocketRoutesOptions {
  readonly gate: Gate;
  readonly streams: Streams;
  readonly messageBytes: number;
  readonly log: FastifyBaseLogger;
  /** Tells of each that came: its path as routes have it, and the status of the answer. */
  readonly onAnswer: (path: string | null, status: number) => void;
}

/** The paths of WebSockets. What is refused is answered by plain HTTP. */
export class SocketRoutes {
  private readonly options: SocketRoutesOptions;
  private readonly server: WebSocketServer;
  private readonly places: Place[] = [];
  private isClosed = false;

  constructor(options: SocketRoutesOptions) {
    this.options = options;
    this.server = new WebSocketServer({
      noServer: true,
      clientTracking: true,
      maxPayload: options.messageBytes,
      perMessageDeflate: sharedDeflateOptions,
    });
  }

  add(route: AnyRoute): void {
    const query = route.query ?? z.strictObject({});
    const pattern = new PathPattern(route.path);
    this.places.push({ route, pattern, query, readQuery: queryReader(query) });
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
  }

  /** Ends those that are open still. */
  close(): void {
    this.isClosed = true;
    for (const ws of this.server.clients) ws.terminate();
    this.server.close();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => undefined);
    const { log, onAnswer } = this.options;
    const path = (request.url ?? '').split('?', 1)[0];
    let place: Place | null = null;
    try {
      if (this.isClosed) throw new HttpError(503, 'the server is going');
      const { gate } = this.options;
      gate.checkOrigin(request.headers);
      await gate.count(addressKey(request.socket.remoteAddress));
      const found = this.find(path);
      place = found.place;
      const { route } = place;
      const given = queryOf(request);
      const identity = (await gate.identify('look', request.headers, given.token)) as Identity;
      const query = parseWith(place.query, place.readQuery(given.values), 'query');
      const address = addressKey(request.socket.remoteAddress);
      const begin = await route.open({ params: found.params, query, identity, address });
      if (socket.destroyed) return;
      this.server.handleUpgrade(request, socket, head, (ws) => {
        onAnswer(route.path, 101);
        log.info({ method: 'GET', path, status: 101 });
        this.begin(ws, socket, identity, begin);
      });
    } catch (error) {
      const answer = errorAnswer(error);
      onAnswer(place?.route.path ?? null, answer.status);
      log.info({ method: 'GET', path, status: answer.status });
      if (answer.status === 500) log.error({ fault: faultOf(error) });
      rawAnswer(socket, answer);
    }
  }

  private begin(
    ws: WebSocket,
    socket: Duplex,
    identity: Identity,
    begin: Awaited<ReturnType<AnyRoute['open']>>,
  ): void {
    ws.on('error', () => undefined);
    const { log, streams } = this.options;
    try {
      begin({
        ws,
        socket,
        watch: (session, options) => streams.watchSocket(identity, ws, socket, session, options),
      });
    } catch (error) {
      const { error: told, status } = errorAnswer(error);
      if (status === 500) log.error({ fault: faultOf(error) });
      ws.close(closeCodes.fault, told.message.slice(0, 40));
    }
  }

  private find(path: string): { place: Place; params: Readonly<Record<string, string>> } {
    for (const place of this.places) {
      const params = place.pattern.match(path);
      if (params !== null) return { place, params };
    }
    const allowed = this.places.map(({ route }) => route.path).join(', ');
    throw new HttpError(404, `no WebSocket at ${path.slice(0, 200)}`, { where: 'path', allowed });
  }
}

function queryOf(request: IncomingMessage): { token: string | null; values: Record<string, unknown> } {
  const [, text = ''] = /\?(.*)$/s.exec(request.url ?? '') ?? [];
  const search = new URLSearchParams(text);
  const token = search.get('access_token');
  search.delete('access_token');
  const values = Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const all = search.getAll(name);
      return [name, all.length === 1 ? all[0] : all];
    }),
  );
  return { token, values };
}
