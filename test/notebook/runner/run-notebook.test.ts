import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { findKernel, kernelNames } from '../../../lib/notebook/runner/find-kernel.ts';
import { keeperScript } from '../../../lib/notebook/runner/keeper-script.ts';
import { KernelGone, KernelProcess } from '../../../lib/notebook/runner/kernel-process.ts';
import type { KernelSpec } from '../../../lib/notebook/runner/kernel-spec.ts';
import { NotebookFailure } from '../../../lib/notebook/runner/notebook-failure.ts';
import { runNotebook } from '../../../lib/notebook/runner/run-notebook.ts';
import { notebookOf, processesWith, temporaryFolder } from './support.ts';

const kernels = [findKernel('faultline'), findKernel('tslab')];
const [ours, tslab] = kernels as [KernelSpec, KernelSpec];

test.each(kernels)('$name: cells run in order, with parameters, tags and outputs', async (kernel) => {
  const notebook = notebookOf(
    ['let runs = 10;', 'parameters'],
    'console.log("runs", runs);\nconsole.error("warned");',
    ['console.log("skipped")', 'skip-execution'],
    ['throw new Error("expected")', 'raises-exception'],
    '   ',
    'runs * 2',
  );
  notebook.cells[2]!.outputs = [{ output_type: 'stream', name: 'stdout', text: 'kept' }];
  const before = structuredClone(notebook);
  const seen: string[] = [];
  const run = await runNotebook(notebook, {
    kernel,
    parameters: [{ name: 'runs', value: 25 }],
    onCell: ({ index, count, source }) => seen.push(`${index}/${count} ${source.split('\n')[0]}`),
  });
  expect(run).toMatchObject({ cells: 4, failure: null });
  expect(seen).toEqual([
    '1/4 let runs = 10;',
    '2/4 console.log("runs", runs);',
    '3/4 throw new Error("expected")',
    '4/4 runs * 2',
  ]);
  const outputs = run.notebook.cells.map((cell) => cell.outputs);
  const [, , printed, skipped, , , last] = outputs;
  expect(printed).toEqual([
    { output_type: 'stream', name: 'stdout', text: 'runs 25\n' },
    { output_type: 'stream', name: 'stderr', text: 'warned\n' },
  ]);
  expect(skipped).toEqual([{ output_type: 'stream', name: 'stdout', text: 'kept' }]);
  expect(JSON.stringify(last)).toContain('50');
  // tslab counts a silent cell, too.
  const counts = kernel === ours ? [1, null, 2, null, 3, null, 4] : [1, null, 3, null, 4, null, 5];
  expect(run.notebook.cells.map((cell) => cell.execution_count)).toEqual(counts);
  expect(run.notebook.metadata).toMatchObject({
    kernelspec: { name: kernel.name },
    language_info: { name: 'typescript' },
  });
  expect(notebook).toEqual(before);
});

test('a cell that fails stops the run: its code is told, what came before is kept', async () => {
  const notebook = notebookOf(
    'console.log("before")',
    'const a = 1;\nthrow new Error("boom")',
    'console.log("after")',
  );
  notebook.cells[2]!.outputs = [{ output_type: 'stream', name: 'stdout', text: 'of a run before' }];
  const { notebook: done, cells, failure } = await runNotebook(notebook, { kernel: ours });
  expect(cells).toBe(2);
  expect(failure).toBeInstanceOf(NotebookFailure);
  expect(failure?.message).toBe('cell 2: Error: boom');
  expect(failure?.details).toMatch(/^Error: boom[\s\S]*> 2 \| throw new Error\("boom"\)/);
  expect(done.cells[0]!.outputs).toMatchObject([{ text: 'before\n' }]);
  expect(done.cells[1]!.outputs).toHaveLength(1);
  expect(done.cells[2]).toMatchObject({ outputs: [], execution_count: null });
});

test.each(kernels)('$name: given values are no cell of the count that a failure tells', async (kernel) => {
  const notebook = notebookOf(["const mode = 'a' as const;", 'parameters'], 'null!.x');
  const parameters = [{ name: 'mode', value: 'b' }];
  const { cells, failure } = await runNotebook(notebook, { kernel, parameters });
  expect({ cells, cell: failure?.cell }).toEqual({ cells: 2, cell: 2 });
  expect(failure?.message).toMatch(kernel === ours ? /^cell 2: .*cell \[2\], line 1/ : /^cell 2 \(\[3\]\): /);
});

test.each(kernels)('$name: values that do not fit their type are told as such', async (kernel) => {
  const notebook = notebookOf(["const mode: 'a' | 'b' = 'a';", 'parameters'], 'mode');
  const {
    notebook: done,
    cells,
    failure,
  } = await runNotebook(notebook, {
    kernel,
    parameters: [{ name: 'mode', value: 'c' }],
  });
  expect(cells).toBe(1);
  expect(failure?.message).toMatch(/^the values given with --set: .*Type '"c"' is not assignable/);
  expect(JSON.stringify(done.cells[1]!.outputs)).toContain('is not assignable');
});

test('literal types of parameters hold in later cells', async () => {
  const notebook = notebookOf(
    ["const measure = 'loss' as const;", 'parameters'],
    "function see(name: 'loss' | 'capitalLoss') { return name; }\nsee(measure)",
  );
  const parameters = [{ name: 'measure', value: 'capitalLoss' }];
  const { notebook: done, failure } = await runNotebook(notebook, { kernel: ours, parameters });
  expect(failure).toBe(null);
  expect(JSON.stringify(done.cells[2]!.outputs)).toContain('capitalLoss');
});

test.each(kernels)(
  '$name: a cell that takes too long ends the run, and the kernel with it',
  async (kernel) => {
    const mark = `mark-${process.pid}-${kernel.name}`;
    const notebook = notebookOf(`process.title = "${mark}"; while (true) {}`);
    const run = runNotebook(notebook, { kernel, timeout: 1 });
    await expect(run).rejects.toThrow(/^cell 1: still running after 1 s; the kernel was ended$/);
    // The kernel of others is killed by its keeper, just after the run has ended.
    await expect.poll(() => processesWith(mark), { timeout: 5000 }).toBe(0);
  },
);

test('a kernel that ends by itself is one line', async () => {
  const run = runNotebook(notebookOf('1', 'process.exit(3)'), { kernel: tslab });
  await expect(run).rejects.toThrow(/^cell 2: the kernel tslab ended by itself \(exit code 3/);
  await expect(run).rejects.toBeInstanceOf(NotebookFailure);
});

test('a cell may be given more time than a timer holds', async () => {
  const { failure } = await runNotebook(notebookOf('1'), { timeout: 1e9 });
  expect(failure).toBeNull();
});

test('a signal breaks a run off', async () => {
  const controller = new AbortController();
  const run = runNotebook(notebookOf('await new Promise((resolve) => setTimeout(resolve, 60_000))'), {
    kernel: ours,
    signal: controller.signal,
    onCell: () => setTimeout(() => controller.abort(new Error('enough')), 300),
  });
  await expect(run).rejects.toThrow('enough');
});

test('what a cell shows is updated from a later one, and types are not in the way of parameters', async () => {
  const run = await runNotebook(
    notebookOf(
      ['const runs: number = 10;\nlet label: string;', 'parameters'],
      "const host = (globalThis as any)[Symbol.for('faultline.notebook')];\nhost.display({ 'text/plain': 'first' }, { id: 'a' });",
      "host.display({ 'text/plain': String(runs) }, { id: 'a', update: true });",
      'label',
    ),
    {
      kernel: ours,
      parameters: [
        { name: 'runs', value: 3 },
        { name: 'label', value: 'words' },
      ],
    },
  );
  expect(run.failure?.details ?? null).toBe(null);
  const texts = run.notebook.cells.map(({ outputs = [] }) =>
    outputs.map((each) => JSON.stringify(each)).join(),
  );
  expect(texts[2]).toContain('"text/plain":"3"');
  expect(texts[3]).toBe('');
  expect(texts[4]).toContain('words');
});

test('a program that is not a kernel, or not there, is one line', async () => {
  const start = (...argv: string[]): Promise<KernelProcess> =>
    KernelProcess.start({ ...tslab, name: 'mine', argv: [...argv, '{connection_file}'] });
  await expect(start('/nowhere/kernel')).rejects.toThrow(/the kernel mine ended by itself .*ENOENT/);
  await expect(start(process.execPath, '-e', 'throw new Error("no sockets")')).rejects.toThrow(/no sockets/);
  await expect(start(process.execPath, '-e', 'process.exit(5)')).rejects.toThrow(KernelGone);
});

test('the keeper kills a kernel and what it started when its own starter is gone', async () => {
  const folder = temporaryFolder();
  const inner = join(folder, 'inner');
  const pids = join(folder, 'pids');
  // A kernel that hears no signal, and a child of it.
  const deaf =
    "for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, () => {}); setInterval(() => {}, 1e5);";
  const program = `${deaf} const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(deaf)}],
    { stdio: 'ignore' }); require('fs').writeFileSync(${JSON.stringify(pids)}, process.pid + ' ' + child.pid);`;
  const starter = `const keeper = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(keeperScript)},
    '--', ${JSON.stringify(inner)}, process.execPath, '-e', ${JSON.stringify(program)}],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });`;
  const process1 = spawn(process.execPath, ['-e', starter], { stdio: 'ignore' });
  onTestFinished(() => void process1.kill('SIGKILL'));
  await until(() => existsSync(pids) && /^\d+ \d+$/.test(readFileSync(pids, 'utf8')));
  const kernel = readFileSync(pids, 'utf8').split(' ').map(Number);
  expect(kernel.filter(isAlive)).toHaveLength(2);
  process1.kill('SIGKILL');
  await until(() => kernel.filter(isAlive).length === 0);
});

test('kernels are found by name in the folders of Jupyter; others are told by the names that there are', () => {
  const folder = temporaryFolder();
  const before = process.env.JUPYTER_PATH;
  onTestFinished(() => {
    if (before === undefined) delete process.env.JUPYTER_PATH;
    else process.env.JUPYTER_PATH = before;
  });
  process.env.JUPYTER_PATH = folder;
  writeSpec(folder, 'deno', {
    argv: ['deno', '{resource_dir}/x', '{connection_file}'],
    language: 'TypeScript',
  });
  writeSpec(folder, 'broken', { argv: [] });
  expect(findKernel('deno')).toMatchObject({
    argv: ['deno', `${join(folder, 'kernels', 'deno')}/x`, '{connection_file}'],
    language: 'typescript',
    interruptMode: 'signal',
  });
  expect(kernelNames()).toEqual(expect.arrayContaining(['faultline', 'deno', 'tslab']));
  expect(() => findKernel('broken')).toThrow(
    /^--kernel broken: given ".*kernel\.json"; a kernelspec that can be used/,
  );
  expect(() => findKernel('nope')).toThrow(
    /^--kernel: given "nope"; one of the kernels found here: faultline, /,
  );
  expect(() => findKernel('../deno')).toThrow(/one of the kernels/);
});

test('tslab is found beside the notebook, in the working directory, and beside Faultline', () => {
  const [beside, working] = [temporaryFolder(), temporaryFolder()];
  const before = { cwd: process.cwd(), path: process.env.PATH };
  onTestFinished(() => {
    process.chdir(before.cwd);
    process.env.PATH = before.path;
  });
  process.chdir(working);
  process.env.PATH = '';
  const program = (): string => findKernel('tslab', '--kernel', join(beside, 'in')).argv[1]!;
  expect(program()).toBe(join(before.cwd, 'node_modules', 'tslab', 'bin', 'tslab'));
  writeTslab(working);
  expect(program()).toBe(join(process.cwd(), 'node_modules', 'tslab', 'bin', 'tslab'));
  writeTslab(beside);
  expect(program()).toBe(join(beside, 'node_modules', 'tslab', 'bin', 'tslab'));
});

function writeTslab(folder: string): void {
  const own = join(folder, 'node_modules', 'tslab', 'bin');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'tslab'), '');
}

function writeSpec(folder: string, name: string, spec: unknown): void {
  const own = join(folder, 'kernels', name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'kernel.json'), JSON.stringify(spec));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie waits for a parent to read its end; nothing of it runs.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (isTrue()) return;
    await pause(50);
  }
  throw new Error('it did not come');
}
