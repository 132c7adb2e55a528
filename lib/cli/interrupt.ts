import vm from 'node:vm';

/** Ctrl-C: the command ends with this exit code. */
export class Interrupted extends Error {
  readonly exitCode = 130;

  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

/**
 * Does `work` with a signal that Ctrl-C aborts, so that it can clean up. A second Ctrl-C ends at once.
 * Whatever the abort made `work` throw, it rejects with `Interrupted`.
 */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(new Interrupted().exitCode);
    controller.abort(new Interrupted());
  };
  process.on('SIGINT', onSignal);
  try {
    return await work(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    process.off('SIGINT', onSignal);
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
  try {
    return script.runInThisContext({ breakOnSigint: true }) as T;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' ? new Interrupted() : error;
  } finally {
    delete lent[key];
  }
}
