import { AsyncLocalStorage } from 'node:async_hooks';
import type { AsyncContext } from './async-context.ts';

/** Node 22 can follow async calls as Node 24 does, by frames: code may be terminated anywhere in them. */
const FLAG = '--experimental-async-context-frame';

/** Flags for a process in which `FrameContext` is to work. */
export const FRAME_FLAGS: readonly string[] = process.allowedNodeEnvironmentFlags.has(FLAG) ? [FLAG] : [];

/**
 * Does AsyncLocalStorage work by frames here? In Node 20 it keeps a stack of hooks instead, and the process
 * dies when code is terminated between a push and its pop.
 */
export function hasFrames(): boolean {
  const isOff = process.execArgv.includes('--no-async-context-frame');
  return process.execArgv.includes(FLAG) || (Number.parseInt(process.versions.node, 10) >= 24 && !isOff);
}

/** Follows everything that Node follows: files, sockets, child processes and threads, too. */
export class FrameContext<T extends object> implements AsyncContext<T> {
  private readonly storage = new AsyncLocalStorage<T | undefined>();

  get current(): T | undefined {
    return this.storage.getStore();
  }

  run<R>(value: T, body: () => R): R {
    return this.storage.run(value, body);
  }

  follow(): void {}

  reset(): void {
    this.storage.enterWith(undefined);
  }
}
