import { expect, test } from 'vitest';
import { Sessions } from '../../../lib/server/session/sessions.ts';
import { begun, Heard, openedApp, openedServer, SECRET, sseOf, token, until } from './opened-server.ts';

function collected(): { lines: string[]; write: (line: string) => void } {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line) };
}

test('the log has every request, and no token, query, head or body', async () => {
  const log = collected();
  const { url } = await openedServer({ secret: SECRET, logLevel: 'trace', logStream: log });
  const secret = await token();
  const authorization = `Bearer ${secret}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const id = await begun(url, { start: false, name: 'very private' }, { authorization });
  const path = `${url}/api/v1/sessions/${id}`;
  await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers, body: `{"model":"${secret}"}` });
  await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers, body: `{"private": ${secret}` });
  await fetch(`${path}/events?access_token=${secret}`);
  await fetch(`${url}/nowhere?access_token=${secret}`);
  await fetch(`${url}/%zz?access_token=${secret}`);
  const socket = new Heard(`${path}/ws?access_token=${secret}`);
  await socket.first(({ type }) => type === 'reset');
  const nowhere = new Heard(`${url}/nowhere?access_token=${secret}`);
  expect(await until(() => nowhere.refused)).toBe(404);
  const controller = new AbortController();
  const stream = await fetch(`${path}/stream?access_token=${secret}`, { signal: controller.signal });
  await sseOf(stream).next();
  controller.abort();
  await until(() => log.lines.some((line) => line.includes('/stream"')));
  const text = log.lines.join('');
  expect(text).not.toContain(secret.slice(0, 30));
  expect(text).not.toMatch(/private|access_token|Bearer|alice/);
  const told = log.lines.map((line) => JSON.parse(line));
  const requests = told
    .filter(({ method }) => method !== undefined)
    .map((line) => `${line.status} ${line.path}`);
  expect(requests).toEqual(
    expect.arrayContaining([
      ...[
        '201 /api/v1/sessions',
        '400 /api/v1/sessions',
        `401 /api/v1/sessions/${id}/events`,
        '404 /nowhere',
      ],
      ...[`101 /api/v1/sessions/${id}/ws`, `200 /api/v1/sessions/${id}/stream`],
    ]),
  );
});

test('figures: sessions, viewers, messages, requests by route', async () => {
  const { url } = await openedServer();
  const id = await begun(url, { start: false });
  const path = `${url}/api/v1/sessions/${id}`;
  const socket = new Heard(`${path}/ws`);
  await socket.first(({ type }) => type === 'reset');
  await fetch(`${path}/step`, { method: 'POST' });
  await socket.first(({ data, type }) => type === 'status' && data.turn === 1);
  for (const name of ['a', 'b', 'c']) await fetch(`${url}/api/v1/sessions/${name}`);
  const read = async (): Promise<(name: string) => number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return (name) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.slice(name.length + 1),
      );
  };
  let figure = await read();
  expect(figure('faultline_sessions{status="paused"}')).toBe(1);
  expect(figure('faultline_viewers{form="ws"}')).toBe(1);
  expect(figure('faultline_requests_total{route="/api/v1/sessions/:id",method="GET",status="404"}')).toBe(3);
  expect(figure('faultline_requests_total{route="/api/v1/sessions/:id/ws",method="GET",status="101"}')).toBe(
    1,
  );
  expect(figure('faultline_resets_total')).toBe(1);
  const messages = figure('faultline_messages_total');
  expect(messages).toBeGreaterThan(2);
  expect(figure('faultline_sent_bytes_total')).toBeGreaterThan(100);
  expect(figure('faultline_connections')).toBeGreaterThan(0);
  await fetch(`${path}/step`, { method: 'POST' });
  await socket.first(({ data, type }) => type === 'status' && data.turn === 2);
  await fetch(path, { method: 'DELETE' });
  figure = await read();
  expect(figure('faultline_messages_total')).toBeGreaterThan(messages);
  expect(figure('faultline_sessions{status="paused"}')).toBe(0);
});

test('a fault within is a line for the client, and its place in the log', async () => {
  const log = collected();
  const sessions = await Sessions.open();
  sessions.everyone = () => {
    throw new TypeError('the inside of something');
  };
  const app = await openedApp({ logLevel: 'info', logStream: log, sessions });
  const answer = await app.inject('/api/v1/sessions');
  expect([answer.statusCode, answer.json()]).toEqual([
    500,
    { error: { message: 'a fault within the server; its log says more' } },
  ]);
  expect(log.lines.join('')).toMatch(/the inside of something.*log\.test\.ts/);
});
