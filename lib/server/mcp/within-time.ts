import vm from 'node:vm';
import { FaultlineError } from '../../core/faultline-error.ts';

const WORK = Symbol.for('faultline: work within a time');
const script = new vm.Script(`globalThis[Symbol.for('${WORK.description}')]()`);

/**
 * Does synchronous work that the clock can break off, be it an endless loop.
 *
 * @param end when it is broken off, as `performance.now` counts.
 * @param seconds what the limit was, for the error.
 * @throws FaultlineError when the time is over.
 */
export function withinTime<T>(work: () => T, end: number, seconds: number): T {
  const left = Math.ceil(end - performance.now());
  if (left <= 0) throw outOfTime(seconds);
  const lent = globalThis as unknown as Record<symbol, unknown>;
  const before = lent[WORK];
  lent[WORK] = work;
  try {
    return script.runInThisContext({ timeout: left }) as T;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? outOfTime(seconds) : error;
  } finally {
    lent[WORK] = before;
  }
}

function outOfTime(seconds: number): FaultlineError {
  return new FaultlineError(
    'time',
    `more than ${seconds} s`,
    'a smaller question: a smaller config, or a smaller until',
  );
}
