import { Worker } from 'node:worker_threads';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { loadSdk } from './load-sdk.ts';
import type { ServerOptions } from './server.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Serves one client over stdin and stdout until it closes stdin, or a signal comes. The tools work in a
 * thread, so that either ends it at once, in the middle of a run too; what a module of a user prints goes to
 * stderr.
 *
 * @throws FaultlineError when the SDK is not installed.
 */
export async function serveStdio(options: ServerOptions): Promise<void> {
  const { StdioServerTransport } = await loadSdk();
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  const execArgv = process.execArgv.filter((arg) => !arg.startsWith('--input-type'));
  const worker = new Worker(new URL(`./server-thread${extension}`, import.meta.url), {
    workerData: options,
    execArgv,
    stdout: true,
  });
  worker.stdout.pipe(process.stderr);
  const client = new StdioServerTransport();
  const { promise: ended, resolve, reject } = withResolvers();
  client.onmessage = (message) => worker.postMessage(message);
  // A line that is no message is passed over; a client that sends too long a one is cut off.
  client.onclose = resolve;
  worker.on('message', (message: JSONRPCMessage) => void client.send(message));
  worker.on('error', reject);
  worker.on('exit', resolve);
  process.stdin.on('end', resolve).on('close', resolve);
  for (const signal of SIGNALS) process.on(signal, resolve);
  try {
    await client.start();
    await ended;
  } finally {
    for (const signal of SIGNALS) process.off(signal, resolve);
    client.onclose = () => {};
    await client.close();
    process.stdin.destroy();
    await worker.terminate();
  }
}

function withResolvers(): {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
} {
  let resolve = (): void => {};
  let reject = (_: unknown): void => {};
  const promise = new Promise<void>((onDone, onError) => {
    resolve = onDone;
    reject = onError;
  });
  return { promise, resolve, reject };
}
