import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What came in over HTTP. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** A server that speaks the protocol of one session, and can be made to do what a good one does not. */
export interface LittleServer {
  url: string;
  readonly received: Received[];
  /** What sockets were sent. */
  readonly heard: unknown[];
  /** How streams were asked for. */
  readonly opened: Readonly<Record<string, string>>[];
  /** Tells so many more events. */
  publish(count: number): void;
  /** Sends a text to every socket as it is. */
  say(text: string): void;
  /** Cuts every connection at once. */
  cut(): void;
  /** Closes every socket with a code, and ends every event stream. */
  part(code: number, reason: string): void;
  readonly viewerCount: number;
  /** Heartbeats that went over server-sent events. */
  readonly beats: number;
  /** Answers of paths, and of every stream: a status and what it says. */
  answers: Record<string, { readonly status: number; readonly body?: unknown }>;
  refusal: number | null;
  /** Takes connections, says nothing, and reads nothing from new sockets. */
  isMute: boolean;
  close(): Promise<void>;
}

export interface LittleServerOptions {
  readonly port?: number;
  readonly heartbeat?: number;
}

export async function littleServer({
  heartbeat = 15_000,
  port = 0,
}: LittleServerOptions = {}): Promise<LittleServer> {
  let last = 1;
  let beats = 0;
  const viewers = new Set<{
    next: number;
    send: (text: string) => void;
    cut: () => void;
    part: (code: number, reason: string) => void;
  }>();
  const sockets = new Set<Socket>();
  const messageAt = (seq: number): string =>
    seq === 1
      ? RESET
      : JSON.stringify({ seq, type: 'event', data: { id: seq, type: 'tick', t: seq, causes: [] } });
  const serve = (viewer: { next: number; send: (text: string) => void }): void => {
    if (server.isMute) return;
    for (; viewer.next <= last; viewer.next++) viewer.send(messageAt(viewer.next));
  };
  const nextOf = (query: Readonly<Record<string, string>>): number => Number(query.after ?? 0) + 1;

  const http = createServer(async (request, response) => {
    const { body, path, query } = await read(request);
    const { authorization } = request.headers;
    const isStream = path.endsWith('/stream');
    if (!isStream) server.received.push({ method: request.method ?? '', path, query, authorization, body });
    if (isStream && server.refusal === null) {
      server.opened.push(query);
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      const send = (text: string): void => void response.write(`id: 1\nevent: x\ndata: ${text}\n\n`);
      const part = (_: number, reason: string): void => {
        send(JSON.stringify({ type: 'closing', reason }));
        response.end();
      };
      const viewer = { next: nextOf(query), send, part, cut: () => response.destroy() };
      viewers.add(viewer);
      const beat = setInterval(() => {
        if (server.isMute) return;
        beats++;
        response.write(': heartbeat\n\n');
      }, heartbeat);
      response.on('close', () => {
        clearInterval(beat);
        viewers.delete(viewer);
      });
      serve(viewer);
      return;
    }
    const { body: answer = {}, status } =
      server.refusal === null
        ? (server.answers[path] ?? { status: 404, body: { error: { message: `no ${path}` } } })
        : { status: server.refusal, body: { error: { message: `refused with ${server.refusal}` } } };
    reply(response, status, answer);
  });
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: true });
  http.on('upgrade', async (request, socket, head) => {
    const { path, query } = await read(request);
    if (server.refusal !== null) {
      socket.end(`HTTP/1.1 ${server.refusal} No\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    server.opened.push({ path, ...query });
    wss.handleUpgrade(request, socket, head, (ws) => {
      const viewer = {
        next: nextOf(query),
        send: (text: string) => ws.send(text),
        part: (code: number, reason: string) => ws.close(code, reason),
        cut: () => ws.terminate(),
      };
      viewers.add(viewer);
      ws.on('close', () => viewers.delete(viewer));
      ws.on('message', (data) => hear(ws, JSON.parse(String(data))));
      if (!server.isMute) ws.send(JSON.stringify({ type: 'hello', session: 's', seq: last, heartbeat }));
      serve(viewer);
      if (server.isMute) socket.pause();
    });
  });
  const hear = (ws: WebSocket, message: { type: string; id?: number; request?: { do: string } }): void => {
    server.heard.push(message);
    if (server.isMute) return;
    if (message.type === 'ping') ws.send('{"type":"pong"}');
    if (message.type !== 'request') return;
    const { id, request } = message;
    if (request?.do === 'stop') {
      ws.send(JSON.stringify({ type: 'reply', id, error: { message: 'no stop', where: 'stop' } }));
    } else ws.send(JSON.stringify({ type: 'reply', id, result: { did: request?.do } }));
  };

  const server: LittleServer = {
    url: '',
    received: [],
    heard: [],
    opened: [],
    answers: {},
    refusal: null,
    isMute: false,
    publish: (count) => {
      last += count;
      for (const viewer of viewers) serve(viewer);
    },
    say: (text) => {
      for (const { send } of viewers) send(text);
    },
    cut: () => {
      for (const { cut } of viewers) cut();
    },
    part: (code, reason) => {
      for (const { part } of viewers) part(code, reason);
    },
    get viewerCount() {
      return viewers.size;
    },
    get beats() {
      return beats;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}

const RESET = JSON.stringify({ seq: 1, type: 'reset', data: { reason: 'welcome', status: {}, state: {} } });

function reply(response: ServerResponse, status: number, body: unknown): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

async function read(
  request: IncomingMessage,
): Promise<{ path: string; query: Readonly<Record<string, string>>; body: unknown }> {
  const url = new URL(request.url ?? '', 'http://x');
  let text = '';
  if (request.headers.upgrade === undefined) for await (const chunk of request) text += chunk;
  const path = decodeURIComponent(url.pathname);
  return {
    path,
    query: Object.fromEntries(url.searchParams),
    body: text === '' ? undefined : JSON.parse(text),
  };
}
