import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RETRY } from '../../lib/client/retry.ts';
import { blocks, folder, read, typeErrors } from '../docs/examples.ts';
import { type ServerProcess, serverProcess } from './server-process.ts';

const PAGE = 'docs/client.md';
let server: ServerProcess;

beforeAll(async () => {
  server = await serverProcess('--port', '0', '--no-keep');
});
afterAll(() => server?.end());

test.each(blocks(PAGE, 'ts').map((code, i) => [i + 1, code] as const))(
  'code %d of the page has no type errors, and prints what it says',
  async (number, code) => {
    const placed = code.replace('http://localhost:7000', server.url);
    const file = join(folder, `client-${number}.ts`);
    writeFileSync(file, placed);
    expect(typeErrors(file)).toBe('');
    const script = file.replace(/ts$/, 'mjs');
    // The only TypeScript in it, which Node does not take.
    writeFileSync(script, placed.replace(/^import type .*$/m, '').replaceAll('<BanksVocabulary>', ''));
    const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 60_000 });
    const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, words]) => words);
    expect(stdout.trimEnd().split('\n')).toEqual(said);
  },
);

test('the page says how a connection comes back', () => {
  const page = read(PAGE);
  for (const [name, value] of Object.entries(RETRY)) expect(page).toContain(`\`${name}: ${value}\``);
});
