import vm from 'node:vm';

/** Signals that end a command, with the exit codes that a shell has for them. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Ctrl-C, or another signal that ends a command: it ends with this exit code. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: keyof typeof EXIT_CODES = 'SIGINT') {
    super('interrupted');
    this.name = 'Interrupted';
    this.exitCode = EXIT_CODES[signal];
  }
}

/**
 * Does `work` with an AbortSignal that Ctrl-C and the like abort, so that it can clean up. A second one
 * ends at once.
 * Whatever the abort made `work` throw, it rejects with `Interrupted`.
 */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (signal: keyof typeof EXIT_CODES): void => {
    if (controller.signal.aborted) process.exit(EXIT_CODES[signal]);
    controller.abort(new Interrupted(signal));
  };
  const signals = Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[];
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

const WORK = 'faultline: interruptible work';
const script = new vm.Script(`globalThis[Symbol.for('${WORK}')]()`);

/**
 * Does synchronous work that Ctrl-C can break off, be it an endless loop in a user's policy: while
 * it goes on, no handler of a signal could run.
 *
 * @throws Interrupted
 */
export function interruptible<T>(work: () => T): T {
  const lent = globalThis as unknown as Record<symbol, unknown>;
  const key = Symbol.for(WORK);
  lent[key] = work;
  // No handler can run meanwhile: these two end the process at once, as if there were none.
  const kept = (['SIGTERM', 'SIGHUP'] as const).map((signal) => [signal, process.listeners(signal)] as const);
  for (const [signal] of kept) process.removeAllListeners(signal);
  try {
    return script.runInThisContext({ breakOnSigint: true }) as T;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' ? new Interrupted() : error;
  } finally {
    delete lent[key];
    for (const [signal, listeners] of kept) for (const each of listeners) process.on(signal, each);
  }
}
