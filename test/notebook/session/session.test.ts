import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { Session } from '../../../lib/notebook/session/session.ts';
import type { Outcome, Output } from '../../../lib/notebook/session/session-message.ts';

const outputs: { execution: number; output: Output }[] = [];
const session = new Session({
  directory: tmpdir(),
  onOutput: (execution, output) => outputs.push({ execution, output }),
});
afterAll(() => session.close());

let executions = 0;

/** Runs code as `readCell` would have made it; with `stopAfter`, interrupts it after that many ms. */
async function run(code: string, stopAfter?: number): Promise<{ outcome: Outcome; shown: Output[] }> {
  const execution = ++executions;
  const timer = stopAfter === undefined ? undefined : setTimeout(() => session.interrupt(), stopAfter);
  const outcome = await session.execute(execution, `'use strict';${code}`, `cell-${execution}.ts`);
  clearTimeout(timer);
  return {
    outcome,
    shown: outputs.filter((each) => each.execution === execution).map((each) => each.output),
  };
}

async function shownValue(expression: string): Promise<unknown> {
  const { shown } = await run(`__cell.result(${expression})`);
  const result = shown.find((output) => output.type === 'result');
  return result?.bundle['text/plain'];
}

const text = (shown: readonly Output[], name: 'stdout' | 'stderr'): string =>
  shown.map((output) => (output.type === 'stream' && output.name === name ? output.text : '')).join('');

describe('a session', () => {
  test('keeps one binding for a name, which old closures see', async () => {
    await run('let k = 1; let inc = () => ++k; inc()');
    await run('k = 10');
    expect(await shownValue('inc()')).toBe('11');
    await run('let k = 100');
    expect(await shownValue('inc()')).toBe('101');
  });

  test('stops a cell that takes an interrupt for a failure and tries again', async () => {
    const started = performance.now();
    const { outcome } = await run(
      'for (;;) { try { await __cell.await(new Promise(() => {})) } catch {} }',
      50,
    );
    expect(outcome).toEqual({ status: 'interrupted' });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await shownValue('2')).toBe('2');
  });

  test('stops a loop after an await, and lives on when memory is collected', async () => {
    await run('var kept = 5');
    expect((await run('await __cell.await(1); while (true) {}', 50)).outcome.status).toBe('interrupted');
    await run(`require('node:v8').setFlagsFromString('--expose-gc');
      const collect = require('node:vm').runInNewContext('gc'); collect();
      await __cell.await(new Promise((done) => setTimeout(done, 20))); collect();
      await __cell.await(new Promise((done) => setTimeout(done, 20)))`);
    expect(await shownValue('kept')).toBe('5');
  });

  test('reports a thrown value that throws when it is looked at', async () => {
    const { outcome } = await run("throw new Proxy(new Error('p'), { get() { throw new Error('trap') } })");
    expect(outcome).toMatchObject({ status: 'error', error: { name: 'Thrown' } });
  });

  test('survives what a cell writes to its pipe', async () => {
    await run("require('node:fs').writeSync(3, 'garbage\\n')");
    expect(await shownValue('4')).toBe('4');
  });

  test('shows nothing of its own in a promise', async () => {
    expect(await shownValue('Promise.resolve(1)')).toBe('Promise { 1 }');
  });

  test('reports everything in its order', async () => {
    const { shown } = await run(`
      console.log('a'); process.stderr.write('b'); console.log({ c: 1 });
      await __cell.await(null);
      process.stdout.write(Buffer.from('\\u00e9')); __cell.result('d')`);
    expect(shown).toEqual([
      { type: 'stream', name: 'stdout', text: 'a\n' },
      { type: 'stream', name: 'stderr', text: 'b' },
      { type: 'stream', name: 'stdout', text: '{ c: 1 }\n' },
      { type: 'stream', name: 'stdout', text: 'é' },
      { type: 'result', bundle: { 'text/plain': "'d'" } },
    ]);
  });

  test('loses nothing of many megabytes, nor line separators inside of them', async () => {
    const { shown } = await run(
      "for (let i = 0; i < 64; i++) process.stdout.write('\\u2028'.repeat(65536) + i)",
    );
    const all = text(shown, 'stdout');
    expect(all.length).toBe(64 * 65536 + 10 + 54 * 2);
    expect(all.endsWith('63')).toBe(true);
  });

  test('shows what native code and child processes write', async () => {
    const { shown } = await run(
      "require('child_process').execSync('echo out; echo err >&2', { stdio: 'inherit' })",
    );
    await run('await __cell.await(new Promise((resolve) => setTimeout(resolve, 50)))');
    expect([text(shown, 'stdout'), text(shown, 'stderr')]).toEqual(['out\n', 'err\n']);
  });

  test('gives late output to the cell that left it running', async () => {
    await run('(async () => { await null; setTimeout(() => console.log("late"), 20) })()');
    const first = executions;
    const { shown } = await run(`console.log('own');
      await __cell.await(new Promise((resolve) => setTimeout(resolve, 100)))`);
    expect(text(shown, 'stdout')).toBe('own\n');
    expect(outputs.filter((each) => each.execution === first)).toEqual([
      { execution: first, output: { type: 'stream', name: 'stdout', text: 'late\n' } },
    ]);
  });

  test.skipIf(process.versions.node.startsWith('20.'))(
    'follows child processes and files, too (skipped on Node 20, which cannot)',
    async () => {
      await run(`let { execFile } = require('child_process'); execFile('sleep', ['0.05'], () => console.log('child'));
        require('fs').stat('/', () => console.log('file'))`);
      const first = executions;
      const { shown } = await run('await __cell.await(new Promise((resolve) => setTimeout(resolve, 200)))');
      expect(text(shown, 'stdout')).toBe('');
      const own = outputs.filter((each) => each.execution === first).map((each) => each.output);
      expect(text(own, 'stdout')).toBe('file\nchild\n');
    },
  );

  test('says what an error was, where, and why', async () => {
    const { outcome } = await run(
      "let f = () => { throw new TypeError('bad', { cause: new Error('why') }) }\nf()",
    );
    expect(outcome).toEqual({
      status: 'error',
      error: {
        name: 'TypeError',
        message: 'bad',
        stack: [
          expect.stringMatching(/at f \(cell-\d+\.ts:1:36\)/),
          expect.stringMatching(/at cell-\d+\.ts:2:1/),
          '  caused by: Error: why',
          expect.stringMatching(/ {6}at f \(cell-\d+\.ts:1:66\)/),
          expect.stringMatching(/ {6}at cell-\d+\.ts:2:1/),
        ],
      },
    });
  });

  test.each([
    ['5', '5'],
    ['"text"', "'text'"],
    ['{ a: 1 }', '{ a: 1 }'],
    ['10n', '10n'],
    ['-0', '-0'],
    ['undefined', 'undefined'],
    ['null', 'null'],
    ['Symbol("s")', 'Symbol(s)'],
  ])('takes anything that is thrown: %s', async (thrown, message) => {
    const { outcome } = await run(`throw ${thrown}`);
    expect(outcome).toEqual({ status: 'error', error: { name: 'Thrown', message, stack: [] } });
  });

  test('says what was thrown when nobody was there to catch it', async () => {
    const { shown } = await run(`setTimeout(() => { throw new Error('late') }, 5);
      Promise.reject(new Error('rejected'));
      await __cell.await(new Promise((resolve) => setTimeout(resolve, 60)))`);
    expect(text(shown, 'stderr')).toMatch(/Unhandled rejection: Error: rejected[\s\S]*Uncaught: Error: late/);
  });

  test('follows timers that are made into promises', async () => {
    expect(await shownValue("typeof require('util').promisify(setTimeout)(1)")).toBe("'object'");
  });
});

describe('an interrupt', () => {
  test.each([
    ['a loop', 'while (true) {}'],
    ['a loop after an await', 'await __cell.await(1); while (true) {}'],
    [
      'a loop in a timer',
      'setTimeout(() => { while (true) {} }, 1); await __cell.await(new Promise(() => {}))',
    ],
    ['a loop inside try and finally', 'for (;;) { try { while (true) {} } finally { while (true) {} } }'],
    ['a loop that catches', 'for (;;) { try { for (;;); } catch {} }'],
    ['an await', 'await __cell.await(new Promise(() => {}))'],
    ['an await that the host does not see', 'await new Promise(() => {})'],
    ['a flood of microtasks', 'for (;;) await __cell.await(null)'],
    ['a flood of output', 'for (;;) console.log(1)'],
    ['a thread that waits', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
  ])('stops %s and keeps the state', async (_, code) => {
    await run('let state = 41');
    const { outcome } = await run(`state++; ${code}`, 150);
    expect(outcome).toEqual({ status: 'interrupted' });
    expect(await shownValue('state')).toBe('42');
  });

  test('stops a loop that a cell left behind, when no cell runs', async () => {
    await run('let rounds = 0; setTimeout(() => { for (;;) rounds++ }, 50)');
    await new Promise((resolve) => setTimeout(resolve, 150));
    session.interrupt();
    expect(await shownValue('rounds > 0')).toBe('true');
  });

  test('does nothing to a cell that comes after it', async () => {
    session.interrupt();
    expect((await run('await __cell.await(1)')).outcome).toEqual({ status: 'ok' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    session.interrupt();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await run('await __cell.await(1)')).outcome).toEqual({ status: 'ok' });
  });

  test('silences what the cell had left running', async () => {
    const background =
      '(async () => { for (;;) { await new Promise((r) => setTimeout(r, 5)); console.log(1) } })()';
    const { outcome } = await run(`${background}; await __cell.await(new Promise(() => {}))`, 100);
    const before = outputs.length;
    await run('await __cell.await(new Promise((resolve) => setTimeout(resolve, 60)))');
    expect(outcome).toEqual({ status: 'interrupted' });
    expect(outputs.slice(before).filter(({ output }) => output.type === 'stream')).toEqual([]);
  });

  test('lets a cell that asked for the signal end by itself', async () => {
    const { outcome } = await run(
      `let { signal } = globalThis[Symbol.for('faultline.notebook')];
      let answer = await __cell.await(new Promise((r) => signal.addEventListener('abort', () => r('part'))))`,
      50,
    );
    expect(outcome).toEqual({ status: 'ok' });
    expect(await shownValue('answer')).toBe("'part'");
  });
});

describe('a process that ends', () => {
  test.each([
    'await __cell.await(null); process.exit(4)',
    'setTimeout(() => process.exit(4), 20); await __cell.await(new Promise(() => {}))',
  ])('by process.exit where it awaits says so: %s', async (code) => {
    const { outcome } = await run(code);
    expect(outcome).toEqual({ status: 'died', reason: 'it called process.exit(4)' });
    expect(await shownValue('1 + 1')).toBe('2');
  });

  test('between two cells is told', async () => {
    const lost = await new Promise<string>((resolve) => {
      const other = new Session({ directory: tmpdir(), onOutput: () => {}, onLost: resolve });
      void other.execute(1, 'setTimeout(() => process.exit(5), 50)', 'cell-1.ts');
    });
    expect(lost).toBe('it called process.exit(5)');
  });

  test('by process.exit says so, and a new one goes on', async () => {
    await run('let gone = 1');
    const { outcome, shown } = await run('console.log("last"); process.exit(3)');
    expect(outcome).toEqual({ status: 'died', reason: 'it called process.exit(3)' });
    expect(text(shown, 'stdout')).toBe('last\n');
    expect(await shownValue('typeof gone')).toBe("'undefined'");
  });

  test('by a signal says which', async () => {
    const { outcome } = await run("process.kill(process.pid, 'SIGSEGV'); for (;;);");
    expect(outcome).toEqual({ status: 'died', reason: 'it was ended by SIGSEGV' });
  });

  test('for want of memory says so, without the pages of the engine', async () => {
    process.env.NODE_OPTIONS = '--max-old-space-size=64';
    const shown: Output[] = [];
    const small = new Session({ directory: tmpdir(), onOutput: (_, output) => shown.push(output) });
    const outcome = await small.execute(
      1,
      'let all = []; for (;;) all.push(new Array(1e5).fill(0.5))',
      'cell-1.ts',
    );
    delete process.env.NODE_OPTIONS;
    expect(outcome).toEqual({ status: 'died', reason: expect.stringMatching(/^it ran out of memory/) });
    expect(text(shown, 'stderr')).not.toContain('FATAL');
    expect(await small.execute(2, '1', 'cell-2.ts')).toEqual({ status: 'ok' });
    small.close();
  });
});
