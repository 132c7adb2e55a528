import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Served } from '../../../lib/server/http/serve.ts';
import { begun, Heard, openedServer, Raw, sseOf, until } from './opened-server.ts';

const limits = {
  connectionsPerAddress: 60,
  messageBytes: 2_000,
  bodyBytes: 2_000,
  headersTimeout: 400,
  requestTimeout: 600,
  keepAliveTimeout: 1_000,
};

let served: Served;
let path: string;
let witness: Heard;

/** A second session with a viewer, which goes on whatever is done to the server. */
beforeEach(async () => {
  served = await openedServer({ limits });
  const id = await begun(served.url, { start: false });
  path = `/api/v1/sessions/${id}`;
  witness = new Heard(`${served.url}${path}/ws`);
  await witness.first(({ type }) => type === 'reset');
});

async function unharmed(): Promise<void> {
  const id = `after ${witness.messages.length}`;
  witness.say({ type: 'request', id, request: { do: 'step' } });
  const { result } = await witness.first((message) => message.id === id);
  expect(result.status).toBe('paused');
  await witness.first(({ data, type }) => type === 'status' && data.turn === result.turn);
  const numbers = witness.messages.filter(({ seq, type }) => seq && type !== 'hello').map(({ seq }) => seq);
  expect(numbers).toEqual(numbers.map((_, i) => numbers[0] + i));
  expect(witness.closed).toBeNull();
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
}

/** A WebSocket without a library over it. */
async function opened(): Promise<Raw> {
  const raw = new Raw(served.url);
  const key = randomBytes(16).toString('base64');
  raw.socket.write(
    `GET ${path}/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  await until(() => raw.answer.includes('"hello"'));
  return raw;
}

/** The code of the close frame that a connection ended with. */
async function closeCode(raw: Raw): Promise<number> {
  const closed = await until(() => {
    const at = raw.bytes.lastIndexOf(0x88);
    return at >= 0 && at + 3 < raw.bytes.length && raw.bytes.subarray(at);
  });
  return closed.readUInt16BE(2);
}

/** A masked frame: final, of that opcode. */
function frame(opcode: number, payload: Buffer, isMasked = true): Buffer {
  const mask = Buffer.from([1, 2, 3, 4]);
  const masked = payload.map((byte, i) => byte ^ mask[i % 4]);
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  length[0] |= isMasked ? 0x80 : 0;
  const parts = isMasked ? [mask, masked] : [payload];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...length]), ...parts]);
}

test('frames that are not masked, too large, no UTF-8, or not as they must be', async () => {
  const bad: [Buffer, number][] = [
    [frame(1, Buffer.from('{"type":"ping"}'), false), 1002],
    [frame(1, Buffer.alloc(3_000, 'x')), 1009],
    [frame(1, Buffer.from([0xc3, 0x28])), 1007],
    [frame(3, Buffer.from('x')), 1002],
    [Buffer.from([0xf1, 0x80, 0, 0, 0, 0]), 1002],
    [frame(0, Buffer.from('x')), 1002],
    [frame(9, Buffer.alloc(200)), 1002],
    // A length of 2^62 bytes.
    [Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]), 1009],
  ];
  for (const [bytes, code] of bad) {
    const raw = await opened();
    raw.socket.write(bytes);
    expect([bytes.toString('hex').slice(0, 20), await closeCode(raw)]).toEqual([expect.any(String), code]);
    raw.socket.end();
    await raw.ended();
  }
  await unharmed();
});

test('compressed messages that are small and come out large', async () => {
  const bomb = new Heard(`${served.url}${path}/ws`);
  await bomb.first(({ type }) => type === 'hello');
  expect(bomb.ws.extensions).toMatch('permessage-deflate');
  bomb.ws.send(`"${'x'.repeat(10_000_000)}"`, { compress: true });
  expect((await until(() => bomb.closed)).code).toBe(1009);
  await unharmed();
});

test('what is no request, and requests that never end', async () => {
  const garbage = new Raw(served.url);
  garbage.socket.write('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n');
  expect(await garbage.ended()).toMatch(/^HTTP\/1\.1 400 .*"this is no HTTP request"/s);
  const large = new Raw(served.url);
  large.socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(await large.ended()).toMatch(/^HTTP\/1\.1 431 /);
  const smuggled = new Raw(served.url);
  smuggled.socket.write(
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  );
  expect(await smuggled.ended()).toMatch(/^HTTP\/1\.1 400 /);
  const silent = new Raw(served.url);
  const slow = new Raw(served.url);
  slow.socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n');
  const drip = setInterval(() => slow.socket.write('X-A: b\r\n'), 50);
  const half = new Raw(served.url);
  half.socket.write(
    `POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"m`,
  );
  expect(await slow.ended()).toMatch(/^HTTP\/1\.1 408 .*did not come in time/s);
  clearInterval(drip);
  await half.ended();
  expect(half.answer).toMatch(/^HTTP\/1\.1 408 /);
  await silent.ended();
  const patient = await openedServer({ limits: { headersTimeout: 300, requestTimeout: 100_000 } });
  const headless = new Raw(patient.url);
  headless.socket.write('GET /healthz HTTP/1.1\r\n');
  expect(await headless.ended()).toMatch(/^HTTP\/1\.1 408 /);
  await unharmed();
});

test('bodies that are too large, whatever they say of their length', async () => {
  const post = async (body: string | ReadableStream): Promise<number> => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    return (await fetch(`${served.url}/api/v1/sessions`, init)).status;
  };
  expect(await post(`{"name":"${'x'.repeat(5_000)}"}`)).toBe(413);
  const chunked = new Raw(served.url);
  chunked.socket.write(
    'POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      'Transfer-Encoding: chunked\r\n\r\n',
  );
  const chunk = `1000\r\n${'x'.repeat(0x1000)}\r\n`;
  chunked.socket.write(chunk + chunk);
  await until(() => chunked.answer.includes('413'));
  expect(await post('['.repeat(1_500))).toBe(400);
  await unharmed();
});

test('upgrades that are none', async () => {
  const upgrade = async (target: string, more: string, method = 'GET'): Promise<string> => {
    const raw = new Raw(served.url);
    raw.socket.write(
      `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`,
    );
    return (await raw.ended()).split('\r\n', 1)[0];
  };
  const good = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';
  expect(await upgrade('/nowhere', good)).toBe('HTTP/1.1 404 Not Found');
  expect(await upgrade(`${path}/ws?after=x`, good)).toBe('HTTP/1.1 400 Bad Request');
  expect(await upgrade(`${path}/ws?kinds=nope`, good)).toBe('HTTP/1.1 400 Bad Request');
  expect(await upgrade(`${path}/ws`, 'Sec-WebSocket-Version: 13\r\n')).toBe('HTTP/1.1 400 Bad Request');
  expect(await upgrade(`${path}/ws`, good, 'POST')).toMatch(/^HTTP\/1\.1 40[05]/);
  expect(await upgrade(`${path}%zz/ws`, good)).toBe('HTTP/1.1 404 Not Found');
  expect(await upgrade('//', good)).toBe('HTTP/1.1 404 Not Found');
  await unharmed();
});

test('a flood of connections: those beyond the limit are told, and it is over when they are gone', async () => {
  const flood = Array.from({ length: 150 }, () => new Raw(served.url));
  await until(() => flood.filter(({ isEnded }) => isEnded).length >= 90);
  const refused = flood.filter(({ answer }) => answer.startsWith('HTTP/1.1 503'));
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0].answer).toMatch(/"your address has 60 connections already"/);
  for (const { socket } of flood) socket.destroy();
  await until(() => flood.every(({ isEnded }) => isEnded));
  const after = new Heard(`${served.url}${path}/ws`);
  await until(() => after.messages.length > 0 || after.closed !== null);
  await unharmed();
});

test('a flood of requests and of messages', async () => {
  const { url } = await openedServer({ limits: { requestsPerMinute: 50 } });
  const id = await begun(url, { start: false });
  const socket = new Heard(`${url}/api/v1/sessions/${id}/ws`);
  await socket.first(({ type }) => type === 'hello');
  for (let i = 0; i < 51; i++) socket.say({ type: 'ping' });
  expect(await until(() => socket.closed)).toEqual({ code: 1008, reason: 'too many messages in a minute' });
  expect(socket.messages.filter(({ type }) => type === 'pong')).toHaveLength(50);
  const answers = await Promise.all(Array.from({ length: 60 }, () => fetch(`${url}/healthz`)));
  const late = answers.filter(({ status }) => status === 429);
  expect(late.length).toBe(12);
  expect(Number(late[0].headers.get('retry-after'))).toBeGreaterThan(0);
  const refused = new Heard(`${url}/api/v1/sessions/${id}/ws`);
  expect(await until(() => refused.refused)).toBe(429);
  await unharmed();
});

test('JSON that lies very deep', async () => {
  const deep = `${'['.repeat(900)}${']'.repeat(900)}`;
  const response = await fetch(`${served.url}${path}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"name":"set","path":"noise","value":${deep}}`,
  });
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: { message: 'the body is too deep', where: 'body' } },
  ]);
  const heard = new Heard(`${served.url}${path}/ws`);
  await heard.first(({ type }) => type === 'reset');
  heard.ws.send(`{"type":"request","id":1,"request":{"do":"pause","x":${deep}}}`);
  const { message } = await heard.first(({ type }) => type === 'error');
  expect(message).toBe('the message is too deep');
  await unharmed();
});

test('a client that asks and never reads is heard no further', async () => {
  const id = await begun(served.url, { config: { banks: 60, steps: 40 }, start: false });
  const heard = new Heard(`${served.url}/api/v1/sessions/${id}/ws?types=status`);
  await heard.first(({ type }) => type === 'reset');
  heard.say({ type: 'request', id: 0, request: { do: 'step', turns: 1e6 } });
  await heard.first((message) => message.id === 0);
  heard.ws.pause();
  for (let i = 1; i <= 200; i++) {
    heard.say({ type: 'request', id: i, request: { do: 'log', count: 10_000 } });
  }
  await unharmed();
  heard.ws.resume();
  await heard.first((message) => message.id === 200);
  await unharmed();
});

test('streams that are left in the middle', async () => {
  for (let i = 0; i < 30; i++) {
    const controller = new AbortController();
    const stream = await fetch(`${served.url}${path}/stream`, { signal: controller.signal });
    if (i % 2 === 0) await sseOf(stream).next();
    controller.abort();
    const socket = new Heard(`${served.url}${path}/ws`);
    await until(() => socket.messages.length > 0);
    socket.ws.terminate();
  }
  await until(async () => {
    const info = await (await fetch(`${served.url}${path}`)).json();
    return (info as { viewers: number }).viewers === 1;
  });
  await unharmed();
});
