import type { Vocabulary } from '../core/vocabulary.ts';
import type { SessionRequest } from '../live/session-request.ts';
import type { Api, Query } from './api.ts';
import { ClientError } from './client-error.ts';
import type { Retry } from './retry.ts';
import { type Place, SessionStream, type Subscription } from './session-stream.ts';
import { type SocketClass, SocketWire } from './socket-wire.ts';
import { SseWire } from './sse-wire.ts';
import { type Ending, isFinalStatus, type OpenWire } from './wire.ts';

/** What is watched of a session, and how. */
export interface WatchOptions extends Subscription {
  /** The number of the last message that is there already; left out or null: begin with a reset. */
  readonly after?: number | null | undefined;
  /** Compressed on the way: less to carry, messages in batches. */
  readonly compress?: boolean | undefined;
  /** Milliseconds for which the server gathers messages before it sends them together. */
  readonly window?: number | undefined;
  /** A WebSocket when left out. */
  readonly transport?: 'websocket' | 'sse' | undefined;
}

/** What all streams of a client have in common. */
export interface OpenStream {
  readonly api: Api;
  readonly retry: Retry;
  readonly socketClass: () => Promise<SocketClass>;
  /** Milliseconds that a server may take to greet, and of its silence over SSE. */
  readonly silence: number;
}

/** A stream of the session at a path. */
export function openStream<Words extends Vocabulary>(
  path: string,
  watch: WatchOptions,
  { api, retry, silence, socketClass }: OpenStream,
  request: (request: SessionRequest) => Promise<unknown>,
): SessionStream<Words> {
  const { about, after = null, compress, kinds, transport, types, window } = watch;
  const queryOf = ({ after, subscription }: Place): Query => ({
    after,
    types: subscription.types,
    kinds: subscription.kinds,
    about: subscription.about,
    compress: compress ? 1 : undefined,
    window,
  });
  const open = (place: Place): OpenWire => {
    const query = queryOf(place);
    if (transport === 'sse') {
      return (handlers) =>
        new SseWire(
          { open: (signal) => api.fetch('GET', `${path}/stream`, { query, signal }), silence },
          handlers,
        );
    }
    const url = api.socketUrl(`${path}/ws`, query);
    // Else the server waits a moment for it.
    const greeting = place.after === null ? { type: 'resume', after: null } : null;
    const whyNot = (): Promise<Ending | null> => refusal(api, `${path}/stream`, query);
    return (handlers) => new SocketWire({ url, socketClass, greeting, openWait: silence, whyNot }, handlers);
  };
  return new SessionStream<Words>({
    open,
    request,
    retry,
    place: { after, subscription: { types, kinds, about } },
  });
}

/** Why the server refuses a stream, which it says over HTTP; null when it takes one. */
async function refusal(api: Api, path: string, query: Query): Promise<Ending | null> {
  try {
    const { body } = await api.fetch('GET', path, { query });
    await body?.cancel();
    return null;
  } catch (error) {
    if (!(error instanceof ClientError)) return null;
    const { message, status } = error;
    if (status === null) return { reason: message, isFinal: false };
    return { reason: message, isFinal: isFinalStatus(status), status };
  }
}
