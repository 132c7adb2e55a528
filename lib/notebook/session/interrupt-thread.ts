/**
 * @file The second thread of the process that runs cells. It hears the kernel while a cell keeps the
 * main thread busy, and stops that cell.
 */
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { onLines } from './on-lines.ts';
import { REQUESTS } from './report-channel.ts';
import type { SessionRequest } from './session-message.ts';

/** What the main thread hears from this one. */
export type ThreadMessage =
  | SessionRequest
  | { readonly type: 'interrupted'; readonly interrupt: number }
  | { readonly type: 'terminated'; readonly execution: number };

/** Memory that both threads see: the execution that runs (0: none), and the last interrupt that was heard. */
export const SHARED = { execution: 0, heard: 1 } as const;

/** A main thread that is free hears of an interrupt within this time, in ms. */
const PATIENCE = 40;

/** One that hears of it ends the cell within this time, unless the cell goes on without a pause, in ms. */
const STUBBORN = 180;

if (parentPort) listen(parentPort);

function listen(port: NonNullable<typeof parentPort>): void {
  const shared = new Int32Array(workerData as SharedArrayBuffer);
  const inspector = new Session();
  inspector.connectToMainThread();
  let interrupts = 0;

  const interrupt = (): void => {
    const number = ++interrupts;
    port.postMessage({ type: 'interrupted', interrupt: number } satisfies ThreadMessage);
    const running = Atomics.load(shared, SHARED.execution);
    const terminate = (): void => {
      const execution = Atomics.load(shared, SHARED.execution);
      inspector.post('Runtime.terminateExecution', () => {
        port.postMessage({ type: 'terminated', execution } satisfies ThreadMessage);
      });
    };
    setTimeout(() => {
      if (Atomics.load(shared, SHARED.heard) < number) terminate();
      else if (running !== 0) {
        // `for (;;) try { await … } catch {}` takes the interrupt for a failure, and tries again for ever.
        setTimeout(() => {
          if (Atomics.load(shared, SHARED.execution) === running) terminate();
        }, STUBBORN - PATIENCE);
      }
    }, PATIENCE);
  };

  const socket = new Socket({ fd: REQUESTS });
  onLines(socket, (line) => {
    const request = JSON.parse(line) as SessionRequest;
    if (request.type === 'interrupt') interrupt();
    else port.postMessage(request);
  });
  // The kernel is gone. The main thread may be busy for ever, so nothing gentler would do.
  socket.on('close', () => process.kill(process.pid, 'SIGKILL'));
  socket.on('error', () => process.kill(process.pid, 'SIGKILL'));
}
