import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { compilerPath } from '../../../lib/notebook/language/compiler-path.ts';
import {
  LanguageServer,
  RequestFailure,
  ServerFailure,
} from '../../../lib/notebook/language/language-server.ts';
import { encodeMessage } from '../../../lib/notebook/language/message-stream.ts';
import { cells, folder } from './cells.ts';

function server(directory = folder()) {
  let starts = 0;
  const server = new LanguageServer(directory, () => {
    starts += 1;
  });
  onTestFinished(() => server.close());
  const uri = pathToFileURL(`${directory}/a.ts`).href;
  const open = () =>
    server.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'typescript', version: 1, text: 'let a: string = 1;' },
    });
  const diagnose = () =>
    server.request<{ items: unknown[] }>('textDocument/diagnostic', { textDocument: { uri } });
  return { server, open, diagnose, starts: () => starts };
}

test('answers, and starts once', async () => {
  const { server: it, open, diagnose, starts } = server();
  await Promise.all([it.start(), it.start()]);
  open();
  expect((await diagnose()).items).toMatchObject([{ code: 2322 }]);
  expect(starts()).toBe(1);
});

test('a refused request is not the end of it', async () => {
  const { server: it, starts } = server();
  await expect(it.request('no/such', {})).rejects.toThrow(RequestFailure);
  await expect(it.request('no/such', {})).rejects.toThrow(RequestFailure);
  expect(starts()).toBe(1);
});

test('its death fails what waits, says so, and the next request starts another', async () => {
  const { server: it, open, diagnose, starts } = server();
  await it.start();
  open();
  const waiting = diagnose();
  process.kill(it.processId!, 'SIGKILL');
  await expect(waiting).rejects.toThrow('the type checker ended by itself (SIGKILL)');
  await it.start();
  open();
  expect((await diagnose()).items).toHaveLength(1);
  expect(starts()).toBe(2);
});

test('a closed one refuses, also when it was starting', async () => {
  const { server: it } = server();
  const starting = it.start();
  it.close();
  await expect(starting).rejects.toThrow(ServerFailure);
  await expect(it.start()).rejects.toThrow('closed');
  expect(it.processId).toBeUndefined();
});

const initialize = {
  id: 1,
  method: 'initialize',
  params: { processId: null, rootUri: null, capabilities: {} },
};

test('does not outlive a process that is killed', async () => {
  const code = `
    import { spawn } from 'node:child_process';
    const server = spawn(${JSON.stringify(await compilerPath())}, ['--lsp', '--stdio'], { stdio: 'pipe' });
    server.stdin.write(${JSON.stringify(encodeMessage(initialize).toString())});
    server.stdout.once('data', () => console.log(server.pid));`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'pipe' });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [line] = await once(createInterface(parent.stdout), 'line');
  const id = Number(line);
  expect(isAlive(id)).toBe(true);
  parent.kill('SIGKILL');
  for (let tries = 0; isAlive(id) && tries < 100; tries++) await new Promise((done) => setTimeout(done, 20));
  expect(isAlive(id)).toBe(false);
});

test('cells are known to a server that takes the place of another', async () => {
  const { language, run } = cells();
  await run('const x = 1; let y = 2;', 'x y:v');
  const { server: it } = language as unknown as { server: LanguageServer };
  process.kill(it.processId!, 'SIGKILL');
  expect(await run('y = x; y.no')).toEqual([expect.stringMatching(/^1:10 2339 /)]);
  // And one that dies between two cells.
  process.kill(it.processId!, 'SIGKILL');
  await new Promise((done) => setTimeout(done, 50));
  expect(await run('y = x; x.toFixed()')).toEqual([]);
});

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
