import { Api } from './api.ts';
import { Client } from './client.ts';
import { type Retry, retryOf } from './retry.ts';
import type { SocketClass } from './socket-wire.ts';

export interface ConnectOptions {
  /** The bearer token, where the server asks for one. */
  readonly token?: string | null | undefined;
  /** How streams come back: 5 tries, 3 s before each, unless told otherwise; `false`: they do not. */
  readonly reconnect?: Partial<Retry> | false | undefined;
  /** Milliseconds without a word after which a server counts as gone: 45,000 when left out. */
  readonly silence?: number | undefined;
  /** The class of WebSockets; left out: the browser's, and in Node the package `ws`. */
  readonly WebSocket?: SocketClass | undefined;
}

/**
 * A client of the server at an address such as `http://localhost:7000`. Nothing is sent yet.
 *
 * @throws FaultlineError for a bad `reconnect`, TypeError for an address that is none.
 */
export function connect(address: string, options: ConnectOptions = {}): Client {
  const { reconnect, silence = 45_000, token = null, WebSocket } = options;
  return new Client({
    api: new Api(address, { token }),
    retry: retryOf(reconnect),
    silence,
    socketClass: async () => {
      if (WebSocket !== undefined) return WebSocket;
      return isNode() ? (await import('./node-socket.ts')).nodeSocket() : globalThis.WebSocket;
    },
  });
}

/** Node's own class of WebSockets cannot be ended where a server does not answer its close. */
function isNode(): boolean {
  return typeof process !== 'undefined' && process.versions?.node !== undefined;
}
