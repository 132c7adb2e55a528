import { setTimeout as pause } from 'node:timers/promises';
import type { Execution } from '../protocol/kernel-client.ts';
import type { Message } from '../protocol/message.ts';
import { CellOutputs } from './cell-outputs.ts';
import { failureText } from './failure-text.ts';
import { findKernel } from './find-kernel.ts';
import { KernelGone, KernelProcess } from './kernel-process.ts';
import type { KernelSpec } from './kernel-spec.ts';
import { type CodeCell, hasTag, isCode, type Notebook } from './notebook.ts';
import { NotebookFailure } from './notebook-failure.ts';
import { INJECTED_TAG, type Parameter, withParameters } from './parameters.ts';
import { shareLibraries } from './share-libraries.ts';

/** Where a run is: the cell that begins now. */
export interface CellStart {
  /** From 1, among the cells that are run; one with given parameters is not counted. */
  readonly index: number;
  readonly count: number;
  readonly source: string;
}

export interface RunNotebookOptions {
  /** Left out: our own. */
  readonly kernel?: KernelSpec;
  /** Replace values of the cell tagged `parameters`. */
  readonly parameters?: readonly Parameter[];
  /** Seconds that each cell may take. Left out: any time. */
  readonly timeout?: number;
  /** Where cells find relative paths. Left out: the working directory. */
  readonly cwd?: string;
  /** Aborted: the cell is interrupted, the kernel ended, and the run rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onCell?: (start: CellStart) => void;
  /** Everything that a cell publishes, as it comes. */
  readonly onOutput?: (message: Message) => void;
}

/** A notebook that was run. */
export interface NotebookRun {
  /** With the outputs of this run. */
  readonly notebook: Notebook;
  /** How many cells were run, one with given parameters not counted. */
  readonly cells: number;
  readonly seconds: number;
  /** What stopped the run: the code of a cell. The cells after it have no outputs. */
  readonly failure: NotebookFailure | null;
}

/** Milliseconds that an interrupted cell has to end. */
const INTERRUPT_GRACE = 1500;
/** Timers of Node hold no more milliseconds: 24 days. */
const TIMER_MAX = 2 ** 31 - 1;
/** Milliseconds after which a kernel that refused a cell is asked again. */
const ABORTED_PAUSE = 400;
const SKIPPED = 'skip-execution';
const MAY_FAIL = 'raises-exception';

/**
 * Runs the code cells of a notebook in order, each to its end; the notebook given stays as it is. That with
 * given parameters is run silently, so that the kernel does not count it either. Cells tagged
 * `skip-execution` keep their outputs. A cell that fails stops the run, unless it is tagged
 * `raises-exception`.
 *
 * @throws FaultlineError for parameters that do not fit; NotebookFailure for a cell that takes too long and a
 * kernel that ends; the signal's reason.
 */
export async function runNotebook(given: Notebook, options: RunNotebookOptions = {}): Promise<NotebookRun> {
  const { kernel: spec = findKernel('faultline'), parameters = [], cwd, signal, onCell } = options;
  const started = performance.now();
  const prepared = await withParameters(given, parameters, spec.language, '--set');
  const notebook = { ...prepared, cells: structuredClone(prepared.cells) };
  const cells = notebook.cells.filter(isCode).filter((cell) => !hasTag(cell, SKIPPED) && !isEmpty(cell));
  const count = cells.filter((cell) => !isInjected(cell)).length;
  const outputs = new CellOutputs();
  for (const cell of cells) outputs.begin(cell);

  const kernel = await KernelProcess.start(spec, { ...(cwd && { cwd }), ...(signal && { signal }) });
  let failure: NotebookFailure | null = null;
  let done = 0;
  let isOver = false;
  try {
    notebook.metadata = withLanguage(notebook.metadata, spec, await languageOf(kernel));
    for (const cell of cells) {
      if (!isInjected(cell)) {
        done++;
        onCell?.({ index: done, count, source: cell.source });
      }
      outputs.begin(cell);
      const isDone = await runCell(kernel, cell, done, outputs, options);
      outputs.end();
      if (isDone || hasTag(cell, MAY_FAIL)) continue;
      const { line, details } = failureText(cell);
      failure = new NotebookFailure(done, `${placeOf(cell, done)}: ${line}`, details);
      break;
    }
    isOver = true;
  } finally {
    // After anything but an end of its own a kernel is not asked politely.
    await kernel.stop(isOver ? undefined : 0);
  }
  shareLibraries(notebook);
  return { notebook, cells: done, seconds: (performance.now() - started) / 1e3, failure };
}

/** Runs a cell. @returns whether it ended well @throws NotebookFailure; the signal's reason */
async function runCell(
  kernel: KernelProcess,
  cell: CodeCell,
  number: number,
  outputs: CellOutputs,
  { timeout, signal, onOutput }: RunNotebookOptions,
): Promise<boolean> {
  const clock = new AbortController();
  const execution = executeCell(kernel, cell, (message) => {
    outputs.take(message);
    onOutput?.(message);
  });
  // It may be given up below.
  execution.catch(() => {});
  const limits: Promise<'late' | 'aborted'>[] = [];
  if (timeout !== undefined) {
    limits.push(pause(Math.min(timeout * 1e3, TIMER_MAX), 'late' as const, { signal: clock.signal }));
  }
  if (signal !== undefined) limits.push(abortOf(signal, clock.signal));
  for (const limit of limits) limit.catch(() => {});
  try {
    const first = await Promise.race([execution, ...limits]);
    if (typeof first !== 'string') {
      const { status, execution_count, ename } = first.reply.content;
      if (isInjected(cell)) {
        cell.execution_count = null;
        // Silent cells publish no error; tslab prints it, and its answer is empty.
        const isTold = cell.outputs.some((each) => each.output_type === 'error');
        if (!isTold && ename) outputs.take(asPublished(first.reply, 'error'));
      } else if (Number.isInteger(execution_count)) cell.execution_count = execution_count as number;
      return status === 'ok';
    }
    await Promise.race([
      kernel.interrupt().then(() => execution.catch(() => {})),
      pause(INTERRUPT_GRACE, undefined, { ref: false }),
    ]);
    signal?.throwIfAborted();
    throw new NotebookFailure(
      number,
      `${placeOf(cell, number)}: still running after ${timeout} s; the kernel was ended`,
    );
  } catch (error) {
    if (!(error instanceof KernelGone)) throw error;
    throw new NotebookFailure(number, `${placeOf(cell, number)}: ${error.message}`);
  } finally {
    clock.abort();
  }
}

/**
 * Some kernels refuse, for a moment after a cell that failed, whatever was sent to them before they said so,
 * and what comes right after it too.
 */
async function executeCell(
  kernel: KernelProcess,
  cell: CodeCell,
  onOutput: (message: Message) => void,
): Promise<Execution> {
  const options = { onOutput, stopOnError: !hasTag(cell, MAY_FAIL), silent: isInjected(cell) };
  const source = kernel.spec.adapt?.(cell.source) ?? cell.source;
  const execution = await kernel.client.execute(source, options);
  if (!/^abort/.test(String(execution.reply.content.status))) return execution;
  await pause(ABORTED_PAUSE);
  return kernel.client.execute(source, options);
}

function abortOf(signal: AbortSignal, end: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true, signal: end });
  });
}

/** What a message calls a cell; with the kernel's own number, where that is another. */
function placeOf(cell: CodeCell, number: number): string {
  if (isInjected(cell)) return 'the values given with --set';
  const count = cell.execution_count ?? number;
  return count === number ? `cell ${number}` : `cell ${number} ([${count}])`;
}

function isInjected(cell: CodeCell): boolean {
  return hasTag(cell, INJECTED_TAG);
}

function asPublished(reply: Message, msg_type: string): Message {
  return { ...reply, header: { ...reply.header, msg_type } };
}

/** Jupyter sends no cell without code to a kernel. */
function isEmpty(cell: CodeCell): boolean {
  return cell.source.trim() === '';
}

async function languageOf(kernel: KernelProcess): Promise<Record<string, unknown>> {
  const { content } = await kernel.client.request('shell', 'kernel_info_request', {});
  return (content.language_info ?? {}) as Record<string, unknown>;
}

/** What a front end needs to colour the code and to find a kernel; a kernel that is named already stays. */
function withLanguage(
  metadata: Record<string, unknown>,
  spec: KernelSpec,
  language_info: Record<string, unknown>,
): Record<string, unknown> {
  const own = { display_name: spec.displayName, language: spec.language, name: spec.name };
  return { ...metadata, kernelspec: metadata.kernelspec ?? own, language_info };
}
