import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import type { SessionMessage } from '../../../lib/live/session-message.ts';
import type { Dialect } from '../../../lib/server/hub/dialect.ts';
import { Hub, type HubOptions } from '../../../lib/server/hub/hub.ts';
import { type SocketViewer, sharedDeflateOptions } from '../../../lib/server/hub/socket-viewer.ts';
import type { Subscription } from '../../../lib/server/hub/subscription.ts';
import type { Viewer } from '../../../lib/server/hub/viewer.ts';
import type { ViewerOptions } from '../../../lib/server/hub/viewer-options.ts';

export interface ServedHub {
  readonly hub: Hub;
  /** `http://127.0.0.1:…/` */
  readonly url: string;
  readonly port: number;
  readonly server: http.Server;
  /** In order of their coming. */
  readonly viewers: readonly Viewer[];
}

/** A hub on a port of its own: `/?after=…&types=a,b&compress=1&batch=1&window=ms`. Ends with the test. */
export async function serveHub(options: HubOptions = {}, dialect?: Dialect): Promise<ServedHub> {
  const hub = new Hub(options);
  const viewers: Viewer[] = [];
  const server = http.createServer((request, response) => {
    const lastEventId = request.headers['last-event-id'];
    const options = optionsOf(request.url ?? '', dialect);
    const after = lastEventId === undefined ? options.after : Number(lastEventId);
    viewers.push(hub.addSse(response, { ...options, after }));
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: sharedDeflateOptions });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const viewer = hub.addSocket(ws, socket, optionsOf(request.url ?? '', dialect));
      viewers.push(viewer);
      ws.on('message', (data) => obey(viewer, JSON.parse(String(data))));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    hub.close('the test is over');
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { hub, url: `http://127.0.0.1:${port}/`, port, server, viewers };
}

function obey(
  viewer: SocketViewer,
  message: { readonly type: string; readonly after?: number } & Subscription,
): void {
  if (message.type === 'resume') viewer.resume(message.after ?? null);
  else if (message.type === 'subscribe') viewer.subscribe(message);
}

function optionsOf(url: string, dialect: Dialect | undefined): ViewerOptions {
  const query = new URL(url, 'http://localhost').searchParams;
  const list = (name: string) => query.get(name)?.split(',');
  return {
    after: query.has('after') ? Number(query.get('after')) : undefined,
    subscription: { types: list('types'), kinds: list('kinds'), about: list('about') },
    compress: query.has('compress'),
    batch: query.has('batch'),
    window: Number(query.get('window') ?? 0),
    dialect,
  };
}

export function eventMessage(
  id: number,
  kind = 'loan',
  about: readonly string[] = ['bank:1'],
): SessionMessage {
  return { type: 'event', kind, about, body: JSON.stringify({ id, type: kind, note: 'größer → 10 ✓' }) };
}

export function stateMessage(turn: number): SessionMessage {
  return { type: 'state', body: JSON.stringify({ turn }) };
}

export function statusMessage(status: string): SessionMessage {
  return { type: 'status', body: JSON.stringify({ status }) };
}

/** Publishes what a session tells whom begins to watch it: state 1, then status 2. */
export function publishStart(hub: Hub): void {
  hub.publish([stateMessage(0), statusMessage('running')]);
}

/** Waits until something holds. */
export async function until(holds: () => boolean, what: string, milliseconds = 20_000): Promise<void> {
  for (let waited = 0; !holds(); waited += 5) {
    if (waited > milliseconds) throw new Error(`waited in vain: ${what}`);
    await new Promise((wake) => setTimeout(wake, 5));
  }
}
