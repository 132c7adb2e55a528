/// <reference types="vite/client" />
import ModelWorker from '../worker/model-worker.ts?worker&inline';
import type { WorkerPort } from './worker-link.ts';

/** A worker of the browser, from within the page's own script: it works from a file too. */
export function spawnWorker(): WorkerPort {
  return new ModelWorker() as WorkerPort;
}
