import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, onTestFinished, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { run } from '../../../lib/node/run.ts';
import { program } from '../../cli/faultline.ts';
import { ask } from './connected.ts';

// What runs the server: the built command, or what FAULTLINE_MCP_COMMAND names, as words.
const given = process.env.FAULTLINE_MCP_COMMAND?.split(' ');
const [command, ...args] = given ?? [process.execPath, program, 'mcp'];
const CONFIG = { banks: 12, steps: 20, shockRates: { bank_failure: 0.5 } };
/** Some seconds, before it comes to the limit of events: much longer than the tests that break it off wait. */
const ENDLESS = { model: 'cache', config: { requests: 10_000_000 } };

const call = (id: number, name: string, given: object): string =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: given } })}\n`;
const HELLO = `${JSON.stringify({
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
})}\n`;

/** A server whose lines are kept, and how it ends. */
function started() {
  const child = spawn(command, args);
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (said.stdout += data));
  child.stderr.on('data', (data) => (said.stderr += data));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const answered = (id: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (said.stdout.includes(`"id":${id}`)) resolve();
        else child.stdout.once('data', () => setImmediate(look));
      };
      look();
    });
  return { child, said, ended, answered };
}

test('a client of the SDK talks to the command over real pipes', async () => {
  expect(existsSync(program)).toBe(true);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command, args, stderr: 'ignore' }));
  onTestFinished(() => client.close());
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain('why');
  const { data } = await ask(client, 'run', { model: 'banks', config: CONFIG, seed: 5 });
  expect(data.digest).toBe(run(banks, { config: CONFIG, seed: 5 }).digest);
  const why = await ask(client, 'why', { run: 'r1', target: data.questions[0].target });
  expect(why.data.sets.length).toBeGreaterThan(0);
});

test('stdout carries the protocol alone, and lines that are no messages end nothing', async () => {
  const { child, said, ended, answered } = started();
  child.stdin.write(`${HELLO}this is no message\n{"jsonrpc":"1.0"}\n`);
  child.stdin.write(call(1, 'run', { model: 'banks', config: CONFIG }));
  await answered(1);
  child.stdin.end();
  expect(await ended).toBe(0);
  for (const line of said.stdout.trimEnd().split('\n')) expect(JSON.parse(line).jsonrpc).toBe('2.0');
  expect(said.stderr).toBe('');
});

test.each([
  ['closed stdin', (child: ReturnType<typeof spawn>) => child.stdin?.end()],
  ['Ctrl-C', (child: ReturnType<typeof spawn>) => child.kill('SIGINT')],
  ['SIGTERM', (child: ReturnType<typeof spawn>) => child.kill('SIGTERM')],
])('%s ends it in the middle of a run, with exit code 0', async (_, end) => {
  const { child, said, ended, answered } = started();
  child.stdin.write(HELLO);
  await answered(0);
  child.stdin.write(call(1, 'run', ENDLESS));
  // Time for the run to begin; it is broken off then or earlier, which must look the same.
  await new Promise((resolve) => setTimeout(resolve, 100));
  end(child);
  expect(await ended).toBe(0);
  expect(said.stdout).not.toContain('"id":1');
  expect(said.stderr).toBe('');
});
