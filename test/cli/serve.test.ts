import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { faultline, folderOf, program } from './faultline.ts';

const SECRET = 'a secret of more than thirty-two bytes';

interface Serving {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  readonly ended: Promise<number | null>;
}

/** Starts `faultline serve` on a port that is free. */
async function serving(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...args], {
    env: { ...process.env, ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let [stdout, stderr] = ['', ''];
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      stdout += data;
      const [, found] = /(http:\S+)/.exec(stdout) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`it ended: ${code} ${stderr}`)));
  });
  return { url, child, ended, output: () => ({ stdout, stderr }) };
}

async function json(url: string, body?: object, headers: object = {}) {
  const given = body && { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(url, {
    ...given,
    headers: { 'content-type': 'application/json', ...headers },
  });
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it, it says itself
  return (await response.json()) as any;
}

test('serves, keeps its sessions when it is ended, and goes on with them', async () => {
  const folder = join(folderOf(), 'kept/sessions');
  const first = await serving(['--folder', folder]);
  expect(first.output().stdout).toBe(`Faultline serves at ${first.url} (Ctrl-C stops it)\n`);
  const given = { model: 'banks', config: { banks: 6, steps: 8 }, start: false };
  const { id } = await json(`${first.url}/api/v1/sessions`, given);
  const { turn } = await json(`${first.url}/api/v1/sessions/${id}/step`, { turns: 9 });
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(first.output().stderr).toBe('');
  const second = await serving(['--folder', folder]);
  expect(await json(`${second.url}/api/v1/sessions/${id}`)).toMatchObject({
    turn,
    recovered: null,
    status: 'paused',
  });
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

test('tokens of the command open the server', async () => {
  const env = { FAULTLINE_JWT_SECRET: SECRET };
  const { url } = await serving(['--no-keep', '--host', '0.0.0.0'], env);
  const here = url.replace('0.0.0.0', '127.0.0.1');
  expect((await fetch(`${here}/api/v1/sessions`)).status).toBe(401);
  const { code, stdout } = await faultline(['token', '--sub', 'alice', '--hours', '0.5'], { env });
  expect(code).toBe(0);
  const authorization = `Bearer ${stdout.trim()}`;
  expect(await json(`${here}/api/v1/sessions`, undefined, { authorization })).toEqual([]);
  const claims = JSON.parse(Buffer.from(stdout.split('.')[1], 'base64url').toString());
  expect(claims).toEqual({ sub: 'alice', iat: expect.any(Number), exp: claims.iat + 1800 });
  const secret = join(folderOf({ secret: `${SECRET}\n` }), 'secret');
  const more = ['token', '--sub', 'bob', '--view', '--admin', '--session', 'x', '--secret-file', secret];
  const body = Buffer.from((await faultline(more)).stdout.split('.')[1], 'base64url').toString();
  expect(JSON.parse(body)).toMatchObject({ sub: 'bob', scope: 'view', role: 'admin', session: 'x' });
});

test('what is wrong is said in one line, with exit code 2', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.on('listening', resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const folder = folderOf({ file: '', short: 'short' });
  const wrong: [string[], string][] = [
    [['serve', '--port', 'x'], '--port: given "x"; an integer from 0 to 65535'],
    [
      ['serve', '--no-keep', '--port', String(port)],
      `--port: given ${port}; a port that is free; 0 takes any`,
    ],
    [['serve', '--port', '0', '--folder', join(folder, 'file')], 'folder: given'],
    [
      ['serve', '--host', '0.0.0.0'],
      '--host: given "0.0.0.0"; an address of this machine alone, or --secret-file',
    ],
    [
      ['serve', '--secret-file', join(folder, 'short')],
      '--secret-file: given "a secret of 5 bytes"; at least 32',
    ],
    [['serve', '--secret-file', join(folder, 'none')], 'ENOENT'],
    [['serve', '--origin', 'lab'], '--origin: given "lab"'],
    [
      ['serve', '--limit', 'conections=3'],
      '--limit.conections: given 3; no such field; did you mean connections?',
    ],
    [['serve', '--limit', 'bodyBytes=0'], '--limit.bodyBytes: given 0; a number of at least 1'],
    [['serve', '--max-sessions', '0'], '--max-sessions: given 0'],
    [['serve', '--log-level', 'loud'], 'Allowed choices are silent'],
    [['serve', '--folder', 'x', '--no-keep'], '--folder: given "x"; without --no-keep'],
    [['token'], '--sub'],
    [['token', '--sub', 'a'], '--secret-file: given nothing'],
    [['token', '--sub', 'a', '--hours', '0'], '--hours: given 0'],
  ];
  for (const [args, words] of wrong) {
    const { code, stderr, stdout } = await faultline(args, {
      env: { FAULTLINE_JWT_SECRET: undefined as never },
    });
    expect([args, code, stdout]).toEqual([args, 2, '']);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd()).not.toContain('\n');
  }
});
