import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { KneePlan, KneesOfRun } from '../study/knee-of-run.ts';
import { RunFailure } from '../study/run-chunk.ts';

/** What a thread answers: the knees of a run, or why it could not. */
export type KneeAnswer =
  | { readonly knees: KneesOfRun }
  | { readonly failure: Pick<RunFailure, 'index' | 'recipe' | 'reason' | 'isBadInput'> };

/** A thread that finds the knees of runs. It is always the built package, whoever asks. */
export class KneeWorker {
  private readonly worker: Worker;
  private settle: { resolve: (knees: KneesOfRun) => void; reject: (error: Error) => void } | null = null;
  private isStopped = false;

  constructor(plan: KneePlan) {
    const beside = createRequire(import.meta.url).resolve('faultline/sweep-worker');
    // A thread refuses what its parent was told about the text of `node --eval`.
    const execArgv = process.execArgv.filter((arg) => !arg.startsWith('--input-type'));
    this.worker = new Worker(new URL('knee-worker.js', pathToFileURL(beside)), {
      workerData: { plan },
      execArgv,
    });
    this.worker.on('message', (answer: KneeAnswer) => {
      if ('knees' in answer) return this.settle?.resolve(answer.knees);
      const { index, recipe, reason, isBadInput } = answer.failure;
      this.fail(new RunFailure(index, recipe, new Error(reason), isBadInput));
    });
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`a thread of knee ended by itself, code ${code}`)));
  }

  /** The knees of a run. One run at a time. */
  find(index: number): Promise<KneesOfRun> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      if (this.isStopped) this.fail(new Error('a thread of knee has ended'));
      else this.worker.postMessage(index);
    });
  }

  stop(): void {
    this.isStopped = true;
    void this.worker.terminate();
  }

  private fail(error: Error): void {
    this.isStopped = true;
    this.settle?.reject(error);
    this.settle = null;
  }
}
