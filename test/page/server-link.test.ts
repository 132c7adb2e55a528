import { afterEach, describe, expect, test } from 'vitest';
import { connect } from '../../lib/client/connect.ts';
import type { SocketClass } from '../../lib/client/socket-wire.ts';
import { noHost } from '../../lib/core/host.ts';
import { makeRecipe } from '../../lib/core/recipe.ts';
import type { SessionStatus } from '../../lib/live/session-message.ts';
import { banks } from '../../lib/models/banks/banks.ts';
import { serverHome } from '../../lib/page/link/server-link.ts';
import type { LinkMessage } from '../../lib/page/link/session-link.ts';

const recipe = makeRecipe(banks, { config: { banks: 5, steps: 9 } }, noHost);
const status = { status: 'paused', pace: 'max', time: 0, turn: 0, events: 1, next: 0, commands: 0 };
const state = { time: 0, turn: 0, events: 1, done: false, metrics: {}, view: {} };

/** A server that is one session, as far as the page asks for it: `fetch` and WebSockets of its own. */
function fakeServer({ isGone = false } = {}) {
  const calls: string[] = [];
  const bodies: unknown[] = [];
  const sockets: Socket[] = [];
  class Socket {
    onmessage: ((event: never) => unknown) | null = null;
    onclose: ((event: never) => unknown) | null = null;
    onerror: ((event: never) => unknown) | null = null;
    readonly sent: Record<string, unknown>[] = [];
    readonly url: string;
    constructor(url: string) {
      this.url = url;
      sockets.push(this);
      setTimeout(() => this.tell({ type: 'hello', session: 's1', seq: 0, heartbeat: 15_000 }), 0);
      if (sockets.length === 1) {
        setTimeout(() => this.tell({ seq: 4, type: 'reset', data: { reason: 'welcome', status, state } }), 0);
      }
    }
    tell(message: object): void {
      (this.onmessage as (event: object) => void)({ data: JSON.stringify(message) });
    }
    drop(): void {
      (this.onclose as (event: object) => void)({ code: 1001, reason: '' });
    }
    send(text: string): void {
      const message = JSON.parse(text) as Record<string, unknown>;
      this.sent.push(message);
      const { id, request, type } = message as { id: number; type: string; request: { do: string } };
      if (type !== 'request') return;
      const reply =
        request.do === 'pause'
          ? { error: { message: 'pause: given a finished session; no' } }
          : { result: request.do === 'recipe' ? recipe : status };
      setTimeout(() => this.tell({ type: 'reply', id, ...reply }), 0);
    }
    close(): void {}
  }
  const before = globalThis.fetch;
  globalThis.fetch = (async (url: string, { body, method = 'GET' }: RequestInit = {}) => {
    calls.push(`${method} ${new URL(url).pathname}`);
    if (body !== undefined) bodies.push(JSON.parse(body as string));
    if (isGone && method === 'GET') {
      return new Response(JSON.stringify({ error: { message: 'session: given "s1"; no such session' } }), {
        status: 404,
      });
    }
    return new Response(method === 'DELETE' ? null : JSON.stringify({ ...status, id: 's1', viewers: 1 }), {
      status: method === 'DELETE' ? 204 : 200,
    });
  }) as typeof fetch;
  let kept: string | null = null;
  const client = connect('http://test.invalid', {
    WebSocket: Socket as unknown as SocketClass,
    reconnect: { tries: 2, wait: 1 },
  });
  const address = {
    read: () => kept,
    write: (id: string | null) => {
      kept = id;
    },
  };
  restore = () => {
    globalThis.fetch = before;
  };
  return { home: serverHome(client, address), address, calls, bodies, sockets };
}

let restore = (): void => {};
afterEach(() => restore());

const later = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 20));

describe('a session on a server', () => {
  test('is begun by its recipe, its id kept in the address, and steps to where it is to stand', async () => {
    const { address, bodies, calls, home } = fakeServer();
    const at = { turnCount: 40, landedCount: 0 };
    const opened = await home.open({ recipe, pace: { turns: 9 }, at, asks: true });
    expect(calls.slice(0, 2)).toEqual(['POST /api/v1/sessions', 'POST /api/v1/sessions/s1/step']);
    expect(bodies).toEqual([
      { recipe, pace: { turns: 9 }, start: false, idle: 28_800, decisions: { wait: null } },
      { turns: 40 },
    ]);
    expect(address.read()).toBe('s1');
    expect(opened.recipe).toEqual(recipe);
    expect([opened.status, opened.state]).toEqual([status, state]);
    expect(opened.link.connection.value).toBe('live');
    opened.link.close();
  });

  test('loses no message that came before somebody listened', async () => {
    const { home, sockets } = fakeServer();
    const { link } = await home.open({ recipe, pace: 'max' });
    sockets[0].tell({ seq: 5, type: 'event', data: { id: 1 } });
    const heard: LinkMessage[] = [];
    link.onMessage((message) => heard.push(message));
    sockets[0].tell({ seq: 6, type: 'event', data: { id: 2 } });
    expect(heard.map(({ seq, type }) => [seq, type])).toEqual([
      [4, 'reset'],
      [5, 'event'],
      [6, 'event'],
    ]);
    link.close();
  });

  test('comes back after the connection was lost, and says so when it does not', async () => {
    const { home, sockets } = fakeServer();
    const { link } = await home.open({ recipe, pace: 'max' });
    sockets[0].drop();
    await Promise.resolve();
    await later();
    expect(sockets).toHaveLength(2);
    expect(sockets[1].url).toContain('after=4');
    expect(link.connection.value).toBe('live');
    expect(await link.request({ do: 'status' })).toEqual(status as SessionStatus);
    link.close();
    expect(link.connection.value).toBe('offline');
  });

  test('says in one line what it refuses', async () => {
    const { home } = fakeServer();
    const { link } = await home.open({ recipe, pace: 'max' });
    await expect(link.request({ do: 'pause' })).rejects.toThrow('pause: given a finished session; no');
    expect(await link.isAlone()).toBe(true);
    await link.discard();
  });

  test('is found again by its address; one that is gone is forgotten', async () => {
    const there = fakeServer();
    expect(await there.home.find()).toBeNull();
    there.address.write('s1');
    const found = await there.home.find();
    expect(found?.link.isOwn).toBe(false);
    found?.link.close();
    restore();
    const gone = fakeServer({ isGone: true });
    gone.address.write('s1');
    expect(await gone.home.find()).toBeNull();
    expect(gone.address.read()).toBeNull();
  });
});
