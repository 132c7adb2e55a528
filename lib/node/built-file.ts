import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * A file of the built package by its path in dist/, such as `node/sweep-worker.js`: threads run that, also
 * where the sources are run as they are.
 */
export function builtFile(path: string): URL {
  const beside = createRequire(import.meta.url).resolve('faultline/sweep-worker');
  return new URL(`../${path}`, pathToFileURL(beside));
}

/** The arguments of Node that a thread may have: it refuses what its parent was told of `node --eval`. */
export function threadArguments(): string[] {
  return process.execArgv.filter((arg) => !arg.startsWith('--input-type'));
}
