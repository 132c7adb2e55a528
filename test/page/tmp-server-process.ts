import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../house/source.ts';

/** A server as users start it, in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** What it printed. */
  readonly printed: () => string;
  /** Ends it, and waits for that. Gives its exit code; null: the signal ended it. */
  readonly end: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
}

/** `faultline serve` with flags, once it listens. */
export async function serverProcess(...flags: string[]): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(root, 'bin/faultline.js'), 'serve', ...flags], { cwd: root });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        printed += chunk;
        const found = /http:\/\/[\w.:[\]]+/.exec(printed);
        if (found !== null) resolve(found[0]);
      });
    }
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
  });
  return { url, printed: () => printed, end: (signal = 'SIGTERM') => end(child, signal) };
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code));
    child.kill(signal);
  });
}
