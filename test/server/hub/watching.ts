import http from 'node:http';
import { createGunzip } from 'node:zlib';
import { EventSource } from 'eventsource';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { ServedHub } from './serve-hub.ts';

/** A message as a viewer reads it. */
export interface Told {
  readonly seq: number;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was told.
  readonly data: any;
}

/** Somebody who watches a hub, by a client that is not ours. */
export interface Watching {
  /** Numbered messages. */
  readonly told: Told[];
  /** Others, such as closing. */
  readonly asides: { readonly type: string; readonly reason?: string }[];
  /** Set once the connection is gone. */
  closed: { readonly code: number; readonly reason: string } | null;
  leave(): void;
}

function watching(leave: () => void): Watching {
  onTestFinished(leave);
  return { told: [], asides: [], closed: null, leave };
}

function take(watching: Watching, message: Told): void {
  if (message.seq === undefined) watching.asides.push(message);
  else watching.told.push(message);
}

/** Watches by a WebSocket, to which it can write. */
export interface SocketWatching extends Watching {
  readonly ws: WebSocket;
  send(message: object): void;
}

/** By `ws`. @param first the first message to send. */
export function watchSocket(served: ServedHub, query = '', first?: object): SocketWatching {
  const ws = new WebSocket(`ws://127.0.0.1:${served.port}/?${query}`);
  const seen = watching(() => ws.terminate());
  ws.on('error', () => undefined);
  ws.on('open', () => {
    if (first !== undefined) ws.send(JSON.stringify(first));
  });
  ws.on('message', (data, isBinary) => {
    if (isBinary) throw new Error('binary');
    const message = JSON.parse(String(data));
    for (const each of Array.isArray(message) ? message : [message]) take(seen, each);
  });
  ws.on('close', (code, reason) => {
    seen.closed = { code, reason: String(reason) };
  });
  return Object.assign(seen, { send: (message: object) => ws.send(JSON.stringify(message)), ws });
}

/** By the npm package `eventsource`, which reconnects by itself. */
export function watchEventSource(served: ServedHub, query = ''): Watching {
  const source = new EventSource(`${served.url}?${query}`);
  const seen = watching(() => source.close());
  for (const type of ['event', 'state', 'status', 'decision', 'skipped', 'reset', 'closing']) {
    source.addEventListener(type, ({ data, lastEventId }) => {
      const message = JSON.parse(data);
      if (message.seq !== undefined && String(message.seq) !== lastEventId) throw new Error('another id');
      take(seen, message);
    });
  }
  return seen;
}

/** By `node:http`, decoding by zlib what was compressed; ends in order when the server does. */
export function watchHttp(served: ServedHub, query = '', headers: http.OutgoingHttpHeaders = {}): Watching {
  const request = http.get(`${served.url}?${query}`, { headers, agent: false });
  const seen = watching(() => request.destroy());
  request.on('error', () => undefined);
  request.on('response', (response) => {
    const isGzip = response.headers['content-encoding'] === 'gzip';
    const body = isGzip ? response.pipe(createGunzip()) : response;
    let text = '';
    body.setEncoding('utf8');
    body.on('data', (part: string) => {
      text += part;
      const events = text.split('\n\n');
      text = events.pop() as string;
      for (const event of events) {
        const data = event.split('\n').find((line) => line.startsWith('data: '));
        if (data !== undefined) take(seen, JSON.parse(data.slice(6)));
      }
    });
    body.on('error', (error) => {
      seen.closed = { code: -1, reason: error.message };
    });
    body.on('end', () => {
      seen.closed = { code: response.complete ? 200 : -1, reason: '' };
    });
  });
  return seen;
}
