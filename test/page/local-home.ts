import { performance } from 'node:perf_hooks';
import type { SessionHome } from '../../lib/page/link/open-session.ts';
import { type WorkerPort, workerHome } from '../../lib/page/link/worker-link.ts';
import { serveModel } from '../../lib/page/worker/serve-model.ts';
import type { FromWorker } from '../../lib/page/worker/start-run.ts';

/** Workers of the page, in this thread: what passes through them is copied, as ports copy it. */
export function localHome(): SessionHome & { readonly ports: readonly WorkerPort[] } {
  const ports: WorkerPort[] = [];
  const spawn = (): WorkerPort => {
    let isOver = false;
    const clock = {
      now: () => performance.now(),
      after: (milliseconds: number, call: () => void) => {
        setTimeout(() => isOver || call(), milliseconds);
      },
    };
    const post = (data: FromWorker): void => {
      const copy = structuredClone(data);
      setTimeout(() => isOver || port.onmessage?.({ data: copy }), 0);
    };
    const serve = serveModel(clock, post);
    const port: WorkerPort = {
      postMessage: (message) => {
        const copy = structuredClone(message);
        setTimeout(() => isOver || serve(copy), 0);
      },
      onmessage: null,
      onerror: null,
      terminate: () => {
        isOver = true;
      },
    };
    ports.push(port);
    return port;
  };
  return { ...workerHome(spawn), ports };
}
