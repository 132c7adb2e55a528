import { connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { type AppOptions, app } from '../../../lib/server/http/app.ts';
import { type Served, type ServeOptions, serve } from '../../../lib/server/http/serve.ts';
import { type TokenClaims, Tokens } from '../../../lib/server/http/tokens.ts';
import { Sessions, type SessionsOptions } from '../../../lib/server/session/sessions.ts';

export const CONFIG = { banks: 6, steps: 8 };
export const SECRET = new TextEncoder().encode('a secret that is long enough for HS256, for tests');

/** An application over sessions of its own, for `inject`. */
export async function openedApp(
  options: Partial<AppOptions> = {},
  ofSessions: Partial<SessionsOptions> = {},
): Promise<FastifyInstance> {
  const sessions = await Sessions.open(ofSessions);
  const made = await app({ sessions, pageFolder: '/nowhere', ...options });
  onTestFinished(async () => {
    await sessions.close();
    await made.close();
  });
  return made;
}

/** A server that listens. */
export async function openedServer(options: ServeOptions = {}): Promise<Served> {
  const served = await serve({ port: 0, logLevel: 'silent', pageFolder: '/nowhere', ...options });
  onTestFinished(() => served.close());
  return served;
}

export function token(claims: Partial<TokenClaims> = {}): Promise<string> {
  return new Tokens(SECRET).sign({ sub: 'alice', hours: 1, ...claims });
}

export async function bearer(claims: Partial<TokenClaims> = {}): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await token(claims)}` };
}

/** Begins a session; returns its id. */
export async function begun(url: string, more: object = {}, headers: object = {}): Promise<string> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'banks', config: CONFIG, ...more }),
  });
  const body = (await response.json()) as { id?: string };
  if (body.id === undefined) throw new Error(JSON.stringify(body));
  return body.id;
}

/** A WebSocket, and what it was told so far. */
export class Heard {
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it, it says itself
  readonly messages: any[] = [];
  readonly ws: WebSocket;
  closed: { readonly code: number; readonly reason: string } | null = null;
  /** Status of the answer that refused it. */
  refused: number | null = null;

  constructor(url: string, options: ClientOptions = {}) {
    this.ws = new WebSocket(url.replace(/^http/, 'ws'), options);
    this.ws.on('message', (data) => this.messages.push(...[JSON.parse(String(data))].flat()));
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
    this.ws.on('error', () => undefined);
    this.ws.on('unexpected-response', (_, response) => {
      this.refused = response.statusCode ?? 0;
      this.ws.terminate();
    });
    onTestFinished(() => this.ws.terminate());
  }

  say(message: unknown): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The first message that is so. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  first(test: (message: any) => boolean): Promise<any> {
    return until(() => this.messages.find(test));
  }
}

type Awaitable<T> = T | Promise<T>;

/** Waits until something is there. */
export async function until<T>(look: () => Awaitable<T | undefined | null | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A bare connection: what it was answered, and whether it was ended. */
export class Raw {
  answer = '';
  bytes = Buffer.alloc(0);
  isEnded = false;
  readonly socket: Socket;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect(Number(port), hostname);
    this.socket.on('data', (data) => {
      this.bytes = Buffer.concat([this.bytes, data]);
      this.answer = this.bytes.toString('latin1');
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.isEnded = true;
    });
    onTestFinished(() => {
      this.socket.destroy();
    });
  }

  /** When it was ended by the server. */
  async ended(): Promise<string> {
    await until(() => this.isEnded);
    return this.answer;
  }
}

/** The events of a stream of server-sent events, as they come. */
export async function* sseOf(
  response: Response,
): AsyncGenerator<{ id?: string; event?: string; data?: string }> {
  let rest = '';
  const decoder = new TextDecoder();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n').filter((line) => !line.startsWith(':'));
      if (lines.length > 0) yield Object.fromEntries(lines.map((line) => line.split(/: (.*)/s, 2)));
    }
  }
}
