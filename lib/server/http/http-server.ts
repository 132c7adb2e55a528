import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ServerLimits } from './limits.ts';
import { rawAnswer } from './raw-answer.ts';

const FAULTS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'the head of the request is too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not come in time'],
};

/** A server that waits for nobody longer than the limits say. Nothing answers its requests yet. */
export function httpServer(limits: ServerLimits): Server {
  const { headersTimeout, keepAliveTimeout, requestTimeout } = limits;
  const shortest = Math.min(headersTimeout, requestTimeout);
  const server = createServer({
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    keepAliveTimeout,
    connectionsCheckingInterval: Math.max(50, Math.min(5_000, shortest / 4)),
    noDelay: true,
  });
  server.on('clientError', answerFault);
  return server;
}

/** To what is no request: an answer where one can be given still, and the end of the connection. */
function answerFault(error: NodeJS.ErrnoException, socket: Duplex): void {
  const { _httpMessage: response } = socket as Socket & { _httpMessage?: { readonly headersSent: boolean } };
  if (error.code === 'ECONNRESET' || response?.headersSent === true) {
    socket.destroy();
    return;
  }
  const [status, message] = FAULTS[error.code ?? ''] ?? [400, 'this is no HTTP request'];
  rawAnswer(socket, { status, headers: {}, error: { message } });
}
