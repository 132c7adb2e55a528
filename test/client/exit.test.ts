import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../house/source.ts';
import { type LittleServer, littleServer } from './little-server.ts';

let server: LittleServer;

beforeEach(async () => {
  server = await littleServer();
  server.publish(4);
});
afterEach(() => server.close());

const built = pathToFileURL(join(root, 'dist/client/connect.js')).href;

/** What a program prints that is given a session, and its exit code; it is ended after 20 s. */
function program(text: string): Promise<{ code: number | null; printed: string }> {
  const whole = `
    import { connect } from ${JSON.stringify(built)};
    const session = connect(${JSON.stringify(server.url)}, { reconnect: { wait: 10 } }).session('s');
    ${text}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', whole], { timeout: 20_000 });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, printed })));
}

test.each(['websocket', 'sse'])('a program ends when its stream over %s is closed', async (transport) => {
  const { code, printed } = await program(`
    for await (const { seq } of session.watch({ transport: '${transport}' })) {
      console.log(seq);
      if (seq === 3) break;
    }
    await session.info().catch(({ message }) => console.log(message));
    const other = session.watch({ transport: '${transport}' });
    other.on('reset', () => other.close());`);
  expect(printed).toBe('1\n2\n3\nno /api/v1/sessions/s\n');
  expect(code).toBe(0);
});

test.each(['websocket', 'sse'])(
  'a server that does not answer the close of %s holds nobody',
  async (transport) => {
    server.isMute = true;
    const { code, printed } = await program(`
    const stream = session.watch({ transport: '${transport}' });
    stream.on('event', () => {});
    setTimeout(() => stream.close(), 300);`);
    expect([code, printed]).toEqual([0, '']);
  },
);

test('a stream that has given up holds nobody, and its loop says why', async () => {
  server.refusal = 404;
  const { code, printed } = await program(`
    try {
      for await (const { seq } of session.watch()) console.log(seq);
    } catch ({ message, name, status }) {
      console.log(name, status, message);
    }`);
  expect([code, printed]).toEqual([0, 'ClientError 404 stream: refused with 404\n']);
});
