import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventSource } from 'eventsource';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect } from '../../lib/client/connect.ts';
import type { RemoteSession } from '../../lib/client/remote-session.ts';
import type { SessionInfo as ServerInfo } from '../../lib/client/session-info.ts';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import { type CutProxy, cutProxy } from '../client/cut-proxy.ts';
import { type ServerProcess, serverProcess } from '../client/server-process.ts';
import { type ToldMessage, toldWhole } from '../client/told-whole.ts';
import { root } from '../house/source.ts';

let server: ServerProcess;
let proxy: CutProxy;

beforeAll(async () => {
  server = await serverProcess('--port', '0', '--no-keep');
  proxy = await cutProxy(server.url);
});
afterAll(async () => {
  await proxy?.close();
  await server?.end();
});

/** A session that waits at its start, and then goes so fast that its run lasts a second or two. */
function waiting(): Promise<RemoteSession> {
  const config = { steps: 8, banks: 40 };
  return connect(server.url).create({ model: 'banks', config, seed: 3, start: false, pace: { turns: 1500 } });
}

const isFinished = ({ data, type }: ToldMessage): boolean =>
  type === 'status' && (data as { status: string }).status === 'finished';

/** Begins the run once a viewer is there, cuts the viewer off as often, and holds it to the log at the end. */
async function watched(
  session: RemoteSession,
  messages: readonly ToldMessage[],
  { cuts = 0, resets = 1 }: { readonly cuts?: number; readonly resets?: number } = {},
): Promise<void> {
  const patience = { timeout: 40_000, interval: 10 };
  await vi.waitFor(() => expect(messages.length).toBeGreaterThan(0), patience);
  await session.resume();
  for (let i = 1; i <= cuts; i++) {
    const before = messages.length;
    await vi.waitFor(() => expect(messages.length).toBeGreaterThan(before + 20), patience);
    proxy.cut();
  }
  await vi.waitFor(() => expect(messages.some(isFinished)).toBe(true), patience);
  const log: LoggedEvent[] = [];
  for await (const event of session.log()) log.push(event);
  const ids = toldWhole(messages, log);
  expect(ids.at(-1)).toBe(log.length - 1);
  expect(messages.filter(({ type }) => type === 'reset').length).toBe(resets);
  await session.delete();
}

const streamOf = ({ id }: RemoteSession, base = server.url): string => `${base}/api/v1/sessions/${id}/stream`;
const socketOf = ({ id }: RemoteSession, base = server.url): string =>
  `${base.replace('http', 'ws')}/api/v1/sessions/${id}/ws`;

/** What a program prints, line by line; it is ended with the test. */
function lines(command: string, args: readonly string[], take: (line: string) => void): () => void {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const all = (rest + chunk).split('\n');
    rest = all.pop() ?? '';
    for (const line of all) take(line);
  });
  return () => void child.kill();
}

test('our client asks the server all that it can ask', async () => {
  const client = connect(server.url);
  expect((await client.models()).map(({ name }) => name)).toContain('banks');
  const session = await waiting();
  expect((await client.sessions()).map(({ id }) => id)).toContain(session.id);
  const info: ServerInfo = await session.info();
  expect(info).toMatchObject({ id: session.id, model: 'banks', status: 'paused', recovered: null });
  expect(await session.step({ turns: 2 })).toMatchObject({ turn: 2, status: 'paused' });
  const { time } = await session.step({ to: 3 });
  expect(time).toBeLessThan(3);
  const command = { name: 'add_capital', bank: 7, amount: 3 };
  expect(await session.command(command)).toEqual({ ...command, at: 3 });
  await expect(session.command({ ...command, bank: 700 })).rejects.toMatchObject({ status: 400 });
  const fork = await session.fork({ name: 'other', command: { ...command, amount: 5 } });
  expect(await fork.recipe()).toMatchObject({ commands: [command, { ...command, amount: 5 }] });
  expect((await session.recipe()).commands).toHaveLength(1);
  await fork.delete();
  await expect(fork.status()).rejects.toMatchObject({ status: 404 });
  await session.pace('max');
  const stream = session.watch({ types: ['status'] });
  const finished = new Promise<void>((resolve) => {
    stream.on('message', (message) => isFinished(message) && resolve());
  });
  expect(await stream.request({ do: 'resume' })).toMatchObject({ status: 'running' });
  await finished;
  stream.close();
  await expect(session.resume()).rejects.toMatchObject({ status: 409, where: 'resume' });
  await expect(session.answer('x', 'recommended')).rejects.toMatchObject({ status: 409 });
  const { events, more } = await session.events({ type: ['command', 'init'], limit: 1, last: true });
  expect([events[0].type, events.length, more]).toEqual(['command', 1, 1]);
  expect(await session.why({ event: events[0].id })).toMatchObject({ target: { id: events[0].id } });
  expect(Object.keys(await session.whyNot({ type: 'default', bank: 7 }))).toContain('guards');
  expect(Array.isArray(await session.questions())).toBe(true);
  expect(await session.diagnostics()).toMatchObject({ session_id: session.id });
  expect(await session.decision()).toBeNull();
  expect((await session.state()).done).toBe(true);
  expect(await session.rewind(2)).toMatchObject({ status: 'paused' });
  expect(await session.stop()).toMatchObject({ status: 'stopped' });
  await session.delete();
});

describe('curl', () => {
  /** Reads what `curl -N` prints, by the rules of the standard that a shell script would know. */
  function curl(messages: ToldMessage[], ...args: string[]): () => void {
    let id = '';
    let event = '';
    return lines('curl', ['--silent', '--no-buffer', ...args], (line) => {
      if (line.startsWith('id: ')) id = line.slice(4);
      if (line.startsWith('event: ')) event = line.slice(7);
      if (!line.startsWith('data: ')) return;
      if (event === 'closing') return;
      const message = JSON.parse(line.slice(6)) as ToldMessage;
      expect([String(message.seq), message.type]).toEqual([id, event]);
      messages.push(message);
    });
  }

  test.each([
    ['plain', [], ''],
    ['compressed', ['--compressed'], '?compress=1'],
  ])('-N, %s', async (_, flags, query) => {
    const session = await waiting();
    const messages: ToldMessage[] = [];
    const stop = curl(messages, ...flags, `${streamOf(session)}${query}`);
    await watched(session, messages);
    stop();
  });

  test('-N with Last-Event-ID goes on behind it', async () => {
    const session = await waiting();
    const first: ToldMessage[] = [];
    const stop = curl(first, streamOf(session));
    await vi.waitFor(() => expect(first.length).toBeGreaterThan(0));
    await session.step({ turns: 30 });
    await vi.waitFor(() => expect(first.length).toBeGreaterThan(30));
    stop();
    const last = first[20].seq;
    const second: ToldMessage[] = [];
    const end = curl(second, '--header', `Last-Event-ID: ${last}`, streamOf(session));
    await vi.waitFor(() => expect(second.length).toBeGreaterThanOrEqual(first.length - 21));
    expect(second.slice(0, first.length - 21)).toEqual(first.slice(21));
    end();
    await session.delete();
  });
});

test('the package eventsource comes back by itself', async () => {
  const session = await waiting();
  const messages: ToldMessage[] = [];
  const source = new EventSource(streamOf(session, proxy.url));
  for (const type of ['event', 'skipped', 'state', 'status', 'decision', 'reset']) {
    source.addEventListener(type, ({ data, lastEventId }: MessageEvent) => {
      const message = JSON.parse(data) as ToldMessage;
      expect([message.type, String(message.seq)]).toEqual([type, lastEventId]);
      messages.push(message);
    });
  }
  await watched(session, messages, { cuts: 1 });
  source.close();
});

describe('Chromium', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
    // A page of the server's own, since Chromium lets no other to an address of this machine.
    page = await browser.newPage({ bypassCSP: true });
    // Our client as it is built, which a browser loads as it is.
    await page.route('**/built/**', (route) => {
      const { pathname } = new URL(route.request().url());
      const body = readFileSync(join(root, 'dist', pathname.slice('/built/'.length)));
      return route.fulfill({ body, contentType: 'text/javascript' });
    });
    await page.goto(`${proxy.url}/healthz`);
  });
  afterAll(() => browser?.close());

  /** Runs a viewer in the page, which pushes what it is told; it is read from there. */
  async function viewed(script: string, session: RemoteSession, cuts: number): Promise<void> {
    const messages: ToldMessage[] = [];
    await page.evaluate('globalThis.told = []');
    await page.evaluate(script);
    const reading = setInterval(async () => {
      const told = await page.evaluate('told.splice(0)').catch(() => []);
      messages.push(...(told as ToldMessage[]));
    }, 20);
    try {
      await watched(session, messages, { cuts });
    } finally {
      clearInterval(reading);
      await page.evaluate('globalThis.stop()');
    }
  }

  test('EventSource comes back by itself', async () => {
    const session = await waiting();
    const script = `
      const source = new EventSource('${streamOf(session, proxy.url)}');
      for (const type of ['event', 'skipped', 'state', 'status', 'decision', 'reset']) {
        source.addEventListener(type, ({ data }) => told.push(JSON.parse(data)));
      }
      globalThis.stop = () => source.close();`;
    await viewed(`(() => {${script}})()`, session, 1);
  });

  test('WebSocket', async () => {
    const session = await waiting();
    const script = `
      const socket = new WebSocket('${socketOf(session, proxy.url)}');
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.seq !== undefined && message.type !== 'hello') told.push(message);
      };
      globalThis.stop = () => socket.close();`;
    await viewed(`(() => {${script}})()`, session, 0);
  });

  test.each([
    ['websocket', false],
    ['websocket', true],
    ['sse', false],
    ['sse', true],
  ])('our client over %s, compressed: %s', async (transport, compress) => {
    const session = await waiting();
    const script = `
      const { connect } = await import('/built/client/connect.js');
      const client = connect('/api/v1', { reconnect: { tries: 100, wait: 20, jitter: 0.5 } });
      const options = { transport: '${transport}', compress: ${compress} };
      const stream = client.session('${session.id}').watch(options);
      stream.on('message', (message) => told.push(message));
      globalThis.stop = () => stream.close();`;
    await viewed(`(async () => {${script}})()`, session, 5);
  });
});

describe('python3-websockets', () => {
  const python = '/usr/bin/python3';
  const isThere =
    existsSync(python) &&
    ((): boolean => {
      try {
        execFileSync(python, ['-c', 'import websockets'], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    })();
  if (!isThere) console.warn('skipped: python3-websockets is not there; apt-get install python3-websockets');

  test.skipIf(!isThere).each(['', '?batch=1', '?compress=1'])('resumes, with %s', async (query) => {
    const session = await waiting();
    const messages: ToldMessage[] = [];
    const script = join(root, 'test/server/interop-python.py');
    const stop = lines(python, [script, `${socketOf(session, proxy.url)}${query}`], (line) =>
      messages.push(JSON.parse(line) as ToldMessage),
    );
    await watched(session, messages, { cuts: 4 });
    stop();
  });
});
