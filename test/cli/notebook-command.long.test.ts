import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { faultline, folderOf, type Outcome } from './faultline.ts';

type Source = string | readonly [source: string, ...tags: string[]];

function notebook(...sources: readonly Source[]): Record<string, unknown> {
  const cells = sources.map((each) => {
    const [source, ...tags] = typeof each === 'string' ? [each] : each;
    return { cell_type: 'code', metadata: { tags }, source, outputs: [], execution_count: null };
  });
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}

/** Runs `faultline notebook run` in a folder with these files. */
function run(
  files: Readonly<Record<string, unknown>>,
  ...args: readonly string[]
): Promise<Outcome & { cwd: string }> {
  const cwd = folderOf(files);
  return faultline(['notebook', 'run', ...args], { cwd }).then((outcome) => ({ ...outcome, cwd }));
}

function read(...path: readonly string[]): { cells: { source: string[]; outputs: { text?: string[] }[] }[] } {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

test('the file gets its outputs; paths in cells start beside it; the result is named', async () => {
  const file = {
    'a.ipynb': notebook(
      "import { readFileSync } from 'node:fs';",
      "console.log(readFileSync('data.txt', 'utf8'))",
    ),
  };
  const cwd = folderOf({ ...file, 'data.txt': 'beside' });
  const { code, stdout, stderr } = await faultline(['notebook', 'run', join(cwd, 'a.ipynb')]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(cwd, 'a.ipynb')}\n` });
  expect(stderr).toMatch(/^2 cells in \d+\.\d s\n$/);
  expect(read(cwd, 'a.ipynb').cells[1]!.outputs[0]!.text).toEqual(['beside\n']);
});

test('--out, --html and --set together: the notebook given stays as it is', async () => {
  const given = notebook(
    ['let runs = 1;\nlet words: string;', 'parameters'],
    'console.log(runs + 1, words);',
  );
  const args = ['a.ipynb', '--set', 'runs=41', '--set', 'words=two words', '--out', 'b.ipynb', '--html'];
  const { code, stdout, cwd } = await run({ 'a.ipynb': given }, ...args);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'b.ipynb\nb.html\n' });
  expect(read(cwd, 'b.ipynb').cells[2]!.outputs[0]!.text).toEqual(['42 two words\n']);
  expect(readFileSync(join(cwd, 'b.html'), 'utf8')).toContain('42 two words');
  expect(JSON.parse(readFileSync(join(cwd, 'a.ipynb'), 'utf8'))).toEqual(given);
});

test('--kernel tslab runs where no packages are', async () => {
  const { code, stderr } = await run({ 'a.ipynb': notebook('1 + 1') }, 'a.ipynb', '--kernel', 'tslab');
  expect(stderr).toMatch(/^1 cell in /);
  expect(code).toBe(0);
});

test('a cell that fails: exit code 1, where and why on stderr, what came before is written', async () => {
  const cells = notebook(
    'console.log("before")',
    'const a = 1;\nthrow new RangeError("boom");',
    'console.log("after")',
  );
  const { code, stderr, cwd } = await run({ 'a.ipynb': cells }, 'a.ipynb', '--html', 'page.html');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^faultline: a\.ipynb: cell 2: RangeError: boom\n\n[\s\S]*> 2 \| throw new RangeError/,
  );
  expect(stderr).toMatch(/2 cells in \d+\.\d s, the rest was not run\n$/);
  const [before, failed, after] = read(cwd, 'a.ipynb').cells;
  expect(before!.outputs[0]!.text).toEqual(['before\n']);
  expect(failed!.outputs).toMatchObject([{ output_type: 'error', ename: 'RangeError' }]);
  expect(after!.outputs).toEqual([]);
  expect(readFileSync(join(cwd, 'page.html'), 'utf8')).toContain('RangeError');
});

const bad: readonly (readonly [name: string, file: unknown, args: readonly string[], line: RegExp])[] = [
  ['not JSON', '{\n"cells": [', [], /^faultline: a\.ipynb:2:11: given nothing; JSON is needed\n$/],
  [
    'nbformat 3',
    { nbformat: 3, worksheets: [] },
    [],
    /^faultline: a\.ipynb, nbformat: given 3; format 4 is needed; .*\n$/,
  ],
  ['no notebook', { a: 1 }, [], /^faultline: a\.ipynb: given \["a"\]; a notebook, .*\n$/],
  [
    'a kernel that is not there',
    notebook('1'),
    ['--kernel', 'nope'],
    /^faultline: --kernel: given "nope"; .*faultline.*\n$/,
  ],
  [
    'no parameters cell',
    notebook('1'),
    ['--set', 'a=1'],
    /^faultline: --set: given "a"; .* this one has none\n$/,
  ],
  [
    'an unknown parameter',
    notebook(['let runs = 1', 'parameters']),
    ['--set', 'r=1'],
    /one of the parameters: runs\n$/,
  ],
  [
    'no value',
    notebook(['let runs = 1', 'parameters']),
    ['--set', 'runs'],
    /^faultline: --set: given "runs"; .*\n$/,
  ],
  [
    'a value of another kind',
    notebook(['let runs = 1', 'parameters']),
    ['--set', 'runs=abc'],
    /^faultline: --set runs: given "abc"; a number, as in runs=1\n$/,
  ],
  ['a time that is none', notebook('1'), ['--timeout', 'soon'], /^faultline: --timeout: given "soon"; .*\n$/],
  [
    'a page over a notebook',
    notebook('1'),
    ['--html', 'b.ipynb'],
    /^faultline: --html: given "b\.ipynb"; .*\n$/,
  ],
  [
    'a folder that is not there',
    notebook('1'),
    ['--out', 'no/b.ipynb'],
    /^faultline: --out: .*\(ENOENT\)\n$/,
  ],
  [
    'another language',
    { ...notebook('1'), metadata: { kernelspec: { name: 'python3', language: 'python' } } },
    [],
    /^faultline: a\.ipynb, language: given "python"; typescript is needed; name its kernel: --kernel python3\n$/,
  ],
];

test.each(bad)('bad input is one line, and the file stays: %s', async (_, file, args, line) => {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  const { code, stdout, stderr, cwd } = await run({ 'a.ipynb': text }, 'a.ipynb', ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(line);
  expect(readFileSync(join(cwd, 'a.ipynb'), 'utf8')).toBe(text);
  expect(readdirSync(cwd)).toEqual(['a.ipynb']);
});

test('a file that is missing, and a folder', async () => {
  expect(await run({}, 'b.ipynb')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/"b\.ipynb"; .*\(ENOENT\)\n$/),
  });
  expect(await run({}, '.')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/"\."; .*\(EISDIR\)\n$/),
  });
  expect(await run({})).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^faultline: missing .*; see --help\n$/),
  });
});

test('a cell that never ends: one line, exit code 1, the file as it was', async () => {
  const text = JSON.stringify(notebook('console.log(1)', 'for (;;) {}'));
  const { code, stdout, stderr, cwd } = await run({ 'a.ipynb': text }, 'a.ipynb', '--timeout', '1');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe('faultline: a.ipynb: cell 2: still running after 1 s; the kernel was ended\n');
  expect(readFileSync(join(cwd, 'a.ipynb'), 'utf8')).toBe(text);
});

test.each([
  ['SIGINT', 130],
  ['SIGKILL', null],
] as const)('after %s nothing goes on, and the file is as it was', async (signal, exit) => {
  // The cell says which process it is in, and never ends.
  const source = "(await import('node:fs')).writeFileSync('pid', String(process.pid));\nfor (;;) {}";
  const text = JSON.stringify(notebook(source));
  const cwd = folderOf({ 'a.ipynb': text });
  const pid = (): string => (existsSync(join(cwd, 'pid')) ? readFileSync(join(cwd, 'pid'), 'utf8') : '');
  const { code, stderr } = await faultline(['notebook', 'run', 'a.ipynb'], {
    cwd,
    meanwhile: async (child) => {
      await until(() => pid() !== '');
      child.kill(signal);
    },
  });
  expect(code).toBe(exit);
  const line = 'faultline: a.ipynb: interrupted; nothing was written\n';
  expect(stderr).toBe(signal === 'SIGINT' ? line : '');
  await until(
    () => !execFileSync('ps', ['-eo', 'pid'], { encoding: 'utf8' }).match(`(^|\\s)${pid()}(\\s|$)`),
  );
  expect(readFileSync(join(cwd, 'a.ipynb'), 'utf8')).toBe(text);
});

test('other commands load none of what notebooks need', () => {
  const url = new URL('../../dist/cli/program.js', import.meta.url).href;
  // An addon, once loaded, is among the shared objects of the process.
  const script = `await import(${JSON.stringify(url)}); console.log(JSON.stringify(process.report.getReport()));`;
  const report = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(JSON.parse(report).sharedObjects.join()).not.toMatch(/zeromq|oxc/);
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (isTrue()) return;
    await pause(50);
  }
  throw new Error('it did not come');
}

test('a notebook that names a kernel that is not there is refused, and stays as it is', async () => {
  const given = { ...notebook('1'), metadata: { kernelspec: { name: 'nosuch', display_name: 'No' } } };
  const { code, stderr, cwd } = await run({ 'a.ipynb': given }, 'a.ipynb');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'faultline: a.ipynb, kernelspec: given "nosuch"; ' +
      'faultline, or say which to use: --kernel faultline\n',
  });
  expect(JSON.parse(readFileSync(join(cwd, 'a.ipynb'), 'utf8'))).toEqual(given);
});

test('a notebook that was saved while it ran is not overwritten', async () => {
  const edit = "require('fs').writeFileSync('a.ipynb', 'edited')";
  const { code, stderr, cwd } = await run({ 'a.ipynb': notebook(edit) }, 'a.ipynb');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^faultline: notebook: given "a\.ipynb"; the file as it was when the run began; .+\n$/,
  );
  expect(readFileSync(join(cwd, 'a.ipynb'), 'utf8')).toBe('edited');
});
