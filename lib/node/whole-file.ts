import {
  accessSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { FaultlineError } from '../core/faultline-error.ts';

/**
 * Checks, before any work is done, that a file can be written at the end.
 *
 * @throws FaultlineError for a folder that is not there or may not be written, and for the path of a folder.
 */
export function checkWritable(path: string, option: string): void {
  if (typeof path !== 'string' || path.includes('\0'))
    throw new FaultlineError(option, path, 'the path of a file');
  const folder = dirname(path);
  try {
    if (!statSync(folder).isDirectory()) throw new FaultlineError(option, path, `${folder} is not a folder`);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    if (error instanceof FaultlineError) throw error;
    throw new FaultlineError(option, path, `a file in a folder that can be written (${codeOf(error)})`);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new FaultlineError(option, path, 'the path of a file; this is a folder');
  }
}

/**
 * Writes a file that is there whole or not at all: `write` fills a temporary file next to it, which
 * then takes its name. Nothing is left behind when that fails or the process ends. What is no file but
 * has a path, such as /dev/null, is written as it is; a link stays one.
 *
 * @throws FaultlineError when the disk refuses.
 */
export async function replaceFile(
  path: string,
  option: string,
  write: (temporary: string) => void | Promise<void>,
): Promise<void> {
  const there = statSync(path, { throwIfNoEntry: false });
  const isDevice = there !== undefined && !there.isFile();
  const target = there === undefined ? path : realpathSync(path);
  const temporary = isDevice ? target : `${target}.${process.pid}.tmp`;
  const remove = (): void => {
    if (!isDevice) rmSync(temporary, { force: true });
  };
  process.on('exit', remove);
  try {
    await write(temporary);
    if (!isDevice) renameSync(temporary, target);
  } catch (error) {
    remove();
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new FaultlineError(option, path, `a file that can be written (${codeOf(error)})`);
  } finally {
    process.off('exit', remove);
  }
}

/** Writes a file, whole or not at all, from pieces of text; between two of them Ctrl-C is heard. */
export async function writeWhole(
  path: string,
  option: string,
  pieces: Iterable<string>,
  signal: AbortSignal,
): Promise<void> {
  await replaceFile(path, option, async (temporary) => {
    const file = openSync(temporary, 'w');
    try {
      for (const piece of pieces) {
        signal.throwIfAborted();
        writeAll(file, piece);
        await nextTick();
      }
      signal.throwIfAborted();
    } finally {
      closeSync(file);
    }
  });
}

/** A write may take less than it is given. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
