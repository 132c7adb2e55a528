import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Tokens } from '../../../lib/server/http/tokens.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';
import { openedApp, SECRET } from './opened-server.ts';

test('the page and its files, for everybody, with the server’s mark and a strict policy; nothing beside', async () => {
  const folder = temporaryFiles({ 'secret.txt': 'secret' });
  const pageFolder = join(folder, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  const html = '<html><head><title>x</title></head><body></body></html>';
  for (const [name, text] of [
    ['index.html', html],
    ['assets/main.js', '1'],
    ['.hidden', 'secret'],
  ]) {
    writeFileSync(join(pageFolder, name), text);
  }
  const app = await openedApp({ pageFolder, tokens: new Tokens(SECRET) });
  const page = await app.inject('/');
  expect(page.payload).toBe(
    html.replace('</head>', '<meta name="faultline-server" content="/api/v1"></head>'),
  );
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  const policy = String(page.headers['content-security-policy']);
  for (const part of [
    "default-src 'self'",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "img-src 'self' data:",
  ]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toMatch(/script-src|unsafe-eval/);
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  const script = await app.inject('/assets/main.js');
  expect([script.statusCode, script.payload]).toEqual([200, '1']);
  expect(script.headers['content-type']).toMatch('javascript');
  expect(script.headers['content-security-policy']).toBe(policy);
  expect((await app.inject('/index.html')).headers.location).toBe('/');
  const others = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/.hidden',
    '/assets',
    '/nothing.js',
  ];
  for (const url of others) {
    const { payload, statusCode } = await app.inject(url);
    expect([url, statusCode >= 400 && statusCode < 500]).toEqual([url, true]);
    expect(payload).not.toContain('"secret"');
    expect(payload).not.toBe('secret');
  }
  expect((await app.inject('/nothing.js')).json().error.message).toBe('there is nothing at /nothing.js');
  expect((await app.inject('/api/v1/sessions')).statusCode).toBe(401);
});
