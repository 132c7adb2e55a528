import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { secretOf, Tokens } from '../../../lib/server/http/tokens.ts';
import { temporaryFile } from '../../support/temporary-files.ts';
import {
  bearer,
  begun,
  CONFIG,
  Heard,
  openedApp,
  openedServer,
  SECRET,
  token,
  until,
} from './opened-server.ts';

const tokens = new Tokens(SECRET);
const create = {
  method: 'POST' as const,
  url: '/api/v1/sessions',
  payload: { model: 'banks', config: CONFIG },
};

test('a token says who comes, and what that one may do', async () => {
  const identity = await tokens.identityOf(await token({ isView: true, session: 'x', isAdmin: true }));
  expect(identity).toMatchObject({ owner: 'alice', isAdmin: true, mayChange: false, only: 'x' });
  expect(Math.abs((identity.expires as number) - Date.now() - 3_600_000)).toBeLessThan(10_000);
});

test('no token, and tokens that are not ours', async () => {
  const app = await openedApp({ tokens });
  const signed = (claims: object, secret = SECRET, alg = 'HS256') =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg }).sign(secret);
  const soon = Math.floor(Date.now() / 1000) + 60;
  const unsigned = `${btoa('{"alg":"none"}')}.${btoa(`{"sub":"alice","exp":${soon}}`)}.`.replaceAll('=', '');
  const bad: [string | null, RegExp][] = [
    [null, /a token is needed/],
    ['abc', /not one of this server/],
    [unsigned, /not one of this server/],
    [
      await signed({ sub: 'alice', exp: soon }, new TextEncoder().encode('another secret, also long enough')),
      /not one/,
    ],
    [await signed({ sub: 'alice', exp: soon }, SECRET, 'HS512'), /not one of this server/],
    [await signed({ sub: 'alice', exp: soon - 120 }), /has expired/],
    [await signed({ sub: 'alice' }), /its exp/],
    [await signed({ exp: soon }), /its sub/],
    [await signed({ sub: '', exp: soon }), /its sub/],
    [await signed({ sub: 'alice', exp: soon, scope: 'write' }), /its scope/],
    [await signed({ sub: 'alice', exp: soon, role: 'root' }), /its role/],
  ];
  for (const [given, words] of bad) {
    const headers: Record<string, string> = given === null ? {} : { authorization: `Bearer ${given}` };
    const answer = await app.inject({ url: '/api/v1/sessions', headers });
    expect([answer.statusCode, answer.json().error.message]).toEqual([401, expect.stringMatching(words)]);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="faultline"/);
  }
  // In the query only where a browser can send no header.
  const query = `?access_token=${await token()}`;
  expect((await app.inject(`/api/v1/sessions${query}`)).statusCode).toBe(401);
  expect((await app.inject(`/api/v1/sessions/x/stream${query}`)).statusCode).toBe(404);
  for (const url of ['/healthz', '/', '/openapi.json']) expect((await app.inject(url)).statusCode).toBe(200);
});

test('sessions of others are as if they were not there', async () => {
  const app = await openedApp({ tokens });
  const [alice, bob, admin] = [
    await bearer(),
    await bearer({ sub: 'bob' }),
    await bearer({ sub: 'eve', isAdmin: true }),
  ];
  const { id } = (await app.inject({ ...create, headers: alice })).json();
  const paths: ['GET' | 'POST' | 'PUT' | 'DELETE', string, object?][] = [
    ...[
      '',
      '/status',
      '/state',
      '/decision',
      '/recipe',
      '/log',
      '/events',
      '/questions',
      '/diagnostics',
      '/stream',
    ].map((path) => ['GET', path] as ['GET', string]),
    ...['/pause', '/resume', '/stop', '/step', '/fork'].map((path) => ['POST', path] as ['POST', string]),
    ['POST', '/rewind', { to: 0 }],
    ['POST', '/commands', { name: 'add_capital', bank: 1, amount: 1 }],
    ['POST', '/why', { target: { event: 0 } }],
    ['POST', '/why-not', { target: { event: 0 } }],
    ['PUT', '/pace', { pace: 'max' }],
    ['DELETE', ''],
  ];
  for (const [method, path, payload] of paths) {
    const there = `/api/v1/sessions/${id}${path}`;
    const nowhere = `/api/v1/sessions/${id.replace(/./g, '0')}${path}`;
    const [given, expected] = await Promise.all(
      [there, nowhere].map((url) => app.inject({ method, url, headers: bob, ...(payload && { payload }) })),
    );
    expect([path, given.statusCode]).toEqual([path, 404]);
    expect(given.payload.replaceAll(id, '')).toBe(expected.payload.replaceAll(id.replace(/./g, '0'), ''));
  }
  expect((await app.inject({ url: '/api/v1/sessions', headers: bob })).json()).toEqual([]);
  expect((await app.inject({ url: `/api/v1/sessions/${id}`, headers: admin })).json().owner).toBe('alice');
  expect((await app.inject({ url: '/api/v1/sessions', headers: admin })).json()).toHaveLength(1);
  expect((await app.inject({ url: '/metrics', headers: alice })).statusCode).toBe(403);
  const metrics = (await app.inject({ url: '/metrics', headers: admin })).payload;
  expect(metrics).not.toMatch(/alice|bob/);
  expect(metrics).not.toContain(id);
});

test('a token that may only look, and one for a single session', async () => {
  const app = await openedApp({ tokens });
  const alice = await bearer();
  const [one, other] = await Promise.all(
    [1, 2].map(async () => (await app.inject({ ...create, headers: alice })).json().id as string),
  );
  const view = await bearer({ isView: true });
  const status = async (method: 'GET' | 'POST' | 'DELETE', url: string, headers: { authorization: string }) =>
    (await app.inject({ method, url: `/api/v1/sessions${url}`, headers })).statusCode;
  expect(await status('GET', `/${one}/state`, view)).toBe(200);
  expect(await status('POST', `/${one}/pause`, view)).toBe(403);
  expect(await status('DELETE', `/${one}`, view)).toBe(403);
  expect((await app.inject({ ...create, headers: view })).statusCode).toBe(403);
  const only = await bearer({ session: one });
  expect((await app.inject({ url: '/api/v1/sessions', headers: only })).json()).toMatchObject([{ id: one }]);
  expect(await status('GET', `/${other}/state`, only)).toBe(404);
  expect(await status('POST', `/${one}/fork`, only)).toBe(403);
  expect((await app.inject({ ...create, headers: only })).statusCode).toBe(403);
  // Somebody else’s token for it is of no use.
  expect(await status('GET', `/${one}/state`, await bearer({ sub: 'bob', session: one }))).toBe(404);
});

test('WebSockets and streams with tokens; they end with them', async () => {
  const { url } = await openedServer({ secret: SECRET });
  const id = await begun(url, { start: false }, await bearer());
  const path = `${url}/api/v1/sessions/${id}`;
  const refused = new Heard(`${path}/ws`);
  expect(await until(() => refused.refused)).toBe(401);
  const bob = new Heard(`${path}/ws?access_token=${await token({ sub: 'bob' })}`);
  expect(await until(() => bob.closed)).toEqual({ code: 4404, reason: 'there is no such session' });
  const view = new Heard(`${path}/ws`, { headers: await bearer({ isView: true }) });
  await view.first(({ type }) => type === 'hello');
  view.say({ type: 'request', id: 1, request: { do: 'resume' } });
  view.say({ type: 'request', id: 2, request: { do: 'status' } });
  expect((await view.first((message) => message.id === 1)).error.message).toMatch(/may look/);
  expect((await view.first((message) => message.id === 2)).result.status).toBe('paused');
  const short = new Heard(`${path}/ws?access_token=${await token({ hours: 1.5 / 3600 })}`);
  expect(await until(() => short.closed)).toEqual({ code: 1008, reason: 'the token has expired' });
  const stream = await fetch(`${path}/stream?access_token=${await token({ hours: 1.5 / 3600 })}`);
  expect(await stream.text()).toMatch(/event: closing\ndata: .*the token has expired/);
});

test('secrets: long enough, from a file or the environment', () => {
  expect(secretOf(undefined, {})).toBeNull();
  expect(() => secretOf(undefined, { FAULTLINE_JWT_SECRET: 'short' })).toThrow(
    /a secret of 5 bytes.*at least 32/,
  );
  expect(() => secretOf('/nowhere/secret')).toThrow(/--secret-file: given "\/nowhere\/secret".*ENOENT/);
  expect(() => secretOf(temporaryFile('secret', `${' '.repeat(40)}short\n`))).toThrow(/5 bytes/);
  const file = temporaryFile('secret', `${'s'.repeat(32)}\n`);
  expect(secretOf(file)).toEqual(new TextEncoder().encode('s'.repeat(32)));
});
