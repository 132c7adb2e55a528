import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Host } from '../core/host.ts';
import { sp500Text } from './sp500.ts';

/** Data that comes with the dependencies, by the name that stands for its path. */
const SHIPPED: Readonly<Record<string, () => string>> = { sp500: sp500Text };

/** Files, shipped data and modules of this machine; relative paths are against the working directory. */
export const nodeHost: Host = {
  readText(path, where) {
    if (Object.hasOwn(SHIPPED, path)) return SHIPPED[path]();
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw new FaultlineError(where, path, `a file that can be read (${codeOf(error)})`);
    }
  },
  loadModule(path, where) {
    const file = resolve(path);
    try {
      return createRequire(pathToFileURL(file))(file);
    } catch (error) {
      throw new FaultlineError(
        where,
        path,
        `a built-in name, or a JavaScript module that loads (${reasonOf(error)})`,
      );
    }
  },
};

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'MODULE_NOT_FOUND') return 'no such file';
  if (code === 'ERR_REQUIRE_ASYNC_MODULE') return 'it may not await at its top level';
  return String(message).split('\n')[0];
}
