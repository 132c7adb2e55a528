import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Readable, Writable } from 'node:stream';
import { FRAME_FLAGS } from './frame-context.ts';
import { onLines } from './on-lines.ts';
import { REPORTS, REQUESTS } from './report-channel.ts';
import type { Outcome, Output, SessionReport, SessionRequest } from './session-message.ts';

export interface SessionOptions {
  /** The folder of the notebook: where its imports resolve, and where it reads and writes. */
  readonly directory: string;
  /** Told what cells show, in their order. `execution` is the number that `execute` was given. */
  readonly onOutput: (execution: number, output: Output) => void;
  /** Told when the process ended by itself while no cell ran; every variable is gone. */
  readonly onLost?: (reason: string) => void;
}

/** One process, and what it is doing. */
interface Life {
  readonly child: ChildProcess;
  execution: number;
  end: ((outcome: Outcome) => void) | undefined;
  exitCode: number | undefined;
  /** The last that the process itself wrote, past the streams of its cells: an engine's last words. */
  lastWords: string;
  dying: boolean;
}

const LAST_WORDS_MAX = 8192;

const FLAGS = ['--no-force-async-hooks-checks', '--enable-source-maps', ...FRAME_FLAGS];

/** What Node says when a process ends that has an inspector in it. */
const FAREWELL = 'Waiting for the debugger to disconnect...\n';

/**
 * Runs cells in a process of their own, which may be interrupted, may run out of memory or exit, and is
 * started again when it is needed.
 */
export class Session {
  private readonly options: SessionOptions;
  private life: Life | undefined;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** Starts the process, if there is none. Returns at once: requests wait in its pipe. */
  start(): void {
    this.life ??= this.begin();
  }

  /** Runs one cell's code. One at a time; the outcome comes after all that the cell has shown. */
  execute(id: number, code: string, name: string): Promise<Outcome> {
    this.start();
    const life = this.life as Life;
    if (life.end) throw new Error('a cell is running');
    return new Promise((resolve) => {
      life.execution = id;
      life.end = (outcome) => {
        life.end = undefined;
        resolve(outcome);
      };
      this.request({ type: 'execute', id, code, name });
    });
  }

  /** Stops what runs, busy or waiting, and keeps the process and its variables. */
  interrupt(): void {
    this.request({ type: 'interrupt' });
  }

  /** What a person answered; null when there is nobody to ask. */
  answer(request: number, value: string | null): void {
    this.request({ type: 'input_reply', request, value });
  }

  /** Ends the process at once. A cell that runs ends with `died`. */
  close(): void {
    const life = this.life;
    if (!life) return;
    life.dying = true;
    life.child.kill('SIGKILL');
  }

  private request(request: SessionRequest): void {
    const pipe = this.life?.child.stdio[REQUESTS] as Writable | undefined;
    pipe?.write(`${JSON.stringify(request)}\n`);
  }

  private begin(): Life {
    const entry = createRequire(import.meta.url).resolve('faultline/cell-process');
    const child = spawn(process.execPath, [...FLAGS, entry], {
      cwd: this.options.directory,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    const life: Life = {
      child,
      execution: 0,
      end: undefined,
      exitCode: undefined,
      lastWords: '',
      dying: false,
    };
    const reports = child.stdio[REPORTS] as Readable;
    onLines(reports, (line) => {
      const message = reportIn(line);
      if (message) this.hear(life, message);
    });
    // What native code and child processes write does not pass through the cell's streams.
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => this.hearRaw(life, name, text));
    }
    (child.stdio[REQUESTS] as Writable).on('error', () => {});
    let closed = 2;
    const gone = (): void => {
      if (--closed === 0) this.bury(life);
    };
    // Not before the last report has been read.
    reports.on('close', gone);
    child.on('close', gone);
    child.on('error', (error) => {
      life.lastWords = error.message;
      closed = 1;
      gone();
    });
    return life;
  }

  private hear(life: Life, message: SessionReport): void {
    if (message.type === 'output') this.options.onOutput(message.execution, message.output);
    else if (message.type === 'exit') life.exitCode = message.code;
    else if (message.type === 'done' && message.execution === life.execution) {
      // An exit cuts the cell off, which is then reported as if it had been interrupted.
      if (life.exitCode === undefined) life.end?.(message.outcome);
    }
  }

  private hearRaw(life: Life, name: 'stdout' | 'stderr', text: string): void {
    if (text === FAREWELL) return;
    life.lastWords = (life.lastWords + text).slice(-LAST_WORDS_MAX);
    if (!isLastGasp(life.lastWords)) this.options.onOutput(life.execution, { type: 'stream', name, text });
  }

  private bury(life: Life): void {
    if (this.life === life) this.life = undefined;
    if (life.end) life.end({ status: 'died', reason: reasonOf(life) });
    else if (!life.dying) this.options.onLost?.(reasonOf(life));
  }
}

/** Undefined for what a cell wrote to the pipe by its number. */
function reportIn(line: string): SessionReport | undefined {
  try {
    return JSON.parse(line) as SessionReport;
  } catch {
    return undefined;
  }
}

/** The engine's report of a fatal error, pages of addresses that help nobody who writes a notebook. */
function isLastGasp(text: string): boolean {
  return /<--- Last few GCs --->|FATAL ERROR:|# Fatal error in|Assertion failed:|Native stack trace/.test(
    text,
  );
}

function reasonOf({ child, exitCode, lastWords, dying }: Life): string {
  const { signalCode } = child;
  if (/heap out of memory|heap limit|Allocation failed/i.test(lastWords)) {
    return 'it ran out of memory (a larger limit: NODE_OPTIONS=--max-old-space-size=MEGABYTES)';
  }
  if (dying) return 'it was shut down';
  const assertion = /(?:Assertion failed|Fatal error in|FATAL ERROR)\b.*/.exec(lastWords);
  if (assertion) return `the engine failed: ${assertion[0].trim()}`;
  if (exitCode !== undefined) return `it called process.exit(${exitCode})`;
  if (signalCode === 'SIGKILL') return 'it was killed (SIGKILL), by the system perhaps, for want of memory';
  if (signalCode) return `it was ended by ${signalCode}`;
  const last = lastWords.trim().split('\n').at(-1);
  return `it ended with code ${child.exitCode ?? '?'}${last ? `: ${last}` : ''}`;
}
