import { type ChildProcess, spawn } from 'node:child_process';
import { nextAnswer } from './next-answer.ts';

/** What a script did in the REPL; values as structured clones, functions as their source. */
export interface ReplOutcome {
  /** What the script gave to `__cell.result`. */
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly stack: string };
  /** What the script asked its host for. */
  readonly calls: readonly unknown[][];
}

const program = `
import { Session } from 'node:inspector';
import { promisify } from 'node:util';
const session = new Session();
session.connect();
const post = promisify((...args) => session.post(...args));
let outcome;
const clone = (value) => {
  if (typeof value === 'function') return String(value);
  try { return structuredClone(value); } catch { return String(value); }
};
globalThis.__cell = {
  import: async (specifier, options) => {
    outcome.calls.push(['import', specifier, clone(options)]);
    if (specifier === 'boom') throw new Error('boom');
    const { names, ...rest } = options ?? {};
    return import(specifier, rest);
  },
  await: (value) => { outcome.calls.push(['await', clone(value)]); return value; },
  each: (value) => { outcome.calls.push(['each', clone(value)]); return value; },
  result: (value) => { outcome.result = clone(value); },
  meta: { url: 'file:///notebook/', here: 'meta' },
};
process.on('message', async ({ expression }) => {
  outcome = { calls: [] };
  const { result, exceptionDetails } = await post('Runtime.evaluate', { expression, replMode: true, awaitPromise: true });
  if (exceptionDetails) {
    const { description = exceptionDetails.text, className, objectId } = exceptionDetails.exception ?? {};
    outcome.error = { name: className, message: description.split('\\n')[0], stack: description };
  }
  process.send(outcome);
});
process.send('ready');
`;

/** A Node process that evaluates scripts one after the other as a REPL does. */
export class Repl {
  private readonly child: ChildProcess;
  private count = 0;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  static async start(): Promise<Repl> {
    const child = spawn(
      process.env.REPL_NODE ?? process.execPath,
      ['--no-force-async-hooks-checks', '--input-type=module', '-e', program],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' },
    );
    const repl = new Repl(child);
    await nextAnswer(child);
    return repl;
  }

  /** Evaluates a script; in stack traces it is `cell-N.ts`, or the name given. */
  async evaluate(code: string, name = `cell-${++this.count}.ts`): Promise<ReplOutcome> {
    const answer = nextAnswer(this.child);
    this.child.send({ expression: `${code}\n//# sourceURL=${name}` });
    return (await answer) as ReplOutcome;
  }

  stop(): void {
    this.child.kill();
  }
}
