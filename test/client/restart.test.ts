import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../lib/client/connect.ts';
import type { WatchOptions } from '../../lib/client/open-stream.ts';
import { type BanksVocabulary, banks, run } from '../../lib/index.ts';
import { type ServerProcess, serverProcess } from './server-process.ts';
import { type ToldMessage, toldWhole } from './told-whole.ts';

const watched: WatchOptions[] = [
  { transport: 'websocket' },
  { transport: 'websocket', compress: true },
  { transport: 'sse' },
  { transport: 'sse', compress: true, window: 30 },
];
const until = (check: () => unknown): Promise<void> =>
  vi.waitFor(() => expect(check()).toBeTruthy(), { timeout: 40_000, interval: 20 });

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'after %s the server and its viewers go on where they were',
  async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-restart-'));
    let server: ServerProcess = await serverProcess('--port', '0', '--folder', folder);
    onTestFinished(async () => {
      await server.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    const { port } = new URL(server.url);
    const client = connect(server.url, { reconnect: { tries: 400, wait: 50 } });
    const session = await client.create<BanksVocabulary>({
      model: 'banks',
      config: { steps: 60 },
      seed: 11,
      start: false,
      pace: { turns: 1500 },
    });
    const told: ToldMessage[][] = [];
    const streams = watched.map((options, i) => {
      const stream = session.watch(options);
      told.push([]);
      stream.on('message', (message) => told[i].push(message));
      return stream;
    });
    await until(() => told.every((messages) => messages.length > 0));
    await session.command({ name: 'add_capital', bank: 3, amount: 50 });
    await session.resume();
    await until(() => told.every((messages) => messages.length > 300));
    const pause = await session.pause();
    await session.resume();

    const code = await server.end(signal);
    expect(code).toBe(signal === 'SIGTERM' ? 0 : null);
    await until(() => streams.every(({ connection }) => connection !== 'live'));
    server = await serverProcess('--port', port, '--folder', folder);
    await until(() => streams.every(({ connection }) => connection === 'live'));

    const { recovered, status, turn } = await session.info();
    expect(status).toBe('running');
    expect(turn).toBeGreaterThanOrEqual(pause.turn);
    if (signal === 'SIGTERM') expect(recovered).toBeNull();
    else expect(recovered).toContain('without notice');
    await session.pace('max');
    await until(() => told.every((messages) => isFinished(messages.at(-1)) || messages.some(isFinished)));

    const log = [];
    for await (const event of session.log()) log.push(event);
    for (const [i, stream] of streams.entries()) {
      await until(() => stream.last === streams[0].last);
      stream.close();
      const ids = toldWhole(told[i], log);
      expect(ids.length).toBeGreaterThan(300);
      expect(told[i].filter(({ type }) => type === 'reset').length).toBe(2);
    }
    const { digest } = await session.status();
    const { commands, config, seed } = await session.recipe();
    expect(commands).toHaveLength(1);
    expect(digest).toBe(run(banks, { config, seed, commands }).digest);
  },
  120_000,
);

function isFinished({ data, type }: ToldMessage | undefined = { seq: 0, type: '', data: {} }): boolean {
  return type === 'status' && (data as { status: string }).status === 'finished';
}
