import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { FaultlineError } from '../../core/faultline-error.ts';
import { Sessions, type SessionsOptions } from '../session/sessions.ts';
import { app } from './app.ts';
import { Connections } from './connections.ts';
import { isLoopbackName } from './guard.ts';
import { httpServer } from './http-server.ts';
import { limitsSchema, type ServerLimits } from './limits.ts';
import type { LogLevel, LogStream } from './log.ts';
import { rawAnswer } from './raw-answer.ts';
import { Tokens } from './tokens.ts';

/** Milliseconds that viewers have to take what was last written to them. */
const GOODBYE = 1_000;

export interface ServeOptions {
  /** 0: any that is free. */
  readonly port?: number;
  readonly host?: string;
  /** Where sessions are kept; null: nowhere. */
  readonly folder?: string | null;
  /** Of the tokens; null: none are needed. */
  readonly secret?: Uint8Array | null;
  /** Origins of pages of others that may use it. */
  readonly origins?: readonly string[];
  /** Names of this server besides those of the machine. */
  readonly hostNames?: readonly string[];
  /** Listens for other machines without tokens, too. */
  readonly isInsecure?: boolean;
  readonly logLevel?: LogLevel;
  readonly logStream?: LogStream;
  readonly limits?: Partial<ServerLimits>;
  readonly pageFolder?: string;
  /** Of the sessions, besides. */
  readonly sessions?: Partial<SessionsOptions>;
}

export interface Served {
  readonly url: string;
  /** Sessions that could not be continued: each in one line. */
  readonly broken: readonly string[];
  /** Viewers are told, sessions keep where they stand. */
  close(): Promise<void>;
}

/**
 * Serves sessions until it is closed.
 *
 * @throws FaultlineError for a port that is taken, an address that is not of this machine, a folder that
 * cannot be written, and for an open door: an address that others reach, without a secret.
 */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const { folder = null, host = '127.0.0.1', port = 7000, secret = null } = options;
  const isLoopback = isLoopbackName(host);
  if (!isLoopback && secret === null && options.isInsecure !== true) {
    const allowed = 'an address of this machine alone, or --secret-file for tokens, or --insecure';
    throw new FaultlineError('--host', host, allowed);
  }
  const limits = limitsSchema.parse(options.limits ?? {});
  const server = httpServer(limits);
  const connections = new Connections(server, limits);
  refuseAll(server, 'the server is starting');
  // Before any journal is touched: whoever has the port may have the folder, too.
  await listen(server, port, host);
  let sessions: Sessions | null = null;
  try {
    sessions = await Sessions.open({
      ...options.sessions,
      folder,
      sessionsMax: limits.sessions,
      eventsMax: limits.eventsPerRun,
    });
    const { logLevel, logStream, pageFolder } = options;
    unbind(server);
    const made = await app({
      sessions,
      limits,
      tokens: secret === null ? null : new Tokens(secret),
      isLoopback,
      origins: options.origins ?? [],
      hostNames: options.hostNames ?? [],
      ...(logLevel !== undefined && { logLevel }),
      ...(logStream !== undefined && { logStream }),
      ...(pageFolder !== undefined && { pageFolder }),
      under: { server, connections },
    });
    for (const line of sessions.broken) made.log.error({ journal: line });
    const { broken } = sessions;
    let closing: Promise<void> | null = null;
    return {
      url: urlOf(host, server.address() as AddressInfo),
      broken,
      close: () => {
        closing ??= close(server, made, sessions as Sessions);
        return closing;
      },
    };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    await sessions?.close();
    throw error;
  }
}

async function close(server: Server, made: FastifyInstance, sessions: Sessions): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  // Who comes by a connection that is open still is to come again, and not to be told that there is nothing.
  unbind(server);
  refuseAll(server, 'the server is going');
  await sessions.close('the server is going');
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, GOODBYE).unref())]);
  await made.close();
  server.closeAllConnections();
  await closed;
}

/** Answers everything by one error that will not last. */
function refuseAll(server: Server, message: string): void {
  const refuse = ({ socket }: { readonly socket: Socket }): void =>
    rawAnswer(socket, { status: 503, headers: { 'retry-after': '1' }, error: { message } });
  server.on('request', refuse);
  server.on('upgrade', refuse);
}

/** Takes away what answers requests. */
function unbind(server: Server): void {
  server.removeAllListeners('request');
  server.removeAllListeners('upgrade');
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      const allowed = code === 'EACCES' ? 'a port that you may take' : 'a port that is free; 0 takes any';
      throw new FaultlineError('--port', port, `${allowed} (${code})`);
    }
    throw new FaultlineError('--host', host, `an address of this machine (${code})`);
  }
}

function urlOf(host: string, { port }: AddressInfo): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
