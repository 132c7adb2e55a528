import { inspect } from 'node:util';
import type { CellError } from './session-message.ts';

/** An error may be its own cause. */
const DEPTH_MAX = 4;

const FRAMES_MAX = 30;

const CELL_FRAME = /\bcell-\d+\.ts:\d/;

const isCellFrame = (line: string): boolean => CELL_FRAME.test(line);

/** Anything that was thrown, as a name, a message and the lines of its stack; causes and parts follow it. */
export function describeError(thrown: unknown, depth = 0): CellError {
  try {
    return described(thrown, depth);
  } catch {
    // A proxy whose traps throw, a getter of a field that does.
    return { name: 'Thrown', message: 'something that cannot be looked at', stack: [] };
  }
}

function described(thrown: unknown, depth: number): CellError {
  if (!isError(thrown)) {
    return { name: 'Thrown', message: inspect(thrown, { depth: 3 }), stack: [] };
  }
  const name = text(() => thrown.name) || 'Error';
  const message = text(() => thrown.message);
  // Its message says it all: where, what was given, what is allowed.
  if (name === 'FaultlineError') return { name, message, stack: frames(thrown).filter(isCellFrame) };
  return { name, message, stack: [...frames(thrown), ...(depth < DEPTH_MAX ? further(thrown, depth) : [])] };
}

function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

/** The frames of a stack down to where the cell's own code begins; what called that is the kernel's. */
function frames(error: Error): string[] {
  const lines = text(() => error.stack).split('\n');
  const all = lines.filter((line) => /^\s+at /.test(line));
  const last = all.findLastIndex(isCellFrame);
  const own = last < 0 ? all : all.slice(0, last + 1);
  return own
    .filter((line) => !/node:internal|[\\/]notebook[\\/]session[\\/]/.test(line))
    .slice(0, FRAMES_MAX);
}

/** Lets the stack of an error that came from elsewhere end in the cell's code that asked for it. */
export function addCaller(error: unknown, caller: Error): void {
  if (!isError(error) || CELL_FRAME.test(text(() => error.stack))) return;
  const cell = text(() => caller.stack)
    .split('\n')
    .filter(isCellFrame);
  error.stack = [text(() => error.stack), ...cell].join('\n');
}

/** Its cause, the errors of an AggregateError, and fields of its own. */
function further(error: Error, depth: number): string[] {
  const lines: string[] = [];
  const fields = Object.keys(error).filter(
    (key) => !['name', 'message', 'stack', 'cause', 'errors'].includes(key),
  );
  for (const key of fields.slice(0, 20)) {
    const value = inspect((error as unknown as Record<string, unknown>)[key], { depth: 1, breakLength: 80 });
    lines.push(`  ${key}: ${value}`);
  }
  const parts = error instanceof AggregateError ? error.errors : [];
  for (const part of parts.slice(0, 10)) lines.push(...nested('one of its errors', part, depth + 1));
  if (error.cause !== undefined) lines.push(...nested('caused by', error.cause, depth + 1));
  return lines;
}

function nested(relation: string, thrown: unknown, depth: number): string[] {
  const { name, message, stack } = describeError(thrown, depth);
  return [`  ${relation}: ${name}: ${message}`, ...stack.map((line) => `  ${line}`)];
}

/** A getter of a stranger's error may throw, or give anything. */
function text(get: () => unknown): string {
  try {
    return String(get() ?? '');
  } catch {
    return '';
  }
}
