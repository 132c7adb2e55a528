import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// Debian's own Jupyter drives the installed kernel: its launcher, its client, its collector of outputs.

const nbconvert = '/usr/bin/jupyter-nbconvert';
const reason = existsSync(nbconvert) ? '' : ` (skipped: no ${nbconvert}; apt-get install jupyter-nbconvert)`;
const execute = promisify(execFile);
const root = join(import.meta.dirname, '../..');

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-jupyter-test-'));
  await execute(process.execPath, [join(root, 'bin/faultline.js'), 'kernel', 'install', '--prefix', folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Cell {
  readonly outputs: readonly Record<string, unknown>[];
  readonly execution_count: number;
}

/** Runs cells with nbconvert, and gives them with their outputs. */
async function convert(sources: readonly string[], ...flags: string[]): Promise<Cell[]> {
  const file = join(folder, 'notebook.ipynb');
  const cells = sources.map((source, i) => ({
    cell_type: 'code',
    id: `c${i}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  const kernelspec = { name: 'faultline', display_name: 'TypeScript (Faultline)', language: 'typescript' };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  const env = { ...process.env, JUPYTER_PATH: join(folder, 'share/jupyter'), JUPYTER_PLATFORM_DIRS: '1' };
  await execute(nbconvert, ['--to', 'notebook', '--execute', '--inplace', ...flags, file], { env });
  return (JSON.parse(readFileSync(file, 'utf8')) as { cells: Cell[] }).cells;
}

describe.skipIf(reason !== '')(`nbconvert${reason}`, () => {
  test('runs cells and collects every output in its order', async () => {
    const [first, second, third, fourth] = await convert([
      "import { show } from 'faultline';\nlet k = 1; const inc = () => ++k; inc()",
      'k = 10; for (let i = 0; i < 300; i++) { console.log(i); console.error(i); show(i) }',
      'inc()',
      "await new Promise((r) => setTimeout(r, 20)); 'π ' + k",
    ]);
    expect(first?.outputs).toMatchObject([{ output_type: 'execute_result', data: { 'text/plain': ['2'] } }]);
    const shown = second?.outputs.map(({ output_type, name, text, data }) => {
      const content = text ?? (data as Record<string, unknown>)['text/plain'];
      return `${name ?? output_type} ${[content].flat().join('').trim()}`;
    });
    const wanted = Array.from({ length: 300 }, (_, i) => [`stdout ${i}`, `stderr ${i}`, `display_data ${i}`]);
    expect(shown).toEqual(wanted.flat());
    expect(third?.outputs).toMatchObject([{ data: { 'text/plain': ['11'] } }]);
    expect(fourth?.outputs).toMatchObject([{ data: { 'text/plain': ["'π 11'"] } }]);
    expect(third?.execution_count).toBe(3);
  });

  test('stops at a cell that fails, with its traceback', async () => {
    const failed = convert(['const n: number = 1', 'n.toFixed(', 'n']);
    await expect(failed).rejects.toThrow(/TypeScriptError/);
  });

  test('interrupts a cell that takes too long, and goes on with its state', async () => {
    const cells = await convert(
      ['let n = 0', 'while (true) n++', 'n > 0'],
      '--allow-errors',
      '--ExecutePreprocessor.timeout=2',
      '--ExecutePreprocessor.interrupt_on_timeout=True',
    );
    expect(cells[1]?.outputs).toMatchObject([{ output_type: 'error', ename: 'Interrupted' }]);
    expect(cells[2]?.outputs).toMatchObject([{ data: { 'text/plain': ['true'] } }]);
  });
});
