import { expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { run } from '../../../lib/node/run.ts';
import { begun, CONFIG, Heard, openedServer, Raw, sseOf, until } from './opened-server.ts';

const events = run(banks, { config: CONFIG }).events;

async function post(url: string, body: object = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

test('server-sent events: a reset with the state, then every message, numbered one by one', async () => {
  const { url } = await openedServer();
  const id = await begun(url, { start: false });
  const path = `${url}/api/v1/sessions/${id}`;
  const response = await fetch(`${path}/stream`);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const told: { id: number; type: string; data: { type: string; id: number } }[] = [];
  let isBegun = false;
  for await (const { data = '', event, id } of sseOf(response)) {
    const message = JSON.parse(data);
    expect([message.seq, message.type]).toEqual([Number(id), event]);
    told.push({ id: Number(id), type: message.type, data: message.data });
    if (!isBegun) await post(`${path}/step`, { turns: 1e9 });
    isBegun = true;
    if (message.type === 'status' && message.data.status === 'finished') break;
  }
  expect(told[0]).toMatchObject({ type: 'reset', data: { reason: 'welcome', state: { events: 1 } } });
  expect(told.slice(1).map(({ id }) => id)).toEqual(told.slice(1).map((_, i) => told[0].id + 1 + i));
  const ids = told.filter(({ type }) => type === 'event').map(({ data }) => data.id);
  expect(ids).toEqual(Array.from({ length: events.count - 1 }, (_, i) => i + 1));
});

test('going on after a number: what was missed, a reset for a place that nobody knows', async () => {
  const { url } = await openedServer();
  const id = await begun(url, { start: false });
  const path = `${url}/api/v1/sessions/${id}`;
  const first = new Heard(`${path}/ws?after=${2 ** 50}`);
  expect((await first.first(({ type }) => type === 'reset')).data.reason).toBe('unknown position');
  await post(`${path}/step`, { turns: 20 });
  await first.first(({ data, type }) => type === 'status' && data.turn === 20);
  const numbered = first.messages.filter(({ seq, type }) => seq !== undefined && type !== 'hello');
  const middle = numbered[4].seq;
  const again = sseOf(
    await fetch(`${path}/stream?after=1`, { headers: { 'last-event-id': String(middle) } }),
  );
  for (const { seq } of numbered.slice(5)) expect((await again.next()).value?.id).toBe(String(seq));
  const socket = new Heard(`${path}/ws`);
  socket.ws.on('open', () => socket.say({ type: 'resume', after: middle }));
  await until(() => socket.messages.filter(({ type }) => type !== 'hello').length >= numbered.length - 5);
  expect(socket.messages[0]).toEqual({
    type: 'hello',
    session: id,
    seq: numbered.at(-1)?.seq,
    heartbeat: 15_000,
  });
  expect(socket.messages.slice(1)).toEqual(numbered.slice(5));
  const lost = await fetch(`${path}/stream`, { headers: { 'last-event-id': 'of another' } });
  expect((await sseOf(lost).next()).value?.data).toMatch('unknown position');
});

test('a WebSocket: requests, subscriptions, pings, and what it says of bad messages', async () => {
  const { url } = await openedServer();
  const id = await begun(url, { start: false });
  const heard = new Heard(`${url}/api/v1/sessions/${id}/ws?batch=1`);
  await heard.first(({ type }) => type === 'reset');
  heard.say({ type: 'subscribe', types: ['event'], kinds: ['accrual'], about: ['bank:2'] });
  heard.say({ type: 'request', id: 'a', request: { do: 'step', turns: 1e6 } });
  expect((await heard.first((message) => message.id === 'a')).result.status).toBe('finished');
  const ids = heard.messages.filter(({ type }) => type === 'event').map(({ data }) => data.id);
  expect(ids).toEqual([...events.where({ type: 'accrual', bank: 2 })].map((event) => event.id));
  heard.say({ type: 'request', id: 7, request: { do: 'pause' } });
  expect((await heard.first((message) => message.id === 7)).error).toMatchObject({ where: 'pause' });
  heard.say({ type: 'ping' });
  await heard.first(({ type }) => type === 'pong');
  const bad: [unknown, RegExp][] = [
    ['{"type":', /not JSON/],
    ['[]', /message/],
    [{ type: 'shout' }, /one of resume, subscribe, ping, request/],
    [{ type: 'resume', after: -1 }, /message.after/],
    [{ type: 'subscribe', kinds: ['defautl'] }, /one of init/],
    [{ type: 'subscribe', kind: [] }, /did you mean kinds/],
    [{ type: 'request', id: 1 }, /message.request/],
  ];
  for (const [message, words] of bad) {
    const count = heard.messages.length;
    heard.say(message);
    const { type, message: told } = await until(() => heard.messages[count]);
    expect([message, type, told]).toEqual([message, 'error', expect.stringMatching(words)]);
  }
  heard.ws.send(Buffer.from('binary'));
  await heard.first(({ message }) => message === 'the message is not JSON');
  expect(heard.closed).toBeNull();
});

test('no more viewers than are allowed, no more requests at once', async () => {
  const { url } = await openedServer({ limits: { streamsPerSession: 2, pendingRequests: 1 } });
  const path = `${url}/api/v1/sessions/${await begun(url, { start: false })}`;
  const other = `${url}/api/v1/sessions/${await begun(url, { start: false })}`;
  const one = new Heard(`${path}/ws`);
  await one.first(({ type }) => type === 'hello');
  await sseOf(await fetch(`${path}/stream`)).next();
  expect((await fetch(`${path}/stream`)).status).toBe(503);
  const third = new Heard(`${path}/ws`);
  expect(await until(() => third.closed)).toEqual({
    code: 1013,
    reason: 'the session has 2 viewers already',
  });
  expect((await sseOf(await fetch(`${other}/stream`)).next()).value?.event).toBe('reset');
  one.say({ type: 'request', id: 1, request: { do: 'step', turns: 100 } });
  one.say({ type: 'request', id: 2, request: { do: 'status' } });
  expect((await one.first(({ id }) => id === 2)).error.message).toMatch(/1 requests wait/);
  expect((await one.first(({ id }) => id === 1)).result.turn).toBe(100);
});

test('a deleted session and a server that goes say so', async () => {
  const served = await openedServer();
  const [one, two] = [await begun(served.url, { start: false }), await begun(served.url, { start: false })];
  const path = `${served.url}/api/v1/sessions`;
  const deleted = new Heard(`${path}/${one}/ws`);
  await deleted.first(({ type }) => type === 'reset');
  await fetch(`${path}/${one}`, { method: 'DELETE' });
  expect(await until(() => deleted.closed)).toEqual({ code: 4410, reason: 'the session was deleted' });
  expect(deleted.messages.at(-1)).toEqual({ type: 'closing', reason: 'the session was deleted' });
  const socket = new Heard(`${path}/${two}/ws`);
  await socket.first(({ type }) => type === 'reset');
  const stream = (await fetch(`${path}/${two}/stream`)).text();
  const late = new Raw(served.url);
  late.socket.write(`GET /api/v1/sessions/${two} HTTP/1.1\r\nHost: localhost\r\n`);
  await until(() => late.socket.bytesWritten > 0 && !late.socket.pending);
  const closed = served.close();
  expect(await until(() => socket.closed)).toEqual({ code: 1001, reason: 'the server is going' });
  expect(await stream).toMatch(/event: closing\ndata: {"type":"closing","reason":"the server is going"}/);
  late.socket.write('\r\n');
  expect(await late.ended()).toMatch(/^HTTP\/1\.1 503 .*"the server is going"/s);
  await closed;
  await expect(fetch(`${served.url}/healthz`)).rejects.toThrow();
});
