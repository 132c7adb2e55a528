import { Worker } from 'node:worker_threads';
import { RunFailure } from '../study/run-chunk.ts';
import { builtFile, threadArguments } from './built-file.ts';

/** What a thread answers to a task: a result, or the run that failed. */
export type ThreadAnswer<Result> =
  | { readonly result: Result }
  | { readonly failure: Pick<RunFailure, 'index' | 'recipe' | 'reason' | 'isBadInput'> };

/** A thread that makes runs, one task at a time. It is always the built package, whoever asks. */
export class RunThread<Task, Result> {
  private readonly worker: Worker;
  private settle: { resolve: (result: Result) => void; reject: (error: Error) => void } | null = null;
  private isStopped = false;

  /** @param entry the file of lib/node that the thread runs. @param data what it is given once. */
  constructor(entry: 'sweep-worker' | 'knee-worker', data: unknown) {
    this.worker = new Worker(builtFile(`node/${entry}.js`), {
      workerData: data,
      execArgv: threadArguments(),
    });
    this.worker.on('message', (answer: ThreadAnswer<Result>) => {
      if ('result' in answer) return this.settle?.resolve(answer.result);
      const { index, recipe, reason, isBadInput } = answer.failure;
      this.fail(new RunFailure(index, recipe, new Error(reason), isBadInput));
    });
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => {
      this.isStopped = true;
      this.fail(new Error(`a thread ended by itself, code ${code}`));
    });
  }

  /** @throws RunFailure when a run of the task fails. */
  ask(task: Task): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      if (this.isStopped) this.fail(new Error('a thread has ended'));
      else this.worker.postMessage(task);
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
