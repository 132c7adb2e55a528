/** @file The main thread of the process that runs cells. The kernel starts it, and again when it died. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type CellHost, cellHostName } from '../code/cell-host.ts';
import { eachAwaited } from '../code/each-awaited.ts';
import { mimeBundle } from '../display/mime-bundle.ts';
import { type NotebookHost, setNotebookHost } from '../display/notebook-host.ts';
import { createCellImport } from '../modules/cell-import.ts';
import type { AsyncContext } from './async-context.ts';
import { addCaller, describeError } from './describe-error.ts';
import { type Evaluation, Evaluator } from './evaluator.ts';
import { Execution, GRACE, Interrupted } from './execution.ts';
import { withFirstPromise } from './first-promise.ts';
import { FrameContext, hasFrames } from './frame-context.ts';
import { HookContext } from './hook-context.ts';
import { SHARED, type ThreadMessage } from './interrupt-thread.ts';
import { PacedUpdates } from './paced-updates.ts';
import { captureStream, report } from './report-channel.ts';
import type { Outcome, Output } from './session-message.ts';

const shared = new Int32Array(new SharedArrayBuffer(8));
const context: AsyncContext<Execution> = hasFrames() ? new FrameContext() : new HookContext();
const evaluator = new Evaluator();
const updates = new PacedUpdates();
const inputs = new Map<number, (value: string | null) => void>();

/**
 * The promises of scripts that have not come to their end; the first that a script makes is its own. An
 * interrupted one never settles, and were it collected, the inspector would take the process down (Node 22).
 */
const unsettled = new Map<Execution, object>();

/** The execution that has not ended; after it, what is shown without a context belongs to the last one. */
let latest = new Execution(0);

function execute(id: number, code: string, name: string): void {
  const execution = new Execution(id);
  latest = execution;
  Atomics.store(shared, SHARED.execution, id);
  const evaluate = (): void =>
    evaluator.evaluate(code, name, (evaluation) => {
      unsettled.delete(execution);
      finish(execution, () => outcomeOf(execution, evaluation));
    });
  context.run(execution, () => withFirstPromise(evaluate, (promise) => unsettled.set(execution, promise)));
}

/** Ends an execution, once. What it shows comes before its end. */
function finish(execution: Execution, decide: () => Outcome): void {
  if (execution.outcome) return;
  let outcome = decide();
  try {
    updates.flush();
    for (const { id, bundle } of execution.libraries.rest()) {
      emit(execution, { type: 'display', bundle, update: true, id });
    }
  } catch (error) {
    // Whatever a display holds: a cell that has ended must be reported.
    if (outcome.status === 'ok') outcome = { status: 'error', error: describeError(error) };
  }
  execution.outcome = outcome;
  Atomics.store(shared, SHARED.execution, 0);
  report({ type: 'done', execution: execution.id, outcome });
}

function outcomeOf(execution: Execution, evaluation: Evaluation): Outcome {
  if (evaluation.status === 'terminated') return { status: 'interrupted' };
  if (evaluation.status === 'thrown') {
    if (evaluation.thrown instanceof Interrupted) return { status: 'interrupted' };
    return { status: 'error', error: describeError(evaluation.thrown) };
  }
  try {
    const bundle = mimeBundle(execution.result);
    execution.result = undefined;
    if (bundle) emit(execution, { type: 'result', bundle: execution.libraries.pack(bundle) });
    return { status: 'ok' };
  } catch (error) {
    return { status: 'error', error: describeError(error) };
  }
}

function emit(execution: Execution, output: Output): void {
  if (execution.silenced) throw new Interrupted();
  report({ type: 'output', execution: execution.id, output });
}

const current = (): Execution => context.current ?? latest;

/** Interrupts an execution where it awaits; one that awaits out of our reach is ended over its head. */
function interrupt(execution: Execution): void {
  execution.interrupt();
  setTimeout(() => finish(execution, () => ({ status: 'interrupted' })), 1.5 * GRACE);
}

function hear(message: ThreadMessage): void {
  switch (message.type) {
    case 'execute':
      execute(message.id, message.code, message.name);
      return;
    case 'interrupted':
      Atomics.store(shared, SHARED.heard, message.interrupt);
      if (!latest.outcome) interrupt(latest);
      return;
    case 'terminated': {
      context.reset();
      if (latest.id === message.execution) finish(latest, () => ({ status: 'interrupted' }));
      return;
    }
    case 'input_reply':
      inputs.get(message.request)?.(message.value);
      inputs.delete(message.request);
      return;
  }
}

let requests = 0;

const host: NotebookHost = {
  display(bundle, { id, update = false } = {}) {
    const execution = current();
    const send = (): void => {
      const packed = execution.libraries.pack(bundle, id);
      emit(execution, { type: 'display', bundle: packed, update, ...(id !== undefined && { id }) });
    };
    if (update && id !== undefined) updates.offer(id, send);
    else send();
  },
  clearOutput(wait = false) {
    emit(current(), { type: 'clear', wait });
  },
  page(bundle) {
    emit(current(), { type: 'page', bundle });
  },
  input(prompt = '', { password = false } = {}) {
    const request = ++requests;
    // Made here, where its stack leads to the cell.
    const refusal = new Error('input: this front end takes no input from a person');
    return new Promise((resolve, reject) => {
      inputs.set(request, (value) => {
        if (value === null) reject(refusal);
        else resolve(value);
      });
      emit(current(), { type: 'input', request, prompt: String(prompt), password });
    });
  },
  get signal() {
    return current().signal;
  },
};

const cells = createCellImport({ file: join(process.cwd(), 'notebook.ts') });
const cellHost: CellHost = {
  async import(specifier, options) {
    const caller = new Error();
    try {
      return await cells.import(specifier, options);
    } catch (error) {
      addCaller(error, caller);
      throw error;
    }
  },
  meta: cells.meta,
  await: (value) => current().await(value),
  each: (iterable) => eachAwaited(iterable, (value) => current().await(value)),
  result: (value) => {
    current().result = value;
  },
};

function complain(error: unknown, what: string): void {
  if (error instanceof Interrupted) return;
  const { name, message, stack } = describeError(error);
  const text = [`${what}: ${name}: ${message}`, ...stack, ''].join('\n');
  report({ type: 'output', execution: current().id, output: { type: 'stream', name: 'stderr', text } });
}

captureStream(process.stdout, (text) => emit(current(), { type: 'stream', name: 'stdout', text }));
captureStream(process.stderr, (text) => emit(current(), { type: 'stream', name: 'stderr', text }));
process.on('uncaughtException', (error) => complain(error, 'Uncaught'));
process.on('unhandledRejection', (error) => complain(error, 'Unhandled rejection'));
process.on('exit', (code) => report({ type: 'exit', code }));

setNotebookHost(host);
Object.assign(globalThis, {
  [cellHostName]: cellHost,
  input: host.input,
  require: cells.require,
  __dirname: process.cwd(),
});
context.follow();

const thread = new Worker(new URL('./interrupt-thread.js', import.meta.url), {
  workerData: shared.buffer,
  execArgv: [],
  stdin: false,
});
thread.on('message', hear);
thread.on('error', (error) => {
  complain(error, 'The thread that hears the kernel failed');
  process.kill(process.pid, 'SIGKILL');
});
report({ type: 'ready' });
