import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Recipe } from '../core/recipe.ts';
import { RunFailure } from '../study/run-chunk.ts';

/** What a thread answers: rows of metrics, or why it could not. */
export type Answer =
  | { readonly rows: Float64Array }
  | { readonly failure: Pick<RunFailure, 'index' | 'recipe' | 'reason' | 'isBadInput'> };

/** A thread that runs chunks of one sweep. It is always the built package, whoever asks. */
export class SweepWorker {
  private readonly worker: Worker;
  private settle: { resolve: (rows: Float64Array) => void; reject: (error: Error) => void } | null = null;
  private isStopped = false;

  constructor(model: string, recipe: Recipe) {
    const entry = createRequire(import.meta.url).resolve('faultline/sweep-worker');
    // A thread refuses what its parent was told about the text of `node --eval`.
    const execArgv = process.execArgv.filter((arg) => !arg.startsWith('--input-type'));
    this.worker = new Worker(entry, { workerData: { model, recipe }, execArgv });
    this.worker.on('message', (answer: Answer) => {
      if ('rows' in answer) return this.settle?.resolve(answer.rows);
      const { index, recipe, reason, isBadInput } = answer.failure;
      this.fail(new RunFailure(index, recipe, new Error(reason), isBadInput));
    });
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => {
      this.isStopped = true;
      this.fail(new Error(`a thread of the sweep ended by itself, code ${code}`));
    });
  }

  /** The metrics of runs from `first` on. One chunk at a time. */
  run(first: number, count: number): Promise<Float64Array> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      if (this.isStopped) this.fail(new Error('a thread of the sweep has ended'));
      else this.worker.postMessage({ first, count });
    });
  }

  stop(): void {
    this.isStopped = true;
    void this.worker.terminate();
  }

  private fail(error: Error): void {
    this.settle?.reject(error);
    this.settle = null;
  }
}
