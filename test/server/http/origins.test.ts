import { expect, test } from 'vitest';
import { Guard } from '../../../lib/server/http/guard.ts';
import { serve } from '../../../lib/server/http/serve.ts';
import { Heard, openedApp, openedServer, SECRET, until } from './opened-server.ts';

test('pages of others are kept out, on WebSockets too', async () => {
  const { url } = await openedServer({ origins: ['https://lab.example'] });
  const status = async (origin: string): Promise<number> =>
    (await fetch(`${url}/api/v1/sessions`, { headers: { origin } })).status;
  expect(await status(url)).toBe(200);
  expect(await status('https://lab.example')).toBe(200);
  for (const origin of [
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    'https://lab.example.evil.com',
    'x',
  ]) {
    expect([origin, await status(origin)]).toEqual([origin, 403]);
    const socket = new Heard(`${url}/api/v1/sessions/x/ws`, { origin });
    expect(await until(() => socket.refused)).toBe(403);
  }
  const ours = new Heard(`${url}/api/v1/sessions/x/ws`, { origin: url });
  expect((await until(() => ours.closed)).code).toBe(4404);
});

test('CORS for those that are let in', async () => {
  const app = await openedApp({ origins: ['https://lab.example'] });
  const preflight = (origin: string) =>
    app.inject({
      method: 'OPTIONS',
      url: '/api/v1/sessions',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const good = await preflight('https://lab.example');
  expect([good.statusCode, good.headers['access-control-allow-origin']]).toEqual([
    204,
    'https://lab.example',
  ]);
  expect(good.headers['access-control-allow-headers']).toMatch(/authorization/);
  expect(good.headers.vary).toBe('origin');
  const bad = await preflight('https://evil.example');
  expect([bad.statusCode, bad.headers['access-control-allow-origin']]).toEqual([403, undefined]);
  // Errors can be read, too.
  const missing = await app.inject({ url: '/api/v1/sessions/x', headers: { origin: 'https://lab.example' } });
  expect([missing.statusCode, missing.headers['access-control-allow-origin']]).toEqual([
    404,
    'https://lab.example',
  ]);
  const own = await app.inject('/api/v1/sessions');
  expect(own.headers['access-control-allow-origin']).toBeUndefined();
});

test('names that may be made to point here are refused where nothing else keeps a page out', () => {
  const guard = (more: object = {}) =>
    new Guard({ isLoopback: true, hasTokens: false, hostNames: ['lab.example'], origins: [], ...more });
  const takes = (host: string, more: object = {}): boolean => {
    try {
      guard(more).check({ host });
      return true;
    } catch {
      return false;
    }
  };
  for (const host of [
    'localhost:7000',
    '127.0.0.1:7000',
    '127.8.9.1',
    '[::1]:7000',
    'lab.example',
    'LAB.example:1',
  ]) {
    expect([host, takes(host)]).toEqual([host, true]);
  }
  for (const host of [
    'evil.example:7000',
    '127.0.0.1.evil.example',
    'localhost.evil',
    '10.0.0.1',
    'a b',
    '',
  ]) {
    expect([host, takes(host)]).toEqual([host, false]);
  }
  const open = { isLoopback: false };
  expect(['10.0.0.1:7000', '[fe80::1]', 'evil.example'].map((host) => takes(host, open))).toEqual([
    true,
    true,
    false,
  ]);
  expect(takes('evil.example', { isLoopback: false, hasTokens: true })).toBe(true);
  expect(takes('evil.example', { hasTokens: true })).toBe(false);
});

test('other machines need tokens, or somebody who says that they do not', async () => {
  await expect(serve({ host: '0.0.0.0', port: 0 })).rejects.toThrow(
    /--host: given "0.0.0.0"; .*--secret-file.*--insecure/,
  );
  for (const options of [{ secret: SECRET }, { isInsecure: true }]) {
    const { url } = await openedServer({ host: '0.0.0.0', ...options });
    expect((await fetch(`${url}/healthz`.replace('0.0.0.0', '127.0.0.1'))).status).toBe(200);
  }
});

test('a port that is taken is said so, and no journal is touched', async () => {
  const { url } = await openedServer();
  const port = Number(new URL(url).port);
  await expect(serve({ port, folder: '/nowhere/that/could/be/made/\0' })).rejects.toThrow(
    new RegExp(`--port: given ${port}; a port that is free`),
  );
});
