import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newSessionSchema } from '../../../lib/server/session/new-session.ts';
import { served, tokenOf } from './served.ts';

let server: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  server = await served();
});
afterAll(() => server.close());

const create = (user: string) =>
  server.sessions.create(
    newSessionSchema.parse({ model: 'banks', config: { banks: 4 }, start: false }),
    user,
  );

const paths: [string, string, object?][] = [
  ['POST', '/api/interactive/start', {}],
  ['POST', '/api/interactive/control', { command: 'pause' }],
  ['GET', '/api/interactive/status'],
  ['GET', '/api/interactive/stream'],
  ['GET', '/api/live-trading/stream/x'],
  ['GET', '/api/live-trading/dashboard/ann'],
  ['GET', '/api/session/x/diagnostics'],
  ['POST', '/simulate/start', {}],
  ['POST', '/ai/analyze', { query: 'why?' }],
];

function call([method, path, body]: (typeof paths)[number], token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(server.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

test.each(paths)('%s %s needs a token', async (...path) => {
  expect((await call(path, 'none')).status).toBe(401);
});

test('a token that may only look begins, steers and stops nothing', async () => {
  const token = tokenOf('ann', { scope: 'view' });
  for (const path of paths.slice(0, 2)) expect((await call(path, token)).status).toBe(403);
  expect((await call(paths[7], token)).status).toBe(403);
  const ws = new WebSocket(`${server.url.replace('http', 'ws')}/ws/simulation?access_token=${token}`);
  const said = new Promise((resolve) => ws.once('message', (data) => resolve(String(data))));
  ws.once('open', () => ws.send('{"type":"START"}'));
  expect(await said).toContain('may look');
  ws.close();
  expect(server.sessions.list('ann')).toEqual([]);
});

test('a token for one session begins no other', async () => {
  const { id } = await create('bea');
  const token = tokenOf('bea', { session: id });
  expect((await call(paths[0], token)).status).toBe(403);
  expect((await call(paths[7], token)).status).toBe(403);
  expect((await call(['GET', `/api/session/${id}/diagnostics`], token)).status).toBe(200);
  const { id: other } = await create('bea');
  expect((await call(['GET', `/api/session/${other}/diagnostics`], token)).status).toBe(404);
});

test('every path stands in the description', async () => {
  const { paths: described } = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
    paths: object;
  };
  for (const [, path] of paths) {
    const named = path.replace(/\/(x|ann)(\/|$)/, (_, name, end) => {
      return `/{${name === 'ann' ? 'user_id' : 'session_id'}}${end}`;
    });
    expect(Object.keys(described)).toContain(named);
  }
  expect(Object.keys(described)).toEqual(
    expect.arrayContaining(['/ws/simulation', '/api/v1/ws/simulation/{id}', '/api/v1/ws/test']),
  );
});
