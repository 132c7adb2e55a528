import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExecuteOptions } from '../../../lib/notebook/protocol/kernel-client.ts';
import type { Message } from '../../../lib/notebook/protocol/message.ts';
import { findKernel } from '../../../lib/notebook/runner/find-kernel.ts';
import { KernelProcess } from '../../../lib/notebook/runner/kernel-process.ts';

// The built kernel, over its sockets, as a front end uses it.

let kernel: KernelProcess;
const modules = join(import.meta.dirname, '../../../node_modules');
const folder = mkdtempSync(join(tmpdir(), 'faultline-kernel-test-'));
beforeAll(async () => {
  kernel = await KernelProcess.start(findKernel('faultline'), { cwd: folder });
});
afterAll(async () => {
  await kernel?.stop();
  rmSync(folder, { recursive: true });
});

interface Ran {
  readonly status: string;
  readonly reply: Message['content'];
  /** Types of what was published, in order, without the two statuses and the input. */
  readonly types: string[];
  readonly stdout: string;
  readonly stderr: string;
  /** Text of the result. */
  readonly result: unknown;
  /** The error's traceback without colours. */
  readonly traceback: string;
  readonly outputs: readonly Message[];
}

async function run(code: string, options: ExecuteOptions = {}): Promise<Ran> {
  const { reply, outputs: all } = await kernel.client.execute(code, options);
  const typeOf = (message: Message): string => message.header.msg_type;
  const outputs = all.filter((message) => !['status', 'execute_input'].includes(typeOf(message)));
  const stream = (name: string): string =>
    outputs.map(({ content }) => (content.name === name ? String(content.text) : '')).join('');
  const result = outputs.find((message) => typeOf(message) === 'execute_result')?.content.data;
  const error = outputs.find((message) => typeOf(message) === 'error')?.content;
  return {
    status: String(reply.content.status),
    reply: reply.content,
    types: outputs.map(typeOf),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    result: (result as Record<string, unknown> | undefined)?.['text/plain'],
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
    traceback: ((error?.traceback ?? []) as string[]).join('\n').replace(/\x1b\[\d+m/g, ''),
    outputs,
  };
}

const ask = async (type: string, content: Record<string, unknown>): Promise<Message['content']> =>
  (await kernel.client.request('shell', type, content)).content;

describe('what the Jupyter project asks of a kernel', () => {
  test('kernel_info', async () => {
    const info = await ask('kernel_info_request', {});
    expect(info).toMatchObject({
      status: 'ok',
      protocol_version: '5.4',
      language_info: { name: 'typescript', file_extension: '.ts' },
    });
  });

  test('stdout and stderr', async () => {
    expect(await run("console.log('hello, world')")).toMatchObject({
      stdout: 'hello, world\n',
      types: ['stream'],
    });
    expect(await run("console.error('test')")).toMatchObject({ stderr: 'test\n', types: ['stream'] });
  });

  test('a cell is framed by busy and idle, and shows what it was given', async () => {
    const { outputs } = await kernel.client.execute('1');
    expect(
      outputs.map(({ header, content }) => [header.msg_type, content.execution_state ?? content.code]),
    ).toEqual([
      ['status', 'busy'],
      ['execute_input', '1'],
      ['execute_result', undefined],
      ['status', 'idle'],
    ]);
  });

  test('execute_result, with the count of the reply', async () => {
    const { outputs, reply, result } = await run('6 * 7');
    expect(result).toBe('42');
    expect(outputs[0]!.content.execution_count).toBe(reply.execution_count);
    expect((await run('let silent = 1')).types).toEqual([]);
    expect((await run('silent')).reply.execution_count).toBe(Number(reply.execution_count) + 2);
  });

  test('display_data and its update', async () => {
    const { types, outputs } = await run(
      "import { show } from 'faultline'; const shown = show('first'); shown.update('second');",
    );
    expect(types).toEqual(['display_data', 'update_display_data']);
    expect(outputs[0]!.content.transient).toEqual(outputs[1]!.content.transient);
    expect(outputs[1]!.content.data).toEqual({ 'text/plain': 'second' });
  });

  test('error: one message, and the reply says the same', async () => {
    const { status, types, reply, outputs } = await run("throw new RangeError('too far')");
    expect([status, types]).toEqual(['error', ['error']]);
    expect(outputs[0]!.content).toMatchObject({ ename: 'RangeError', evalue: 'too far' });
    expect(reply).toMatchObject({ ename: 'RangeError', evalue: 'too far' });
  });

  test('completion', async () => {
    const code = "const π = '𝒳'; [π].toSor";
    const cursor = [...code].length;
    expect(await ask('complete_request', { code, cursor_pos: cursor })).toMatchObject({
      status: 'ok',
      matches: ['toSorted'],
      cursor_start: cursor - 5,
      cursor_end: cursor,
    });
  });

  test('completion of a model, and of the fields of its config with their help', async () => {
    await run("import { banks, run } from 'faultline'");
    const model = await ask('complete_request', { code: 'banks.', cursor_pos: 6 });
    expect(model.matches).toEqual(expect.arrayContaining(['config', 'events', 'metrics', 'name']));
    const code = 'run(banks, { config: { den';
    const config = await ask('complete_request', { code, cursor_pos: code.length });
    expect(config.matches).toContain('density');
    expect(JSON.stringify(config.metadata)).toMatch(/Probability of a loan[^"]*default: 0\.25/);
  });

  test('inspect, of a global and of a name of an earlier cell', async () => {
    await run('/** Twice as much. */ function twice(x: number): number { return 2 * x }');
    const found = await ask('inspect_request', { code: 'twice(2)', cursor_pos: 3, detail_level: 0 });
    expect(found).toMatchObject({ status: 'ok', found: true });
    expect((found.data as Record<string, string>)['text/plain']).toMatch(
      /twice\(x: number\): number[\s\S]*Twice as much/,
    );
    expect(await ask('inspect_request', { code: '   ', cursor_pos: 1, detail_level: 0 })).toMatchObject({
      found: false,
    });
  });

  test.each([
    ['1', 'complete'],
    ['const f = () => 1', 'complete'],
    ['await 1', 'complete'],
    ['function f() {', 'incomplete'],
    ['[1,', 'incomplete'],
    ['`abc', 'incomplete'],
    ['/* abc', 'incomplete'],
    ['1 +', 'incomplete'],
    ['1 2', 'invalid'],
    ['}', 'invalid'],
  ])('is_complete: %s is %s', async (code, status) => {
    expect(await ask('is_complete_request', { code })).toMatchObject({ status });
  });

  test('history: tail, range, search', async () => {
    const { reply } = await run("'needle' + 1");
    const line = Number(reply.execution_count);
    const of = async (content: Record<string, unknown>): Promise<unknown> =>
      (await ask('history_request', { raw: true, output: false, ...content })).history;
    expect(await of({ hist_access_type: 'tail', n: 1 })).toEqual([[0, line, "'needle' + 1"]]);
    expect(await of({ hist_access_type: 'tail', n: 1, output: true })).toEqual([
      [0, line, ["'needle' + 1", "'needle1'"]],
    ]);
    expect(await of({ hist_access_type: 'range', session: 0, start: line, stop: line + 1 })).toEqual([
      [0, line, "'needle' + 1"],
    ]);
    await run("'needle' + 1");
    const search = { hist_access_type: 'search', pattern: "'needle*" };
    expect(await of({ ...search, unique: true })).toHaveLength(1);
    expect(await of({ ...search, n: 5 })).toHaveLength(2);
  });

  test('pager: a name with a question mark', async () => {
    const { reply } = await run('Math.sqrt?');
    expect(reply.payload).toEqual([
      {
        source: 'page',
        start: 0,
        data: { 'text/plain': expect.stringContaining('sqrt(x: number): number') },
      },
    ]);
  });

  test('clear_output', async () => {
    const { types } = await run("import { clearOutput } from 'faultline'; console.log(1); clearOutput(true)");
    expect(types).toEqual(['stream', 'clear_output']);
  });
});

describe('a cell', () => {
  test('sees the same bindings as the functions of earlier cells', async () => {
    await run('let k = 1; const inc = () => ++k; inc()');
    await run('k = 10');
    expect((await run('inc()')).result).toBe('11');
  });

  test('may declare again what earlier cells declared, as anything', async () => {
    const kinds = [
      'let a = 1',
      'const a = 1',
      'var a = 1',
      'function a() { return 1 }',
      'class a {}',
      'enum a { A }',
    ];
    for (const first of kinds) {
      for (const second of kinds) {
        await run(first);
        expect(await run(`${second}; typeof a`), `${first}, then ${second}`).toMatchObject({ status: 'ok' });
      }
    }
    await run('type a = string; interface b { x: number }');
    expect(await run("const t: a = 'x'; const u: b = { x: 1 }; t + u.x")).toMatchObject({ result: "'x1'" });
  });

  test('is checked before it runs: line, column, and nothing has run', async () => {
    const { status, traceback, stdout } = await run("console.log('ran')\nconst n: number = 'text'");
    expect([status, stdout]).toEqual(['error', '']);
    expect(traceback).toMatch(
      /cell \[\d+\]:2:7 - error TS2322: Type 'string' is not assignable to type 'number'/,
    );
    expect(traceback).toContain("> 2 | const n: number = 'text'\n    |       ^");
  });

  test('that does not parse says where', async () => {
    const { status, traceback } = await run('const a = 1\nconst = 2');
    expect(status).toBe('error');
    expect(traceback).toMatch(/cell \[\d+\]:2:7 - error/);
  });

  test('is not checked when it says so', async () => {
    const { result } = await run("// @ts-nocheck\nconst n: number = 'text'\nn");
    expect(result).toBe("'text'");
  });

  test('awaits at the top level', async () => {
    expect((await run('const later = await Promise.resolve(5); later * 2')).result).toBe('10');
    expect((await run('let total = 0; for await (const x of [1, 2]) total += x; total')).result).toBe('3');
  });

  test('that throws shows its own lines, through functions of other cells', async () => {
    const first = await run('\nfunction fails(): never {\n  throw new Error("inside")\n}');
    const second = await run('const before = 1\nfails()');
    const at = (ran: Ran): string => `cell [${ran.reply.execution_count}]`;
    expect(second.traceback).toContain(`at fails (${at(first)}:3:9)`);
    expect(second.traceback).toContain(`at ${at(second)}:2:1`);
    expect(second.traceback).toContain('> 3 |   throw new Error("inside")');
  });

  test('that logs an error shows its own lines, and nothing of the kernel', async () => {
    const { stderr, reply } = await run(
      '\nconst f = () => { throw new Error("x") }\ntry { f() } catch (e) { console.error(e) }',
    );
    const at = `cell [${reply.execution_count}]`;
    expect(stderr).toBe(`Error: x\n    at f (${at}:2:25)\n    at ${at}:3:7\n`);
  });

  test.each([
    ['{ id: 1, b: 2 }', '{ id: 1, b: 2 }'],
    ['// one\n{ "x": 1, f() { return 1 } }', '{ x: 1, f: [Function: f] }'],
    ['{}', '{}'],
    ['{ let inner = 3; inner }', undefined],
  ])('of nothing but an object literal shows it: %s', async (source, shown) => {
    expect(await run(source)).toMatchObject({ status: 'ok', traceback: '' });
    expect((await run(source)).result).toBe(shown);
  });

  test('of an object literal is checked, too', async () => {
    const { traceback } = await run("{ a: 1, b: 'x'.nothing }");
    expect(traceback).toMatch(/cell \[\d+\]:1:16 - error TS2339/);
  });

  test('shows a promise as Node does', async () => {
    expect((await run('Promise.resolve(5)')).result).toBe('Promise { 5 }');
  });

  test('that is interrupted stops the sweep that it awaits', async () => {
    await run("import { banks, sweep } from 'faultline'; let done = 0");
    const onProgress = "(n) => { if (done === 0) console.log('on'); done = n }";
    const { reply } = await run(`await sweep(banks, { runs: 1e6, chunk: 10, onProgress: ${onProgress} })`, {
      onOutput: ({ content }) => {
        if (content.text === 'on\n') void kernel.interrupt();
      },
    });
    expect(reply.ename).toBe('Interrupted');
    const { result } = await run(
      'const at = done; await new Promise((r) => setTimeout(r, 200)); done > 0 && done === at',
    );
    expect(result).toBe('true');
  });

  test('may take what a package without types gives', async () => {
    mkdirSync(join(folder, 'node_modules/untyped'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/untyped/index.js'), 'exports.one = 1;\n');
    expect(await run("import { one } from 'untyped'\none + 1")).toMatchObject({ result: '2' });
  });

  test('streams its output as it comes', async () => {
    const seen: string[] = [];
    await run("console.log('first'); await new Promise((r) => setTimeout(r, 150)); console.log('second')", {
      onOutput: ({ content }) => {
        if (typeof content.text === 'string') seen.push(content.text);
      },
    });
    expect(seen).toEqual(['first\n', 'second\n']);
  });

  test('that prints very much loses and reorders nothing', async () => {
    const { stdout, outputs } = await run('for (let i = 0; i < 50_000; i++) console.log(i)');
    expect(stdout).toBe(Array.from({ length: 50_000 }, (_, i) => `${i}\n`).join(''));
    expect(outputs.length).toBeLessThan(1000);
  });

  test('is the parent of what it prints, however late', async () => {
    const published: Message[] = [];
    const stop = kernel.client.onPublished((message) => published.push(message));
    const { reply } = await kernel.client.execute("setTimeout(() => console.log('late'), 50)");
    await run('await new Promise((r) => setTimeout(r, 120))');
    stop();
    const late = published.find(({ content }) => content.text === 'late\n');
    expect(late?.parent.msg_id).toBe(reply.parent.msg_id);
  });

  test('asks a person when the front end has one, and says so when it has none', async () => {
    const asked = await run("const name = await input('Name? '); name", {
      onInput: (prompt) => `${prompt}Ada`,
    });
    expect(asked.result).toBe("'Name? Ada'");
    const alone = await run("await input('Name? ')");
    expect(alone.traceback).toMatch(/takes no input/);
  });

  test('evaluates the expressions that a front end asks for beside it', async () => {
    const { reply } = await run('const base = 20', {
      userExpressions: { good: 'base + 1', bad: 'nothing.x' },
    });
    expect(reply.user_expressions).toMatchObject({
      good: { status: 'ok', data: { 'text/plain': '21' } },
      bad: { status: 'error' },
    });
  });
});

describe('imports', () => {
  test('packages with only exports, ESM alone, built-ins, and dynamic import', async () => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    const packages = ['zod', 'oxc-parser', '@oxc-parser', 'simple-statistics', 'zeromq'];
    for (const name of packages) symlinkSync(join(modules, name), join(folder, 'node_modules', name));
    const { result, traceback } = await run(`import { z } from 'zod'
      import { createHash } from 'node:crypto'
      import * as statistics from 'simple-statistics'
      const { parseSync } = await import('oxc-parser')
      const zmq = require('zeromq')
      ;[z.string, createHash, statistics.mean, parseSync, zmq.Dealer].map((each) => typeof each).join()`);
    expect([traceback, result]).toEqual(['', "'function,function,function,function,function'"]);
  });

  test('faultline, from any folder', async () => {
    const { result, traceback } = await run(
      "import { banks, run } from 'faultline'\nrun(banks, { seed: 1 }).metrics.loss > 0",
    );
    expect([traceback, result]).toEqual(['', 'true']);
  });

  test('a local module, again when it was edited, with its types', async () => {
    mkdirSync(join(folder, 'lib'), { recursive: true });
    writeFileSync(join(folder, 'lib', 'deep.ts'), 'export const deep: number = 1\n');
    writeFileSync(
      join(folder, 'helper.ts'),
      "import { deep } from './lib/deep.ts'\nexport const value: number = deep\n",
    );
    const cell = "import { value } from './helper.ts'\nvalue.toFixed(1)";
    expect(await run(cell)).toMatchObject({ result: "'1.0'" });
    writeFileSync(join(folder, 'lib', 'deep.ts'), 'export const deep: number = 22\n');
    expect(await run(cell)).toMatchObject({ result: "'22.0'" });
    writeFileSync(join(folder, 'helper.ts'), "export const value: string = 'text'\n");
    const { traceback } = await run(cell);
    expect(traceback).toMatch(/Property 'toFixed' does not exist on type 'string'/);
    expect(await run("import { value } from './helper.ts'\nvalue")).toMatchObject({ result: "'text'" });
  });

  test('JSON, as the type checker takes it', async () => {
    writeFileSync(join(folder, 'table.json'), '{ "rows": [1, 2] }');
    const first = await run("import table from './table.json'\ntable.rows.length");
    expect([first.traceback, first.result]).toEqual(['', '2']);
    writeFileSync(join(folder, 'table.json'), '{ "rows": [1, 2, 3] }');
    expect(await run("import table from './table.json'\ntable.rows.length")).toMatchObject({ result: '3' });
  });

  test('what is not there is said with its name', async () => {
    expect((await run("import 'no-such-package'")).traceback).toMatch(/no-such-package/);
    expect((await run("// @ts-nocheck\nimport x from './none.ts'")).traceback).toMatch(/none\.ts/);
  });
});

describe('a kernel', () => {
  test.each([
    ['a loop', 'while (true) {}'],
    ['a loop after an await', 'await 1; while (true) {}'],
    ['a loop in a timer', 'setTimeout(() => { while (true) {} }, 1); await new Promise(() => {})'],
    ['a loop inside try and finally', 'for (;;) { try { while (true) {} } finally { while (true) {} } }'],
    ['an await', 'await new Promise(() => {})'],
  ])('interrupts %s and keeps its state', async (_, code) => {
    await run('let kept = 1');
    setTimeout(() => void kernel.interrupt(), 200);
    const { status, reply } = await run(`// @ts-nocheck\nkept++; ${code}`);
    expect([status, reply.ename]).toEqual(['error', 'Interrupted']);
    expect((await run('kept')).result).toBe('2');
  });

  test('leaves out cells that were sent before it was known that one failed', async () => {
    const cells = ["throw new Error('stop')", "console.log('not run')", "console.log('nor this')"];
    const replies = await Promise.all(cells.map((code) => kernel.client.execute(code)));
    expect(replies.map(({ reply }) => reply.content.status)).toEqual(['error', 'aborted', 'aborted']);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await run("'on again'")).result).toBe("'on again'");
  });

  test('runs cells in the order in which they came', async () => {
    await run('const order: number[] = []');
    await Promise.all(
      [30, 1, 10].map((ms) => run(`await new Promise((r) => setTimeout(r, ${ms})); order.push(${ms})`)),
    );
    expect((await run('order')).result).toBe('[ 30, 1, 10 ]');
  });

  test('answers what is no cell while a cell runs', async () => {
    const cell = run('await new Promise((r) => setTimeout(r, 400)); 1');
    let isDone = false;
    void cell.then(() => {
      isDone = true;
    });
    await ask('complete_request', { code: 'Math.', cursor_pos: 5 });
    expect(isDone).toBe(false);
    await cell;
  });

  test('may take the name of a global, which stays what it was for everybody else', async () => {
    // In a kernel of its own, where such names stay.
    const shared = kernel;
    kernel = await KernelProcess.start(findKernel('faultline'), { cwd: folder });
    const setup = await run(
      "import { setTimeout } from 'node:timers/promises'\nlet JSON = 1, Map = 2, Error = 3, Object = 4",
    );
    expect(setup.status).toBe('ok');
    const { result, traceback } = await run(
      'await setTimeout(5); [JSON, Map, Error, Object, typeof setTimeout].join()',
    );
    expect([traceback, result]).toEqual(['', "'1,2,3,4,function'"]);
    const { types } = await run(
      "import { show } from 'faultline'; const shown = show([{ a: 1 }]); shown.update([{ a: 2 }])",
    );
    expect(types).toEqual(['display_data', 'update_display_data']);
    setTimeout(() => void kernel.interrupt(), 200);
    expect((await run('await new Promise(() => {})')).reply.ename).toBe('Interrupted');
    await run('const fetch = { JSON, setTimeout }');
    expect((await run('fetch.JSON')).result).toBe('1');
    await kernel.stop();
    kernel = shared;
  });

  test('survives process.exit: says so, forgets the names, goes on counting', async () => {
    const before = await run('const gone = 1');
    const died = await run('process.exit(7)');
    expect(died.traceback).toMatch(/called process\.exit\(7\)[\s\S]*variables are lost/);
    const after = await run('gone');
    expect(after.traceback).toMatch(/Cannot find name 'gone'/);
    expect(after.reply.execution_count).toBe(Number(before.reply.execution_count) + 2);
    expect((await run('1 + 1')).result).toBe('2');
  });
});

test('two questions at once are asked one after the other', async () => {
  const code = "const two = await Promise.all([input('a'), input('b')]); two.join()";
  const { result } = await run(code, { onInput: (prompt) => `${prompt}!` });
  expect(result).toBe("'a!,b!'");
});

test('packages without types and variables without one yet are any', async () => {
  const at = join(folder, 'untyped-modules/node_modules/untyped');
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), '{ "name": "untyped", "version": "1.0.0", "main": "i.js" }');
  writeFileSync(join(at, 'i.js'), 'exports.twice = (x) => 2 * x;');
  const other = await KernelProcess.start(findKernel('faultline'), { cwd: join(folder, 'untyped-modules') });
  const last = async (code: string) => (await other.client.execute(code)).reply.content.status;
  try {
    expect(await last("import u from 'untyped'; u.twice(2)")).toBe('ok');
    expect(await last('let list = [];')).toBe('ok');
    expect(await last('list.push(1); list')).toBe('ok');
    expect(await last('function f(a) { return a }')).toBe('error');
  } finally {
    await other.stop();
  }
});

test('a kernel whose runner was killed before it looked ends', async () => {
  const { spawn } = await import('node:child_process');
  const { writeConnectionInfo } = await import('../../../lib/notebook/protocol/connection-info.ts');
  const file = join(folder, 'orphan.json');
  writeConnectionInfo(file, { ...kernel.client.info, transport: 'ipc', ip: join(folder, 'o') });
  const env = { ...process.env, FAULTLINE_PARENT_PID: '2147483646' };
  const [, program] = findKernel('faultline').argv;
  const child = spawn(process.execPath, [program!, file], { env, stdio: 'ignore' });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
